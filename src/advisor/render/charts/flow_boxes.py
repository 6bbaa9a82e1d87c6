"""A flow's boxes in; the order in which they stand, their lines and sizes, and the SVG of each, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.render.charts import svg
from advisor.render.charts.svg import LINE, Palette
from advisor.render.paper.document import Box, Column

HEADS = {Column.GIVEN: "Given", Column.FOUND: "Found by rules", Column.SETTLED: "Result"}
PAD = 8.0
GAP = 12.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its lines, its place and its width. `quiet` is what stands under its text in quieter print."""

    box: Box
    title: tuple[str, ...]
    lines: tuple[str, ...]
    quiet: tuple[str, ...]
    left: float
    y: float
    wide: float

    @property
    def height(self) -> float:
        """How high the box is."""
        return (len(self.title) + len(self.lines) + len(self.quiet)) * LINE + 2 * PAD

    @property
    def middle(self) -> float:
        """Half way down its sides."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.wide


def filled(box: Box, left: float, y: float, wide: float, *, quiet: str = "") -> Placed:
    """A box with its texts in lines of its width."""
    room = wide - 2 * PAD
    title = tuple(svg.wrapped(box.title, room, bold=True)) if box.title else ()
    lines, under = (tuple(svg.wrapped(text, room)) if text else () for text in (box.text, quiet))
    return Placed(box, title, lines, under, left, y, wide)


def following(boxes: Sequence[Box], arrows: Sequence[tuple[str, str]]) -> list[Box]:
    """The boxes in an order in which arrows point down, and where it can be each right under one that leads to it."""
    ids = {box.id for box in boxes}
    waits = {box.id: {start for start, end in arrows if end == box.id and start in ids} for box in boxes}
    left, out = list(boxes), list[Box]()
    while left:
        done = {box.id for box in out}
        # Parents come first among the boxes as they are given, so that one is always ready.
        ready = [box for box in left if waits[box.id] <= done] or left
        under = [box for box in ready if out and out[-1].id in waits[box.id]]
        out.append((under or ready)[0])
        left.remove(out[-1])
    return out


def box_svg(placed: Placed, palette: Palette) -> str:
    """The box with its texts."""
    fill = palette.tint if placed.box.column is Column.FOUND else palette.paper
    edge = ' stroke-width="2.5"' if placed.box.column is Column.SETTLED else ' rx="6"'
    size = (placed.wide - 2, placed.height)
    out = [svg.rect(placed.left + 1, placed.y, size, fill, f' stroke="{palette.line}"{edge}')]
    y = placed.y + PAD + 12
    texts = (
        (placed.title, palette.ink, True),
        (placed.lines, palette.ink, False),
        (placed.quiet, palette.quiet, False),
    )
    for lines, colour, bold in texts:
        for line in lines:
            out.append(svg.text(placed.left + PAD, y, line, colour, bold=bold))
            y += LINE
    return "".join(out)
