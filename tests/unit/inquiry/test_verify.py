"""A kept trace replayed: an honest one is confirmed, whatever it shows; an altered one is found out, with the step named."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.errors import UsageError
from advisor.explanation.tracing import Selection, select
from advisor.inquiry.verify import compare, read_trace, verify_trace
from advisor.model.conditions import Truth
from advisor.render.trace_json import trace_json, trace_value
from tests.unit.explanation.traces import EACH_OUTCOME, case_of, shipped, trace_of

NAME = "collaboration/worked-sixty-forty"


def kept(name: str = NAME, selection: Selection | None = None) -> Any:
    trace = trace_of(name) if selection is None else select(trace_of(name), selection)
    return json.loads(trace_json(trace))


def faults(value: Any, name: str = NAME) -> list[str]:
    return [str(fault) for fault in compare(value, trace_of(name)).faults]


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_an_honest_trace_is_confirmed(name):
    check = verify_trace(shipped(), case_of(name), kept(name))
    assert check.faults == ()
    assert check.steps == check.of == sum(len(run.events) for run in trace_of(name).runs)


def test_without_a_kept_trace_the_engines_own_record_is_confirmed():
    assert verify_trace(shipped(), case_of(NAME)).faults == ()


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(decisive=True),
        Selection(truths=frozenset({Truth.FALSE, Truth.UNKNOWN})),
        Selection(options=("collaboration.lead-ccg",), rules=("COL-170",)),
        Selection(decisions=("collaboration",), everything=True),
    ],
)
def test_an_honest_part_of_a_trace_is_confirmed_as_a_part(selection):
    check = compare(kept(NAME, selection), trace_of(NAME))
    assert check.faults == ()
    assert 0 < check.steps <= check.of


def test_a_group_of_a_trace_is_confirmed():
    name = "collaboration/several-providers-one-value-unknown"
    group = trace_of(name).runs[1].group
    assert faults(kept(name, Selection(group=group)), name) == []


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every place in a JSON value, containers too, with what stands there."""
    if path:
        yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from leaves(inner, (*path, key))


@pytest.mark.parametrize(
    "key", ["truths", "options", "decisions", "rules", "group", "decisive", "everything"]
)
@pytest.mark.parametrize("other", [[], {}, [[]], 7, "x", None, True])
def test_a_part_that_is_not_there_cannot_be_asked_for(key: str, other: Any) -> None:
    value = kept()
    honest = json.dumps(value["selection"][key]) == json.dumps(other)
    value["selection"][key] = other
    assert bool(faults(value)) is not honest


PLACES = list(leaves(trace_value(trace_of(NAME))))
OTHERS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 9), st.text(max_size=4), st.just([]), st.just({})
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PLACES), OTHERS, st.sampled_from(["replace", "remove", "double"]))
def test_whatever_is_altered_is_found(place: tuple[tuple[Any, ...], Any], other: Any, how: str) -> None:
    (*path, last), before = place
    value = kept()
    holder = value
    for key in path:
        holder = holder[key]
    if how == "remove":
        del holder[last]
    elif how == "double" and isinstance(holder, list):
        holder.insert(last, copy.deepcopy(before))
    else:
        assume(json.dumps(other) != json.dumps(before))
        holder[last] = other
    found = compare(value, trace_of(NAME)).faults
    assert found
    if path[:1] == ["runs"] and len(path) > 4 and "id" not in path and last != "id":
        step = kept()["runs"][path[1]]["events"][path[3]]["id"]
        assert step in {fault.step for fault in found}


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_changed_order_is_found(data):
    value = kept()
    events = value["runs"][0]["events"]
    left, right = data.draw(st.lists(st.integers(0, len(events) - 1), min_size=2, max_size=2, unique=True))
    events[left], events[right] = events[right], events[left]
    assert faults(value)


def test_a_fault_says_what_was_claimed_and_what_is_so():
    value = kept()
    (event,) = (e for e in value["runs"][0]["events"] if e["id"] == "rule:COL-170")
    event["truth"] = "true"
    assert faults(value) == ["""rule:COL-170 (case): 'truth' is "true"; replayed it is "false\""""]


def test_a_step_taken_out_or_put_in_is_named():
    value = kept()
    events = value["runs"][0]["events"]
    gone = events.pop(7)
    events.append({**gone, "id": "rule:COL-999"})
    assert faults(value) == [
        f"{gone['id']} (case): this step is missing from the trace",
        "rule:COL-999 (case): the knowledge base and the case do not give this step",
    ]


def test_hiding_steps_behind_a_selection_that_cannot_be_is_found():
    value = kept(NAME, Selection(group="Nowhere"))
    assert value["runs"] == []
    assert faults(value)


@pytest.mark.parametrize("value", [3, [], {}, {"runs": 3}, {"runs": [3]}, {"runs": [{"id": "case"}]}])
def test_what_is_no_trace_is_found(value):
    assert verify_trace(shipped(), case_of(NAME), value).faults


@pytest.mark.parametrize("content", [b"{", b'{"a": 1, "a": 2}', b"\xff\xfe"])
def test_a_file_that_is_no_json_or_says_a_thing_twice_is_refused(content):
    with pytest.raises(UsageError, match="is no trace"):
        read_trace("kept.json", content)
