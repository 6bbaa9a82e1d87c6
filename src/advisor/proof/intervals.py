"""Thresholds in; the stretches between and at them out, and for each the value in it that lies nearest to a given one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`; None has no end on that side. Whether an end belongs to it is said beside it."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    @property
    def point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in it."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        below = self.high is None or value < self.high or (self.high_in and value == self.high)
        return above and below

    def within(self) -> Fraction:
        """A number that lies in it."""
        low, high = self.low, self.high
        if low is None:
            return Fraction(0) if high is None else high if self.high_in else high - 1
        if high is None:
            return low if self.low_in else low + 1
        return (low + high) / 2

    def distance(self, value: Fraction) -> Fraction:
        """How far a value lies from the nearer end; nothing where it is not outside."""
        below = Fraction(0) if self.low is None else self.low - value
        above = Fraction(0) if self.high is None else value - self.high
        return max(below, above, Fraction(0))

    def first(self, step: Fraction | None = None) -> Fraction | None:
        """The number nearest to its lower end, or to its upper end where it has no lower one; see `nearest`."""
        end = self.high if self.low is None else self.low
        return Fraction(0) if end is None else self.nearest(end, step)

    def joined(self, later: Interval) -> Interval:
        """This one and the next one above it as one."""
        return Interval(self.low, later.high, self.low_in, later.high_in)

    def nearest(self, value: Fraction, step: Fraction | None = None) -> Fraction | None:
        """The number in it that lies nearest to a value outside it or at an end, in as few digits as the interval allows.

        With `step` only multiples of it count (whole numbers, whole pence). Where the end itself is one, it is the end;
        else the end is rounded into the interval at three significant digits or as many more as it takes. None where the
        interval holds no multiple of the step.
        """
        awkward = step is not None and value in (self.low, self.high) and not is_short(value, step)
        if self.holds(value) and not awkward:
            return value
        upward = self.low is not None and value <= self.low
        end, included = (self.low, self.low_in) if upward else (self.high, self.high_in)
        assert end is not None
        if included and is_short(end, step):
            return end
        if self.point:
            return end if step is None else None
        digits = 3
        while True:
            grain = _grain(end, digits, step)
            rounded = _beyond(end, grain, upward=upward)
            if self.holds(rounded):
                return rounded
            if step is not None and grain <= step:
                return None
            digits += 1


def is_short(value: Fraction, step: Fraction | None = None) -> bool:
    """Whether a number can be said and typed exactly: a multiple of the step, or a decimal of a few places."""
    return (value / step if step is not None else value * 10_000).denominator == 1


def _grain(value: Fraction, digits: int, step: Fraction | None) -> Fraction:
    """The place value of the last of so many significant digits, not finer than the step."""
    size = Fraction(10 ** (len(str(int(abs(value)))) - 1))
    while value and abs(value) < size:
        size /= 10
    grain = size / Fraction(10) ** (digits - 1)
    return max(grain, step or grain)


def _beyond(end: Fraction, grain: Fraction, *, upward: bool) -> Fraction:
    """The nearest multiple of the grain strictly beyond an end."""
    count = end / grain
    return grain * (floor(count) + 1 if upward else ceil(count) - 1)


def stretches(cuts: Iterable[Fraction], reach: Interval, *, whole: bool = False) -> list[Interval]:
    """Every cut within reach by itself and every gap between two; of whole numbers, gaps that hold one."""
    # Neighbours are compared, since hashing a fraction takes far longer.
    points = [Interval(c, c) for c, _ in groupby(sorted(cuts)) if reach.holds(c)]
    found: list[Interval] = []
    start, start_in = reach.low, reach.low_in
    for point in points:
        if start != point.low:
            found.append(Interval(start, point.low, start_in, high_in=False))
        found.append(point)
        start, start_in = point.high, False
    if start != reach.high or reach.high is None:
        found.append(Interval(start, reach.high, start_in, reach.high_in))
    return [i for i in map(_to_whole, found) if i is not None] if whole else found


def parted(
    starts: Iterable[tuple[Fraction, bool]], reach: Interval, *, whole: bool = False
) -> list[Interval]:
    """Reach, parted where a stretch starts: with a number (True), or just above it; of whole numbers, stretches with one."""
    found: list[Interval] = []
    low, low_in = reach.low, reach.low_in
    for (at, included), _ in groupby(sorted(starts, key=lambda start: (start[0], not start[1]))):
        below = low is None or low < at or (low == at and low_in and not included)
        above = reach.high is None or at < reach.high or (at == reach.high and included and reach.high_in)
        if below and above:
            found.append(Interval(low, at, low_in, not included))
            low, low_in = at, included
    found.append(Interval(low, reach.high, low_in, reach.high_in))
    return [i for i in map(_to_whole, found) if i is not None] if whole else found


def _to_whole(interval: Interval) -> Interval | None:
    """The whole numbers of an interval as a closed one; None where it holds none."""
    low, high = interval.low, interval.high
    if low is not None:
        low = Fraction(ceil(low) if interval.low_in else floor(low) + 1)
    if high is not None:
        high = Fraction(floor(high) if interval.high_in else ceil(high) - 1)
    return None if low is not None and high is not None and low > high else Interval(low, high)
