"""Results in, lines of CSV or JSON out, as bytes; what spreadsheets would take for a formula is made text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Protocol

from advisor.batch.results import Layout, Result

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Writer(Protocol):
    """Turns results into the bytes of a file."""

    def head(self) -> bytes:
        """What stands before the first result."""

    def lines(self, results: Iterable[Result]) -> Iterator[bytes]:
        """One line for each result."""


class _Line:
    """Keeps what `csv.writer` writes, for one line at a time."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


class CsvWriter:
    """Results as CSV: UTF-8, a heading line, one row each."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._line = _Line()
        self._writer = csv.writer(self._line, lineterminator="\n")

    def head(self) -> bytes:
        """The heading line."""
        return self._row(list(self._layout.columns))

    def lines(self, results: Iterable[Result]) -> Iterator[bytes]:
        """One row for each result."""
        for result in results:
            yield self._row(self._layout.cells(result, plain))

    def _row(self, cells: list[str]) -> bytes:
        self._writer.writerow(cells)
        return self._line.text.encode()


class JsonLinesWriter:
    """Results as JSON Lines: one object each, in the words of `recommend --json`."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def head(self) -> bytes:
        """Nothing: every line stands for itself."""
        return b""

    def lines(self, results: Iterable[Result]) -> Iterator[bytes]:
        """One object for each result."""
        for result in results:
            yield json.dumps(self._layout.value(result), ensure_ascii=False).encode() + b"\n"


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
