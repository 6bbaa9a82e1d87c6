"""Changing answers one by one and two by two, and settling each case anew: what the solver must find without trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product

from advisor.decide import Conclusion
from advisor.inquiry.inquirer import Inquirer
from advisor.model.case import UNKNOWN, Answer, Case, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import APPLIES_WORDS, Question, QuestionKind

Edit = Callable[[Answer], Answer]
FEW = 40
"""Of more single changes than this, pairs are not tried."""
AMOUNTS = tuple(
    sorted(
        {Fraction(n, 8) for n in range(1, 33)}
        | {Fraction(n) for n in (5, 6, 8, 10, 12, 15, 16, 18, 20, 25, 30, 33, 40)}
        | {Fraction(n) for n in (41, 50, 60, 79, 80, 81, 100, 119, 120, 125, 140, 160, 165, 200, 400, 700)}
    )
)
"""Amounts that meet every ratio and share that the drawn tables and thresholds can make."""
QUARTERS = tuple(Fraction(n, 4) for n in range(-8, 41))


def edits(kb: KnowledgeBase, case: Case) -> dict[str, list[tuple[str, Edit]]]:
    """For everything that counts as one change, every way to make it: the question, and what becomes of its answer."""
    found: dict[str, list[tuple[str, Edit]]] = {}
    for question in kb.questions.values():
        answer = case.answers.get(question.id, UNKNOWN)
        for unit, edit in _of_question(question, answer):
            found.setdefault(unit, []).append((question.id, edit))
    return found


def _of_question(question: Question, answer: Answer) -> Iterator[tuple[str, Edit]]:
    match question.kind:
        case QuestionKind.TABLE:
            yield from ((question.id, edit) for edit in _of_table(answer))
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            ratings = question.kind is QuestionKind.RATINGS
            values: tuple[str | Fraction, ...] = (
                tuple(map(Fraction, range(4))) if ratings else tuple(APPLIES_WORDS)
            )
            for item, value in product(question.items, values):
                yield f"{question.id}.{item}", _item(item, value)
        case QuestionKind.MULTI if answer is UNKNOWN:
            for size in range(len(question.values) + 1):
                for chosen in combinations(question.values, size):
                    yield question.id, _constant(frozenset(chosen))
        case QuestionKind.MULTI:
            for value in question.values:
                yield f"{question.id}.{value}", _flip(value)
        case _:
            yield from ((question.id, _constant(value)) for value in _values(question))


def _values(question: Question) -> Iterator[Answer]:
    match question.kind:
        case QuestionKind.YES_NO:
            yield from ("yes", "no")
        case QuestionKind.CHOICE:
            yield from question.values
        case QuestionKind.SCALE:
            yield from map(Fraction, range(4))
        case QuestionKind.LIST:
            yield from (tuple("uvwxyz"[:n]) for n in range(6))
        case _:
            low, high = question.minimum, question.maximum
            for value in QUARTERS:
                inside = (low is None or value >= low) and (high is None or value <= high)
                if inside and (value.denominator == 1 or not question.whole):
                    yield value


def _of_table(answer: Answer) -> Iterator[Edit]:
    if isinstance(answer, Table):
        for number in range(len(answer.rows)):
            yield from (_row(number, amount) for amount in AMOUNTS)


def _constant(value: Answer) -> Edit:
    return lambda before: value


def _item(item: str, value: str | Fraction) -> Edit:
    return lambda before: {**(before if isinstance(before, Mapping) else {}), item: value}


def _flip(value: str) -> Edit:
    return lambda before: before ^ {value} if isinstance(before, frozenset) else before


def _row(number: int, amount: Fraction) -> Edit:
    def edit(before: Answer) -> Answer:
        assert isinstance(before, Table)
        moved: Row = replace(before.rows[number], amount=amount, percent=None)
        return Table((*before.rows[:number], moved, *before.rows[number + 1 :]))

    return edit


@dataclass(frozen=True, slots=True)
class Tried:
    """What trying everything found: every smallest set of changes, as names, or None; `most` is the largest size tried."""

    sets: set[frozenset[str]] | None
    most: int


def smallest_by_trying(
    inquirer: Inquirer, decision: str, group: str | None, wanted: Callable[[Conclusion], bool]
) -> Tried:
    """Try every single change, and every pair of changes where they are few enough."""
    possible = edits(inquirer.kb, inquirer.case)
    most = 2 if sum(map(len, possible.values())) <= FEW else 1
    for size in range(most + 1):
        ways = [
            (frozenset(units), chosen)
            for units in combinations(sorted(possible), size)
            for chosen in product(*(possible[unit] for unit in units))
        ]
        results = inquirer.replay((edited(inquirer.case, chosen) for _, chosen in ways), decision, group)
        found = {units for (units, _), result in zip(ways, results, strict=True) if wanted(result)}
        if found:
            return Tried(found, most)
    return Tried(None, most)


def edited(case: Case, chosen: Sequence[tuple[str, Edit]]) -> Case:
    answers = dict(case.answers)
    for question, edit in chosen:
        answers[question] = edit(answers.get(question, UNKNOWN))
    return replace(case, answers=answers)
