"""A question and a source of randomness in; some answer to it out, unknown now and then."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from advisor.model.case import UNKNOWN, Answer, Row, Table, Unknown
from advisor.model.questions import APPLIES_WORDS, Question, QuestionKind

COUNTS = (1, 2, 2, 3, 4, 6, 8, 12)
AMOUNTS = (500_000, 10_000_000, 15_000_000, 20_000_000, 60_000_000, 61_000_000, 250_000_000)


def random_answer(question: Question, random: Random, unknown: float = 0.08) -> Answer:
    """Any answer that the question takes."""
    if random.random() < unknown:
        return UNKNOWN
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            return random.choice(list(question.values) or ["yes", "no"])
        case QuestionKind.NUMBER:
            return Fraction(random.choice(AMOUNTS if question.unit else COUNTS))
        case QuestionKind.SCALE:
            return Fraction(random.randrange(4))
        case QuestionKind.TABLE:
            return _table(random)
        case _:
            return _several(question, random)


def _several(question: Question, random: Random) -> Answer:
    match question.kind:
        case QuestionKind.MULTI:
            return frozenset(v for v in question.values if random.random() < 0.5)
        case QuestionKind.RATINGS:
            return {i: _or_unknown(Fraction(random.randrange(4)), random) for i in sorted(question.items)}
        case QuestionKind.APPLIES:
            words = (*APPLIES_WORDS, "no")
            return {i: _or_unknown(random.choice(words), random) for i in sorted(question.items)}
        case _:
            return tuple(sorted(random.sample(("Ann", "Ben", "Cem", "Dot"), random.randrange(5))))


def _or_unknown(value: str | Fraction, random: Random) -> str | Fraction | Unknown:
    return UNKNOWN if random.random() < 0.05 else value


def _table(random: Random) -> Table:
    members = ("Northtown", "Southtown", "Eastham", "Weston, Lower")[: random.choice((1, 2, 2, 3, 4))]
    rows = [
        Row(member, group, None if random.random() < 0.1 else Fraction(random.choice(AMOUNTS)), None)
        for group in ("City Hospital", "Hill Trust")[: random.choice((1, 1, 1, 2))]
        for member in members
    ]
    return Table(tuple(sorted(rows, key=lambda row: (row.group, row.member))))
