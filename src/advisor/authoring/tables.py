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


def single_tables(marks: Landmarks) -> Iterator[Table]:
    """Tables of one group, the smaller ones first."""
    seen: set[object] = set()
    for n in _members(marks):
        for parts in _patterns(n, marks, seen):
            yield Table(tuple(_rows(parts, "Group 1")))
        yield _unknown(n, ("Group 1",))


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


def _patterns(n: int, marks: Landmarks, seen: set[object]) -> Iterator[tuple[Fraction, ...]]:
    """The parts of n members, largest first: one pattern for each combination of regions that was not seen before."""
    if n == 1:
        yield (Fraction(1),)
        return
    ratios = sorted(
        {r for mark in (*marks.to_smallest, *marks.to_next) for r in _around(mark)} | {Fraction(1)}
    )
    shares = [share + step for share in marks.share for step in (-HAIR, Fraction(0), HAIR)]
    smalls = [Fraction(0)]
    if n > 2:
        smalls += [minor * part for minor in marks.minor for part in (Fraction(1, 2), Fraction(1))]
    for following, smallest in combinations_with_replacement(ratios, 2):
        for share, small in product((None, *shares), smalls):
            parts = _with_small(n, smallest, following, share, small)
            key = parts and _regions(parts, marks)
            if parts and key not in seen:
                seen.add(key)
                yield parts


def _with_small(
    n: int, smallest: Fraction, following: Fraction, share: Fraction | None, small: Fraction
) -> tuple[Fraction, ...] | None:
    """Parts of which the last holds `small` of the whole, or as many without such a one where that is nothing."""
    if not small:
        return _parts(n, smallest, following, share)
    rest = _parts(n - 1, smallest, following, None if share is None else share / (1 - small))
    return rest and (*rest, sum(rest, Fraction(0)) * small / (1 - small))


def _regions(parts: Sequence[Fraction], marks: Landmarks) -> tuple[object, ...]:
    """What may tell a pattern apart: how many members, how many of them are minor, and the ratios of the others."""
    whole = sum(parts, Fraction(0))
    compared = [p for p in parts if not marks.minor or p / whole >= min(marks.minor)]
    ratios = (compared[0] / compared[-1], compared[0] / compared[1]) if len(compared) > 1 else ()
    return (
        _region(Fraction(len(parts)), [Fraction(m) for m in marks.members]),
        min(len(parts) - len(compared), 2),
        *(_region(r, m) for r, m in zip(ratios, (marks.to_smallest, marks.to_next), strict=False)),
        _region(max(parts) / whole, marks.share),
    )


def _around(mark: Fraction) -> tuple[Fraction, ...]:
    """A threshold, a little to either side of it, and far above: ratios have no upper bound."""
    return tuple(r for r in (mark - HAIR, mark, mark + HAIR, mark * 20) if r >= 1)


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
