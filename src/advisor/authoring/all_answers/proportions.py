"""Where ratios and shares are cut in; for each combination of regions that parts can reach together, such parts out.

The largest part is 1. What ratios leave to the next and to the least, and a share to all others together, are intervals;
so a combination is worked out and not searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from advisor.proof.intervals import Interval, stretches

NOTHING, ALL = Fraction(0), Fraction(1)
Parts = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Cuts:
    """What rules tell apart: of the next, the least, the other one of two, and all but the largest together."""

    next: Sequence[Interval]
    least: Sequence[Interval]
    other: Sequence[Interval]
    rest: Sequence[Interval]

    @classmethod
    def at(cls, to_next: Sequence[Fraction], to_least: Sequence[Fraction], share: Sequence[Fraction]) -> Cuts:
        """Cut where these ratios of the largest to the next and to the least lie, and these shares of the largest."""
        rest = stretches((1 / s - 1 for s in share if s), Interval(NOTHING, None, low_in=False))
        return cls(_parts(to_next), _parts(to_least), _parts((*to_next, *to_least)), rest)


def proportions(cuts: Cuts, compared: int, small: int, minor: Fraction) -> Iterator[Parts]:
    """The parts of two members or more that are compared and of `small` others, the largest first.

    One for each combination of regions that they can reach. The others hold less than a share `minor` of the whole, and
    those that are compared no less, if that can be.
    """
    kept = _Kept(minor, compared, small)
    paths: Iterable[_Path | None] = (kept.two(other) for other in cuts.other)
    if compared > 2:
        paths = (kept.more(following, last) for following in cuts.next for last in cuts.least)
    for path in paths:
        if path is not None:
            yield from (path.with_small(small, minor) if small else path).reaching(cuts.rest)


def _parts(ratios: Iterable[Fraction]) -> list[Interval]:
    """What ratios of one and more leave to a member: at most as much as the largest."""
    return stretches((ALL, *(1 / r for r in ratios if r > 1)), Interval(NOTHING, ALL, low_in=False))


@dataclass(frozen=True, slots=True)
class _Path:
    """Parts from those that come to the least to those that come to the most, and how many members hold each.

    All that lies between may be held; the ends themselves only `at_low` and `at_high`.
    """

    low: Parts
    high: Parts
    held_by: tuple[int, ...]
    at_low: bool
    at_high: bool

    def with_small(self, count: int, minor: Fraction) -> _Path:
        """The same with members who hold something, and each less than a share `minor` of the whole."""
        whole = (1 + _sum(self.high, self.held_by)) / (1 - count * minor)
        ends = (*self.low, NOTHING), (*self.high, minor * whole)
        return _Path(*ends, (*self.held_by, count), at_low=False, at_high=False)

    def reaching(self, rests: Iterable[Interval]) -> Iterator[Parts]:
        """All parts, the largest among them, for each stretch of what the others come to, where there are any."""
        low, high = _sum(self.low, self.held_by), _sum(self.high, self.held_by)
        for rest in rests:
            wanted = self._within(low, high, rest)
            if wanted is not None:
                way = (wanted - low) / (high - low) if high > low else NOTHING
                parts = (a + way * (b - a) for a, b in zip(self.low, self.high, strict=True))
                yield (ALL, *(p for p, n in zip(parts, self.held_by, strict=True) for _ in range(n)))

    def _within(self, low: Fraction, high: Fraction, rest: Interval) -> Fraction | None:
        if low == high or rest.point:
            wanted = rest.within() if rest.point else low
            at_end = (self.at_low and wanted == low) or (self.at_high and wanted == high)
            return wanted if rest.holds(wanted) and (low < wanted < high or at_end) else None
        assert rest.low is not None
        from_, to = max(low, rest.low), high if rest.high is None else min(high, rest.high)
        return (from_ + to) / 2 if from_ < to else None


def _sum(parts: Parts, held_by: Sequence[int]) -> Fraction:
    return sum((p * n for p, n in zip(parts, held_by, strict=True)), NOTHING)


@dataclass(frozen=True, slots=True)
class _Kept:
    """How many are compared beside how many small ones, and below which share of the whole one is minor."""

    minor: Fraction
    compared: int
    small: int

    def two(self, other: Interval) -> _Path:
        """The next of two members, who is the least as well."""
        low, high = _ends(other)
        low = min(max(low, self.minor / (1 - self.minor)), high)
        return _Path((low,), (high,), (1,), at_low=other.point, at_high=other.point)

    def more(self, following: Interval, least: Interval) -> _Path | None:
        """The next, those between and the least of three or more; None where the least would be more than the next."""
        (low_next, high_next), (low_least, high_least) = _ends(following), _ends(least)
        most_least = min(high_least, high_next)
        if low_least > most_least or (low_least == most_least and not least.point):
            return None
        fewest_least = min(self._low_least(max(low_next, low_least), low_least, high_least), most_least)
        fewest_next = max(low_next, fewest_least)
        if fewest_next == high_next and not following.point:
            return None
        return _Path(
            (fewest_next, fewest_least, fewest_least),
            (high_next, self._high_between(high_next, most_least), most_least),
            (1, self.compared - 3, 1),
            at_low=least.point and (following.point or low_least > low_next),
            at_high=following.point and (least.point or high_next < high_least),
        )

    def _low_least(self, following: Fraction, low_least: Fraction, high_least: Fraction) -> Fraction:
        """The least that the least can hold without being minor, where all but the largest and the next hold as much."""
        others = self.compared - 2
        low = NOTHING
        if self.minor * (others + 1) < 1:
            low = self.minor * (1 + following) / (1 - self.minor * others)
            if low > following:
                low = self.minor / (1 - self.minor * (others + 1))
        return max(low_least, low) if low < high_least else low_least

    def _high_between(self, following: Fraction, least: Fraction) -> Fraction:
        """The most that those between can hold before the least counts as minor."""
        between = self.compared - 3
        if not self.minor or not between:
            return following
        whole = (1 - self.small * self.minor) * least / self.minor
        return max(least, min(following, (whole - 1 - following - least) / between))


def _ends(interval: Interval) -> tuple[Fraction, Fraction]:
    """Both ends of what ratios leave to a member, which lies between nothing and as much as the largest."""
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high
