"""The thresholds on a table's measures in; tables out that between them show every combination of measures there can be.

Counts, ratios and shares cannot be combined at will: a share of nine tenths leaves no room for a ratio of one. So the
combinations are not assumed but built: each is witnessed by a table of whole pence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
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
    small: Fraction
    whole: Fraction

    def parts(self) -> Iterator[Fraction]:
        """What each holds, the largest first, those that hold nothing left out."""
        yield from (
            p for p in (Fraction(1), self.next, *([self.between] * self.count), self.least, self.small) if p
        )


def _patterns(n: int, marks: Landmarks, seen: set[object]) -> Iterator[_Pattern]:
    """Patterns of n members: one for each combination of regions that was not seen before."""
    nothing = Fraction(0)
    if n == 1:
        yield _Pattern(nothing, nothing, 0, nothing, nothing, Fraction(1))
        return
    ratios = sorted(
        {r for mark in (*marks.to_smallest, *marks.to_next) for r in _around(mark)} | {Fraction(1)}
    )
    shares = [share + step for share in marks.share for step in (-HAIR, nothing, HAIR)]
    plain = [_Wanted(n, None if share is None else 1 / share - 1) for share in (None, *shares) if share != 0]
    minor = [share * part for share in marks.minor for part in (Fraction(1, 2), Fraction(1))]
    wanted = [*plain, *(w.with_small(small) for small in minor for w in plain if n > 2)]
    for following, smallest in combinations_with_replacement(ratios, 2):
        high, low = 1 / following, 1 / smallest
        for one in wanted:
            pattern = one.pattern(high, low)
            key = pattern and _regions(n, pattern, marks)
            if pattern and key not in seen:
                seen.add(key)
                yield pattern


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What patterns are to be like: `members` that are compared come, without the largest, to `rest` (None: to the least
    that they can), and one more holds `small` of all that they hold.
    """

    members: int
    rest: Fraction | None
    small: Fraction = Fraction(0)

    def with_small(self, part: Fraction) -> _Wanted:
        """The same share of the largest, and one more member that holds a part of the whole."""
        rest = None if self.rest is None else (1 + self.rest) * (1 - part) - 1
        return _Wanted(self.members - 1, rest, part / (1 - part))

    def pattern(self, high: Fraction, low: Fraction) -> _Pattern | None:
        """The pattern with this next and least part; None where no parts between those two come to what is wanted."""
        count = max(self.members - 3, 0)
        if self.members == 2:
            low = Fraction(0)
        ends = high + low
        rest = ends + count * low if self.rest is None else self.rest
        if not ends + count * low <= rest <= ends + count * high:
            return None
        each = (rest - ends) / count if count else Fraction(0)
        small = (1 + rest) * self.small
        return _Pattern(high, each, count, low, small, 1 + rest + small)


def _regions(n: int, pattern: _Pattern, marks: Landmarks) -> tuple[object, ...]:
    """What may tell a pattern apart: how many members, how many of them are minor, and the ratios of the others."""
    sizes = [
        (Fraction(1), 1),
        (pattern.next, 1),
        (pattern.between, pattern.count),
        (pattern.least, 1),
        (pattern.small, 1),
    ]
    least = marks.minor[0] * pattern.whole if marks.minor else 0
    kept = [(part, count) for part, count in sizes if part and count and part >= least]
    compared = [part for part, count in kept for _ in range(min(count, 2))]
    ratios = (compared[0] / compared[-1], compared[0] / compared[1]) if len(compared) > 1 else ()
    return (
        _region(n, marks.members),
        min(n - sum(count for _, count in kept), 2),
        *(_region(r, m) for r, m in zip(ratios, (marks.to_smallest, marks.to_next), strict=False)),
        _region(max(Fraction(1), pattern.small) / pattern.whole, marks.share),
    )


def _around(mark: Fraction) -> tuple[Fraction, ...]:
    """A threshold, a little to either side of it, and far above: ratios have no upper bound."""
    return tuple(r for r in (mark - HAIR, mark, mark + HAIR, mark * 20) if r >= 1)


def _region(value: Fraction | int, marks: Sequence[Fraction | int]) -> tuple[int, int]:
    return bisect_left(marks, value), bisect_right(marks, value)


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
