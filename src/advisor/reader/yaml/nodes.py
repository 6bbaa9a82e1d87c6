"""What YAML amounts to for us: a tree of texts, lists and mappings, each with its place. Values only.

Values stay text until something that knows what is expected reads them: `no`, `010` and `12:30` are what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from advisor.errors import Problem, SourceRef

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's name and its lines."""

    name: str
    lines: tuple[str, ...]

    def at(self, line: int, column: int) -> SourceRef:
        """The place `line`, `column`, both counting from 0 as PyYAML does."""
        text = self.lines[line] if line < len(self.lines) else ""
        return SourceRef(self.name, line + 1, column + 1, text)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; one that is left out is empty."""

    value: str
    source: SourceText
    line: int
    column: int

    @property
    def where(self) -> SourceRef:
        """Where it stands."""
        return self.source.at(self.line, self.column)

    def place_of(self, part: str) -> SourceRef:
        """Where a part of it stands, on its first line or on one below; its own place where that is not found."""
        for line in range(self.line, min(self.line + MOST_LINES, len(self.source.lines))):
            column = self.source.lines[line].find(part, self.column if line == self.line else 0)
            if column >= 0:
                return self.source.at(line, column)
        return self.where


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    source: SourceText
    line: int
    column: int

    @property
    def where(self) -> SourceRef:
        """Where it begins."""
        return self.source.at(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: its keys (texts) with their values, each key once."""

    pairs: tuple[tuple[Text, Node], ...]
    source: SourceText
    line: int
    column: int

    @property
    def where(self) -> SourceRef:
        """Where it begins."""
        return self.source.at(self.line, self.column)


Node: TypeAlias = Text | Sequence | Entries
Report: TypeAlias = Callable[[Problem], None]
