"""The knowledge base against a second, plain reading of how each decision is settled, over random complete answers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest

from advisor.consultation import Consultant
from advisor.decide import Outcome, Verdict
from advisor.model.case import Answer, Case, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import QuestionKind
from tests.differential.random_kb import draw_answer
from tests.knowledge import settling

CASES = 300
NUMBERS = {
    "contract-value": (1, 99_999_999, 100_000_000, 100_000_001),
    "council-areas": (1, 2, 5),
    "delivery-provider-count": (1, 2, 3),
}


def drawn(kb: KnowledgeBase, decision: str, rnd: random.Random) -> dict[str, Answer]:
    """An answer to every question that the decision reads, preferences and tables apart."""
    needed = {q.id: q for q in kb.questions_of(decision)}
    if decision == "provision":
        needed |= {q.id: q for q in kb.questions_of("delivery")}
    answers: dict[str, Answer] = {}
    for question in needed.values():
        if question.preference or question.kind is QuestionKind.TABLE:
            continue
        if question.kind is QuestionKind.NUMBER:
            answers[question.id] = Fraction(rnd.choice(NUMBERS.get(question.id, (1, 2, 7))))
        elif question.kind is QuestionKind.RATINGS:
            most = rnd.choice((1, 2, 3))
            answers[question.id] = {item: Fraction(rnd.randint(0, most)) for item in question.items}
        elif question.kind is QuestionKind.APPLIES:
            busy = rnd.choice((0, 0.1, 0.5, 1))
            drawing = (rnd.choice(("yes", "partly")) if rnd.random() < busy else "no" for _ in question.items)
            answers[question.id] = dict(zip(question.items, drawing, strict=True))
        else:
            answers[question.id] = draw_answer(rnd, question)
    return answers


class Settler:
    """One decision of the shipped knowledge base, settled by inference."""

    def __init__(self, kb: KnowledgeBase, decision: str) -> None:
        self.kb, self.decision = kb, decision
        settings = kb.settings_for(kb.default_profile, {})
        self.consultant = Consultant(kb, settings, (decision,))

    def __call__(self, answers: Mapping[str, Answer]) -> Verdict:
        case = Case("", "", self.kb.default_profile, {}, (self.decision,), dict(answers), {}, {})
        return self.consultant.settle(case)[self.decision].verdict


def bare(key: str) -> str:
    return key.partition(".")[2]


def found(verdict: Verdict) -> tuple[dict[str, str], set[str]]:
    return {bare(k): str(o.status) for k, o in verdict.options.items()}, {
        bare(k) for k in verdict.recommended
    }


@pytest.mark.slow
@pytest.mark.parametrize("decision", ["integration", "delivery", "provision"])
def test_every_option_stands_as_the_page_on_settling_says(kb: KnowledgeBase, decision: str) -> None:
    settle, rnd = Settler(kb, decision), random.Random(decision)
    for _ in range(CASES):
        answers = drawn(kb, decision, rnd)
        assert found(settle(answers)) == getattr(settling, decision)(answers), answers


@pytest.mark.slow
def test_areas_are_weighed_as_the_published_points_say(kb: KnowledgeBase) -> None:
    settle, rnd = Settler(kb, "footprint"), random.Random("footprint")
    grades = {s.id.removeprefix("footprint."): s.grade for s in kb.statements.values() if s.grade}
    for _ in range(CASES):
        answers = drawn(kb, "footprint", rnd)
        verdict, wanted = settle(answers), settling.footprint(answers, grades)
        if wanted is None:
            assert verdict.outcome is Outcome.NOT_APPLICABLE
        else:
            assert found(verdict) == wanted, answers


@pytest.mark.slow
def test_a_table_is_judged_provider_by_provider_and_as_a_whole(kb: KnowledgeBase) -> None:
    settle, rnd = Settler(kb, "collaboration"), random.Random("collaboration")
    for _ in range(CASES):
        answers = drawn(kb, "collaboration", rnd)
        table = drawn_table(rnd)
        buyers = {name: {row.member for row in table.rows if row.group == name} for name in table.groups()}
        everybody = len(set().union(*buyers.values()))
        verdict = settle({**answers, "contracts": table})
        if everybody == 1:
            assert verdict.outcome is Outcome.NOT_APPLICABLE
            continue
        for name in buyers:
            sizes = [int(row.amount or 0) for row in table.rows if row.group == name]
            of_one = verdict.by_group[name]
            if len(sizes) == 1:
                assert of_one.outcome is Outcome.NOT_APPLICABLE
            else:
                assert found(of_one) == settling.collaboration(answers, sizes, everybody), (answers, table)
        if len(buyers) > 1:
            assert found(verdict)[0] == settling.spanning(answers, list(buyers.values())), (answers, table)


def drawn_table(rnd: random.Random) -> Table:
    """Contracts of up to eleven commissioners with up to three providers, at and about the thresholds of their sizes."""
    members = "ABCDEFGHIJK"[: rnd.choice((1, 2, 2, 3, 4, 7, 11))]
    groups = ("City", "Royal", "St Anne")[: rnd.choice((1, 1, 2, 3))]
    rows = [
        Row(member, group, Fraction(rnd.choice((1, 2, 10, 15, 20, 20, 40, 50)) * 1000), None)
        for group in groups
        for member in members
        if member == "A" or rnd.random() < 0.9
    ]
    return Table(tuple(rows))
