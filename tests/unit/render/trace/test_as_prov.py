"""The trace as PROV-JSON: read back by the library that archives use, with every event and every link in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote

import pytest
from prov.model import ProvActivity, ProvDocument, ProvEntity, ProvInfluence, ProvUsage

from advisor.explanation.tracing import EventKind, Link, Selection, select
from advisor.render.trace.as_prov import trace_prov
from tests.unit.explanation.traces import trace_of

NAMES = [
    "across/all-five-in-2026",
    "collaboration/several-providers-one-value-unknown",
    "footprint/unknown-that-matters",
]


ELEMENTS = frozenset({"entity", "activity", "agent"})
ENDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "used": {"prov:activity": frozenset({"activity"}), "prov:entity": frozenset({"entity"})},
    "wasGeneratedBy": {"prov:entity": frozenset({"entity"}), "prov:activity": frozenset({"activity"})},
    "wasDerivedFrom": {
        "prov:generatedEntity": frozenset({"entity"}),
        "prov:usedEntity": frozenset({"entity"}),
    },
    "wasAttributedTo": {"prov:entity": frozenset({"entity"}), "prov:agent": frozenset({"agent"})},
    "wasAssociatedWith": {
        "prov:activity": frozenset({"activity"}),
        "prov:agent": frozenset({"agent"}),
        "prov:plan": frozenset({"entity"}),
    },
    "wasInfluencedBy": {"prov:influencee": ELEMENTS, "prov:influencer": ELEMENTS},
}
"""The ends of each relation that is written, and of which type each must be (PROV-DM, tables 4 and 5)."""
MAY_SAY = {"prov:type", "prov:label", "prov:value"}
HAS_ROLES = {"used", "wasGeneratedBy", "wasAssociatedWith"}
TYPES = {"prov:SoftwareAgent", "prov:Plan", "prov:Bundle", "prov:PrimarySource"}
NAME = re.compile(r"([a-z]+):((?:[\w./-]|%[0-9A-F]{2})+)")


def objections(value: Mapping[str, Any]) -> Iterator[str]:
    """What PROV-JSON does not allow in a document or bundle: undeclared names, ends of the wrong type, stray attributes."""
    prefixes = {*value["prefix"], "prov"}
    for name, inner in {"the document": value, **value.get("bundle", {})}.items():
        yield from (f"{name}: {fault}" for fault in _in_bundle(inner, prefixes))


def _in_bundle(bundle: Mapping[str, Any], prefixes: set[str]) -> Iterator[str]:
    yield from (f"{kind} is unknown" for kind in {*bundle} - ELEMENTS - {*ENDS} - {"prefix", "bundle"})
    types = {name: kind for kind in ELEMENTS for name in bundle.get(kind, {})}
    if len(types) != sum(len(bundle.get(kind, {})) for kind in ELEMENTS):
        yield "one name is of two types"
    for name, kind in types.items():
        found = NAME.fullmatch(name)
        if found is None or found[1] not in prefixes:
            yield f"{name} is no qualified name"
        yield from _attributes(name, bundle[kind][name], MAY_SAY, prefixes)
    for kind, ends in ENDS.items():
        for name, relation in bundle.get(kind, {}).items():
            yield from (f"{kind} {name}: no {end}" for end in {*ends} - {*relation, "prov:plan"})
            for end in {*ends} & {*relation}:
                if types.get(relation[end]) not in ends[end]:
                    yield f"{kind} {name}: {end} {relation[end]} is {types.get(relation[end])}"
            may = MAY_SAY | {*ends} | ({"prov:role"} if kind in HAS_ROLES else set())
            yield from _attributes(name, relation, may, prefixes)


def _attributes(name: str, found: Mapping[str, Any], may: set[str], prefixes: set[str]) -> Iterator[str]:
    for key, value in found.items():
        prefix = key.partition(":")[0]
        if prefix not in prefixes or (prefix == "prov" and key not in may):
            yield f"{name}: {key} does not belong there"
        if isinstance(value, dict) and not {"$", "type"} <= {*value} <= {"$", "type", "lang"}:
            yield f"{name}: {key} is no literal"
        if key == "prov:type" and value["$"] not in TYPES:
            yield f"{name}: {value['$']} is no type of PROV"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("decisive", [False, True])
def test_every_end_is_declared_with_its_type_and_nothing_stands_where_prov_has_no_place_for_it(
    name, decisive
):
    text = trace_prov(select(trace_of(name), Selection(decisive=True))) if decisive else written(name)
    assert [*objections(json.loads(text))] == []


@pytest.mark.parametrize("name", NAMES[1:])
def test_written_and_read_again_it_is_the_same_graph(name):
    document = read(written(name))
    again = read(document.serialize(format="json") or "")
    assert again == document
    assert {*map(str, again.get_records())} == {*map(str, document.get_records())}


@pytest.mark.parametrize(
    ("alter", "objection"),
    [
        (lambda b: b["entity"].pop("plan:COL-110"), "prov:plan plan:COL-110 is None"),
        (lambda b: b["agent"].clear(), "prov:agent tool:advisor is None"),
        (lambda b: b["used"]["_:id1"].pop("prov:entity"), "no prov:entity"),
        (
            lambda b: b["wasInfluencedBy"]["_:id1"].update({"prov:role": "x"}),
            "prov:role does not belong there",
        ),
        (lambda b: b["entity"]["plan:COL-110"].update({"other:x": 1}), "other:x does not belong there"),
    ],
)
def test_what_prov_does_not_allow_is_objected_to(alter, objection):
    value = json.loads(written("collaboration/worked-sixty-forty"))
    bundle = value["bundle"]["run:case"]
    for kind in ("used", "wasInfluencedBy"):
        bundle[kind] = {f"_:id{n}": relation for n, relation in enumerate(bundle[kind].values())}
    alter(bundle)
    assert any(objection in fault for fault in objections(value))


@cache
def written(name: str) -> str:
    return trace_prov(trace_of(name))


def read(text: str) -> ProvDocument:
    document: ProvDocument = ProvDocument.deserialize(content=text, format="json")
    return document


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_back_with_every_event(name):
    trace, document = trace_of(name), read(written(name))
    bundles = {unquote(str(bundle.identifier).partition(":")[2]): bundle for bundle in document.bundles}
    assert set(bundles) == {run.id for run in trace.runs}
    for run in trace.runs:
        records = [
            record for kind in (ProvEntity, ProvActivity) for record in bundles[run.id].get_records(kind)
        ]
        told = {str(value) for record in records for value in record.get_attribute("says:id")}
        assert told == {event.id for event in run.events}


def test_what_a_rule_used_its_plan_and_its_sources_are_there():
    (bundle,) = read(written("collaboration/worked-sixty-forty")).bundles
    used = {
        (str(usage.args[0].localpart), str(usage.args[1].localpart))
        for usage in bundle.get_records(ProvUsage)
    }
    assert ("case/COL-110", "case/commissioners") in used
    assert ("case/COL-110", "case/pattern%3Dsimilar") in used
    told = bundle.get_provn()
    assert "wasAssociatedWith(rule:case/COL-110, tool:advisor, plan:COL-110)" in told
    assert "wasDerivedFrom(plan:COL-110, statement:collaboration.shared.use-when.1" in told


def test_no_link_is_lost():
    for run in trace_of("collaboration/worked-sixty-forty").runs:
        (bundle,) = read(written("collaboration/worked-sixty-forty")).bundles
        links = [(event, parent) for event in run.events for parent in event.parents]
        drawn = sum(parent.link is Link.SOURCE for _, parent in links)
        used = sum(
            event.kind is EventKind.RULE or (event.kind is EventKind.OUTCOME and parent.link is not Link.NOTE)
            for event, parent in links
        )
        assert len(list(bundle.get_records(ProvUsage))) == used
        influences = [r for r in bundle.get_records(ProvInfluence) if type(r) is ProvInfluence]
        assert len(influences) == len(links) - used - drawn


def test_the_same_trace_gives_the_same_bytes_and_names_no_time():
    text = written("collaboration/worked-sixty-forty")
    assert trace_prov(trace_of("collaboration/worked-sixty-forty")) == text
    assert "Time" not in text
