"""The published JSON: it keeps to its schema, holds what is needed to run it again, and tells what differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advisor.model.blanks import Blanks, Part
from advisor.plain_values import case_sha256, case_value
from advisor.reader import read_case
from advisor.reader.cases.paper_blanks import read_blanks
from advisor.render.formats.as_json import differences, paper_json
from advisor.render.paper.build import build_paper
from advisor.shipped import shipped_scenarios
from tests import papers

SCHEMA = json.loads((Path(__file__).parents[4] / "docs" / "paper.schema.json").read_text(encoding="utf-8"))
SCENARIOS = sorted(shipped_scenarios().rglob("*.yaml"))


def value_of(name: str) -> Any:
    return json.loads(paper_json(papers.scenario(name), papers.paper(name)))


@pytest.mark.parametrize("name", [*papers.ONE_OF_EACH, papers.ALL_FIVE, papers.REGISTER])
def test_keeps_to_its_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(value_of(name), SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_is_not_blind() -> None:
    value = value_of(papers.ONE_OF_EACH[0])
    value["paper"]["sections"][0]["blocks"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_says_in_words_what_each_field_is() -> None:
    def fields(node: Any, place: str = "") -> Iterator[tuple[str, Any]]:
        if isinstance(node, dict):
            for name, field in node.get("properties", {}).items():
                yield f"{place}/{name}", field
            for key, inner in node.items():
                yield from fields(inner, f"{place}/{key}")
        elif isinstance(node, list):
            for inner in node:
                yield from fields(inner, place)

    found = dict(fields(SCHEMA))
    assert len(found) > 100
    for place, field in found.items():
        described = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
        assert field.get("description") or described.get("description"), place


@pytest.mark.parametrize("file", SCENARIOS[::7], ids=lambda file: file.stem)
def test_a_case_as_plain_values_reads_back_as_itself(file: Path) -> None:
    kb = papers.shipped()
    case = read_case("case", file.read_bytes(), kb)
    again = read_case("case", json.dumps(case_value(kb, case)).encode(), kb)
    assert (again.answers, again.settings, again.decisions) == (case.answers, case.settings, case.decisions)
    assert case_sha256(kb, again) == case_sha256(kb, case)


def test_the_hash_of_a_case_is_blind_to_spelling_and_not_to_answers() -> None:
    kb = papers.shipped()
    texts = ("answers: {place: region, money: pooled}", "answers:\n  money: pooled  # why\n  place: region\n",
             "answers: {place: conurbation, money: pooled}")  # fmt: skip
    first, same, other = (case_sha256(kb, read_case("c", f"title: t\n{text}".encode(), kb)) for text in texts)
    assert first == same
    assert first != other


def test_blanks_in_the_paper_read_back_as_they_were() -> None:
    kb = papers.shipped()
    blanks = Blanks(
        {Part.COVER: {"": {"author": "A"}}, Part.RECORDS: {"Body: #1": {"date": "1 May"}, "Second": {}}}
    )
    context = papers.context_of(kb, "c", "title: t\nanswers: {place: region}", blanks)
    value = json.loads(paper_json(context, build_paper(context)))
    assert read_blanks("p", json.dumps(value["blanks"]).encode(), kb) == blanks


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("/a", "1", "2")]),
        ({"a": True}, {"a": 1}, [("/a", "true", "1")]),
        ({"a": 1}, {}, [("/a", "1", "not there")]),
        ({}, {"b": [1]}, [("/b", "not there", "[1]")]),
        ({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "y"}]}, [("/a/1/b", '"x"', '"y"')]),
        ([1, 2], [1], [("/1", "2", "not there")]),
        ([1, 3], [1, 2, 3], [("/1", "not there", "2")]),
        ([1, [2], 3, 9], [1, [4], 5, 3, 9], [("/1/0", "2", "4"), ("/2", "not there", "5")]),
        ("x" * 200, "y", [("/", '"' + "x" * 96 + "…", '"y"')]),
        ("x" * 200 + "a", "x" * 200 + "b", [("/", "…" + "x" * 33 + 'a"', "…" + "x" * 33 + 'b"')]),
    ],
)
def test_differences(was: Any, now: Any, found: list[tuple[str, str, str]]) -> None:
    assert [(d.place, d.was, d.now) for d in differences(was, now)] == found
