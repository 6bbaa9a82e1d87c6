"""The trace as PROV-JSON: read back by the library that archives use, with every event and every link in it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from prov.model import ProvActivity, ProvDocument, ProvEntity, ProvInfluence, ProvUsage

from advisor.explanation.tracing import EventKind, Link
from advisor.render.prov import trace_prov
from tests.unit.explanation.traces import trace_of

NAMES = [
    "across/all-five-in-2026",
    "collaboration/several-providers-one-value-unknown",
    "footprint/unknown-that-matters",
]


def read(text: str) -> ProvDocument:
    document: ProvDocument = ProvDocument.deserialize(content=text, format="json")
    return document


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_back_with_every_event(name):
    trace, document = trace_of(name), read(trace_prov(trace_of(name)))
    bundles = {unquote(str(bundle.identifier).partition(":")[2]): bundle for bundle in document.bundles}
    assert set(bundles) == {run.id for run in trace.runs}
    for run in trace.runs:
        records = [
            record for kind in (ProvEntity, ProvActivity) for record in bundles[run.id].get_records(kind)
        ]
        told = {str(value) for record in records for value in record.get_attribute("says:id")}
        assert told == {event.id for event in run.events}


def test_what_a_rule_used_its_plan_and_its_sources_are_there():
    trace = trace_of("collaboration/worked-sixty-forty")
    (bundle,) = read(trace_prov(trace)).bundles
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
        (bundle,) = read(trace_prov(trace_of("collaboration/worked-sixty-forty"))).bundles
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
    text = trace_prov(trace_of("collaboration/worked-sixty-forty"))
    assert trace_prov(trace_of("collaboration/worked-sixty-forty")) == text
    assert "Time" not in text
