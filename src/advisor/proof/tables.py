"""A table in a scope in; for each row how its figures come out as that row's amount moves, stretch by stretch, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from advisor.compiler.program import Literal
from advisor.facts import FactValue, measured
from advisor.measures import FIGURES
from advisor.model.case import Table
from advisor.model.questions import Measure
from advisor.proof.intervals import Interval
from advisor.proof.rows import Moved, moved_rows
from advisor.proof.scope import Scope

PENNY = Fraction(1, 100)
Signature = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Amounts of one row between which nothing that is tested changes; `signature` is how the tests come out there."""

    interval: Interval
    signature: Signature


class TableRows:
    """The rows of one table, as one group's figures hang on them."""

    def __init__(self, scope: Scope, question: str, table: Table) -> None:
        self.table = table
        self._scope = scope
        self.measures = [m for m in scope.kb.measures.values() if m.table == question and m.id in scope.tests]
        self._figures = [m for m in self.measures if m.function in FIGURES]

    def movable(self) -> Iterator[tuple[int, Moved]]:
        """The rows of the group in view with their number in the table; none where several groups are seen as one."""
        group = self._scope.group
        if group is None and len(self.table.groups()) > 1:
            return
        numbers = [n for n, row in enumerate(self.table.rows) if group is None or row.group == group]
        for number, moved in moved_rows(Table(tuple(self.table.rows[n] for n in numbers))):
            yield numbers[number], moved

    def stretches(self, moved: Moved) -> list[Stretch]:
        """The stretches of a row's amount, from the smallest up."""
        ratios, parts, minors = self._thresholds()
        return [
            Stretch(i, self._signature(moved, i.within())) for i in moved.stretches(ratios, parts, minors)
        ]

    def facts(
        self, number: int | None = None, moved: Moved | None = None, amount: Fraction | None = None
    ) -> dict[str, FactValue]:
        """What the table measures, as it is or with one row's amount moved."""
        table = self.table
        if number is not None and moved is not None and amount is not None:
            table = Table((*table.rows[:number], moved.with_amount(amount), *table.rows[number + 1 :]))
        scope = self._scope
        found = {m.id: measured(m, table, scope.settings, scope.group) for m in self.measures}
        return {key: value for key, value in found.items() if value is not None}

    def _signature(self, moved: Moved, amount: Fraction) -> Signature:
        return tuple(self._tested(m, moved, amount) for m in self._figures)

    def _tested(self, measure: Measure, moved: Moved, amount: Fraction) -> tuple[bool, ...]:
        minor = self._scope.settings.get(measure.minor_share, Fraction(0))
        assert isinstance(minor, Fraction)
        value = FIGURES[measure.function](moved.shares(amount, minor))
        return () if value is None else tuple(t.holds(value) for t in self._scope.tests[measure.id])

    def _thresholds(self) -> tuple[Sequence[Fraction], Sequence[Fraction], Sequence[Fraction]]:
        """The ratios, the shares and the minor shares at which a figure may come out otherwise."""
        by_share = {m.id: m.function == "largest-share" for m in self._figures}
        tests = self._scope.tests
        ratios = bounds(t for m, share in by_share.items() if not share for t in tests[m])
        parts = bounds(t for m, share in by_share.items() if share for t in tests[m])
        minors = {self._scope.settings.get(m.minor_share, Fraction(0)) for m in self._figures}
        return ratios, parts, sorted(m for m in minors if isinstance(m, Fraction) and m > 0)


def bounds(tests: Iterable[Literal]) -> list[Fraction]:
    """The numbers with which tests compare, in order."""
    return sorted({o for test in tests for o in test.operands if isinstance(o, Fraction)})
