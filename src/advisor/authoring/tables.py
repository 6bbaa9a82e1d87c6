"""The thresholds on a table's measures in; tables out that between them show every combination of measures there can be.

Counts, ratios and shares cannot be combined at will: a share of nine tenths leaves no room for a ratio of one. So the
combinations are not assumed but built: each is witnessed by a table of whole pence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement, product
from math import lcm

from advisor.model.case import Row, Table

MOST_MEMBERS = 60
HAIR = Fraction(1, 100)
"""A little to either side of a threshold."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """How many members and groups to try, one number for each region; and where ratios and shares are cut."""

    members: tuple[int, ...]
    groups: tuple[int, ...]
    to_smallest: tuple[Fraction, ...]
    to_next: tuple[Fraction, ...]
    share: tuple[Fraction, ...]
    minor: tuple[Fraction, ...]


@lru_cache(maxsize=4)  # profiles differ in little, and rarely in this
def single_tables(marks: Landmarks) -> tuple[Table, ...]:
    """Tables of one group, the smaller ones first."""
    seen: set[object] = set()
    found = []
    for n in _members(marks):
        found += [
            Table(tuple(_rows(tuple(pattern.parts()), "Group 1"))) for pattern in _patterns(n, marks, seen)
        ]
        found.append(_unknown(n, ("Group 1",)))
    return tuple(found)


def several_tables(
    marks: Landmarks, singles: Sequence[Table]
) -> Iterator[tuple[Table, str | None, Table | None]]:
    """Tables of several groups: to be judged as one (None), or by a group that looks like the one of `singles` named."""
    counts = sorted({n for n in marks.members if 1 <= n <= MOST_MEMBERS} | {1, 2, 3})
    for g in (g for g in sorted({*marks.groups, 2}) if g > 1):
        names = tuple(f"Group {k + 1}" for k in range(g))
        for n in counts:
            yield _unknown(n, names), None, None
            if n > 1:
                yield _uneven(n, names), None, None
        for table in singles:
            m = len(table.rows)
            for n in sorted({m, m + 1, *(n for n in counts if n > m)}):
                others = _unknown(n, names[1:])
                yield Table((*table.rows, *others.rows)), names[0], table
            if m > 1:
                yield Table((*table.rows, *_uneven(m, names[1:]).rows)), names[0], table


def _members(marks: Landmarks) -> list[int]:
    return sorted({n for n in marks.members if 1 <= n <= MOST_MEMBERS} | set(range(1, 9)))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What members hold: the largest 1, the next, some of an equal size, the least; and a minor one at the end."""

    next: Fraction
    between: Fraction
    count: int
    least: Fraction
    small: Fraction = Fraction(0)

    @property
    def whole(self) -> Fraction:
        """What all hold together."""
        return 1 + self.next + self.count * self.between + self.least + self.small

    def parts(self) -> Iterator[Fraction]:
        """What each holds, the largest first, those that hold nothing left out."""
        yield from (
            p for p in (Fraction(1), self.next, *([self.between] * self.count), self.least, self.small) if p
        )


def _patterns(n: int, marks: Landmarks, seen: set[object]) -> Iterator[_Pattern]:
    """Patterns of n members: one for each combination of regions that was not seen before."""
    if n == 1:
        yield _Pattern(Fraction(0), Fraction(0), 0, Fraction(0))
        return
    ratios = sorted(
        {r for mark in (*marks.to_smallest, *marks.to_next) for r in _around(mark)} | {Fraction(1)}
    )
    shares = [share + step for share in marks.share for step in (-HAIR, Fraction(0), HAIR)]
    smalls = [Fraction(0)]
    if n > 2:
        smalls += [minor * part for minor in marks.minor for part in (Fraction(1, 2), Fraction(1))]
    for following, smallest in combinations_with_replacement(ratios, 2):
        bare, others = (_Between.of(m, following, smallest) for m in (n, n - 1))
        for share, small in product((None, *shares), smalls):
            pattern = _with_small(others, share, small) if small else bare.pattern(share)
            key = pattern and _regions(n, pattern, marks)
            if pattern and key not in seen:
                seen.add(key)
                yield pattern


def _with_small(others: _Between, share: Fraction | None, small: Fraction) -> _Pattern | None:
    """A pattern in which the last holds `small` of the whole."""
    rest = others.pattern(None if share is None else share / (1 - small))
    return rest and replace(rest, small=rest.whole * small / (1 - small))


def _regions(n: int, pattern: _Pattern, marks: Landmarks) -> tuple[object, ...]:
    """What may tell a pattern apart: how many members, how many of them are minor, and the ratios of the others."""
    whole = pattern.whole
    least = marks.minor[0] * whole if marks.minor else 0
    sizes = [
        (part, count)
        for part, count in (
            (Fraction(1), 1),
            (pattern.next, 1),
            (pattern.between, pattern.count),
            (pattern.least, 1),
            (pattern.small, 1),
        )
        if part and count and part >= least
    ]
    compared = [part for part, count in sizes for _ in range(min(count, 2))]
    ratios = (compared[0] / compared[-1], compared[0] / compared[1]) if len(compared) > 1 else ()
    return (
        _region(n, marks.members),
        min(n - sum(count for _, count in sizes), 2),
        *(_region(r, m) for r, m in zip(ratios, (marks.to_smallest, marks.to_next), strict=False)),
        _region(max(Fraction(1), pattern.small) / whole, marks.share),
    )


def _around(mark: Fraction) -> tuple[Fraction, ...]:
    """A threshold, a little to either side of it, and far above: ratios have no upper bound."""
    return tuple(r for r in (mark - HAIR, mark, mark + HAIR, mark * 20) if r >= 1)


def _region(value: Fraction | int, marks: Sequence[Fraction | int]) -> tuple[int, int]:
    return bisect_left(marks, value), bisect_right(marks, value)


@dataclass(frozen=True, slots=True)
class _Between:
    """Patterns with a given next and least part and `count` others between them, which come to `lowest` up to `highest`."""

    high: Fraction
    low: Fraction
    count: int
    lowest: Fraction
    highest: Fraction

    @classmethod
    def of(cls, n: int, following: Fraction, smallest: Fraction) -> _Between:
        """So many members, the largest `following` times the next and `smallest` times the least."""
        high, low, count = 1 / following, 1 / smallest, n - 3
        if n == 2:
            return cls(high, Fraction(0), 0, high, high)
        return cls(high, low, count, high + low + count * low, high + low + count * high)

    def pattern(self, share: Fraction | None) -> _Pattern | None:
        """The one whose largest part has this share of the whole; None where none does."""
        rest = self.lowest if share is None else 1 / share - 1 if share > 0 else Fraction(-1)
        if not self.lowest <= rest <= self.highest:
            return None
        each = (rest - self.high - self.low) / self.count if self.count else Fraction(0)
        return _Pattern(self.high, each, self.count, self.low)


def _rows(parts: Sequence[Fraction], group: str) -> Iterator[Row]:
    whole = lcm(*(p.denominator for p in parts))
    for k, part in enumerate(parts):
        yield Row(f"Member {k + 1}", group, part * whole * 1000, None)


def _unknown(n: int, groups: Sequence[str]) -> Table:
    """Every member with every group, no amount known."""
    return Table(tuple(Row(f"Member {k + 1}", g, None, None) for g in groups for k in range(n)))


def _uneven(n: int, groups: Sequence[str]) -> Table:
    """As `_unknown`, but the last member has no dealings with the last group."""
    rows = [r for r in _unknown(n, groups).rows if (r.member, r.group) != (f"Member {n}", groups[-1])]
    return Table(tuple(rows))
