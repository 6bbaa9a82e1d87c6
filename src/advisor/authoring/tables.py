"""The thresholds on a table's measures in; tables out that between them show every combination of measures there can be.

Counts, ratios and shares cannot be combined at will: a share of nine tenths leaves no room for a ratio of one. So the
combinations are not assumed but built: each is witnessed by a table of whole pence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
from math import gcd, lcm

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
        found += [Table(tuple(_rows(pattern.parts(), "Group 1"))) for pattern in _patterns(n, marks, seen)]
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
    """What members hold: the largest, the next, some of an equal size, the least; and a minor one at the end.

    In whole numbers of a unit that is as small as need be, because fractions are slow.
    """

    largest: int
    next: int
    between: int
    count: int
    least: int
    small: int
    whole: int

    def parts(self) -> list[int]:
        """What each holds, the largest first, those that hold nothing left out."""
        parts = [self.largest, self.next, *([self.between] * self.count), self.least, self.small]
        return [p for p in parts if p]


def _patterns(n: int, marks: Landmarks, seen: set[object]) -> Iterator[_Pattern]:
    """Patterns of n members: one for each combination of regions that was not seen before."""
    if n == 1:
        yield _Pattern(1, 0, 0, 0, 0, 0, 1)
        return
    ratios = sorted(
        {r for mark in (*marks.to_smallest, *marks.to_next) for r in _around(mark)} | {Fraction(1)}
    )
    shares = [share + step for share in marks.share for step in (-HAIR, Fraction(0), HAIR)]
    plain = [_Wanted(n, None if share is None else 1 / share - 1) for share in (None, *shares) if share != 0]
    minor = [share * part for share in marks.minor for part in (Fraction(1, 2), Fraction(1))]
    wanted = [*plain, *(w.with_small(small) for small in minor for w in plain if n > 2)]
    units = (*(1 / r for r in ratios), *(w.rest for w in wanted if w.rest is not None))
    unit = lcm(*(u.denominator for u in units)) * lcm(*(w.divisor for w in wanted))
    sizes = [unit * r.denominator // r.numerator for r in ratios]
    for high, low in combinations_with_replacement(sizes, 2):
        for one in wanted:
            pattern = one.pattern(unit, high, low)
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

    @property
    def count(self) -> int:
        """How many members hold an equal part, between the next and the least."""
        return max(self.members - 3, 0)

    @property
    def divisor(self) -> int:
        """By what the sizes are divided here: the unit of a pattern must be a multiple of it."""
        return max(self.count, 1) * self.small.denominator

    def pattern(self, unit: int, high: int, low: int) -> _Pattern | None:
        """The pattern with this next and least part; None where no parts between those two come to what is wanted."""
        count = self.count
        if self.members == 2:
            low = 0
        ends = high + low
        least = ends + count * low
        rest = least if self.rest is None else unit * self.rest.numerator // self.rest.denominator
        if not least <= rest <= ends + count * high:
            return None
        each = (rest - ends) // count if count else 0
        small = (unit + rest) * self.small.numerator // self.small.denominator
        return _Pattern(unit, high, each, count, low, small, unit + rest + small)


def _regions(n: int, pattern: _Pattern, marks: Landmarks) -> tuple[object, ...]:
    """What may tell a pattern apart: how many members, how many of them are minor, and the ratios of the others."""
    sizes = [
        (pattern.largest, 1),
        (pattern.next, 1),
        (pattern.between, pattern.count),
        (pattern.least, 1),
        (pattern.small, 1),
    ]
    minor = marks.minor[0] if marks.minor else Fraction(0)
    least = minor.numerator * pattern.whole
    kept = [(part, count) for part, count in sizes if part and count and part * minor.denominator >= least]
    compared = [part for part, count in kept for _ in range(min(count, 2))]
    ratios = (compared[-1], compared[1]) if len(compared) > 1 else ()
    return (
        _region(n, 1, marks.members),
        min(n - sum(count for _, count in kept), 2),
        *(
            _region(compared[0], r, m)
            for r, m in zip(ratios, (marks.to_smallest, marks.to_next), strict=False)
        ),
        _region(max(pattern.largest, pattern.small), pattern.whole, marks.share),
    )


def _around(mark: Fraction) -> tuple[Fraction, ...]:
    """A threshold, a little to either side of it, and far above: ratios have no upper bound."""
    return tuple(r for r in (mark - HAIR, mark, mark + HAIR, mark * 20) if r >= 1)


def _region(part: int, whole: int, marks: Sequence[Fraction | int]) -> tuple[int, int]:
    """Between which of the marks a ratio lies: how many of them are below it, and how many at most it."""
    gaps = [part * mark.denominator - whole * mark.numerator for mark in marks]
    return sum(gap > 0 for gap in gaps), sum(gap >= 0 for gap in gaps)


def _rows(parts: Sequence[int], group: str) -> Iterator[Row]:
    unit = gcd(*parts)
    for k, part in enumerate(parts):
        yield Row(f"Member {k + 1}", group, Fraction(part // unit * 1000), None)


def _unknown(n: int, groups: Sequence[str]) -> Table:
    """Every member with every group, no amount known."""
    return Table(tuple(Row(f"Member {k + 1}", g, None, None) for g in groups for k in range(n)))


def _uneven(n: int, groups: Sequence[str]) -> Table:
    """As `_unknown`, but the last member has no dealings with the last group."""
    rows = [r for r in _unknown(n, groups).rows if (r.member, r.group) != (f"Member {n}", groups[-1])]
    return Table(tuple(rows))
