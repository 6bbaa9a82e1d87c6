"""A trace as text and as JSON, held as golden files, and that the two say the same."""

from __future__ import annotations

import json

import pytest

from advisor.explanation.tracing import EventKind, Selection, merged, select
from advisor.render.text.lines import WIDTH
from advisor.render.trace.as_json import trace_json
from advisor.render.trace.text import trace_text
from tests.unit.explanation.traces import EACH_OUTCOME, trace_of

SIXTY, SEVENTY = "collaboration/worked-sixty-forty", "collaboration/worked-seventy-thirty"


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_what_decides_as_text(golden, name):
    golden(f"trace/{name}.txt", trace_text(select(trace_of(name), Selection(decisive=True))))


def test_text_with_what_failed(golden):
    golden(f"trace/{SIXTY}.shown.txt", trace_text(select(trace_of(SIXTY), Selection())))


def test_two_traces_as_text(golden):
    both = merged(trace_of(SIXTY), trace_of(SEVENTY), Selection(decisive=True))
    golden("trace/collaboration/sixty-beside-seventy.txt", trace_text(both))


def test_json(golden):
    golden(f"trace/{SIXTY}.json", trace_json(select(trace_of(SIXTY), Selection(decisive=True))))


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_text_and_json_have_the_same_events_in_lines_that_fit(name):
    trace = select(trace_of(name), Selection())
    text, value = trace_text(trace), json.loads(trace_json(trace))
    for run in value["runs"]:
        for event in run["events"]:
            assert f" {event['id']}" in text
            if event["kind"] == EventKind.RULE:
                assert " ".join(event["text"].split()) in " ".join(text.split())
    assert not [line for line in text.splitlines() if len(line) > WIDTH and " " in line.strip()[:WIDTH]]


def test_a_comparison_says_in_json_what_each_side_is():
    value = json.loads(trace_json(merged(trace_of(SIXTY), trace_of(SEVENTY), Selection())))
    assert value["against"] == trace_of(SEVENTY).title
    (rule,) = (event for event in value["runs"][0]["events"] if event["id"] == "rule:COL-110")
    assert (rule["difference"], rule["truth"], rule["other"]["truth"]) == ("changed", "true", "false")


def test_nothing_selected_is_said():
    text = trace_text(select(trace_of(SIXTY), Selection(rules=("COL-999",))))
    assert "There is nothing to show" in text
