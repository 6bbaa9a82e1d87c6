"""Stretches of numbers in words: as people say them, and true at both ends."""

from __future__ import annotations

from fractions import Fraction

import pytest

from advisor.inquiry.spans import one_or_any, span_words, tenth_away
from advisor.proof.intervals import Interval
from advisor.quantities import number_text


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Interval(Fraction(2), Fraction(9)), "from 2 to 9"),
        (Interval(Fraction(2), Fraction(2)), "at 2"),
        (Interval(Fraction(3), None, low_in=False), "above 3"),
        (Interval(None, Fraction(5)), "up to 5"),
        (Interval(None, Fraction(5), high_in=False), "below 5"),
        (Interval(Fraction(2), Fraction(5), high_in=False), "from 2 to below 5"),
        (Interval(Fraction(0), Fraction(5), low_in=False), "up to 5"),
        (Interval(Fraction(1, 3), Fraction(2, 3)), "from 0.34 to 0.66"),
        (None, ""),
    ],
)
def test_a_stretch_is_said_with_ends_that_lie_in_it_or_are_said_not_to(
    span: Interval | None, said: str
) -> None:
    assert span_words(span, number_text) == said


@pytest.mark.parametrize(
    ("number", "stretch", "said"),
    [
        ("2", Interval(Fraction(2), Fraction(2)), "2"),
        ("2", None, "2"),
        ("2", Interval(Fraction(2), None), "anything from 2"),
        ("0.01", Interval(Fraction(0), Fraction(20), low_in=False), "anything up to 20"),
    ],
)
def test_what_is_not_known_is_told_as_all_of_the_stretch(
    number: str, stretch: Interval | None, said: str
) -> None:
    assert one_or_any(Fraction(number), stretch, number_text) == said


@pytest.mark.parametrize(
    ("now", "number", "near"),
    [("10", "11", True), ("10", "11.1", False), ("10", "9", True), ("0", "0.1", False)],
)
def test_a_tenth_is_a_tenth_of_what_it_is_now(now: str, number: str, near: bool) -> None:
    assert tenth_away(Fraction(now), Fraction(number)) is near
    assert not tenth_away(None, Fraction(number))
