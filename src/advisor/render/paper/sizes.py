"""A table in; whether it is so short that it should stand on one page whole, as every format that has pages asks."""

from __future__ import annotations

from math import ceil

from advisor.render.paper.document import Inline, Table, plain

CHARACTERS, LINES = 88, 24
"""What a line of a table holds over the whole page, and the lines of a table that is not broken: less than half a page."""


def kept_whole(table: Table) -> bool:
    """Whether a table stays on one page."""
    whole = sum(table.widths)
    rooms = [max(CHARACTERS * width / whole - 2, 1) for width in table.widths]
    return sum(max(map(_lines, row, rooms)) + 0.7 for row in table.rows) <= LINES


def _lines(cell: Inline, room: float) -> int:
    return max(ceil(len(plain(cell)) / room), 1)
