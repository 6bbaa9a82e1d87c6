"""The form for a table: rows typed one after another, cell by cell or a whole row on a line, or read from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from advisor.answers import UNKNOWN_WORDS, is_unknown
from advisor.errors import AnswerError
from advisor.interview.forms.form import Done, Form
from advisor.interview.forms.grammar import plain
from advisor.interview.forms.words import split_cells, unquoted
from advisor.interview.records.answer_reading import table_of
from advisor.model.case import Row, Table
from advisor.model.questions import Columns, Question
from advisor.plain_values import row_value
from advisor.quantities import parse_percent

AMOUNTS = "an amount like 1200000, 1,200,000, 1.2m or 250k, or a share like 30%"
Load: TypeAlias = Callable[[str], Table]
"""Reads the table in a file by its name. Raises `AdvisorError` with row and column of every fault."""


@dataclass(frozen=True, slots=True)
class TableForm(Form):
    """Rows so far, and the cells of the row being typed."""

    question: Question
    load: Load
    rows: tuple[Mapping[str, str], ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """Among amounts, that one is not known is an answer for this row alone."""
        return dict.fromkeys(sorted(UNKNOWN_WORDS - {"?"}), "unknown") if len(self.cells) == 2 else {}

    @classmethod
    def holding(cls, question: Question, load: Load, table: Table) -> TableForm:
        """The form with a table's rows in it."""
        return cls(question, load, tuple(row_value(question, row) for row in table.rows))

    @property
    def names(self) -> bool:
        """Amounts are no names: there the beginnings of commands count again."""
        return len(self.cells) < 2

    @property
    def _columns(self) -> Columns:
        assert self.question.columns is not None
        return self.question.columns

    @property
    def prompt(self) -> str:
        """Which cell of which row comes next."""
        number, columns = len(self.rows) + 1, self._columns
        end = " (Enter if there are no more)" if self.rows else ""
        same = f" (Enter for {self._last_group})" if self.rows else ""
        pounds = " in pounds" if self.question.unit == "GBP" else ""
        match len(self.cells):
            case 0:
                return f"Row {number}, {columns.member}{end}"
            case 1:
                return f"Row {number}, {columns.group}{same}"
            case _:
                return f"Row {number}, {columns.amount}{pounds} (or {columns.percent} in %, or unknown)"

    @property
    def _last_group(self) -> str:
        return self.rows[-1][self._columns.group]

    @property
    def allowed(self) -> str:
        """The ways to give a row and what else may be done, or what the cell at hand takes."""
        columns = self._columns
        if len(self.cells) == 1:
            return f"Type the {columns.group}, or back to begin the row again."
        if self.cells:
            return f"Type {AMOUNTS}, or unknown."
        return (
            f"Type a {columns.member}, or a whole row as {columns.member}, {columns.group}, {columns.amount}. "
            "Also: rows (lists them), remove 2 (takes row 2 out), file NAME.csv (reads a spreadsheet's CSV)."
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """Each row as one line, and the cells of a row not finished."""
        return (*map(self._line, self.rows), *(_quoted(cell) for cell in self.cells))

    def _line(self, row: Mapping[str, str]) -> str:
        columns = self._columns
        share = row.get(columns.percent)
        amount = row[columns.amount] if share is None else f"{share.removesuffix('%')}%"
        return ";".join(_quoted(text) for text in (row[columns.member], row[columns.group], amount))

    @property
    def takes_nothing(self) -> bool:
        """After the first row an empty line ends the table, or takes the group of the row before."""
        return bool(self.rows) and len(self.cells) < 2

    def before(self) -> TableForm | None:
        """The cell before this one; rows are taken out by their numbers."""
        return replace(self, cells=self.cells[:-1]) if self.cells else None

    def table(self) -> Table | None:
        """The rows so far, or None before the first."""
        return table_of(self.question, [dict(row) for row in self.rows]) if self.rows else None

    def in_order(self) -> tuple[Row, ...]:
        """The rows so far, in the order in which they were typed."""
        return tuple(table_of(self.question, [dict(row)]).rows[0] for row in self.rows)

    def read(self, text: str) -> TableForm | Done:
        """Take a cell, a row, or an empty line for the end."""
        if self.cells:
            return self._next_cell(text)
        table = self.table()
        if not text.strip() and table is not None:
            return Done(table)
        said = plain(text)
        if said.startswith("remove "):
            return self._without(said.removeprefix("remove "))
        if said.startswith("file ") or said.endswith(".csv"):
            name = text.strip()
            return self._from_file(unquoted(name[5:] if said.startswith("file ") else name))
        parts = split_cells(text)
        if len(parts) == 2 and self.rows and _is_amount(parts[1]):
            parts = [parts[0], self._last_group, parts[1]]
        if len(parts) > 2:
            return self._with_row(parts[0], parts[1], ",".join(parts[2:]))
        return replace(self, cells=tuple(part for part in parts if part))

    def _next_cell(self, text: str) -> TableForm:
        member, *rest = self.cells
        if rest:
            return self._with_row(member, rest[0], unquoted(text))
        parts = split_cells(text) if text.strip() else [self._last_group]
        if len(parts) > 2 and _is_amount(",".join(parts[2:])):
            hint = f"type the {self._columns.group}, or back to begin the row again"
            raise AnswerError(f"that is a whole row, and the row of {member} is not finished", hint)
        if len(parts) > 1 and _is_amount(",".join(parts[1:])):
            return self._with_row(member, parts[0], ",".join(parts[1:]))
        return replace(self, cells=(member, ", ".join(parts)))

    def _with_row(self, member: str, group: str, amount: str) -> TableForm:
        """The form with one more row, if all rows together still make a table."""
        columns = self._columns
        if not _is_amount(amount):
            raise AnswerError(f"{amount.strip()!r} is not an amount", f"type {AMOUNTS}, or unknown")
        column = columns.percent if amount.strip().endswith(("%", "per cent")) else columns.amount
        row = {columns.member: unquoted(member), columns.group: unquoted(group), column: amount.strip()}
        rows = (*self.rows, row)
        table_of(self.question, [dict(each) for each in rows])
        return replace(self, rows=rows, cells=())

    def _without(self, number: str) -> TableForm:
        if not number.isdigit() or not 1 <= int(number) <= len(self.rows):
            raise AnswerError(
                f"there is no row {number!r}", f"the rows have the numbers 1 to {len(self.rows)}"
            )
        position = int(number) - 1
        return replace(self, rows=self.rows[:position] + self.rows[position + 1 :])

    def _from_file(self, name: str) -> TableForm:
        """The form with the file's rows in place of those typed before."""
        return self.holding(self.question, self.load, self.load(name))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"') else text


def _is_amount(text: str) -> bool:
    if is_unknown(text):
        return True
    try:
        parse_percent(text)
    except AnswerError:
        return False
    return True
