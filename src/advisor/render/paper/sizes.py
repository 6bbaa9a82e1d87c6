"""A table or a drawing in; what of it stands on one page whole and legible, as formats with pages ask, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from advisor.render.paper.document import Bar, Box, Column, Table
from advisor.render.paper.spans import Inline, plain

CHARACTERS, LINES, MOST = 88, 24, 40
"""What a line of a table holds over the whole page, the lines of a table that is not broken, which are less than half a
page, and those of a row, or of rows that are not parted, which surely fit on one.
"""
ROUND_ROW = 0.7
"""The lines that the edges of a row take."""

PICTURE = 56
"""The lines of a picture that fills a page and prints at 8 points or more."""
BOXES, IN_BOX, ROUND_BOX = 8, {Column.GIVEN: 15, Column.FOUND: 24, Column.SETTLED: 14}, 1.7
"""The most boxes in one column of a flow, what a line of one holds, and the lines that its edges and the gap below take."""
SHORT, BESIDE, BELOW, OF_LABEL = 24, 1.3, 1.7, 70
"""A label that stands before its bar, the lines that a bar takes there and below it, and what a line of that label holds."""


def kept_together(table: Table) -> int:
    """How many rows at a table's end stay on one page: all of a short one, and of one that ends in rows that are not parted
    all or those, as far as a page has room.
    """
    heights = [lines + ROUND_ROW for lines in _row_lines(table)]
    if sum(heights) <= (MOST if table.together else LINES):
        return len(heights)
    return table.together if sum(heights[-table.together :]) <= MOST else 0


def broken_rows(table: Table) -> list[bool]:
    """Of each row, whether it is so long that it may have to be broken between pages."""
    return [lines > MOST for lines in _row_lines(table)]


def rooms(table: Table) -> list[float]:
    """What a line of each of the table's columns holds, at most."""
    return [max(CHARACTERS * width / sum(table.widths), 3) for width in table.widths]


def _row_lines(table: Table) -> list[int]:
    usual = [max(room - 2, 1) for room in rooms(table)]
    return [max(map(_lines, row, usual)) for row in table.rows]


def _lines(cell: Inline, room: float) -> int:
    return max(ceil(len(plain(cell)) / room), 1)


def fitting(boxes: Sequence[Box]) -> Sequence[Box]:
    """The first of a column's boxes, as many as one picture has room for; always one."""
    heights = accumulate(map(_box_lines, boxes[:BOXES]))
    return boxes[: max(sum(whole <= PICTURE for whole in heights), 1)]


def _box_lines(box: Box) -> float:
    return sum(ceil(len(text) / IN_BOX[box.column]) for text in (box.title, box.text)) + ROUND_BOX


def in_pictures(bars: Sequence[Bar]) -> Iterator[tuple[Bar, ...]]:
    """The bars in parts that each fit one picture."""
    beside = all(len(bar.label) <= SHORT for bar in bars)
    part: list[Bar] = []
    lines = 0.0
    for bar in bars:
        own = BESIDE if beside else BELOW + ceil(len(bar.label) / OF_LABEL)
        if part and lines + own > PICTURE:
            yield tuple(part)
            part, lines = [], 0.0
        part.append(bar)
        lines += own
    yield tuple(part)
