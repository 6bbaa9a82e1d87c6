"""Changed answers in; how they are told out, in words and as they would be typed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from advisor.explanation.counterfactual import AnswerChange
from advisor.explanation.other_answers import fits_in_part, moved_to, would_be_answered
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.sentences import listed
from advisor.explanation.wording import NOT_KNOWN, Wording
from advisor.inquiry.changes import row_name
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.spans import one_or_any
from advisor.model.case import Row, Table
from advisor.model.questions import QuestionKind
from advisor.proof.changes import ChangedAnswer
from advisor.quantities import amount_text, number_text, typed_number


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that are told together, with words of which any will do; `tried` are the sets that these stand for."""

    changes: tuple[ChangedAnswer, ...]
    tried: tuple[tuple[ChangedAnswer, ...], ...]


def is_known(inquirer: Inquirer, wording: Wording, change: ChangedAnswer) -> bool:
    """Whether there is an answer to change, or one would be given that is not known now."""
    table = inquirer.case.answers.get(change.question)
    if change.state.row is not None and isinstance(table, Table):
        return _amount(table.rows[change.state.row], "") is not None
    return change.name in wording.facts


def way_told(
    inquirer: Inquirer, wording: Wording, way: Way, in_part: Sequence[bool]
) -> Iterator[AnswerChange]:
    """Changes that are told together. `in_part` says of each set that they stand for whether the option then fits only in
    part; of words of which any will do it is said with which.
    """
    fits = list(zip(way.tried, in_part, strict=True))
    for position, change in enumerate(way.changes):
        words = {v: [fit for c, fit in fits if v in c[position].state.values] for v in change.state.values}
        some = [] if all(in_part) else [v for v, found in words.items() if found and all(found)]
        told = _told(inquirer, wording, change, some)
        if all(in_part) and change is way.changes[-1]:
            told = replace(told, step=replace(told.step, sentence=fits_in_part(told.step.sentence)))
        yield told


def _told(
    inquirer: Inquirer, wording: Wording, change: ChangedAnswer, in_part: Container[str]
) -> AnswerChange:
    """One changed answer in words, and as it would be typed; with the values `in_part` the option fits only in part."""
    question = inquirer.kb.questions[change.question]
    if question.kind is QuestionKind.TABLE:
        return _told_row(inquirer, change)
    number = change.state.number
    before = wording.said_now(change.name)
    values: tuple[str, ...]
    if number is not None:
        words = partial(wording.said, change.name)
        values = (typed_number(number),)
        known = is_known(inquirer, wording, change)
        after = [words(number) if known else one_or_any(number, change.state.interval, words)]
    else:
        values = change.state.values
        said = ((v, wording.said(change.name, v)) for v in values)
        after = [fits_in_part(words) if v in in_part else words for v, words in said]
    sentence = would_be_answered(wording.named(change.name), listed(after, "or"), before)
    return AnswerChange(change.name, values, Step(sentence, StepKind.CHANGE, change.name))


def _told_row(inquirer: Inquirer, change: ChangedAnswer) -> AnswerChange:
    table, state = inquirer.case.answers[change.question], change.state
    assert isinstance(table, Table)
    assert state.row is not None
    assert state.number is not None
    row = table.rows[state.row]
    question = inquirer.kb.questions[change.question]
    columns, unit = question.columns, question.unit
    assert columns is not None
    percent = row.percent is not None
    what = f"{columns.percent if percent else columns.amount} of {row.member} with {row.group}"

    def words(amount: Fraction) -> str:
        return f"{number_text(amount)}%" if percent else amount_text(amount, unit)

    typed = words(state.number) if percent else typed_number(state.number)
    before = _amount(row, unit)
    after = words(state.number) if before else one_or_any(state.number, state.interval, words)
    rises = None if before is None else state.number > (row.percent if percent else row.amount or 0)  # type: ignore[operator]
    sentence = moved_to(what, before or NOT_KNOWN, after, rises=rises)
    name = f"{change.question}.{row_name(row)}"
    return AnswerChange(name, (typed,), Step(sentence, StepKind.CHANGE, change.question))


def _amount(row: Row, unit: str) -> str | None:
    if row.percent is not None:
        return f"{number_text(row.percent)}%"
    return None if row.amount is None else amount_text(row.amount, unit)
