"""Cells in; codes, and columns of facts, out: each different cell is read once, and each row takes one byte a field."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.answers import is_unknown, item_answer, list_answer, multi_answer, one_answer
from advisor.compiler.program import Literal
from advisor.errors import AnswerError, Problem
from advisor.evaluation.columns import Codes, bits_of, column
from advisor.facts import Column, FactValue, facts_of
from advisor.model.case import UNKNOWN, Answer, Table
from advisor.model.questions import Question, QuestionKind
from advisor.reader.batches.rows import Block, Cell, Field

Tests = Mapping[str, Sequence[Literal]]
"""For each attribute every literal that any rule tests it with: values that no test tells apart count as one."""

UNANSWERED, FAULTY = 0, 1
_MOST_REMEMBERED = 1 << 16


def read_cell(question: Question, item: str, cell: Cell) -> Answer | None:
    """One cell as an answer; None where it is blank. Raises `AnswerError` as every other reading of an answer does."""
    if cell is None or isinstance(cell, Table):
        return cell
    text = cell if isinstance(cell, str) else ""
    if isinstance(cell, str) and not text.strip():
        return None
    if isinstance(cell, str) and is_unknown(text):
        return UNKNOWN
    match question.kind:
        case QuestionKind.RATINGS | QuestionKind.APPLIES if item:
            return {item: item_answer(question, item, text)}
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            hint = f"a column each: {question.id}.{next(iter(question.items), 'item')}"
            raise AnswerError(f"{question.id!r} takes a value for each item", hint)
        case QuestionKind.MULTI:
            return multi_answer(question, _parts(cell, question.values))
        case QuestionKind.LIST:
            return list_answer(question, _parts(cell))
        case QuestionKind.TABLE:
            hint = "give it as JSON Lines, or as a register with one row each"
            raise AnswerError(f"the table {question.id!r} does not go into one cell", hint)
        case _:
            return one_answer(question, text)


def _parts(cell: str | tuple[str, ...], values: Container[str] = ()) -> list[str]:
    """The values of a cell that holds several; no value in `none` and `[]`, unless `none` is one of the question's."""
    texts = cell.split(";") if isinstance(cell, str) else cell
    parts = [text.strip() for text in texts if text.strip()]
    nothing = len(parts) == 1 and parts[0].lower() in ("none", "[]") and "none" not in values
    return [] if nothing else parts


class FieldCoder(dict[Cell, int]):
    """The code of each different cell of one field. `fill` is the answer that stands in where a row leaves it blank."""

    def __init__(self, question: Question, item: str, tests: Tests, fill: Answer | None) -> None:
        super().__init__()
        self._question = question
        self._item = item
        self._tests = tests
        self.filled = fill is not None
        self.facts: list[Mapping[str, FactValue]] = [{} if fill is None else self._facts(fill), {}]
        self._codes: dict[tuple[tuple[str, tuple[bool, ...]], ...], int] = {}

    def __missing__(self, cell: Cell) -> int:
        try:
            answer = read_cell(self._question, self._item, cell)
        except AnswerError:
            code = FAULTY
        else:
            code = UNANSWERED if answer is None else self._code(self._facts(answer))
        if len(self) < _MOST_REMEMBERED:
            self[cell] = code
        return code

    def _facts(self, answer: Answer) -> dict[str, FactValue]:
        """What an answer says of the attributes that are tested at all."""
        return {name: value for name, value in facts_of(self._question, answer) if name in self._tests}

    def _code(self, facts: Mapping[str, FactValue]) -> int:
        key = tuple((n, tuple(test.holds(v) for test in self._tests[n])) for n, v in facts.items())
        if key not in self._codes:
            self._codes[key] = len(self.facts)
            self.facts.append(facts)
        return self._codes[key]

    def codes(self, cells: Sequence[Cell]) -> Codes:
        """The code of each cell: bytes, or a list where there are more codes than a byte can hold."""
        found = [self[cell] for cell in cells]
        return bytes(found) if len(self.facts) <= 256 else found

    def attributes(self) -> set[str]:
        """Every attribute of which some cell so far says something."""
        return {name for facts in self.facts for name in facts}

    def fault(self, cell: Cell, block: Block, position: int) -> Problem:
        """What is wrong with a cell whose code is FAULTY."""
        try:
            read_cell(self._question, self._item, cell)
        except AnswerError as error:
            where = block.where(position, (self._question.id, self._item))
            return Problem("CS203", str(error), where, error.hint, error.closest)
        raise AssertionError(cell)


@dataclass(frozen=True, slots=True)
class Encoded:
    """The answers of a block, a code for each row and field. Rows with faults are in `faults`, by position."""

    width: int
    codes: Mapping[Field, tuple[FieldCoder, Codes]]
    tables: Mapping[str, Sequence[Answer | None]]
    faults: Mapping[int, Sequence[Problem]]

    def columns(self, chosen: Sequence[int] | None = None) -> dict[str, Column]:
        """What is answered, by attribute, over all rows or over the chosen ones in that order."""
        found = {}
        for coder, codes in self.codes.values():
            picked = codes if chosen is None else _picked(codes, chosen)
            for name in coder.attributes():
                found[name] = column(picked, [facts.get(name) for facts in coder.facts])
        return found

    def answered(self) -> dict[str, int]:
        """For each question the rows that answer it, if only with unknown."""
        found: dict[str, int] = {}
        everyone = (1 << self.width) - 1
        for (question, _), (coder, codes) in self.codes.items():
            blank = 0 if coder.filled else bits_of(codes, (UNANSWERED,))
            found[question] = found.get(question, 0) | (everyone ^ blank)
        for question, answers in self.tables.items():
            found[question] = bits_of(bytes(answer is not None for answer in answers), (1,))
        return found


def _picked(codes: Codes, chosen: Iterable[int]) -> Codes:
    picked = [codes[i] for i in chosen]
    return bytes(picked) if isinstance(codes, bytes) else picked


class Encoder:
    """Reads the cells of blocks. `common` are answers that every row shares unless it has its own."""

    def __init__(self, questions: Mapping[str, Question], tests: Tests, common: Mapping[str, Answer]) -> None:
        self._questions = questions
        self._tests = tests
        self._common = common
        self._coders: dict[Field, FieldCoder] = {}

    def encode(self, block: Block) -> Encoded:
        """The codes of a block's cells, with every cell that cannot be read."""
        width = len(block.numbers)
        faults: dict[int, list[Problem]] = {}
        codes: dict[Field, tuple[FieldCoder, Codes]] = {}
        tables: dict[str, list[Answer | None]] = {}
        for field in dict.fromkeys((*block.cells, *self._common_fields())):
            question = self._questions[field[0]]
            cells = block.cells.get(field) or (None,) * width
            coder = self._coder(field)
            found = coder.codes(
                [None if isinstance(c, Table) else c for c in cells] if question.columns else cells
            )
            if FAULTY in found:
                for position, code in enumerate(found):
                    if code == FAULTY:
                        faults.setdefault(position, []).append(coder.fault(cells[position], block, position))
            if question.columns:
                shared = self._common.get(question.id)
                tables[question.id] = [shared if cell is None else _table(cell) for cell in cells]
            else:
                codes[field] = (coder, found)
        return Encoded(width, codes, tables, faults)

    def _common_fields(self) -> Iterable[Field]:
        for question, answer in self._common.items():
            if isinstance(answer, Mapping):
                yield from ((question, item) for item in answer)
            else:
                yield question, ""

    def _coder(self, field: Field) -> FieldCoder:
        if field not in self._coders:
            question, item = field
            answer = self._common.get(question)
            if isinstance(answer, Mapping):
                answer = {item: answer[item]} if item in answer else None
            self._coders[field] = FieldCoder(self._questions[question], item, self._tests, answer)
        return self._coders[field]


def _table(cell: Cell) -> Answer | None:
    """A cell of a table's question: the table, or UNKNOWN where that was said; None where it is blank."""
    if isinstance(cell, Table):
        return cell
    return UNKNOWN if isinstance(cell, str) and cell.strip() else None
