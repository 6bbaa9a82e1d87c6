"""Moving one row of a table: the stretches hold what the measures say of every amount in them, and nearest means nearest."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.measures import FIGURES, MEASURES, divided
from advisor.model.case import Row, Table
from advisor.proof.intervals import Interval, stretches
from advisor.proof.rows import Marks, moved_rows

RATIOS, PARTS, MINOR = (Fraction(3, 2), Fraction(2)), (Fraction(2, 5),), Fraction(1, 20)
LINES = {"largest-to-smallest": RATIOS, "largest-to-next": RATIOS, "largest-share": PARTS}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from("apu"), min_size=2, max_size=5))
    rows = []
    for number, kind in enumerate(kinds):
        amount = Fraction(draw(st.integers(1, 60))) if kind == "a" else None
        percent = Fraction(draw(st.integers(1, 25))) if kind == "p" else None
        rows.append(Row(f"M{number}", "G", amount, percent))
    return Table(tuple(rows))


def standing(table: Table) -> tuple[object, ...]:
    """How every figure of a table stands to every threshold on it."""
    found: list[object] = [MEASURES["minor-members"](table, MINOR)]
    for name, lines in LINES.items():
        value = MEASURES[name](table, MINOR)
        found += [(value > line) - (value < line) if isinstance(value, Fraction) else None for line in lines]
    return tuple(found)


ROUNDED = Table((Row("A", "G", Fraction(1), None), Row("B", "G", None, Fraction(1))))


@settings(max_examples=60, deadline=None)
@example(ROUNDED, [Fraction(100)])
@given(tables(), st.lists(st.fractions(0, 400, max_denominator=40), min_size=8, max_size=20))
def test_within_a_stretch_every_figure_stands_alike(table, amounts):
    for number, moved in moved_rows(table):
        found = moved.stretches(Marks(RATIOS, RATIOS, PARTS, (MINOR,)))
        for amount in amounts:
            inside = [stretch for stretch in found if stretch.holds(amount)]
            assert len(inside) == (1 if moved.reach.holds(amount) else 0)
            for stretch in inside:
                for value in (amount, stretch.within()):
                    put = Table((*table.rows[:number], moved.with_amount(value), *table.rows[number + 1 :]))
                    [figures] = moved.shares(value, [MINOR])
                    for name, figure in FIGURES.items():
                        assert divided(figure(figures)) == MEASURES[name](put, MINOR)
                one, two = (
                    standing(Table((*table.rows[:number], moved.with_amount(v), *table.rows[number + 1 :])))
                    for v in (amount, stretch.within())
                )
                assert one == two


@pytest.mark.parametrize(
    ("interval", "value", "step", "nearest"),
    [
        (Interval(Fraction(124000000, 3), None), Fraction(38000000), Fraction(1, 100), Fraction(41400000)),
        (Interval(None, Fraction(57000000)), Fraction(62000000), Fraction(1, 100), Fraction(57000000)),
        (Interval(Fraction(2), None, low_in=False), Fraction(1), Fraction(1), Fraction(3)),
        (Interval(Fraction(1, 3), Fraction(1, 3)), Fraction(0), Fraction(1, 100), None),
        (Interval(Fraction(1, 3), Fraction(1, 3)), Fraction(0), None, Fraction(1, 3)),
        (Interval(Fraction(1), Fraction(4)), Fraction(2), None, Fraction(2)),
        # An end that is no whole penny cannot be typed.
        (
            Interval(Fraction(100000000, 3), None),
            Fraction(100000000, 3),
            Fraction(1, 100),
            Fraction(33400000),
        ),
        (
            Interval(None, Fraction(1, 3)),
            Fraction(1, 3),
            Fraction(1, 100),
            Fraction(33, 100),
        ),
    ],
)
def test_the_nearest_number_is_short_and_inside(interval, value, step, nearest):
    assert interval.nearest(value, step) == nearest


@given(
    st.sets(st.fractions(-3, 9, max_denominator=4), max_size=5),
    st.fractions(-2, 8, max_denominator=8),
    st.booleans(),
)
def test_stretches_cover_everything_once(cuts, value, whole):
    number = Fraction(round(value)) if whole else value
    found = stretches(cuts, Interval(Fraction(-2), Fraction(8)), whole=whole)
    assert len([stretch for stretch in found if stretch.holds(number)]) == 1
