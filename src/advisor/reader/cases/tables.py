"""Rows of cells in, from a case file or a spreadsheet; a checked `Table` out, or problems with row and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.answers import is_unknown, shape_of
from advisor.errors import AnswerError, Problem, SourceRef, closest_match
from advisor.model.case import Row, Table
from advisor.model.questions import Columns, Question
from advisor.quantities import number_text, parse_number, parse_percent
from advisor.reader.fields import one_of
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row as written, with its place."""

    text: str
    where: SourceRef


def table_from_yaml(question: Question, node: Node, report: Report) -> Table | None:
    """Read the rows that a case file gives."""
    if not isinstance(node, Sequence):
        report(Problem("CS103", f"{question.id!r} is a list of rows", node.where, shape_of(question)))
        return None
    rows = []
    for item in node.items:
        if not isinstance(item, Entries):
            report(Problem("CS103", "a row is a mapping", item.where, shape_of(question)))
            continue
        cells = {
            key.value: Cell(value.value, value.where) for key, value in item.pairs if isinstance(value, Text)
        }
        for key, value in item.pairs:
            if not isinstance(value, Text):
                report(Problem("CS103", f"{key.value!r} must be one value", value.where))
        known = report_unknown_columns(question, {key.value: key.where for key, _ in item.pairs}, report)
        # What a row with a wrong key or cell lacks would only say the same again.
        if known and len(cells) == len(item.pairs):
            rows.append((item.where, cells))
    return checked_table(question, rows, report, node.where) if len(rows) == len(node.items) else None


def delimiter_of(lines: list[str]) -> str:
    """What stands between the cells: the comma, semicolon or tab that the first line with anything in it has most of."""
    head = next((line for line in lines if line.strip()), "")
    return max((",", ";", "\t"), key=head.count)


def heading_of(cell: str, columns: Columns) -> str:
    """A heading as the question names its column, whatever its case and whatever stands in brackets after it."""
    plain = cell.split("(", maxsplit=1)[0].strip().lower()
    return plain if plain in column_names(columns) else cell.strip()


def column_names(columns: Columns) -> tuple[str, ...]:
    """Every column that a table may have, as the question names them."""
    return (columns.member, columns.group, columns.amount, columns.percent)


def report_unknown_columns(question: Question, keys: Mapping[str, SourceRef], report: Report) -> bool:
    """Report every key that names no column of the question; whether there was none."""
    assert question.columns is not None
    names = column_names(question.columns)
    unknown = {key: where for key, where in keys.items() if key not in names}
    for key, where in unknown.items():
        closest = closest_match(key, names)
        report(Problem("CS101", f"there is no column {key!r}", where, one_of(names), closest))
    return not unknown


def checked_table(
    question: Question,
    rows: Iterable[tuple[SourceRef, Mapping[str, Cell]]],
    report: Report,
    where: SourceRef | None = None,
) -> Table | None:
    """Check rows of cells by column name and make a table of them; None where there is any fault (all are reported).

    `where` is the place of the table as a whole.
    """
    assert question.columns is not None
    faults: list[Problem] = []
    checked: list[tuple[SourceRef, Row]] = []
    for place, cells in rows:
        row = _row(question, place, cells, faults.append)
        if row is not None:
            checked.append((place, row))
    _check_twice(question.columns, checked, faults.append)
    _check_percentages(question.columns, checked, faults.append)
    if not checked and not faults:
        faults.append(Problem("CS102", f"{question.id!r} has no rows", where, shape_of(question)))
    for fault in faults:
        report(fault)
    if faults:
        return None
    return Table(tuple(sorted((row for _, row in checked), key=lambda r: (r.group, r.member))))


def _row(question: Question, where: SourceRef, cells: Mapping[str, Cell], report: Report) -> Row | None:
    columns = question.columns
    assert columns is not None
    names = {}
    for column in (columns.member, columns.group):
        cell = cells.get(column)
        name = unicodedata.normalize("NFC", " ".join(cell.text.split())) if cell else ""
        if not name or is_unknown(name):
            hint = f"add the name of the {column}"
            report(Problem("CS102", f"a row has no {column}", cell.where if cell else where, hint))
            name = ""
        names[column] = name
    amount, percent = cells.get(columns.amount), cells.get(columns.percent)
    if amount and percent:
        message = f"a row has {columns.amount} or {columns.percent}, not both"
        report(Problem("CS103", message, percent.where, "remove one of the two"))
        return None
    if not amount and not percent:
        hint = f"add {columns.amount} or {columns.percent}; write unknown if it is not known"
        report(Problem("CS102", f"a row has no {columns.amount}", where, hint))
        return None
    figure = _amount(columns.amount, question.unit, amount, report)
    share = _percent(columns.percent, percent, report)
    return Row(names[columns.member], names[columns.group], figure, share) if all(names.values()) else None


def _amount(column: str, unit: str, cell: Cell | None, report: Report) -> Fraction | None:
    value = _positive(column, cell, parse_number, report)
    if cell and value and unit == "GBP" and (value * 100).denominator != 1:
        message = f"a {column} is in pounds and whole pence, not {cell.text.strip()}"
        report(Problem("CS105", message, cell.where))
    return value


def _percent(column: str, cell: Cell | None, report: Report) -> Fraction | None:
    value = _positive(column, cell, parse_percent, report)
    if cell and value and value > 100:
        report(Problem("CS108", f"a {column} is a percentage up to 100, not {cell.text.strip()}", cell.where))
        return None
    return value


def _positive(
    column: str, cell: Cell | None, read: Callable[[str], Fraction], report: Report
) -> Fraction | None:
    if cell is None or is_unknown(cell.text):
        return None
    try:
        value = read(cell.text)
    except AnswerError as error:
        report(Problem("CS105", f"{column}: {error}", cell.where, error.hint))
        return None
    if value <= 0:
        hint = "leave the row out if there is nothing; write unknown if the figure is not known"
        report(Problem("CS108", f"a {column} is more than 0, not {cell.text.strip()}", cell.where, hint))
    return value


def _alike(name: str) -> str:
    """A name as it reads: without regard to capitals and to how its letters are stored."""
    return unicodedata.normalize("NFKC", name).casefold()


def _check_twice(columns: Columns, rows: list[tuple[SourceRef, Row]], report: Report) -> None:
    seen: dict[tuple[str, str], SourceRef] = {}
    spelt: dict[tuple[str, str], str] = {}
    for where, row in rows:
        key = (_alike(row.member), _alike(row.group))
        if key in seen:
            message = f"{row.member} and {row.group} stand in two rows (first in line {seen[key].line})"
            report(Problem("CS110", message, where, "add the two together in one row"))
        seen.setdefault(key, where)
        for column, name in ((columns.member, row.member), (columns.group, row.group)):
            first = spelt.setdefault((column, _alike(name)), name)
            if first != name:
                message = f"{first!r} and {name!r} read the same"
                report(
                    Problem("CS110", message, where, "spell them alike if they are one, or make them differ")
                )


def _check_percentages(columns: Columns, rows: list[tuple[SourceRef, Row]], report: Report) -> None:
    totals: dict[str, Fraction] = {}
    for where, row in rows:
        if row.percent is not None:
            before = totals.get(row.group, Fraction(0))
            totals[row.group] = before + row.percent
            # Rounded shares may come to a little more than a hundred; 33.4 three times is 100.2.
            if before <= 101 < totals[row.group]:
                whole = number_text(totals[row.group])
                message = f"the {columns.percent} figures of {row.group} come to {whole}%, more than 100%"
                report(Problem("CS108", message, where, f"each is a percentage of the whole of {row.group}"))
