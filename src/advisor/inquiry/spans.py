"""A stretch of numbers in; it in words out. And whether a number lies within a tenth of another."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from advisor.proof.intervals import Interval

TENTH = Fraction(1, 10)
HUNDREDTH = Fraction(1, 100)


def span_words(
    span: Interval | None,
    words: Callable[[Fraction], str],
    grain: Fraction = HUNDREDTH,
    *,
    never_nothing: bool = True,
) -> str:
    """A stretch as people say it: from 2 to 9, up to £1m, above 3; empty where there is none or it has no ends.

    An end that cannot be said exactly is rounded into the stretch, to the grain. That something is above nothing is said
    only where it might be nothing.
    """
    if span is None:
        return ""
    low = "" if span.low is None else words(_inward(span, span.low, grain, upward=True))
    high = "" if span.high is None else words(_inward(span, span.high, grain, upward=False))
    if low and low == high:
        return f"at {low}"
    if low and high and span.low_in and span.high_in:
        return f"from {low} to {high}"
    parts = []
    if low and not (never_nothing and span.low == 0 and not span.low_in):
        parts.append(f"{'from' if span.low_in else 'above'} {low}")
    if high:
        parts.append(f"{'up to' if span.high_in else 'below'} {high}")
    return (" to " if span.low_in else " and ").join(parts)


def _inward(span: Interval, end: Fraction, grain: Fraction, *, upward: bool) -> Fraction:
    rounded = grain * (ceil(end / grain) if upward else floor(end / grain))
    return rounded if span.holds(rounded) else end


def tenth_away(now: Fraction | None, number: Fraction | None) -> bool:
    """Whether a number can be reached by moving another by no more than a tenth of itself."""
    return now is not None and number is not None and abs(number - now) <= abs(now) * TENTH
