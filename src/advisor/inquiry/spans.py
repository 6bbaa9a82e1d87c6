"""A stretch of numbers in; it in words out. And whether a number lies within a tenth of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, floor

from advisor.explanation.other_answers import exactly_at_the_limit
from advisor.proof.intervals import Interval

TENTH = Fraction(1, 10)
HUNDREDTH = Fraction(1, 100)


def span_words(span: Interval | None, words: Callable[[Fraction], str], *, never_nothing: bool = True) -> str:
    """A stretch as people say it: from 2 to 9, up to £1m, above 3; empty where there is none or it has no ends.

    An end that cannot be said exactly is rounded into the stretch, to a hundredth. That something is above nothing is said
    only where it might be nothing.
    """
    if span is None:
        return ""
    least, most = _inward(span, span.low, ceil), _inward(span, span.high, floor)
    low, high = ("" if end is None else words(end) for end in (least, most))
    # An end that was rounded into the stretch lies in it, whether or not the end itself does.
    low_in, high_in = (end is not None and span.holds(end) for end in (least, most))
    if low and low == high:
        return f"at {low}"
    if low and high and low_in and high_in:
        return f"from {low} to {high}"
    parts = []
    if low and not (never_nothing and least == 0 and not low_in):
        parts.append(f"{'from' if low_in else 'above'} {low}")
    if high:
        parts.append(f"{'up to' if high_in else 'below'} {high}")
    return (" to " if low_in else " and ").join(parts)


def one_or_any(number: Fraction, stretch: Interval | None, words: Callable[[Fraction], str]) -> str:
    """What a number not known yet would have to be: this one where nothing else will do, or anything of a stretch."""
    alone = stretch is None or stretch.point
    return words(number) if alone else f"anything {span_words(stretch, words)}"


def _inward(span: Interval, end: Fraction | None, rounding: Callable[[Fraction], int]) -> Fraction | None:
    if end is None:
        return None
    rounded = HUNDREDTH * rounding(end / HUNDREDTH)
    return rounded if span.holds(rounded) else end


def with_limit(said: str, span: Interval | None, now: Fraction | None, turning: Iterable[Fraction]) -> str:
    """A stretch in words, and that a number is the last of it, but not alone, on a side where another turns the result."""
    if span is None or now is None or span.point:
        return said
    last = any(span.low == now > number or span.high == now < number for number in turning)
    return exactly_at_the_limit(said) if last else said


def tenth_away(now: Fraction | None, number: Fraction | None) -> bool:
    """Whether a number can be reached by moving another by no more than a tenth of itself."""
    return now is not None and number is not None and abs(number - now) <= abs(now) * TENTH
