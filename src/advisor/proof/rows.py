"""A table and the thresholds on its figures in; how the figures come out as one row's amount moves and the rest stays, out.

Each member's part of the whole is a quotient of two straight lines in the moved amount, so the places where a figure may
cross a threshold are roots of straight lines: exact fractions, with no searching.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from math import lcm
from typing import cast

from advisor.measures import Shares, ranked, shares
from advisor.model.case import Row, Table
from advisor.proof.intervals import Interval, stretches

HUNDRED = Fraction(100)
MOST_PERCENT = Fraction(101)
"""Rounded shares may come to a little more than a hundred."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line in the moved amount, in whole numbers: `start` at nothing, `slope` for each pound or percent."""

    start: int
    slope: int

    def at(self, amount: Fraction) -> int:
        """Its height, times the denominator of the amount."""
        return self.start * amount.denominator + self.slope * amount.numerator

    def minus(self, other: Line, times: Fraction = Fraction(1)) -> Line:
        """This line less a multiple of another, times the denominator of that multiple."""
        own, others = times.denominator, times.numerator
        return Line(self.start * own - other.start * others, self.slope * own - other.slope * others)

    def root(self) -> Fraction | None:
        """Where it crosses nothing; None where it never does, or lies there all the way."""
        return Fraction(-self.start, self.slope) if self.slope else None


@dataclass(frozen=True, slots=True)
class Moved:
    """One row of one group with its amount free: each member's part as a line, of a whole that is a line too.

    The lines are all drawn to one scale, at which they are whole numbers.
    """

    row: Row
    percent: bool
    parts: Mapping[str, Line]
    whole: Line
    reach: Interval

    def shares(self, amount: Fraction, minor_share: Fraction) -> Shares:
        """The shares of the group with this amount."""
        # Whole numbers do what fractions would, and many times as fast: this is asked for every stretch of every row.
        parts = {name: cast(Fraction, line.at(amount)) for name, line in self.parts.items()}
        return ranked(parts, cast(Fraction, self.whole.at(amount)), minor_share)

    def with_amount(self, amount: Fraction) -> Row:
        """The row with this amount."""
        if self.percent:
            return replace(self.row, amount=None, percent=amount)
        return replace(self.row, amount=amount, percent=None)

    def stretches(
        self, ratios: Sequence[Fraction], parts: Sequence[Fraction], minors: Sequence[Fraction]
    ) -> list[Interval]:
        """The stretches of the amount on which no figure crosses a threshold and no member becomes minor or ceases to be."""
        cuts = {*self._cuts(ratios, parts, minors)}
        halves = self._halves(stretches(cuts, self.reach), minors)
        return stretches({*cuts, *halves}, self.reach)

    def _cuts(
        self, ratios: Sequence[Fraction], parts: Sequence[Fraction], minors: Sequence[Fraction]
    ) -> Iterator[Fraction]:
        """Where a member becomes minor, and where the largest comes to a part of the whole or to a ratio to another."""
        lines = [*self.parts.values()]
        for line in lines:
            yield from self._roots(line.minus(self.whole, minor) for minor in minors)
            yield from self._roots((line.minus(self.whole, part) for part in parts), line)
        for one, two in permutations(lines, 2):
            # Two that do not move keep their ratio.
            if one.slope or two.slope:
                yield from self._roots((one.minus(two, ratio) for ratio in ratios), one)

    def _roots(self, lines: Iterable[Line], largest: Line | None = None) -> Iterator[Fraction]:
        """Where lines cross nothing within reach; with `largest`, only where no member's part is larger than that."""
        for root in map(Line.root, lines):
            if root is not None and self.reach.holds(root):
                height = None if largest is None else largest.at(root)
                if height is None or all(line.at(root) <= height for line in self.parts.values()):
                    yield root

    def _halves(self, intervals: Sequence[Interval], minors: Sequence[Fraction]) -> Iterator[Fraction]:
        """Where the minor members of a stretch come to half of the whole together, and so are not left out any more."""
        for interval in intervals:
            amount = interval.within()
            whole = self.whole.at(amount)
            for minor in minors:
                least, of = minor.numerator * whole, minor.denominator
                small = [p for p in self.parts.values() if p.at(amount) * of < least]
                if not small:
                    continue
                total = Line(sum(p.start for p in small), sum(p.slope for p in small))
                half = total.minus(self.whole, Fraction(1, 2))
                yield from (root for root in self._roots([half]) if interval.holds(root))


def moved_rows(table: Table) -> Iterator[tuple[int, Moved]]:
    """Each row of a table of one group that could be moved, by its number; one whose group stays unknown is left out."""
    for number, row in enumerate(table.rows):
        others = [r for n, r in enumerate(table.rows) if n != number]
        percent = row.percent is not None or (
            row.amount is None and any(r.percent is not None for r in others)
        )
        moved = _moved(table, number, percent=percent)
        if moved is not None:
            yield number, moved


def _moved(table: Table, number: int, *, percent: bool) -> Moved | None:
    row = table.rows[number]
    others = [r for n, r in enumerate(table.rows) if n != number]
    mixed = any(r.percent is None for r in others)
    high: Fraction | None = None
    whole = Fraction(1), Fraction(0)
    if percent:
        taken = sum((r.percent for r in others if r.percent is not None), Fraction(0))
        high = (HUNDRED if mixed else MOST_PERCENT) - taken
        if high <= 0:
            return None
    else:
        whole = sum((r.amount for r in others if r.amount is not None), Fraction(0)), Fraction(1)
    reach = Interval(Fraction(0), high, low_in=False, high_in=not (percent and mixed))
    lines = _fitted(table, number, whole, Fraction(1) if high is None else high / 3, percent=percent)
    if lines is None:
        return None
    scale = lcm(*(end.denominator for line in (whole, *lines.values()) for end in line))
    drawn = {name: _drawn(line, scale) for name, line in lines.items()}
    return Moved(row, percent, drawn, _drawn(whole, scale), reach)


Ends = tuple[Fraction, Fraction]


def _drawn(line: Ends, scale: int) -> Line:
    return Line(int(line[0] * scale), int(line[1] * scale))


def _fitted(
    table: Table, number: int, whole: Ends, step: Fraction, *, percent: bool
) -> dict[str, Ends] | None:
    """Each member's part times the whole, as a line through its heights at one step and at two."""
    one, two = (_parts(table, number, step * n, percent=percent) for n in (1, 2))
    if one is None or two is None:
        return None
    lines = {}
    for name, part in one.items():
        first = part * (whole[0] + whole[1] * step)
        slope = (two[name] * (whole[0] + whole[1] * step * 2) - first) / step
        lines[name] = first - slope * step, slope
    return lines


def _parts(table: Table, number: int, amount: Fraction, *, percent: bool) -> dict[str, Fraction] | None:
    """Each member's part of the whole, with one row's amount put in."""
    row = table.rows[number]
    put = Row(row.member, row.group, None if percent else amount, amount if percent else None)
    found = shares(Table((*table.rows[:number], put, *table.rows[number + 1 :])), Fraction(0))
    return None if found is None else dict(found.parts)
