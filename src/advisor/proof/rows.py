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


At = tuple[int, int]
"""An amount as a quotient of whole numbers, the second above nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line in the moved amount, in whole numbers: `start` at nothing, `slope` for each pound or percent."""

    start: int
    slope: int

    def at(self, over: int, under: int) -> int:
        """Its height at `over` divided by `under`, times `under`."""
        return self.start * under + self.slope * over

    def minus(self, other: Line, times: Fraction = Fraction(1)) -> Line:
        """This line less a multiple of another, times the denominator of that multiple."""
        own, others = times.denominator, times.numerator
        return Line(self.start * own - other.start * others, self.slope * own - other.slope * others)

    def crossing(self, other: Line, times: Fraction = Fraction(1)) -> At | None:
        """Where it crosses a multiple of another, if it does so above nothing and does not run along with it."""
        less = self.minus(other, times)
        if less.start < 0 < less.slope:
            return -less.start, less.slope
        return (less.start, -less.slope) if less.slope < 0 < less.start else None


@dataclass(frozen=True, slots=True)
class Marks:
    """What a group's figures are compared with: ratios of the largest part to the smallest and to the next, its shares of
    the whole, and the shares below which a member may count as minor.
    """

    to_smallest: Sequence[Fraction]
    to_next: Sequence[Fraction]
    share: Sequence[Fraction]
    minor: Sequence[Fraction]


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

    def shares(self, amount: Fraction, minors: Iterable[Fraction]) -> list[Shares]:
        """The shares of the group with this amount, for each share below which a member may count as minor."""
        # Whole numbers do what fractions would, and many times as fast: this is asked for every stretch of every row.
        over, under = amount.numerator, amount.denominator
        parts = {name: cast(Fraction, line.at(over, under)) for name, line in self.parts.items()}
        whole = cast(Fraction, self.whole.at(over, under))
        return [ranked(parts, whole, minor) for minor in minors]

    def with_amount(self, amount: Fraction) -> Row:
        """The row with this amount."""
        if self.percent:
            return replace(self.row, amount=None, percent=amount)
        return replace(self.row, amount=amount, percent=None)

    def stretches(self, marks: Marks) -> list[Interval]:
        """The stretches of the amount on which no figure crosses a mark and no member becomes minor or ceases to be."""
        cuts = self._within_reach(self._cuts(marks))
        found = stretches(cuts, self.reach)
        halves = [h for i in found for h in self._within_reach(self._halves(i, marks.minor)) if i.holds(h)]
        return stretches([*cuts, *halves], self.reach) if halves else found

    def _within_reach(self, places: Iterable[At | None]) -> list[Fraction]:
        amounts = (Fraction(*place) for place in places if place is not None)
        return [amount for amount in amounts if self.reach.holds(amount)]

    def _cuts(self, marks: Marks) -> Iterator[At | None]:
        """Where a member becomes minor, and where the largest comes to a share of the whole or to a ratio to another."""
        lines = [*self.parts.values()]
        for one in lines:
            yield from (one.crossing(self.whole, minor) for minor in marks.minor)
            for at in (one.crossing(self.whole, share) for share in marks.share):
                yield at if at and self._heights(at)[0] == one.at(*at) else None
        for one, two in permutations(lines, 2):
            # Two that do not move keep their ratio.
            if one.slope or two.slope:
                for at in (one.crossing(two, ratio) for ratio in marks.to_next):
                    yield at if at and self._heights(at)[:2] == [one.at(*at), two.at(*at)] else None
                for at in (one.crossing(two, ratio) for ratio in marks.to_smallest):
                    yield at if at and (one.at(*at), two.at(*at)) in self._extremes(at, marks.minor) else None

    def _heights(self, at: At) -> list[int]:
        """The parts with an amount, largest first."""
        return sorted((line.at(*at) for line in self.parts.values()), reverse=True)

    def _extremes(self, at: At, minors: Sequence[Fraction]) -> set[tuple[int, int]]:
        """The largest part and the smallest, with all members compared and without those minor by one share or another."""
        heights, whole = self._heights(at), self.whole.at(*at)
        compared = ([h for h in heights if h * m.denominator >= m.numerator * whole] for m in minors)
        return {(heights[0], kept[-1]) for kept in (heights, *compared) if kept}

    def _halves(self, interval: Interval, minors: Sequence[Fraction]) -> Iterator[At | None]:
        """Where the minor members of a stretch come to half of the whole together, and so are not left out any more."""
        within = interval.within()
        at = within.numerator, within.denominator
        whole = self.whole.at(*at)
        for minor in minors:
            least, of = minor.numerator * whole, minor.denominator
            small = [p for p in self.parts.values() if p.at(*at) * of < least]
            total = Line(sum(p.start for p in small), sum(p.slope for p in small))
            yield total.crossing(self.whole, Fraction(1, 2)) if small else None


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
