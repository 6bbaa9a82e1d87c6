"""A spreadsheet's CSV in, a checked `Table` out, or problems with row and column. The unambiguous is taken as meant."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping

from advisor.errors import Problem, SourceRef
from advisor.model.case import Table
from advisor.model.questions import Question
from advisor.reader.cases.tables import (
    Cell,
    checked_table,
    column_names,
    delimiter_of,
    heading_of,
    report_unknown_columns,
)
from advisor.reader.fields import one_of
from advisor.reader.yaml.nodes import Report

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Record = tuple[int, list[str]]


def table_from_csv(question: Question, name: str, content: bytes, report: Report) -> Table | None:
    """Read a spreadsheet's export: a heading line, then a row each; places are row and column of the file."""
    assert question.columns is not None
    text = _decoded(name, content, report)
    records = None if text is None else _records(name, text, report)
    if records is None:
        return None
    if not records:
        hint = f"a heading line with {', '.join(column_names(question.columns))}, then a row for each"
        report(Problem("CS005", "the file has no rows", SourceRef(name), hint))
        return None
    headings = _headings(question, name, records[0], report)
    if headings is None:
        return None
    faults: list[Problem] = []
    rows = [_row(name, headings, record, faults.append) for record in records[1:]]
    for fault in faults:
        report(fault)
    return None if faults else checked_table(question, rows, report, SourceRef(name))


def _decoded(name: str, content: bytes, report: Report) -> str | None:
    """The text of the file: UTF-8, what Excel calls Unicode text, or the letters of western Windows."""
    if content.startswith(_UTF16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        report(Problem("CS005", "the file is not text", SourceRef(name, row), "export it as CSV UTF-8"))
        return None


def _records(name: str, text: str, report: Report) -> list[Record] | None:
    """The rows that hold anything, each with its number as a spreadsheet counts."""
    lines = text.splitlines()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(lines))
    try:
        return [
            (number, row) for number, row in enumerate(reader, start=1) if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        hint = "check the quotes of this row"
        report(Problem("CS001", f"not a table: {error}", SourceRef(name, reader.line_num), hint))
        return None


def _headings(question: Question, name: str, head: Record, report: Report) -> list[str] | None:
    """The column that each cell of the heading line names; None after reporting what is wrong with it."""
    columns = question.columns
    assert columns is not None
    row, cells = head
    headings = [heading_of(cell, columns) for cell in cells]
    places: dict[str, SourceRef] = {}
    good = True
    for at, heading in enumerate(headings):
        place = SourceRef(name, row, at + 1)
        if heading and heading in places:
            report(Problem("CS110", f"two columns are called {heading!r}", place, "remove one of the two"))
            good = False
        elif heading:
            places[heading] = place
    good = report_unknown_columns(question, places, report) and good
    missing = [column for column in (columns.member, columns.group) if column not in places]
    if not {columns.amount, columns.percent} & set(places):
        missing.append(columns.amount)
    for column in missing:
        message, hint = f"the heading line has no column {column!r}", one_of(column_names(columns))
        report(Problem("CS102", message, SourceRef(name, row), hint))
    return headings if good and not missing else None


def _row(
    name: str, headings: list[str], record: Record, report: Report
) -> tuple[SourceRef, Mapping[str, Cell]]:
    number, cells = record
    for at, cell in enumerate(cells):
        if cell.strip() and (at >= len(headings) or not headings[at]):
            hint = "put quotes round an amount that holds a comma, or give the column a heading"
            report(Problem("CS103", "a cell under no heading", SourceRef(name, number, at + 1), hint))
    filled = {
        heading: Cell(cell, SourceRef(name, number, at + 1))
        for at, (heading, cell) in enumerate(zip(headings, cells, strict=False))
        if heading and cell.strip()
    }
    return SourceRef(name, number), filled
