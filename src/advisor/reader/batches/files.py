"""A file of cases in, CSV or JSON Lines; blocks of rows out, a little at a time, and the rows that cannot be used."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO

from advisor.errors import CaseError, Problem, SourceRef, closest_match
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.batches.register import Record, read_register, register_question
from advisor.reader.batches.rows import (
    BLOCK,
    BadRow,
    Block,
    Chunk,
    Field,
    Headings,
    Records,
    Row,
    empty_frame,
    in_chunks,
)
from advisor.reader.cases.tables import delimiter_of

_ID = "id"


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A file opened for reading: `fields` is what its rows may fill (None where only the rows can say), `ignored` the
    headings of columns that are not read.
    """

    fields: frozenset[Field] | None
    ignored: tuple[str, ...]
    chunks: Iterator[Chunk]


def open_batch(
    name: str, stream: BinaryIO, kb: KnowledgeBase, *, json_lines: bool | None = None
) -> BatchFile:
    """Begin to read a file of cases. `json_lines` says what it is; where it is None the first character tells.

    Raises `CaseError` where no row can be read at all: the file is empty, or its heading line has faults.
    """
    lines = _lines(name, stream)
    head: list[str] = []
    for line in lines:
        head.append(line)
        if line.strip():
            break
    else:
        hint = "write a heading line, then one row for each case"
        raise CaseError([Problem("CS005", "the file is empty", SourceRef(name), hint)])
    if json_lines or (json_lines is None and head[-1].lstrip().startswith("{")):
        return BatchFile(None, (), _json_chunks(name, chain(head, lines), kb))
    return _open_csv(name, head[-1], chain(head, lines), kb)


def _lines(name: str, stream: BinaryIO) -> Iterator[str]:
    """The lines of a file as text, line breaks kept: UTF-8, and a line that is not UTF-8 as Windows writes it."""
    for number, line in enumerate(stream, start=1):
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise CaseError(
                [Problem("CS005", "the file is UTF-16 text", SourceRef(name), "save it as CSV UTF-8")]
            )
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", errors="replace")


def _json_chunks(name: str, lines: Iterator[str], kb: KnowledgeBase) -> Iterator[Chunk]:
    records = Records(kb, name)
    return in_chunks(
        name, (_json_row(name, n, line, records) for n, line in enumerate(lines, start=1) if line.strip())
    )


def _json_row(name: str, number: int, line: str, records: Records) -> Row | BadRow:
    try:
        # Numbers stay as they were typed: 0.1 is a tenth and 1.10 keeps its nought.
        value = json.loads(line, object_pairs_hook=_once, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        column = error.colno if isinstance(error, json.JSONDecodeError) else 1
        hint = 'each line is one case as JSON, with its answers under "answers"'
        return BadRow(
            number, "", (Problem("CS001", f"not valid JSON: {error}", SourceRef(name, number, column), hint),)
        )
    if not isinstance(value, Mapping):
        return BadRow(
            number, "", (Problem("CS103", "a line must be a JSON object", SourceRef(name, number)),)
        )
    return records.row(number, value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, refused where a key stands in it twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice")
    return found


def _open_csv(name: str, head: str, lines: Iterator[str], kb: KnowledgeBase) -> BatchFile:
    records = _records(name, csv.reader(lines, delimiter=delimiter_of([head]), strict=True))
    number, headings = next((n, r) for n, r in records if isinstance(r, list) and any(c.strip() for c in r))
    question = register_question(kb, headings)
    if question is not None:
        register = read_register(name, (number, headings), records, question, kb)
        return BatchFile(register.fields, register.ignored, in_chunks(name, register.rows))
    columns = _columns(name, number, headings, kb)
    fields = frozenset(field for field in columns if field is not None)
    return BatchFile(fields, (), _csv_chunks(name, records, columns, headings, empty_frame()))


def _records(name: str, reader: Any) -> Iterator[Record]:
    """Each record with its number as a spreadsheet counts rows; one that is not well formed as a problem."""
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = SourceRef(name, number)
            if "end of data" in str(error):
                hint = "everything after it was read as one cell"
                raise CaseError(
                    [Problem("CS001", "a quotation mark is never closed", where, hint)]
                ) from error
            yield (
                number,
                Problem(
                    "CS001", f"not well-formed CSV: {error}", where, "double a quotation mark inside quotes"
                ),
            )


def _columns(name: str, number: int, headings: Sequence[str], kb: KnowledgeBase) -> list[Field | None]:
    """The field of each column; None for the column of ids and for columns without a heading."""
    known = Headings(kb)
    problems: list[Problem] = []
    columns: list[Field | None] = []
    seen: dict[Field, int] = {}
    for at, heading in enumerate(headings):
        where = SourceRef(name, number, at + 1)
        field = None if heading.strip().lower() in ("", _ID) else known.field(heading, where)
        if isinstance(field, Problem):
            problems.append(field)
            field = None
        elif field is not None and seen.setdefault(field, at) != at:
            problems.append(Problem("CS002", f"the column {heading.strip()!r} stands twice", where))
        columns.append(field)
    ids = [heading for heading in headings if heading.strip().lower() == _ID]
    if len(ids) != 1:
        message = f"the heading line has {'more than one' if ids else 'no'} column {_ID!r}"
        near = "" if ids else closest_match(_ID, [h.strip() for h in headings])
        problems.append(
            Problem("CS102", message, SourceRef(name, number), "it says which case a result belongs to", near)
        )
    if problems:
        raise CaseError(problems)
    return columns


def _csv_chunks(
    name: str,
    records: Iterator[Record],
    columns: Sequence[Field | None],
    headings: Sequence[str],
    frame: Case,
) -> Iterator[Chunk]:
    id_at = [h.strip().lower() for h in headings].index(_ID)
    unnamed = [at for at, heading in enumerate(headings) if not heading.strip()]
    places = {field: at + 1 for at, field in enumerate(columns) if field is not None}
    while taken := list(islice(records, BLOCK)):
        numbers, rows, bad = [], [], []
        for number, record in taken:
            if isinstance(record, Problem):
                bad.append(BadRow(number, "", (record,)))
                continue
            if not any(map(str.strip, record)):
                continue
            row = record if len(record) == len(columns) else [*record, *[""] * (len(columns) - len(record))]
            extra = next((at for at in (*unnamed, *range(len(columns), len(row))) if row[at].strip()), None)
            problem = _row_problem(SourceRef(name, number, id_at + 1), row[id_at], extra)
            if problem is None:
                numbers.append(number)
                rows.append(row[: len(columns)])
            else:
                bad.append(BadRow(number, row[id_at].strip(), (problem,)))
        by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
        cells = {field: by_column[at - 1] for field, at in places.items()}
        block = Block(name, frame, numbers, [i.strip() for i in by_column[id_at]], cells, places)
        yield Chunk([block] if rows else [], bad)


def _row_problem(where: SourceRef, identity: str, extra: int | None) -> Problem | None:
    if extra is not None:
        hint = "put quotes round a value that holds the separator, or give the column a heading"
        return Problem(
            "CS103", "a cell stands under no heading", SourceRef(where.file, where.line, extra + 1), hint
        )
    if not identity.strip():
        return Problem("CS102", "the row has no id", where, "it says which case a result belongs to")
    return None
