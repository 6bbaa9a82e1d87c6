"""A table in a scope in; for each row how its figures come out as that row's amount moves, stretch by stretch, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Self

from advisor.compiler.program import Literal
from advisor.facts import FactValue, measured
from advisor.measures import FIGURES, Quotient, divided
from advisor.model.case import Table
from advisor.model.questions import Measure
from advisor.proof.intervals import Interval, stretches
from advisor.proof.rows import Marks, Moved, moved_rows
from advisor.proof.scope import Scope

PENNY = Fraction(1, 100)
Signature = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Amounts of one row between which nothing that is tested changes; `signature` is how the tests come out there."""

    interval: Interval
    signature: Signature


@dataclass(frozen=True, slots=True)
class _Tests:
    """The tests of one figure: the numbers they compare with, in order, and how all come out at and between these."""

    bounds: tuple[tuple[int, int], ...]
    outcomes: tuple[tuple[bool, ...], ...]

    @classmethod
    def of(cls, tests: Sequence[Literal]) -> Self:
        at = bounds(tests)
        probes = [i.within() for i in stretches(at, Interval(None, None))]
        outcomes = tuple(tuple(test.holds(probe) for test in tests) for probe in probes)
        return cls(tuple((b.numerator, b.denominator) for b in at), outcomes)

    def come_out(self, value: Quotient | None) -> tuple[bool, ...]:
        """How the tests come out for a figure, by comparing whole numbers; nothing where it is unknown."""
        if value is None:
            return ()
        over, under = value
        for k, (bound, of) in enumerate(self.bounds):
            figure, limit = over * of, bound * under
            if figure <= limit:
                return self.outcomes[2 * k + (figure == limit)]
        return self.outcomes[-1]


class TableRows:
    """The rows of one table, as one group's figures hang on them."""

    def __init__(self, scope: Scope, question: str, table: Table) -> None:
        self.table = table
        self._scope = scope
        self.measures = [m for m in scope.kb.measures.values() if m.table == question and m.id in scope.tests]
        # Of several groups seen as one there are no figures, whatever a row is.
        alone = len(table.groups()) == 1
        self._figures = [m for m in self.measures if m.function in FIGURES and (alone or m.view == "group")]
        minors = [self._minor(m) for m in self._figures]
        self._minors = sorted({*minors})
        self._by_minor = [self._minors.index(minor) for minor in minors]
        self._tests = [_Tests.of(scope.tests[m.id]) for m in self._figures]
        self._stretches: dict[int, list[Stretch]] = {}

    def movable(self) -> Iterator[tuple[int, Moved]]:
        """The rows of the group in view with their number in the table; none where several groups are seen as one."""
        group = self._scope.group
        if group is None and len(self.table.groups()) > 1:
            return
        numbers = [n for n, row in enumerate(self.table.rows) if group is None or row.group == group]
        for number, moved in moved_rows(Table(tuple(self.table.rows[n] for n in numbers))):
            yield numbers[number], moved

    def stretches(self, number: int, moved: Moved) -> list[Stretch]:
        """The stretches of a row's amount, from the smallest up; worked out once, for changes and ranges alike."""
        if number not in self._stretches:
            intervals = moved.stretches(self._marks)
            self._stretches[number] = [Stretch(i, self._signature(moved, i.within())) for i in intervals]
        return self._stretches[number]

    def facts(self) -> dict[str, FactValue]:
        """What the table measures, as it is."""
        return self._measured(self.table, self.measures)

    def facts_of_row(self, number: int, moved: Moved) -> Callable[[Fraction], dict[str, FactValue]]:
        """What the table measures with one row's amount moved, for any amount."""
        row = moved.with_amount(moved.reach.within())
        table = Table((*self.table.rows[:number], row, *self.table.rows[number + 1 :]))
        # Only figures hang on how much it is; what else is measured hangs on the row's having an amount at all.
        rest = self._measured(table, [m for m in self.measures if m not in self._figures])

        def facts(amount: Fraction) -> dict[str, FactValue]:
            figures = {
                m.id: divided(q) for m, q in zip(self._figures, self._quotients(moved, amount), strict=True)
            }
            found = {m.id: rest.get(m.id, figures.get(m.id)) for m in self.measures}
            return {key: value for key, value in found.items() if value is not None}

        return facts

    def _measured(self, table: Table, measures: Iterable[Measure]) -> dict[str, FactValue]:
        scope = self._scope
        found = {m.id: measured(m, table, scope.settings, scope.group) for m in measures}
        return {key: value for key, value in found.items() if value is not None}

    def _quotients(self, moved: Moved, amount: Fraction) -> list[Quotient | None]:
        """Each figure with a row at an amount."""
        shares = moved.shares(amount, self._minors)
        return [FIGURES[m.function](shares[n]) for m, n in zip(self._figures, self._by_minor, strict=True)]

    def _signature(self, moved: Moved, amount: Fraction) -> Signature:
        quotients = self._quotients(moved, amount)
        return tuple([t.come_out(q) for t, q in zip(self._tests, quotients, strict=True)])

    def _minor(self, measure: Measure) -> Fraction:
        minor = self._scope.settings.get(measure.minor_share, Fraction(0))
        assert isinstance(minor, Fraction)
        return minor

    @cached_property
    def _marks(self) -> Marks:
        """What the figures are compared with."""

        def compared(function: str) -> list[Fraction]:
            of = (self._scope.tests[m.id] for m in self._figures if m.function == function)
            return bounds(chain.from_iterable(of))

        ratios = compared("largest-to-smallest"), compared("largest-to-next")
        return Marks(*ratios, compared("largest-share"), [m for m in self._minors if m > 0])


def bounds(tests: Iterable[Literal]) -> list[Fraction]:
    """The numbers with which tests compare, in order."""
    return sorted({o for test in tests for o in test.operands if isinstance(o, Fraction)})
