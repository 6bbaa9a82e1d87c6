"""The thresholds on a table's measures in; tables out that between them show every combination of measures there can be.

Counts, ratios and shares cannot be combined at will: a share of nine tenths leaves no room for a ratio of one. So the
combinations are not assumed but built: each is witnessed by a table of whole pence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, gcd, lcm

from advisor.authoring.all_answers.proportions import ALL, NOTHING, Cuts, proportions
from advisor.model.case import Row, Table

MOST_MEMBERS = 60


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
    cuts = Cuts.at(marks.to_next, marks.to_smallest, marks.share)
    seen: set[object] = set()
    found = []
    for n in _members(marks):
        found += [Table(tuple(_rows(pattern, "Group 1"))) for pattern in _patterns(n, marks, cuts, seen)]
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
    """One number for each region, every small one, and as many as it takes for the smallest share with small parts."""
    most = max((*marks.to_next, *marks.to_smallest, ALL))
    few = max([8, *(int((1 / share - 1) * most) + 3 for share in marks.share if share)])
    return sorted(n for n in {*marks.members, *range(1, few + 1)} if 1 <= n <= MOST_MEMBERS)


def _patterns(n: int, marks: Landmarks, cuts: Cuts, seen: set[object]) -> Iterator[list[int]]:
    """What n members hold: one pattern for each combination of regions that was not seen before."""
    if n == 1:
        yield [1]
    for minor in (NOTHING, *marks.minor):
        for small in range(min(n - 1, ceil(1 / minor)) if minor else 1):
            for parts in proportions(cuts, n - small, small, minor):
                unit = lcm(*(part.denominator for part in parts))
                pattern = [part.numerator * (unit // part.denominator) for part in parts]
                if (key := _regions(pattern, marks)) not in seen:
                    seen.add(key)
                    yield pattern


def _regions(parts: Sequence[int], marks: Landmarks) -> tuple[object, ...]:
    """What may tell a pattern apart: how many members, how many of them are minor, and the ratios of the others."""
    whole, minor = sum(parts), marks.minor[0] if marks.minor else NOTHING
    compared = [part for part in parts if part * minor.denominator >= minor.numerator * whole]
    if len(compared) < 2 or sum(compared) * 2 < whole:
        compared = list(parts)
    ratios = (compared[-1], compared[1]) if len(compared) > 1 else ()
    return (
        _region(len(parts), 1, marks.members),
        min(len(parts) - len(compared), 2),
        *(
            _region(compared[0], r, m)
            for r, m in zip(ratios, (marks.to_smallest, marks.to_next), strict=False)
        ),
        _region(parts[0], whole, marks.share),
    )


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
