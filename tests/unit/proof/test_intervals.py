"""Where tests cut a number: stretches that no test tells apart, and between two of which some test does."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advisor.proof.intervals import Interval, parted, stretches

HALVES = st.integers(-2, 12).map(lambda n: Fraction(n, 2))
STARTS = st.lists(st.tuples(HALVES, st.booleans()), max_size=6)
REACHES = st.sampled_from(
    (
        Interval(None, None),
        Interval(Fraction(0), None),
        Interval(Fraction(0), Fraction(5)),
        Interval(None, Fraction(4)),
    )
)
PROBES = [Fraction(n, 4) for n in range(-8, 30)]


def side(value: Fraction, starts: list[tuple[Fraction, bool]]) -> tuple[bool, ...]:
    return tuple(value >= at if included else value > at for at, included in starts)


@given(STARTS, REACHES)
def test_stretches_part_what_is_within_reach_exactly_where_something_starts(
    starts: list[tuple[Fraction, bool]], reach: Interval
) -> None:
    found = parted(starts, reach)
    for probe in PROBES:
        assert sum(stretch.holds(probe) for stretch in found) == reach.holds(probe)
    for stretch in found:
        assert len({side(probe, starts) for probe in PROBES if stretch.holds(probe)}) == 1
    for one, two in pairwise(found):
        assert side(one.within(), starts) != side(two.within(), starts)


@given(STARTS, REACHES)
def test_whole_numbers_are_parted_alike_and_each_stretch_holds_one(
    starts: list[tuple[Fraction, bool]], reach: Interval
) -> None:
    whole = [probe for probe in PROBES if probe.denominator == 1]
    found = parted(starts, reach, whole=True)
    for probe in whole:
        assert sum(stretch.holds(probe) for stretch in found) == reach.holds(probe)
    for stretch in found:
        assert len({side(probe, starts) for probe in whole if stretch.holds(probe)}) == 1


@given(st.lists(HALVES, max_size=6), REACHES)
def test_cuts_are_stretches_of_their_own(cuts: list[Fraction], reach: Interval) -> None:
    starts = [(cut, included) for cut in cuts for included in (True, False)]
    assert parted(starts, reach) == stretches(cuts, reach)
