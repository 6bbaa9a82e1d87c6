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
from advisor.render.trace.as_json import trace_json, trace_value
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


def event(value: Any, key: str) -> Any:
    return next(e for e in value["runs"][0]["events"] if e["id"] == key)


def cut(value: Any, key: str) -> None:
    value["runs"][0]["events"].remove(event(value, key))


def added(value: Any, key: str, title: str) -> None:
    events = value["runs"][0]["events"]
    events.insert(
        events.index(event(value, key)) + 1, {**event(value, key), "id": f"rule:{title}", "title": title}
    )


def swapped(value: Any, key: str, other: str) -> None:
    events = value["runs"][0]["events"]
    one, two = (events.index(event(value, k)) for k in (key, other))
    events[one], events[two] = events[two], events[one]


def text_end(value: Any, key: str) -> None:
    event(value, key)["text"] = event(value, key)["text"][:-1] + ", or so."


ALTERED = {
    "the value of a fact": (
        lambda v: event(v, "given:largest-to-smallest").update(value="1.4"),
        ["""given:largest-to-smallest (case): 'value' is "1.4"; replayed it is 1.5"""],
    ),
    "an answer, in value and words": (
        lambda v: event(v, "given:support-from-within").update(value="mostly", text="For most things"),
        [
            """given:support-from-within (case): 'text' is "For most things"; replayed it is "Yes, for everything\"""",
            """given:support-from-within (case): 'value' is "mostly"; replayed it is "yes\"""",
        ],
    ),
    "a row of the table": (
        lambda v: event(v, "given:contracts").update(text="City Hospital: Northtown £61m, Southtown £40m"),
        [
            "given:contracts (case): 'text' is \"City Hospital: Northtown £61m, Southtown £40m\"; replayed it is "
            '"City Hospital: Northtown £60m, Southtown £40m"'
        ],
    ),
    "the id of a rule": (
        lambda v: event(v, "rule:COL-110").update(id="rule:COL-111"),
        [
            "rule:COL-110 (case): this step is missing from the trace",
            "rule:COL-111 (case): the knowledge base and the case do not give this step",
        ],
    ),
    "what a step rests on": (
        lambda v: event(v, "rule:COL-110")["parents"][0].update(id="given:largest-share"),
        [
            "rule:COL-110 (case): 'parents, item 1.id' is \"given:largest-share\"; replayed it is "
            '"fact:pattern=similar"'
        ],
    ),
    "a step taken out": (
        lambda v: cut(v, "rule:COL-070"),
        ["rule:COL-070 (case): this step is missing from the trace"],
    ),
    "a step put in": (
        lambda v: added(v, "rule:COL-110", "COL-115"),
        ["rule:COL-115 (case): the knowledge base and the case do not give this step"],
    ),
    "the order of two steps": (
        lambda v: swapped(v, "rule:COL-010", "rule:COL-020"),
        ["rule:COL-020 (case): it stands where rule:COL-010 belongs"],
    ),
    "the knowledge base's hash": (
        lambda v: v["kb"].update(sha256="0" * 64),
        [f'the trace as a whole: \'kb.sha256\' is "{"0" * 64}"; replayed it is "{shipped().sha256}"'],
    ),
    "a setting": (
        lambda v: v["settings"].update({"similar-max-ratio": 1.4}),
        ["the trace as a whole: 'settings.similar-max-ratio' is 1.4; replayed it is 1.5"],
    ),
    "what an option came to": (
        lambda v: event(v, "option:collaboration.lead-ccg").update(value="met", truth="true"),
        [
            """option:collaboration.lead-ccg (case): 'truth' is "true"; replayed it is "false\"""",
            """option:collaboration.lead-ccg (case): 'value' is "met"; replayed it is "not-met\"""",
        ],
    ),
    "the end of a long sentence": (
        lambda v: text_end(v, "rule:COL-710"),
        [
            """rule:COL-710 (case): 'text' is …d a slightly larger difference would not, or so."; replayed it is …d a """
            'slightly larger difference would not."'
        ],
    ),
    "a statement that a rule cites": (
        lambda v: event(v, "rule:COL-110").update(statements=["collaboration.css-lead.use-when.1"]),
        [
            "rule:COL-110 (case): 'statements, item 1' is \"collaboration.css-lead.use-when.1\"; replayed it is "
            '"collaboration.shared.use-when.1"'
        ],
    ),
    "what decides": (
        lambda v: event(v, "rule:COL-020").update(decisive=True),
        ["rule:COL-020 (case): 'decisive' is true; replayed it is false"],
    ),
}


@pytest.mark.parametrize("what", ALTERED)
def test_each_way_of_altering_a_trace_is_found_with_its_step(what: str) -> None:
    alter, found = ALTERED[what]
    value = kept()
    alter(value)
    assert faults(value) == found


def test_another_strength_of_a_firing_is_found_with_its_step() -> None:
    name = "footprint/partly-half"
    value = kept(name)
    events = [e for e in value["runs"][0]["events"] if e["kind"] == "rule" and e["value"]]
    for changed in events[:3]:
        honest, changed["value"] = changed["value"], changed["value"] + 1
        said = f"{changed['id']} (case): 'value' is {honest + 1}; replayed it is {honest}"
        assert faults(value, name) == [said]
        changed["value"] = honest


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
