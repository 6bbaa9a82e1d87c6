"""A table in; whether it, or a row of it, is so short that it should stand on one page whole, as formats with pages ask."""

from __future__ import annotations

from math import ceil

from advisor.render.paper.document import Table
from advisor.render.paper.spans import Inline, plain

CHARACTERS, LINES, MOST = 88, 24, 40
"""What a line of a table holds over the whole page, the lines of a table that is not broken, which are less than half a
page, and those of a row that surely fits on one.
"""


def kept_whole(table: Table) -> bool:
    """Whether a table stays on one page."""
    return sum(lines + 0.7 for lines in _row_lines(table)) <= LINES


def broken_rows(table: Table) -> list[bool]:
    """Of each row, whether it is so long that it may have to be broken between pages."""
    return [lines > MOST for lines in _row_lines(table)]


def _row_lines(table: Table) -> list[int]:
    whole = sum(table.widths)
    rooms = [max(CHARACTERS * width / whole - 2, 1) for width in table.widths]
    return [max(map(_lines, row, rooms)) for row in table.rows]


def _lines(cell: Inline, room: float) -> int:
    return max(ceil(len(plain(cell)) / room), 1)
