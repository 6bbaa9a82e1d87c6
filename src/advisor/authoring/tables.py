"""The thresholds on a table's measures in; tables out that between them show every combination of measures there can be.

Counts, ratios and shares cannot be combined at will: a share of nine tenths leaves no room for a ratio of one. So the
combinations are not assumed but built: each is witnessed by a table of whole pence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import lcm

from advisor.model.case import Row, Table

MOST_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Landmarks:
    """One value for each region of every kind of measure: how many members and groups, which ratios and shares."""

    members: tuple[int, ...]
    groups: tuple[int, ...]
    to_smallest: tuple[Fraction, ...]
    to_next: tuple[Fraction, ...]
    share: tuple[Fraction, ...]
    minor: tuple[Fraction, ...]


def single_tables(marks: Landmarks) -> Iterator[Table]:
    """Tables of one group, the smaller ones first."""
    seen: set[object] = set()
    for n in _members(marks):
        for parts in _patterns(n, marks, seen):
            yield Table(tuple(_rows(parts, "Provider 1")))
        yield _unknown(n, ("Provider 1",))


def several_tables(
    marks: Landmarks, singles: Sequence[Table]
) -> Iterator[tuple[Table, str | None, Table | None]]:
    """Tables of several groups: to be judged as one (None), or by a group that looks like the one of `singles` named."""
    several = [g for g in sorted({*marks.groups, 2}) if g > 1]
    for g, n in product(several, sorted({n for n in marks.members if 1 <= n <= MOST_MEMBERS} | {2, 3})):
        names = tuple(f"Provider {k + 1}" for k in range(g))
        yield _unknown(n, names), None, None
        if n > 1:
            yield _uneven(n, names), None, None
        for table in singles:
            if len(table.rows) <= n:
                others = (Row(f"Member {k + 1}", name, None, None) for name in names[1:] for k in range(n))
                yield Table((*table.rows, *others)), names[0], table


def _members(marks: Landmarks) -> list[int]:
    return sorted({n for n in marks.members if 1 <= n <= MOST_MEMBERS} | set(range(1, 9)))


def _patterns(n: int, marks: Landmarks, seen: set[object]) -> Iterator[tuple[Fraction, ...]]:
    """The parts of n members, largest first: one pattern for each combination of regions that was not seen before."""
    if n == 1:
        yield (Fraction(1),)
        return
    ratios = sorted(
        {r for mark in (*marks.to_smallest, *marks.to_next) for r in _around(mark)} | {Fraction(1)}
    )
    for following, smallest in combinations_with_replacement(ratios, 2):
        if n == 2 and following != smallest:
            continue
        for share in (None, *marks.share):
            parts = _parts(n, smallest, following, share)
            if parts is None:
                continue
            whole = sum(parts, Fraction(0))
            key = (
                _region(Fraction(n), [Fraction(m) for m in marks.members]),
                _region(smallest, marks.to_smallest),
                _region(following, marks.to_next),
                _region(1 / whole, marks.share),
                _region(parts[-1] / whole, marks.minor),
            )
            if key not in seen:
                seen.add(key)
                yield parts
                if n > 2:
                    yield from _with_minor(parts, marks.minor)


def _around(mark: Fraction) -> tuple[Fraction, ...]:
    """A threshold, a little to either side of it, and far above: ratios have no upper bound."""
    return tuple(r for r in (mark - Fraction(1, 100), mark, mark + Fraction(1, 100), mark * 20) if r >= 1)


def _region(value: Fraction, marks: Sequence[Fraction]) -> tuple[int, int]:
    return bisect_left(marks, value), bisect_right(marks, value)


def _parts(
    n: int, smallest: Fraction, following: Fraction, share: Fraction | None
) -> tuple[Fraction, ...] | None:
    """Largest 1, next 1/following, least 1/smallest, and the rest between them so that the largest has the share.

    None where no parts between those two come to it.
    """
    if n == 2:
        return (Fraction(1), 1 / following) if share in (None, 1 / (1 + 1 / following)) else None
    high, low = 1 / following, 1 / smallest
    between = n - 3
    least, most = high + low + between * low, high + low + between * high
    rest = least if share is None else 1 / share - 1 if share > 0 else Fraction(-1)
    if not least <= rest <= most:
        return None
    each = (rest - high - low) / between if between else Fraction(0)
    return (Fraction(1), high, *([each] * between), low)


def _with_minor(parts: Sequence[Fraction], minors: Sequence[Fraction]) -> Iterator[tuple[Fraction, ...]]:
    """The pattern with its last member made so small that it is left out (and another with it exactly at the limit)."""
    rest = sum(parts[:-1])
    for minor in minors:
        exactly = rest * minor / (1 - minor)
        for last in (exactly, exactly / 2):
            if last <= parts[-2]:
                yield (*parts[:-1], last)


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
