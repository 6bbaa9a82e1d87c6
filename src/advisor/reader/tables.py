"""Rows of a table in, from YAML or from a spreadsheet's CSV; a checked `Table` out, or problems with row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.answers import is_unknown, shape_of
from advisor.errors import AnswerError, Problem, SourceRef, closest_match
from advisor.model.case import Row, Table
from advisor.model.questions import Columns, Question
from advisor.quantities import number_text, parse_number, parse_percent
from advisor.reader.fields import one_of
from advisor.reader.yaml_nodes import Entries, Node, Report, Sequence, Text


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
        cells = {}
        for key, value in item.pairs:
            if isinstance(value, Text):
                cells[key.value] = Cell(value.value, value.where)
            else:
                report(Problem("CS103", f"{key.value!r} must be one value", value.where))
        _unknown_columns(question, {key.value: key.where for key, _ in item.pairs}, report)
        rows.append((item.where, cells))
    return checked_table(question, rows, report)


def table_from_csv(question: Question, name: str, content: bytes, report: Report) -> Table | None:
    """Read a spreadsheet's export: a heading line, then a row each; places are row and column of the file."""
    assert question.columns is not None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = text.splitlines()
    records = [
        (i, r)
        for i, r in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter_of(lines)), start=1)
        if any(c.strip() for c in r)
    ]
    if not records:
        report(
            Problem(
                "CS005",
                "the file has no rows",
                SourceRef(name),
                f"a heading line with {', '.join(column_names(question.columns))}",
            )
        )
        return None

    def place(row: int, column: int) -> SourceRef:
        return SourceRef(name, row, column + 1, "")

    head_row, head = records[0]
    headings = [heading_of(cell, question.columns) for cell in head]
    _unknown_columns(question, {h: place(head_row, i) for i, h in enumerate(headings) if h}, report)
    columns = question.columns
    missing = [c for c in (columns.member, columns.group) if c not in headings]
    if not {columns.amount, columns.percent} & set(headings):
        missing.append(columns.amount)
    for column in missing:
        report(
            Problem(
                "CS102",
                f"the heading line has no column {column!r}",
                place(head_row, 0),
                one_of(column_names(columns)),
            )
        )
    if missing:
        return None
    rows = []
    for number, record in records[1:]:
        cells = {
            h: Cell(v, place(number, i))
            for i, (h, v) in enumerate(zip(headings, record, strict=False))
            if v.strip()
        }
        if len(record) > len(headings) and any(c.strip() for c in record[len(headings) :]):
            message = f"row {number} has more cells than the heading line"
            report(
                Problem(
                    "CS103",
                    message,
                    place(number, len(headings)),
                    "put quotes round an amount that holds a comma",
                )
            )
        rows.append((place(number, 0), cells))
    return checked_table(question, rows, report)


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


def _unknown_columns(question: Question, keys: Mapping[str, SourceRef], report: Report) -> None:
    assert question.columns is not None
    names = column_names(question.columns)
    for key, where in keys.items():
        if key not in names:
            report(
                Problem(
                    "CS101", f"a row has no column {key!r}", where, one_of(names), closest_match(key, names)
                )
            )


def checked_table(
    question: Question, rows: Iterable[tuple[SourceRef, Mapping[str, Cell]]], report: Report
) -> Table | None:
    """Check rows of cells by column name and make a table of them; None where there is any fault (all are reported)."""
    assert question.columns is not None
    faults: list[Problem] = []
    checked: list[tuple[SourceRef, Row]] = []
    for where, cells in rows:
        row = _row(question.columns, where, cells, faults.append)
        if row is not None:
            checked.append((where, row))
    _check_twice(question.columns, checked, faults.append)
    _check_percentages(question.columns, checked, faults.append)
    if not checked and not faults:
        faults.append(Problem("CS102", f"{question.id!r} has no rows", None, shape_of(question)))
    for fault in faults:
        report(fault)
    if faults:
        return None
    return Table(tuple(sorted((row for _, row in checked), key=lambda r: (r.group, r.member))))


def _row(columns: Columns, where: SourceRef, cells: Mapping[str, Cell], report: Report) -> Row | None:
    names = {}
    for column in (columns.member, columns.group):
        cell = cells.get(column)
        name = " ".join(cell.text.split()) if cell else ""
        if not name:
            report(
                Problem("CS102", f"a row has no {column}", cell.where if cell else where, f"add the {column}")
            )
        names[column] = name
    amount, percent = cells.get(columns.amount), cells.get(columns.percent)
    if amount and percent:
        report(
            Problem(
                "CS103",
                f"a row has {columns.amount} or {columns.percent}, not both",
                percent.where,
                "remove one of the two",
            )
        )
        return None
    if not amount and not percent:
        hint = f"add {columns.amount} or {columns.percent}; write unknown if it is not known"
        report(Problem("CS102", f"a row has no {columns.amount}", where, hint))
        return None
    pounds = _amount(columns.amount, amount, report)
    share = _percent(columns.percent, percent, report)
    return Row(names[columns.member], names[columns.group], pounds, share) if all(names.values()) else None


def _amount(column: str, cell: Cell | None, report: Report) -> Fraction | None:
    return _positive(column, cell, parse_number, report)


def _percent(column: str, cell: Cell | None, report: Report) -> Fraction | None:
    value = _positive(column, cell, parse_percent, report)
    if value is not None and value > 100:
        assert cell is not None
        report(Problem("CS108", f"a {column} is a percentage up to 100, not {cell.text.strip()}", cell.where))
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
        hint = "leave the row out if there is no contract; write unknown if the figure is not known"
        report(Problem("CS108", f"a {column} is more than 0, not {cell.text.strip()}", cell.where, hint))
    elif column != "share" and (value * 100).denominator != 1:
        report(
            Problem("CS105", f"a {column} is in pounds and whole pence, not {cell.text.strip()}", cell.where)
        )
    return value


def _check_twice(columns: Columns, rows: list[tuple[SourceRef, Row]], report: Report) -> None:
    seen: dict[tuple[str, str], SourceRef] = {}
    spelt: dict[tuple[str, str], str] = {}
    for where, row in rows:
        key = (row.member.casefold(), row.group.casefold())
        if key in seen:
            message = f"{row.member} and {row.group} stand in two rows (first in line {seen[key].line})"
            report(Problem("CS110", message, where, "add the two together in one row"))
        seen.setdefault(key, where)
        for column, name in ((columns.member, row.member), (columns.group, row.group)):
            first = spelt.setdefault((column, name.casefold()), name)
            if first != name:
                report(
                    Problem(
                        "CS110",
                        f"{first!r} and {name!r} differ only in capitals",
                        where,
                        "spell them alike, or apart",
                    )
                )


def _check_percentages(columns: Columns, rows: list[tuple[SourceRef, Row]], report: Report) -> None:
    totals: dict[str, Fraction] = {}
    for where, row in rows:
        if row.percent is not None:
            before = totals.get(row.group, Fraction(0))
            totals[row.group] = before + row.percent
            # Rounded shares may come to a little more than a hundred; 33.4 three times is 100.2.
            if before <= 101 < totals[row.group]:
                message = f"the {columns.percent} of {row.group} come to {number_text(totals[row.group])}%, more than 100%"
                report(Problem("CS108", message, where, "each is a percentage of that whole contract"))
