"""The shipped knowledge base, over random cases of every decision: inference, evaluation and batches agree there too."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest

from advisor.model.case import Answer, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Question, QuestionKind
from tests.differential.agreement import check_agreement
from tests.differential.random_kb import draw_answer

COUNTS = tuple(map(Fraction, (1, 2, 3, 6, 7, 9, 10, 12)))
SUMS = tuple(map(Fraction, (1, 99_999_999, 100_000_000, 100_000_001, 250_000_000)))
AMOUNTS = (None, *map(Fraction, (1_000_000, 10_000_000, 15_000_000, 40_000_000)))


def draw(rnd: random.Random, question: Question) -> Answer:
    """A random answer, with numbers at and about the thresholds of the rules."""
    if question.kind is QuestionKind.NUMBER:
        return rnd.choice(SUMS if question.unit == "GBP" else COUNTS)
    if question.kind is not QuestionKind.TABLE:
        return draw_answer(rnd, question)
    pairs = [(member, group) for group in ("City", "Royal") for member in "ABCDEFGHIJK"]
    chosen = sorted(rnd.sample(pairs, rnd.choice((1, 2, 2, 3, 5, 12))), key=lambda pair: (pair[1], pair[0]))
    return Table(tuple(Row(member, group, rnd.choice(AMOUNTS), None) for member, group in chosen))


@pytest.mark.slow
@pytest.mark.parametrize("decision", ["collaboration", "integration", "footprint", "delivery", "provision"])
def test_every_way_agrees_on_cases_of_each_decision(kb: KnowledgeBase, decision: str, draws: int) -> None:
    rnd = random.Random(decision)
    questions = kb.questions_of(decision)
    for _ in range(draws // 250):
        answers: dict[str, Answer] = {}
        states: list[Mapping[str, Answer]] = []
        known = rnd.choice((0.2, 0.6, 0.9, 1.0))
        for _ in range(3):
            for question in questions:
                if rnd.random() < known:
                    answers[question.id] = draw(rnd, question)
            states.append(dict(answers))
            for question in rnd.sample(questions, 2):
                answers.pop(question.id, None)
        check_agreement(kb, states)
