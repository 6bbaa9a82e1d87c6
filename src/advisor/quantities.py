"""Numbers and sums of money: text in, exact fractions out, and back again as people write them.

Every number in the program is a `Fraction`, so that a comparison at a threshold is exact (60:40 is 1.5, not nearly 1.5).
"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from advisor.errors import AnswerError

_NUMBER = re.compile(
    r"""^\s*(?P<sign>[-\u2212+])?\s*(?P<pound>\u00a3|GBP)?\s*
        (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
        \s*(?P<scale>bn|billion|m|mn|million|k|thousand)?\s*(?P<percent>%|per\ cent)?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_RATIO = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?")
MINUS = "\u2212"
"""A true minus: no line ends between it and its number, as one may after a hyphen."""
MOST_DIGITS = 40
MOST_PLACES = 15
_SCALES = {
    "k": 10**3, "thousand": 10**3,
    "m": 10**6, "mn": 10**6, "million": 10**6,
    "bn": 10**9, "billion": 10**9,
}  # fmt: skip

_SHORT = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))


def counted(count: int, noun: str) -> str:
    """So many of something: 1 answer, 3 answers, 1,200 rows."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def parse_number(text: str) -> Fraction:
    """Read a number or a sum of money as people type it: `12`, `1,200,000`, `£1.2 million`, `250k`, `12m`.

    Returns the exact value. Raises `AnswerError` for anything that is not plainly one number: `1.200,50`, `12 to 15`, `5%`.
    """
    match = _NUMBER.match(text)
    if match is None or match["percent"] or len(match["digits"]) > MOST_DIGITS:
        raise AnswerError(
            f"{text.strip()!r} is not a number", hint="write it like 1200000, 1,200,000, 1.2m or 250k"
        )
    value = Fraction(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)
    return -value if match["sign"] in ("-", MINUS) else value


def parse_percent(text: str) -> Fraction:
    """Read a percentage, with or without its sign: `37.5%` and `37.5` both give 37.5. Raises `AnswerError`."""
    stripped = re.sub(r"\s*(%|per cent)\s*$", "", text.strip())
    return parse_number(stripped)


def parse_ratio(text: str) -> Fraction:
    """Read a plain fraction as a rule author writes a degree: `1`, `0.5` or `1/2`. Raises `AnswerError`."""
    plain = text.strip()
    try:
        if _RATIO.fullmatch(plain) and len(plain) <= MOST_DIGITS:
            return Fraction(plain)
    except ZeroDivisionError:
        pass
    raise AnswerError(f"{text!r} is not a number", hint="write 1, 0.5 or 1/2")


def number_text(value: Fraction, places: int = 2) -> str:
    """A number for people: whole numbers with thousands separated, others rounded half up to at most `places` places.

    One that would then look rounder than it is gets as many more places as show that it is not: 1.50025 is printed 1.5003,
    because 1.5 would read as if it were at the threshold.
    """
    if value < 0:
        return f"{MINUS}{number_text(-value, places)}"
    if value.denominator == 1:
        return f"{value.numerator:,}"
    digits = places
    while (
        (value * 10**digits).denominator != 1 and _rounded(value, digits) % 10 == 0 and digits < MOST_PLACES
    ):
        digits += 1
    whole, part = divmod(_rounded(value, digits), 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0")
    return f"{whole:,}.{decimals}" if decimals else f"{whole:,}"


def typed_number(value: Fraction, places: int = 2) -> str:
    """The same as it is typed: no thousands are separated."""
    return number_text(value, places).replace(",", "")


def plain_number(value: Fraction) -> str:
    """A number as it is written in a file: plain digits where a decimal says it exactly, else a fraction: 37.5 or 1/3."""
    places = next((n for n in range(MOST_DIGITS + 1) if (value * 10**n).denominator == 1), None)
    if places is None:
        return str(value)
    digits = str(abs((value * 10**places).numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _rounded(value: Fraction, digits: int) -> int:
    scaled: Fraction = value * 10**digits + Fraction(1, 2)
    return math.floor(scaled)


def money_text(value: Fraction) -> str:
    """Pounds as people read them: £1.2m and £250k where that is exact, else the full figure with pence if there are any."""
    if value < 0:
        return f"{MINUS}{money_text(-value)}"
    size, letter = next(((size, letter) for size, letter in _SHORT if value >= size), (1, ""))
    short = value / size
    if letter and (short * 100).denominator == 1:
        return f"£{number_text(short)}{letter}"
    if value.denominator == 1:
        return f"£{value.numerator:,}"
    pence = (value * 100 + Fraction(1, 2)).__floor__()
    return f"£{pence // 100:,}.{pence % 100:02d}"


def amount_text(value: Fraction, unit: str) -> str:
    """An amount of a unit: pounds where it is GBP, else the plain number."""
    return money_text(value) if unit == "GBP" else number_text(value)


def share_text(value: Fraction, places: int = 1) -> str:
    """A share between 0 and 1 as a percentage, by default with at most one decimal: 0.615 gives 61.5%."""
    return f"{number_text(value * 100, places)}%"
