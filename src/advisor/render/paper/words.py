"""Plain values in; the words that every format of a paper has for them out."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

UNDATED = "2000-01-01"
"""The day in the properties of a file whose paper has no date: PDF/A and Word want one, and the clock is not asked."""


_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")


def day_words(day: str) -> str:
    """An ISO date or month as people write it: 22 November 2026, August 2012; any other text as it is."""
    match = _DAY.fullmatch(day)
    if match is None:
        return day
    month = f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    return f"{int(match[3])} {month}" if match[3] else month


def started(text: str) -> str:
    """A text with a capital letter in front."""
    return text[:1].upper() + text[1:]


LINE = 24
"""A word of so many characters may be too long for a line."""


def breakable(text: str, room: int = LINE) -> str:
    """A text in which a word too long for its room may break after each dot, hyphen and the like, or after two thirds of it.

    The number at the end of an id stays with what it counts, and whole.
    """
    return re.sub(rf"\S{{{room},}}", lambda match: _pieces(match[0], room * 2 // 3), text)


def _pieces(word: str, most: int) -> str:
    parts = re.split(r"(?<=[.\-/_])(?!\d+\W*$)", word)
    piece = re.compile(rf".{{1,{most}}}(?:\.?\d{{0,3}}(?!\d)\W{{0,2}}$)?", re.DOTALL)
    return "\u200b".join(found for part in parts for found in piece.findall(part))
