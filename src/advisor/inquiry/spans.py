"""A stretch of numbers in; it in words out. And whether a number lies within a tenth of another."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from advisor.proof.intervals import Interval

TENTH = Fraction(1, 10)


def span_words(span: Interval | None, words: Callable[[Fraction], str]) -> str:
    """A stretch as people say it: from 2 to 9, up to £1m, more than 3; empty where there is none or it has no ends."""
    if span is None:
        return ""
    low = "" if span.low is None else words(span.low)
    high = "" if span.high is None else words(span.high)
    if low and low == high:
        return f"at {low}"
    if low and high and span.low_in and span.high_in:
        return f"from {low} to {high}"
    parts = []
    if low and not (span.low == 0 and not span.low_in):
        parts.append(f"{'from' if span.low_in else 'above'} {low}")
    if high:
        parts.append(f"{'up to' if span.high_in else 'below'} {high}")
    return " and ".join(parts)


def tenth_away(now: Fraction | None, number: Fraction | None) -> bool:
    """Whether a number can be reached by moving another by no more than a tenth of itself."""
    return now is not None and number is not None and abs(number - now) <= abs(now) * TENTH
