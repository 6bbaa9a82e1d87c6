"""Plain values of a log in, checked answers out: each is checked just as a case file is."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.answers import (
    is_unknown,
    item_answer,
    known_item,
    list_answer,
    multi_answer,
    one_answer,
    shape_of,
)
from advisor.errors import AnswerError, Problem, SourceRef
from advisor.model.case import UNKNOWN, Answer, Table
from advisor.model.questions import Question, QuestionKind
from advisor.reader.cases.tables import Cell, checked_table


def answer_of(question: Question, value: object) -> Answer:
    """Read a plain value as an answer. Raises `AnswerError` where the question does not take it."""
    if isinstance(value, str) and is_unknown(value):
        return UNKNOWN
    match question.kind, value:
        case QuestionKind.TABLE, list():
            return _table(question, value)
        case QuestionKind.MULTI, list():
            return multi_answer(question, [str(text) for text in value])
        case QuestionKind.LIST, list():
            return list_answer(question, [str(text) for text in value])
        case ((QuestionKind.RATINGS | QuestionKind.APPLIES), dict()):
            items = {
                known_item(question, str(i)): item_answer(question, str(i), str(v)) for i, v in value.items()
            }
            return dict(sorted(items.items()))
        case ((QuestionKind.YES_NO | QuestionKind.CHOICE | QuestionKind.NUMBER | QuestionKind.SCALE), str()):
            return one_answer(question, value)
        case _:
            raise AnswerError(f"{question.id!r} does not take {value!r}", hint=shape_of(question))


def _table(question: Question, rows: list[object]) -> Answer:
    maps = [row for row in rows if isinstance(row, Mapping)]
    if len(maps) != len(rows):
        raise AnswerError(f"{question.id!r} is a list of rows", hint=shape_of(question))
    return table_of(question, [{str(k): str(v) for k, v in row.items()} for row in maps])


def table_of(question: Question, rows: list[dict[str, str]]) -> Table:
    """A table from rows of texts by column name. Raises `AnswerError` with the first fault, the row by its number."""
    problems: list[Problem] = []
    places = [SourceRef("row", number) for number, _ in enumerate(rows, start=1)]
    cells = [
        (place, {column: Cell(text, place) for column, text in row.items()})
        for place, row in zip(places, rows, strict=True)
    ]
    table = checked_table(question, cells, problems.append)
    if table is None:
        first = problems[0]
        raise AnswerError(first.message, first.hint, first.closest)
    return table
