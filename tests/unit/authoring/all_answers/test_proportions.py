"""Whatever the rules cut ratios, shares and numbers of members at: every table looks like one of those that are built."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from advisor.authoring.all_answers.tables import Landmarks, single_tables
from advisor.measures import FIGURES, divided, shares
from advisor.model.case import Row, Table

RATIOS = [Fraction(1), Fraction(11, 10), Fraction(3, 2), Fraction(2), Fraction(3), Fraction(5)]
SHARES = [Fraction(1, 3), Fraction(2, 5), Fraction(1, 2), Fraction(3, 5), Fraction(9, 10)]


def some(source: random.Random, pool: list[Fraction]) -> tuple[Fraction, ...]:
    return tuple(sorted(source.sample(pool, source.randrange(3))))


def table(parts: list[Fraction]) -> Table:
    return Table(tuple(Row(f"M{n}", "G", part, None) for n, part in enumerate(parts)))


def random_table(source: random.Random) -> Table:
    pool = source.choice([[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 100], [9, 10, 10, 10, 10, 20]])
    parts = [Fraction(source.choice(pool)) for _ in range(source.randint(1, 12))]
    if len(parts) > 1 and source.random() < 0.2:
        share = source.choice(SHARES)
        parts[0] = sum(parts[1:]) * share / (1 - share)
    return table(parts)


def side(value: Fraction | None, cuts: tuple[Fraction, ...]) -> tuple[int, int] | None:
    return None if value is None else (sum(value > c for c in cuts), sum(value >= c for c in cuts))


def look(given: Table, marks: Landmarks, sizes: tuple[Fraction, ...]) -> tuple[object, ...]:
    compared = shares(given, marks.minor[0] if marks.minor else Fraction(0))
    whole = shares(given, Fraction(0))
    assert compared is not None
    assert whole is not None
    return (
        side(Fraction(len(given.rows)), sizes),
        side(divided(FIGURES["largest-to-smallest"](compared)), marks.to_smallest),
        side(divided(FIGURES["largest-to-next"](compared)), marks.to_next),
        side(divided(FIGURES["largest-share"](whole)), marks.share),
        bool(compared.minor),
    )


@pytest.mark.parametrize("seed", range(15))
def test_every_table_looks_like_one_that_is_built(seed):
    source = random.Random(seed)
    sizes = some(source, [Fraction(n) for n in (2, 3, 4, 5, 7, 10)])
    marks = Landmarks(
        members=tuple(sorted({int(n) + step for n in sizes for step in (-1, 0, 1)})),
        groups=(),
        to_smallest=some(source, RATIOS),
        to_next=some(source, RATIOS),
        share=some(source, SHARES),
        minor=source.choice([(), (Fraction(1, 20),)]),
    )
    built = [t for t in single_tables(marks) if t.rows[0].amount is not None]
    known = {look(t, marks, sizes) for t in built}
    for _ in range(200):
        given = random_table(source)
        assert look(given, marks, sizes) in known, given


def test_half_of_the_whole_among_four_is_built_though_no_ratio_is_cut():
    marks = Landmarks((3, 4, 5), groups=(), to_smallest=(), to_next=(), share=(Fraction(1, 2),), minor=())
    known = {look(t, marks, (Fraction(4),)) for t in single_tables(marks) if t.rows[0].amount is not None}
    assert look(table([Fraction(n) for n in (3, 1, 1, 1)]), marks, (Fraction(4),)) in known
