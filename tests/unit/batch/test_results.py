"""Results as rows and as JSON: the same columns throughout a file, and nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json

import pytest

from advisor.batch import Result, settle_records
from advisor.batch.results import Layout
from advisor.batch.writers import CsvWriter, JsonLinesWriter, plain
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base
from tests.other_kb.test_other_kb import FOLDER


@pytest.fixture(scope="module")
def bikes() -> KnowledgeBase:
    return read_knowledge_base(FOLDER)


RIDES = [
    {"rider": "=ann", "route": "@shop", "kilometres": 3},
    {"rider": "bob", "route": "@shop", "kilometres": 9},
    {"rider": "bob", "route": "school", "kilometres": 2},
]
RECORDS = [
    {"id": "-1", "answers": {"rides": RIDES, "hilly": 3, "worth": "much"}},
    {"id": "b", "answers": {"worth": "little", "friends": ["cy"]}},
]


@pytest.fixture(scope="module")
def found(bikes) -> list[Result]:
    return [row for row in settle_records(bikes, RECORDS) if isinstance(row, Result)]


def test_every_row_has_the_same_columns_with_those_of_decisions_it_does_not_touch_empty(bikes, found):
    layout = Layout(bikes, ["model", "lock"], groups=True)
    writer = CsvWriter(layout)
    text = (writer.head() + b"".join(writer.lines(found))).decode()
    first, second = csv.DictReader(io.StringIO(text))
    assert list(first) == list(second) == list(layout.columns)
    assert layout.columns[:6] == (
        "row",
        "id",
        "model.outcome",
        "model.recommended",
        "model.undecided",
        "model.by_route",
    )
    assert {value for column, value in second.items() if column.startswith("model.")} == {""}
    assert (first["id"], second["id"]) == ("'-1", "b")
    assert first["model.by_route"].startswith("'@shop: ")
    assert second["lock.outcome"] in ("one", "several", "none", "undecided")
    assert not any(column.startswith("storage") for column in first)


def test_a_flat_row_for_a_data_frame_keeps_ids_as_they_are(bikes, found):
    flat = Layout(bikes, bikes.decisions, groups=False).flat(found[0])
    assert flat["id"] == "-1"
    assert all(type(value) is str for value in flat.values())
    assert flat["storage.outcome"] == ""


def test_json_lines_speak_as_recommend_does(bikes, found):
    writer = JsonLinesWriter(Layout(bikes, bikes.decisions, groups=True))
    first, second = (json.loads(line) for line in writer.lines(found))
    assert (first["row"], first["id"], list(first["decisions"])) == (1, "-1", ["model", "lock"])
    model = first["decisions"]["model"]
    assert list(model) == ["outcome", "recommended", "options", "undecided_because", "by_route"]
    assert list(model["by_route"]) == ["@shop", "school"]
    assert set(model["options"]) == {"city-bike", "e-bike", "cargo-bike", "pool"}
    assert "by_route" not in second["decisions"]["lock"]
    assert writer.head() == b""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝x"])
def test_what_begins_like_a_formula_is_made_text(text):
    assert plain(text) == "'" + text


@pytest.mark.parametrize("text", ["north", "1", "a=b", "'quoted", ""])
def test_other_cells_stay_as_they_are(text):
    assert plain(text) == text
