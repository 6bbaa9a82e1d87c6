"""Plain values in; the words that every format of a paper has for them out."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

UNDATED = "2000-01-01"
"""The day in the properties of a file whose paper has no date: PDF/A and Word want one, and the clock is not asked."""


def day_words(day: str) -> str:
    """An ISO date as people write it: 22 November 2026. English whatever the machine's own language is."""
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def started(text: str) -> str:
    """A text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def counted(count: int, noun: str) -> str:
    """So many of something: 1 answer, 3 answers."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


_LONG = re.compile(r"\S{24,}")


def breakable(text: str) -> str:
    """A text in which a word too long for a line may break after each dot, hyphen and the like, or after 16 letters."""
    return _LONG.sub(lambda match: _pieces(match[0]), text)


def _pieces(word: str) -> str:
    parts = re.split(r"(?<=[.\-/_])", word)
    return "\u200b".join(part[n : n + 16] for part in parts for n in range(0, len(part), 16))
