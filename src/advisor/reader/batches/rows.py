"""Rows of a batch as cells by question, many rows at a time; headings and records read into them, faults named by row. No
answer is read here: a cell is what was typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeAlias

from advisor.answers import shape_of
from advisor.errors import CaseError, Problem, SourceRef, closest_match
from advisor.model.case import Case, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Question, QuestionKind
from advisor.reader.batches.plain_nodes import node_of, text_of
from advisor.reader.cases.case import read_case_nodes
from advisor.reader.cases.tables import table_from_yaml
from advisor.reader.fields import one_of
from advisor.reader.yaml.nodes import Entries

Field: TypeAlias = tuple[str, str]
"""A question, and an item of it or nothing."""
Cell: TypeAlias = "str | tuple[str, ...] | Table | None"
"""What was typed: one text, several values, a table; None or a blank text where nothing was."""

BLOCK = 4096
"""Rows taken together: enough that a pass over the rules costs little a row, few enough to stay small in memory."""
_BY_ITEM = (QuestionKind.RATINGS, QuestionKind.APPLIES)
_SEVERAL = (QuestionKind.MULTI, QuestionKind.LIST)
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: its number in the file, its id as far as it has one, and everything that is wrong."""

    number: int
    id: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, its id, the cells that it fills, and what it says beside its answers.

    `frame` is a case without answers: profile (empty where it names none), settings and decisions.
    """

    number: int
    id: str
    cells: Mapping[Field, Cell]
    frame: Case


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one frame, as columns: `cells` has one cell a row for each field that any row may fill."""

    name: str
    frame: Case
    numbers: Sequence[int]
    ids: Sequence[str]
    cells: Mapping[Field, Sequence[Cell]]
    places: Mapping[Field, int]

    def where(self, position: int, field: Field) -> SourceRef:
        """The place of a cell: the row of the file, and the column where the file has columns."""
        return SourceRef(self.name, self.numbers[position], self.places.get(field, 1))


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was read at a time: rows by frame, and the rows that cannot be used."""

    blocks: Sequence[Block]
    bad: Sequence[BadRow]


def empty_frame() -> Case:
    """A case that says nothing: no profile, no settings, every decision that an answer touches."""
    return Case("", "", "", {}, None, {}, {}, {})


def in_chunks(name: str, rows: Iterator[Row | BadRow]) -> Iterator[Chunk]:
    """Rows as columns, so many at a time; those with the same frame stand together."""
    while taken := list(islice(rows, BLOCK)):
        by_frame: dict[int, list[Row]] = {}
        for row in taken:
            if isinstance(row, Row):
                by_frame.setdefault(id(row.frame), []).append(row)
        blocks = [_block(name, together) for together in by_frame.values()]
        yield Chunk(blocks, [row for row in taken if isinstance(row, BadRow)])


def _block(name: str, rows: Sequence[Row]) -> Block:
    fields = dict.fromkeys(field for row in rows for field in row.cells)
    cells = {field: [row.cells.get(field) for row in rows] for field in fields}
    return Block(name, rows[0].frame, [row.number for row in rows], [row.id for row in rows], cells, {})


class Headings:
    """Headings and keys of a knowledge base: `question`, `question.item`."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._known: dict[str, Field] = {}
        for question in kb.questions.values():
            self._known[question.id] = (question.id, "")
            if question.kind in _BY_ITEM:
                self._known |= {f"{question.id}.{item}": (question.id, item) for item in question.items}

    def field(self, heading: str, where: SourceRef) -> Field | Problem:
        """The field that a heading names, or what is wrong with it."""
        word = heading.strip()
        for candidate in (word, word.lower()):
            if candidate in self._known:
                return self._known[candidate]
        question = self._kb.questions.get(word.split(".")[0].lower())
        if question is not None and question.kind in _BY_ITEM:
            return Problem(
                "CS203",
                f"{question.id!r} has no item {word.split('.', 1)[1]!r}",
                where,
                one_of(question.items),
                closest_match(word, self._known),
            )
        hint = "a heading is a question, or question.item; advisor kb show questions lists them"
        return Problem(
            "CS207", f"there is no question {word!r}", where, hint, closest_match(word, self._known)
        )


class Records:
    """Records as mappings: a whole case with `answers`, or a flat row with a key for each field and `id`."""

    def __init__(self, kb: KnowledgeBase, name: str) -> None:
        self._kb = kb
        self._name = name
        self._headings = Headings(kb)
        self._empty = empty_frame()
        self._frames: dict[str, Case | tuple[Problem, ...]] = {}

    def row(self, number: int, record: Mapping[str, Any]) -> Row | BadRow:
        """One record as a row. Values are texts, numbers, yes and no as booleans, lists, mappings; None is no answer."""
        problems: list[Problem] = []
        where = SourceRef(self._name, number)
        whole = isinstance(record.get("answers"), Mapping)
        frame = self._frame(record, where, problems) if whole else self._empty
        answers = record["answers"] if whole else {k: v for k, v in record.items() if k != "id"}
        named = record.get("id", record.get("title") if whole else None)
        identity = text_of(named) if named is not None else None
        cells: dict[Field, Cell] = {}
        for key, value in answers.items():
            field = self._headings.field(str(key), where)
            if isinstance(field, Problem):
                problems.append(field)
            else:
                self._place(field, value, where, cells, problems)
        if problems or frame is None:
            return BadRow(number, identity or "", tuple(problems))
        return Row(number, identity or str(number), cells, frame)

    def _place(
        self, field: Field, value: Any, where: SourceRef, cells: dict[Field, Cell], problems: list[Problem]
    ) -> None:
        """Put a record's value into the cells of its field; a mapping fills one for each item."""
        question = self._kb.questions[field[0]]
        if isinstance(value, Mapping) and question.kind in _BY_ITEM and not field[1]:
            for item, inner in value.items():
                of_item = self._headings.field(f"{question.id}.{item}", where)
                if isinstance(of_item, Problem):
                    problems.append(of_item)
                else:
                    self._place(of_item, inner, where, cells, problems)
        elif isinstance(value, (list, tuple, set, frozenset)):
            cells[field] = self._several(question, list(value), where, problems)
        elif isinstance(value, Mapping):
            problems.append(_misshapen(question, where))
        else:
            cells[field] = text_of(value)

    def _several(
        self, question: Question, values: list[Any], where: SourceRef, problems: list[Problem]
    ) -> Cell:
        if question.kind is QuestionKind.TABLE:
            return table_from_yaml(question, node_of(values, where), problems.append)
        texts = [text_of(value) for value in values]
        if question.kind in _SEVERAL and None not in texts:
            return tuple(text for text in texts if text is not None)
        problems.append(_misshapen(question, where))
        return None

    def _frame(self, record: Mapping[str, Any], where: SourceRef, problems: list[Problem]) -> Case | None:
        """What a whole case says beside its answers, read as a case file is; the same words give the same value."""
        said = {key: value for key, value in record.items() if key not in ("id", "title", "answers")}
        if not said:
            return self._empty
        words = json.dumps(said, default=str)
        if words not in self._frames:
            if len(self._frames) >= _REMEMBERED:
                self._frames.clear()
            self._frames[words] = self._read_frame(said)
        found = self._frames[words]
        if isinstance(found, Case):
            return found
        problems += [replace(problem, where=where) for problem in found]
        return None

    def _read_frame(self, said: Mapping[str, Any]) -> Case | tuple[Problem, ...]:
        root = node_of(said, SourceRef(self._name))
        assert isinstance(root, Entries)
        try:
            case = read_case_nodes(self._name, root, self._kb)
            return replace(
                empty_frame(),
                profile=case.profile if "profile" in said else "",
                settings=case.settings,
                decisions=case.decisions,
            )
        except CaseError as error:
            return error.problems


def _misshapen(question: Question, where: SourceRef) -> Problem:
    return Problem("CS103", f"{question.id!r} cannot take this", where, shape_of(question))
