"""A flow in, its SVG out: three columns of boxes with arrows between them, as wide as a page and no wider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.render import svg
from advisor.render.paper.document import Box, Column, Flow
from advisor.render.svg import LINE, WIDTH, Palette

LEFT = {Column.GIVEN: 0.0, Column.FOUND: 214.0, Column.SETTLED: 484.0}
WIDE = {Column.GIVEN: 172.0, Column.FOUND: 224.0, Column.SETTLED: 156.0}
HEADS = {Column.GIVEN: "Given", Column.FOUND: "Found by rules", Column.SETTLED: "Result"}
PAD = 8.0
GAP = 12.0
TOP = 26.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its lines and its place."""

    box: Box
    title: tuple[str, ...]
    lines: tuple[str, ...]
    y: float

    @property
    def height(self) -> float:
        """How high the box is."""
        return (len(self.title) + len(self.lines)) * LINE + 2 * PAD

    @property
    def middle(self) -> float:
        """The height at which arrows reach the box."""
        return self.y + self.height / 2

    @property
    def left(self) -> float:
        """Its left edge."""
        return LEFT[self.box.column]

    @property
    def right(self) -> float:
        """Its right edge."""
        return LEFT[self.box.column] + WIDE[self.box.column]


def flow_body(flow: Flow, palette: Palette) -> tuple[float, str]:
    """The height and the elements of a flow."""
    placed = _place(flow)
    out = [svg.text(LEFT[c], 14, HEADS[c], palette.quiet, bold=True) for c in Column]
    ends = [(placed[a], placed[b]) for a, b in flow.arrows]
    out += [_arrow(a, b, n, palette) for n, (a, b) in enumerate(ends) if _drawn(a, b)]
    out += [_box(p, palette) for p in placed.values()]
    bottom = max((p.y + p.height for p in placed.values()), default=TOP) + 6
    for line in svg.wrapped(flow.left_out, WIDTH) if flow.left_out else ():
        out.append(svg.text(0, bottom + 14, line, palette.quiet))
        bottom += LINE
    return bottom + 4, "".join(out)


def _place(flow: Flow) -> Mapping[str, Placed]:
    """Rules from top to bottom; what is given beside the rules that read it; the result half way down."""
    columns = {column: [b for b in flow.boxes if b.column is column] for column in Column}
    found = _stack((_measured(b, TOP) for b in columns[Column.FOUND]), TOP)
    at = {p.box.id: p.middle for p in found}
    targets = {b.id: [at[t] for s, t in flow.arrows if s == b.id and t in at] for b in columns[Column.GIVEN]}
    order = sorted(columns[Column.GIVEN], key=lambda b: (min(targets[b.id], default=0.0), b.id))
    given = _stack((_beside(_measured(b, TOP), targets[b.id]) for b in order), TOP)
    height = max((p.y + p.height for p in (*found, *given)), default=TOP)
    settled = _stack((_measured(b, TOP) for b in columns[Column.SETTLED]), TOP)
    tall = settled[-1].y + settled[-1].height - TOP if settled else 0.0
    shift = max((height - TOP - tall) / 2, 0.0)
    settled = [_moved(p, p.y + shift) for p in settled]
    return {p.box.id: p for p in (*given, *found, *settled)}


def _measured(box: Box, y: float) -> Placed:
    room = WIDE[box.column] - 2 * PAD
    title = tuple(svg.wrapped(box.title, room, bold=True)) if box.title else ()
    return Placed(box, title, tuple(svg.wrapped(box.text, room)) if box.text else (), y)


def _beside(placed: Placed, targets: list[float]) -> Placed:
    return _moved(placed, min(targets) - placed.height / 2) if targets else placed


def _stack(boxes: Iterable[Placed], top: float) -> list[Placed]:
    """The boxes one below the other, each no higher than it asks for."""
    out: list[Placed] = []
    for box in boxes:
        out.append(_moved(box, max(box.y, top)))
        top = out[-1].y + out[-1].height + GAP
    return out


def _moved(placed: Placed, y: float) -> Placed:
    return Placed(placed.box, placed.title, placed.lines, y)


def _box(placed: Placed, palette: Palette) -> str:
    fill = palette.tint if placed.box.column is Column.FOUND else palette.paper
    edge = ' stroke-width="2.5"' if placed.box.column is Column.SETTLED else ' rx="6"'
    size = (WIDE[placed.box.column] - 2, placed.height)
    out = [svg.rect(placed.left + 1, placed.y, size, fill, f' stroke="{palette.line}"{edge}')]
    y = placed.y + PAD + 12
    for bold, lines in ((True, placed.title), (False, placed.lines)):
        for line in lines:
            out.append(svg.text(placed.left + PAD, y, line, palette.ink, bold=bold))
            y += LINE
    return "".join(out)


def _arrow(start: Placed, end: Placed, number: int, palette: Palette) -> str:
    if start.box.column is not end.box.column:
        return _across(start, end, palette)
    if _adjacent(start, end):
        x = start.left + WIDE[start.box.column] / 2
        line = svg.path(("M", x, start.y + start.height, "V", end.y - 6), palette.line)
        return line + svg.arrow_head(x, end.y, (0, -1), palette.line)
    # Round the right side, each at a distance of its own so that the lines do not run into one.
    out, at = start.right + 8 + number % 4 * 6, end.middle - 6
    line = svg.path(("M", start.right, start.middle, "H", out, "V", at, "H", end.right + 1), palette.line)
    return line + svg.arrow_head(end.right, at, (1, 0), palette.line)


def _drawn(start: Placed, end: Placed) -> bool:
    """Whether an arrow has room: past a whole column, or round a box in the last one, it would only confuse."""
    if start.box.column is Column.SETTLED:
        return _adjacent(start, end)
    return start.box.column is not Column.GIVEN or end.box.column is Column.FOUND


def _adjacent(start: Placed, end: Placed) -> bool:
    return 0 < end.y - start.y - start.height <= GAP + 1


def _across(start: Placed, end: Placed, palette: Palette) -> str:
    x, to = start.right, end.left
    bend = (x + to) / 2
    curve = ("M", x, start.middle, "C", bend, start.middle, bend, end.middle, to - 5, end.middle)
    return svg.path(curve, palette.line) + svg.arrow_head(to, end.middle, (-1, 0), palette.line)
