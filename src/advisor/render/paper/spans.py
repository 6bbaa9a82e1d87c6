"""Stretches of a paper's text, each of one kind, as values. No format and no knowledge base."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Mark(StrEnum):
    """What a stretch of text is, where that matters to a reader. Every mark is also said in words."""

    PLAIN = "plain"
    STRONG = "strong"
    ID = "id"
    ORIGIN = "origin"
    BLANK = "blank"
    FILLED = "filled"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one kind. Characters that no document may hold are shown as U+FFFD."""

    text: str
    mark: Mark = Mark.PLAIN

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


Inline: TypeAlias = tuple[Span, ...]


def printable(text: str) -> str:
    """The text without control characters and lone surrogates, which XML, PDF and UTF-8 cannot hold."""
    if text.isprintable():
        return text
    return "".join(
        " " if c in "\n\t\r" else "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text
    )


def inline(*parts: str | Span | Inline) -> Inline:
    """Parts put one after another: plain texts, spans and what was joined before; empty ones are left out."""
    spans: list[Span] = []
    for part in parts:
        match part:
            case str():
                spans.append(Span(part))
            case Span():
                spans.append(part)
            case _:
                spans.extend(part)
    return tuple(span for span in spans if span.text)


def joined(parts: Iterable[Inline], between: str) -> Inline:
    """Inline texts with a plain text between each two."""
    spans: list[Span] = []
    for part in parts:
        if spans:
            spans.append(Span(between))
        spans.extend(part)
    return tuple(spans)


def plain(text: Inline) -> str:
    """The words alone."""
    return "".join(span.text for span in text)
