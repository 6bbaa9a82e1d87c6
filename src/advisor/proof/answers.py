"""A case in; everything that could be answered otherwise out: each answer with the ways that the rules tell apart.

A number is cut where a test cuts it. A table changes by one row's amount at a time; its figures follow from the row. What is
not known yet may stay so. Answers that the decision does not read are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain

from advisor.compiler.cone import gates_below
from advisor.compiler.program import Literal, Program
from advisor.facts import Facts, FactValue, facts_of
from advisor.measures import WITHOUT_TABLE
from advisor.model.case import Answer, Table
from advisor.model.conditions import Operator
from advisor.model.questions import Attribute, Domain, QuestionKind
from advisor.proof.intervals import Interval, parted
from advisor.proof.rows import Moved
from advisor.proof.scope import Scope
from advisor.proof.tables import PENNY, Signature, TableRows


@dataclass(frozen=True, slots=True)
class State:
    """One way to answer: the facts that it gives, and what a person would say.

    That is any of `values`, or a number in `interval` (`number` is the nearest one to what is said now); with `row`, for
    that row of the table. Neither means that it is not known.
    """

    facts: Facts
    values: tuple[str, ...] = ()
    interval: Interval | None = None
    number: Fraction | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Answerable:
    """One answer that may be changed, and its states; `current` is how it is answered now.

    Answerables of one `unit` are answered together and count as one change. `weighs` means that only preferences rest on
    it, so that while it is unanswered it counts nothing.
    """

    name: str
    question: str
    unit: str
    states: tuple[State, ...]
    current: int
    weighs: bool = False

    @property
    def unknown(self) -> bool:
        """Whether it is not answered now."""
        return not self.states[self.current].facts and self.states[self.current].row is None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a decision may read: `answerables`, the `figures` of tables, and what is `given` once and for all.

    `figures` maps a measure to its regions. It follows from the state of its table, and stays unknown where none is given.
    `tables` are the rows of those that are given, by question.
    """

    answerables: tuple[Answerable, ...]
    figures: Mapping[str, tuple[Facts, ...]]
    given: Facts = field(default_factory=dict)
    tables: Mapping[str, TableRows] = field(default_factory=dict)


def answers_of(scope: Scope, answers: Mapping[str, Answer]) -> Answers:
    """Everything that the scope's program reads, as the case answers it and as it might."""
    return _Builder(scope, answers).build()


class _Builder:
    def __init__(self, scope: Scope, answers: Mapping[str, Answer]) -> None:
        self._scope = scope
        self._kb = scope.kb
        self._answers = answers
        self._tests = scope.tests
        self._deciding = _deciding(scope)
        self._raw = {
            attribute: value
            for question, answer in answers.items()
            if question in self._kb.questions
            for attribute, value in facts_of(self._kb.questions[question], answer)
        }

    def build(self) -> Answers:
        measures = [m for m in self._kb.measures.values() if m.id in self._tests]
        tables = self._tables(m.table for m in measures)
        given: dict[str, FactValue] = {}
        stand_ins: dict[str, list[str]] = {}
        for measure in measures:
            if measure.table in tables:
                continue
            if measure.function in WITHOUT_TABLE:
                given[measure.id] = WITHOUT_TABLE[measure.function]
            elif measure.otherwise:
                stand_ins.setdefault(measure.otherwise, []).append(measure.id)
        own = {a for a in self._tests if a not in self._kb.measures} | set(stand_ins)
        found = [self._answerable(name, stand_ins.get(name, [])) for name in sorted(own)]
        standing_in = {m for stood_for in stand_ins.values() for m in stood_for}
        figures = (m.id for m in measures if m.id not in given and m.id not in standing_in)
        return Answers(
            (*found, *(self._table(name, rows) for name, rows in tables.items())),
            {m: self._regions(self._kb.attributes[m], [m]) for m in figures},
            given,
            tables,
        )

    def _tables(self, names: Iterable[str]) -> dict[str, TableRows]:
        given = {name: self._answers.get(name) for name in sorted(set(names))}
        return {n: TableRows(self._scope, n, t) for n, t in given.items() if isinstance(t, Table)}

    def _answerable(self, name: str, stand_ins: Sequence[str]) -> Answerable:
        attribute = self._kb.attributes[name]
        question = self._kb.questions[attribute.question]
        feeds = [name, *stand_ins]
        now = self._raw.get(name)
        states = list(self._states(attribute, feeds, now))
        current = next((s for s, state in enumerate(states) if now is not None and _says(state, now)), None)
        if current is None:
            states.insert(0, State({}))
            current = 0
        together = question.kind is QuestionKind.MULTI and question.id not in self._raw_questions()
        return Answerable(
            name,
            question.id,
            question.id if together else name,
            tuple(states),
            current,
            name not in self._deciding,
        )

    def _raw_questions(self) -> set[str]:
        return {self._kb.attributes[a].question for a in self._raw}

    def _states(self, attribute: Attribute, feeds: Sequence[str], now: FactValue | None) -> Iterator[State]:
        if attribute.domain is not Domain.NUMBER:
            by_signature: dict[tuple[bool, ...], list[str]] = {}
            for value in attribute.values:
                by_signature.setdefault(self._signature(dict.fromkeys(feeds, value)), []).append(value)
            for values in by_signature.values():
                shown = now if now in values else values[0]
                assert isinstance(shown, str)
                yield State(dict.fromkeys(feeds, shown), tuple(values))
            return
        step = (
            Fraction(1) if attribute.whole or attribute.scale else PENNY if attribute.unit == "GBP" else None
        )
        for interval in self._intervals(attribute, feeds):
            number = interval.nearest(now, step) if isinstance(now, Fraction) else interval.first(step)
            if number is not None:
                yield State(dict.fromkeys(feeds, number), interval=interval, number=number)

    def _intervals(self, attribute: Attribute, feeds: Sequence[str]) -> list[Interval]:
        """The stretches of a number that no test tells apart."""
        whole = attribute.whole or attribute.scale
        tests = chain.from_iterable(self._tests.get(f, ()) for f in feeds)
        starts = chain.from_iterable(_starts(test, whole=whole) for test in tests)
        return parted(starts, Interval(attribute.minimum, attribute.maximum), whole=whole)

    def _signature(self, facts: Facts) -> tuple[bool, ...]:
        return tuple(t.holds(value) for f, value in facts.items() for t in self._tests.get(f, ()))

    def _regions(self, attribute: Attribute, feeds: Sequence[str]) -> tuple[Facts, ...]:
        return tuple(state.facts for state in self._states(attribute, feeds, None))

    def _table(self, name: str, rows: TableRows) -> Answerable:
        states = [State(rows.facts(), row=-1)]
        known = self._signature(states[0].facts)
        for number, moved in rows.movable():
            states += (s for s in _moved(rows, number, moved) if self._signature(s.facts) != known)
        return Answerable(name, name, name, tuple(states), 0)


def _starts(test: Literal, *, whole: bool) -> Iterator[tuple[Fraction, bool]]:
    """Where a test of a number begins, or ceases, to hold: with a number (True), or just above it."""
    for bound in test.operands:
        assert isinstance(bound, Fraction)
        match test.operator:
            case Operator.AT_LEAST | Operator.LESS_THAN:
                yield bound, True
            case Operator.AT_MOST | Operator.MORE_THAN:
                yield bound, False
            case Operator.IS | Operator.EXACTLY:
                # No whole number is any other.
                if not whole or bound.denominator == 1:
                    yield from ((bound, True), (bound, False))


def _moved(rows: TableRows, number: int, moved: Moved) -> Iterator[State]:
    """For each way in which a row's amount can make the figures come out, the nearest amount that does."""
    now = moved.row.percent if moved.percent else moved.row.amount
    nearest: dict[Signature, tuple[Fraction, State]] = {}
    for stretch in rows.stretches(number, moved):
        interval, known = stretch.interval, nearest.get(stretch.signature)
        if known is not None and now is not None and interval.distance(now) >= known[0]:
            continue
        amount = interval.first(PENNY) if now is None else interval.nearest(now, PENNY)
        if amount is not None:
            distance = Fraction(0) if now is None else abs(amount - now)
            if known is None or distance < known[0]:
                state = State({}, interval=interval, number=amount, row=number)
                nearest[stretch.signature] = distance, state
    facts = rows.facts_of_row(number, moved)
    for _, state in nearest.values():
        assert state.number is not None
        yield replace(state, facts=facts(state.number))


def _deciding(scope: Scope) -> set[str]:
    """The attributes on which more than preferences rest: all but a preference that does no more than give points."""
    program = scope.program
    standing: list[int] = []
    points: list[int] = []
    for decision in program.decisions.values():
        standing += [] if decision.applies is None else [decision.applies.gate]
        for o in decision.options:
            standing += [*o.meets, *o.partly, *o.out]
            points += [c.gate for c in o.contributions]
    found = {a for a in scope.asked.program.attributes if a in scope.tests}
    found |= _attributes_below(program, standing) | (_attributes_below(program, points) - program.preferences)
    stand_ins = {m.otherwise for m in scope.kb.measures.values() if m.id in found}
    return found | stand_ins


def _attributes_below(program: Program, gates: Iterable[int]) -> set[str]:
    literals = (program.gates[g].literal for g in gates_below(program, gates))
    return {literal.attribute for literal in literals if literal is not None}


def _says(state: State, value: FactValue) -> bool:
    if isinstance(value, Fraction):
        return state.interval is not None and state.interval.holds(value)
    return value in state.values
