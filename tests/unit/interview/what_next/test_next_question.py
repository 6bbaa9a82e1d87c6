"""Stopping early never changes a result, few questions are enough, and the count of what is left is never exceeded."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from advisor.consultation import Consultant
from advisor.interview.what_next.next_question import WORTH_STAYING, Agenda, Wishes, plan
from advisor.interview.what_next.outlook import Planner
from advisor.model.case import UNKNOWN, Answer, Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.shipped import shipped_scenarios
from tests.unit.interview.random_answers import random_answer

ROUNDS = 20
MOST_ASKED = 0.6


@dataclass(frozen=True, slots=True)
class Held:
    """One interview held with somebody who knows all the answers beforehand."""

    asked: tuple[str, ...]
    counts: tuple[int, ...]
    agenda: Agenda
    answers: dict[str, Answer]


def hold(kb: KnowledgeBase, planner: Planner, known: dict[str, Answer], wishes: Wishes | None = None) -> Held:
    """Ask until nothing more is needed."""
    answers: dict[str, Answer] = {}
    asked: list[str] = []
    counts: list[int] = []
    while True:
        agenda = plan(kb, planner, answers, {}, wishes or Wishes(), asked[-1] if asked else "")
        following = agenda.following
        if following is None or following.optional:
            return Held(tuple(asked), tuple(counts), agenda, answers)
        asked.append(following.question)
        counts.append(following.at_most_after)
        answers[following.question] = known[following.question]


def planner_for(kb: KnowledgeBase, *decisions: str) -> Planner:
    return Planner(kb, kb.settings_for(kb.default_profile, {}), decisions)


def everything(kb: KnowledgeBase, decision: str, random: Random) -> dict[str, Answer]:
    """An answer to every question; in every other case they are those of a scenario, so that options hold more often."""
    answers = {q.id: random_answer(q, random) for q in kb.questions_of(decision)}
    files = sorted((shipped_scenarios() / decision).glob("*.yaml"))
    if files and random.random() < 0.5:
        chosen = random.choice(files)
        stated = read_case(chosen.name, chosen.read_bytes(), kb).answers
        answers |= {q: answer for q, answer in stated.items() if q in answers}
    return answers


def without_preferences(kb: KnowledgeBase, answers: dict[str, Answer]) -> dict[str, Answer]:
    return {q: a for q, a in answers.items() if not kb.questions[q].preference}


@pytest.mark.slow
@pytest.mark.parametrize("decision", ["collaboration", "integration", "footprint", "delivery", "provision"])
def test_stopping_early_never_changes_the_result(
    kb: KnowledgeBase, decision: str, capsys: pytest.CaptureFixture[str]
):
    planner, random = planner_for(kb, decision), Random(f"early {decision}")
    total, asked = len(kb.questions_of(decision)), 0
    for _ in range(ROUNDS):
        known = everything(kb, decision, random)
        held = hold(kb, planner, known)
        stopped = held.agenda.outlooks[0]
        # Every other answer that the interview did not ask for, given afterwards. A table is left out where
        # something that stands in for one was asked: then there is none.
        more = {**known, **held.answers}
        whole = planner.outlook(decision, without_preferences(kb, more))
        assert stopped.results() == whole.results(), (held.asked, known)
        assert list(held.counts) == sorted(held.counts, reverse=True), held.counts
        assert all(left >= len(held.asked) - n for n, left in enumerate(held.counts, start=1)), held
        asked += len(held.asked)
    share = asked / ROUNDS / total
    with capsys.disabled():
        print(f"\n  {decision}: {asked / ROUNDS:.1f} of {total} questions asked on average ({share:.0%})")  # noqa: T201
    assert share <= MOST_ASKED


@pytest.mark.slow
def test_the_planner_and_the_consultation_agree(kb: KnowledgeBase):
    for decision in kb.decisions:
        planner, random = planner_for(kb, decision), Random(f"agree {decision}")
        consultant = Consultant(kb, kb.settings_for(kb.default_profile, {}), (decision,))
        for _ in range(4):
            held = hold(kb, planner, everything(kb, decision, random))
            case = Case("", "", kb.default_profile, {}, (decision,), held.answers, {}, {})
            verdict = consultant.settle(case)[decision].verdict
            whole, *groups = held.agenda.outlooks[0].parts
            assert [g.group for g in groups] == list(verdict.by_group)
            for part in groups:
                assert part.verdict.outcome is verdict.by_group[part.group or ""].outcome
                assert part.verdict.recommended == verdict.by_group[part.group or ""].recommended
            if not verdict.see_groups:
                assert whole.verdict.outcome is verdict.outcome
            assert whole.verdict.recommended == verdict.recommended


def test_a_second_knowledge_base_is_asked_by_the_same_code(hut: KnowledgeBase):
    for decision in hut.decisions:
        planner, random = planner_for(hut, decision), Random(decision)
        for _ in range(15):
            known = everything(hut, decision, random)
            held = hold(hut, planner, known)
            whole = planner.outlook(decision, without_preferences(hut, {**known, **held.answers}))
            assert held.agenda.outlooks[0].results() == whole.results(), (held.asked, known)


def test_a_table_comes_before_what_stands_in_for_it(kb: KnowledgeBase):
    agenda = plan(kb, planner_for(kb, "collaboration"), {}, {}, Wishes())
    assert agenda.following is not None
    assert agenda.following.question == "contracts"
    assert set(agenda.outlooks[0].later) >= {"commissioner-count", "provider-count", "contract-pattern"}


def test_without_the_table_its_stand_ins_are_asked(kb: KnowledgeBase):
    random = Random(5)
    known = {q.id: random_answer(q, random, unknown=0) for q in kb.questions_of("collaboration")}
    known |= {"contracts": random_answer(kb.questions["contracts"], random, unknown=1)}
    held = hold(kb, planner_for(kb, "collaboration"), known)
    assert held.asked[0] == "contracts"
    assert "commissioner-count" in held.asked


def test_a_topic_is_left_only_for_a_question_that_tells_far_more(kb: KnowledgeBase):
    changes = 0
    for decision in ("delivery", "integration"):
        random, planner = Random(decision), planner_for(kb, decision)
        for _ in range(5):
            held = hold(kb, planner, everything(kb, decision, random))
            for n in range(1, len(held.asked)):
                topic, chosen = kb.questions[held.asked[n - 1]].topic, held.asked[n]
                outlook = planner.outlook(decision, {q: held.answers[q] for q in held.asked[:n]})
                here = [q for q in outlook.needed if kb.questions[q].topic == topic]
                assert all(outlook.information[q] <= outlook.information[chosen] for q in here)
                if here and kb.questions[chosen].topic != topic:
                    changes += 1
                    worth = max(outlook.information[q] for q in here)
                    assert worth < WORTH_STAYING * outlook.information[chosen]
    assert changes


def test_the_same_answers_give_the_same_questions(kb: KnowledgeBase):
    known = everything(kb, "delivery", Random(11))
    assert (
        hold(kb, planner_for(kb, "delivery"), known).asked
        == hold(kb, planner_for(kb, "delivery"), known).asked
    )


@pytest.mark.parametrize("decision", ["collaboration", "provision"])
def test_every_question_is_asked_when_wanted(kb: KnowledgeBase, decision: str):
    random, planner = Random(3), planner_for(kb, decision)
    known = {q.id: random_answer(q, random, unknown=0) for q in kb.questions_of(decision)} | {
        "contracts": UNKNOWN
    }
    asked: list[str] = []
    counts: list[int] = []
    answers: dict[str, Answer] = {}
    while (following := plan(kb, planner, answers, {}, Wishes(everything=True)).following) is not None:
        assert following.optional is kb.questions[following.question].preference
        asked.append(following.question)
        counts.append(following.at_most_after)
        answers[following.question] = known[following.question]
    left_out = [q.id for q in kb.questions_of(decision) if q.id not in asked]
    assert asked == [q.id for q in kb.questions_of(decision) if q.id in asked]
    assert all(kb.questions[q].asked_when is not None for q in left_out)
    assert counts == sorted(counts, reverse=True)


def test_with_every_question_wanted_a_given_table_still_replaces_its_stand_ins(kb: KnowledgeBase):
    table = random_answer(kb.questions["contracts"], Random(2), unknown=0)
    left = planner_for(kb, "collaboration").unasked("collaboration", {"contracts": table})[0]
    assert not {"commissioner-count", "provider-count", "same-providers"} & set(left)


def test_a_fixed_order_is_kept(kb: KnowledgeBase):
    order = ("frontline-problems", "change-appetite", "barriers", "staffing", "money", "joint-services")
    known = everything(kb, "integration", Random(8))
    held = hold(kb, planner_for(kb, "integration"), known, Wishes(order=order))
    placed = [order.index(q) for q in held.asked if q in order]
    assert placed == sorted(placed)


def test_a_skipped_question_comes_again_once_and_last(kb: KnowledgeBase):
    planner = planner_for(kb, "provision")
    answers: dict[str, Answer] = {}
    skipped: dict[str, int] = {}
    asked = []
    for _ in range(40):
        following = plan(kb, planner, answers, skipped, Wishes()).following
        if following is None:
            break
        asked.append(following.question)
        skipped[following.question] = skipped.get(following.question, 0) + 1
    first, second = asked[: len(asked) // 2], asked[len(asked) // 2 :]
    assert sorted(first) == sorted(second)
    assert len(set(first)) == len(first)


def test_preferences_are_offered_only_where_several_options_hold(kb: KnowledgeBase):
    planner = planner_for(kb, "collaboration")
    seen = set()
    for round_ in range(30):
        held = hold(kb, planner, everything(kb, "collaboration", Random(round_)))
        following = held.agenda.following
        several = any(p.verdict.outcome.value == "several" for p in held.agenda.outlooks[0].parts)
        seen.add(following is not None)
        if following is not None:
            assert several
            assert following.optional
            assert kb.questions[following.question].preference
    assert seen == {True, False}
