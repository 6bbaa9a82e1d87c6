"""A register in, one row for each row of a table; one case a group out, with the rows of that group as its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from advisor.errors import CaseError, Problem, SourceRef, closest_match
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Columns, Question
from advisor.reader.batches.rows import BadRow, Field, Headings, Row, empty_frame
from advisor.reader.batches.rows import Cell as RowCell
from advisor.reader.cases.tables import Cell, checked_table, column_names, heading_of
from advisor.reader.fields import one_of

Record: TypeAlias = "tuple[int, list[str] | Problem]"


@dataclass(frozen=True, slots=True)
class Register:
    """A register opened for reading, with the headings of the columns that it does not use."""

    fields: frozenset[Field]
    ignored: tuple[str, ...]
    rows: Iterator[Row | BadRow]


@dataclass(frozen=True, slots=True)
class _Headings:
    """What each column is for, by its place: a column of the table, or the field of a question; others are ignored."""

    of_table: Mapping[int, str]
    fields: Mapping[int, Field]
    ignored: tuple[str, ...]

    @classmethod
    def read(
        cls, name: str, head: tuple[int, Sequence[str]], question: Question, kb: KnowledgeBase
    ) -> _Headings:
        """Raises `CaseError` where no amount can be read or a column of the table stands twice."""
        assert question.columns is not None
        number, written = head
        headings = [heading_of(heading, question.columns) for heading in written]
        _check_headings(name, number, headings, question.columns)
        of_table = {at: h for at, h in enumerate(headings) if h in column_names(question.columns)}
        known = Headings(kb)
        fields: dict[int, Field] = {}
        for at, heading in enumerate(headings):
            if heading and at not in of_table:
                field = known.field(heading, SourceRef(name, number, at + 1))
                if isinstance(field, tuple) and field[0] != question.id:
                    fields[at] = field
        used = {headings[at] for at in (*of_table, *fields)}
        return cls(of_table, fields, tuple(h for h in headings if h and h not in used))

    def line(self, where: SourceRef, record: Sequence[str]) -> _Line:
        """One row, with what is blank or of no use left out."""
        cells = {
            at: Cell(text, SourceRef(where.file, where.line, at + 1))
            for at, text in enumerate(record)
            if text.strip()
        }
        return _Line(
            where,
            {self.of_table[at]: cell for at, cell in cells.items() if at in self.of_table},
            {self.fields[at]: cell for at, cell in cells.items() if at in self.fields},
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: the cells of the table and of any questions, each with its place."""

    where: SourceRef
    cells: Mapping[str, Cell]
    answers: Mapping[Field, Cell]


def register_question(kb: KnowledgeBase, headings: Sequence[str]) -> Question | None:
    """The table that a heading line describes: one that has a column for who and one for with whom."""
    for question in kb.table_questions():
        assert question.columns is not None
        named = {heading_of(heading, question.columns) for heading in headings}
        if {question.columns.member, question.columns.group} <= named:
            return question
    return None


def read_register(
    name: str,
    head: tuple[int, Sequence[str]],
    records: Iterator[Record],
    question: Question,
    kb: KnowledgeBase,
) -> Register:
    """Read a register. Columns of questions give every row of a group its answers; other columns are not used.

    The rows of a group may stand anywhere in the file, so all of it is read before the first case is given out.
    """
    headings = _Headings.read(name, head, question, kb)

    def lines() -> Iterator[_Line | BadRow]:
        for row, record in records:
            if isinstance(record, Problem):
                yield BadRow(row, "", (record,))
            elif any(cell.strip() for cell in record):
                yield headings.line(SourceRef(name, row), record)

    answered = frozenset({(question.id, ""), *headings.fields.values()})
    return Register(answered, headings.ignored, _cases(question, lines(), empty_frame()))


def _check_headings(name: str, row: int, headings: Sequence[str], columns: Columns) -> None:
    """Raise `CaseError` where no amount can be read, or where a column of the table stands twice."""
    problems = []
    for column in column_names(columns):
        if headings.count(column) > 1:
            again = headings.index(column, headings.index(column) + 1)
            problems.append(
                Problem("CS002", f"the column {column!r} stands twice", SourceRef(name, row, again + 1))
            )
    if not {columns.amount, columns.percent} & set(headings):
        message = f"the heading line has no column {columns.amount!r}"
        near = closest_match(columns.amount, headings)
        problems.append(
            Problem("CS102", message, SourceRef(name, row), one_of((columns.amount, columns.percent)), near)
        )
    if problems:
        raise CaseError(problems)


def _cases(question: Question, lines: Iterator[_Line | BadRow], frame: Case) -> Iterator[Row | BadRow]:
    """The cases by group, in the order in which the groups first stand in the register."""
    assert question.columns is not None
    groups: dict[str, list[_Line]] = {}
    for line in lines:
        if isinstance(line, BadRow):
            yield line
            continue
        cell = line.cells.get(question.columns.group)
        if cell is None:
            hint = f"add the {question.columns.group}"
            problem = Problem("CS102", f"the row has no {question.columns.group}", line.where, hint)
            yield BadRow(line.where.line, "", (problem,))
        else:
            # Names that differ in capitals alone meet here, and are refused together.
            groups.setdefault(" ".join(cell.text.split()).casefold(), []).append(line)
    for together in groups.values():
        yield _case(question, together, frame)


def _case(question: Question, lines: Sequence[_Line], frame: Case) -> Row | BadRow:
    assert question.columns is not None
    problems: list[Problem] = []
    table = checked_table(question, [(line.where, line.cells) for line in lines], problems.append)
    answers: dict[Field, Cell] = {}
    for line in lines:
        for field, cell in line.answers.items():
            first = answers.setdefault(field, cell)
            if first.text.strip() != cell.text.strip():
                what = ".".join(part for part in field if part)
                message = f"{what!r} is {first.text.strip()!r} in row {first.where.line} and {cell.text.strip()!r} here"
                problems.append(
                    Problem("CS110", message, cell.where, "all rows of one case must answer alike")
                )
    identity = " ".join(lines[0].cells[question.columns.group].text.split())
    if problems or table is None:
        faulty = problems[0].where or lines[0].where
        return BadRow(faulty.line, identity, tuple(problems))
    cells: dict[Field, RowCell] = {field: cell.text for field, cell in answers.items()}
    return Row(lines[0].where.line, identity, {**cells, (question.id, ""): table}, frame)
