"""Plain values in; the words that every format of a paper has for them out."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_words(day: str) -> str:
    """An ISO date as people write it: 22 November 2026. English whatever the machine's own language is."""
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
