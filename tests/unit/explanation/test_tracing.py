"""The trace as events: that it holds together, what of it decides, what a selection shows, and how two traces differ."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from advisor.consultation import consult
from advisor.explanation.tracing import (
    Difference,
    EventKind,
    Link,
    Selection,
    TraceRun,
    case_trace,
    merged,
    select,
)
from advisor.explanation.tracing.selection import select_run
from advisor.model.case import Answer, Case
from advisor.model.conditions import Truth
from advisor.reader import read_knowledge_base
from tests.unit.explanation.traces import EACH_OUTCOME, explained, shipped, trace_of

HUT = Path(__file__).parents[2] / "broken_kb" / "sound"
SIXTY, SEVENTY = "collaboration/worked-sixty-forty", "collaboration/worked-seventy-thirty"


def ids(run: TraceRun, kind: EventKind | None = None) -> set[str]:
    return {event.id for event in run.events if kind in (None, event.kind)}


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_every_parent_is_an_event_that_comes_before(name):
    for run in trace_of(name).runs:
        seen: set[str] = set()
        for event in run.events:
            assert {parent.id for parent in event.parents} <= seen, event.id
            seen.add(event.id)
        assert len(seen) == len(run.events)


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_every_rule_that_fired_is_an_event_with_its_sentence_and_every_condition_is_answered_for(name):
    explanation = explained(name)
    run = trace_of(name).runs[0]
    events = run.by_id()
    for decision in explanation.decisions.values():
        for rule in decision.trace.fired():
            event = events[f"rule:{rule}"]
            assert event.truth is Truth.TRUE
            authored = shipped().rules[rule]
            if authored.decision == decision.decision:
                assert event.text == decision.wording.fill(authored.because)
    for event in run.events:
        if event.kind is EventKind.RULE and event.truth is Truth.FALSE:
            assert event.parents, event.id
            assert all(parent.link is Link.OBSTACLE for parent in event.parents)
        if event.kind is EventKind.RULE and event.truth is Truth.UNKNOWN:
            assert all(events[parent.id].truth is Truth.UNKNOWN for parent in event.parents)


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_the_outcome_is_decisive_and_nothing_unread_is(name):
    for run in trace_of(name).runs:
        decisive = {event.id for event in run.events if event.decisive}
        assert {f"outcome:{decision}" for decision in run.decisions} <= decisive
        read = {parent.id for event in run.events if event.decisive for parent in event.parents}
        assert {key for key in decisive if not key.startswith("outcome:")} <= read


@pytest.mark.parametrize("name", EACH_OUTCOME)
def test_a_recommendation_rests_on_rules_that_fired_down_to_what_was_given(name):
    for run in trace_of(name).runs:
        events = run.by_id()
        for event in run.events:
            if event.kind is EventKind.RULE and event.decisive:
                assert all(events[parent.id].decisive for parent in event.parents), event.id
                if events[f"outcome:{event.decision}"].value in ("one", "several"):
                    assert event.truth is Truth.TRUE, event.id


DECISIVE_RULES = [
    (SIXTY, {"COL-010", "COL-110"}),
    (SEVENTY, {"COL-020", "COL-170"}),
    # The level described, and the barrier that closes the one above the level recommended.
    ("integration/barrier-2-and-3", {"INT-080", "INT-150"}),
    # Two options hold; what speaks for each puts one ahead.
    (
        "delivery/alliance-ahead-of-single",
        {"DEL-030", "DEL-080", "DEL-150", "DEL-160", "DEL-170", "DEL-180", "DEL-190", "DEL-310"},
    ),
    ("footprint/nothing-switched-on", set()),
    ("collaboration/one-commissioner-by-count", set()),
]


@pytest.mark.parametrize(("name", "rules"), DECISIVE_RULES)
def test_what_decides(name, rules):
    (run,) = select(trace_of(name), Selection(decisive=True)).runs
    assert ids(run, EventKind.RULE) == {f"rule:{rule}" for rule in rules}


def test_where_nothing_fits_every_rule_that_would_have_made_something_fit_decides():
    (run,) = trace_of("collaboration/gap-no-support-either-way").runs
    meeting = {
        parent.id
        for event in run.events
        if event.kind is EventKind.OPTION
        for parent in event.parents
        if parent.link in (Link.CONDITION, Link.PART_CONDITION)
    }
    (shown,) = select(trace_of("collaboration/gap-no-support-either-way"), Selection(decisive=True)).runs
    assert meeting <= ids(shown, EventKind.RULE)


def test_while_it_is_open_the_missing_answers_decide():
    (run,) = select(trace_of("footprint/unknown-that-matters"), Selection(decisive=True)).runs
    assert ids(run, EventKind.ANSWER) == {"given:circumstances.travel"}
    assert {event.truth for event in run.events if event.kind is EventKind.RULE} == {Truth.UNKNOWN}


def test_several_groups_have_a_run_each_and_a_single_one_does_not():
    assert [run.group for run in trace_of(SIXTY).runs] == [None]
    runs = trace_of("collaboration/several-providers-one-value-unknown").runs
    assert runs[0].group is None
    assert len(runs) > 2
    alone = select(
        trace_of("collaboration/several-providers-one-value-unknown"), Selection(group=runs[1].group)
    )
    assert [run.id for run in alone.runs] == [runs[1].id]


def test_a_long_table_is_summed_up():
    (run,) = trace_of("collaboration/option-css-lead-ambulance").runs
    assert run.by_id()["given:contracts"].text == "30 rows; commissioner 30, provider 1; £113.5m in all"


def test_a_case_that_touches_nothing_has_a_trace_without_runs():
    nothing = Case("nothing", "Nothing said", shipped().default_profile, {}, None, {}, {}, {})
    assert case_trace(consult(shipped(), nothing)).runs == ()


TRUTHS = [Truth.TRUE, Truth.FALSE, Truth.UNKNOWN]


@pytest.mark.parametrize("truth", TRUTHS)
def test_rules_are_selected_by_how_they_stand_with_what_is_next_to_them(truth):
    (run,) = trace_of("provision/lead-provider-warned").runs
    shown = select_run(run, Selection(frozenset({truth})))
    wanted = {e.id for e in run.events if e.kind is EventKind.RULE and e.truth is truth}
    assert wanted
    assert ids(shown, EventKind.RULE) == wanted
    assert {parent.id for e in run.events if e.id in wanted for parent in e.parents} <= ids(shown)


def test_an_option_a_decision_and_a_rule_are_shown_with_all_that_they_rest_on():
    trace = trace_of("across/all-five-in-2026")
    (option,) = select(trace, Selection(options=("delivery.alliance",), everything=True)).runs
    assert ids(option, EventKind.OPTION) == {"option:delivery.alliance"}
    (decision,) = select(trace, Selection(decisions=("integration",))).runs
    assert ids(decision, EventKind.OUTCOME) == {"outcome:integration"}
    assert list(decision.decisions) == ["integration"]
    (rule,) = select(trace_of(SIXTY), Selection(rules=("COL-110",))).runs
    assert ids(rule, EventKind.RULE) == {"rule:COL-110", "rule:COL-010"}
    assert ids(rule, EventKind.OPTION) == {"option:collaboration.shared"}


def test_what_did_not_fire_and_changed_nothing_is_left_out_unless_everything_is_asked_for():
    whole = trace_of(SIXTY)
    (shown,), (everything,) = select(whole, Selection()).runs, select(whole, Selection(everything=True)).runs
    assert everything == whole.runs[0]
    assert "rule:COL-410" in ids(everything) - ids(shown)
    assert "rule:COL-170" in ids(shown)
    assert {e.id for e in everything.events if e.decisive} <= ids(shown)


def test_a_trace_beside_itself_is_the_same_all_over():
    both = merged(trace_of(SIXTY), trace_of(SIXTY), Selection())
    assert {event.difference for run in both.runs for event in run.events} == {Difference.SAME}
    assert not any(event.stands_out for run in both.runs for event in run.events)


def test_two_traces_beside_each_other_show_what_changed_and_what_did_not():
    (run,) = merged(trace_of(SIXTY), trace_of(SEVENTY), Selection()).runs
    events = run.by_id()
    changed = {key for key, event in events.items() if event.difference is Difference.CHANGED}
    assert {"given:contracts", "rule:COL-010", "rule:COL-020", "rule:COL-110", "rule:COL-170"} <= changed
    assert {"outcome:collaboration", "option:collaboration.shared", "fact:pattern=similar"} <= changed
    assert {"given:commissioners", "rule:COL-150", "option:collaboration.css-lead"} & changed == set()
    other = events["rule:COL-110"].other
    assert (events["rule:COL-110"].truth, other and other.truth) == (Truth.TRUE, Truth.FALSE)


def test_what_only_one_of_two_traces_has_says_so():
    both = merged(trace_of("across/all-five-in-2026"), trace_of(SIXTY), Selection(everything=True))
    found = {event.id: event.difference for run in both.runs for event in run.events}
    assert found["outcome:delivery"] is Difference.ONLY_HERE
    both = merged(trace_of(SIXTY), trace_of("across/all-five-in-2026"), Selection(everything=True))
    found = {event.id: event.difference for run in both.runs for event in run.events}
    assert found["outcome:delivery"] is Difference.ONLY_OTHER


def test_a_second_unrelated_knowledge_base_is_traced_by_the_same_code():
    hut = read_knowledge_base(HUT)
    answers: dict[str, Answer] = {
        "guests": Fraction(7),
        "fuel": frozenset({"logs"}),
        "chimney": "yes",
        "place": "valley",
    }
    case = Case("hut", "A hut in the valley", hut.default_profile, {}, ("stove",), answers, {}, {})
    (run,) = select(case_trace(consult(hut, case)), Selection(decisive=True)).runs
    assert ids(run) == {
        "given:chimney",
        "given:fuel.logs",
        "given:place",
        "rule:HUT-020",
        "option:stove.wood",
        "outcome:stove",
    } | (ids(run) & {"option:stove.gas"})
    assert run.by_id()["given:place"].text == "In the valley"
