"""Placed boxes and the arrows between them in; the arrows as SVG out, no two on one line unless they share an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.render.charts import svg
from advisor.render.charts.flow_boxes import GAP, Placed
from advisor.render.charts.svg import Palette
from advisor.render.paper.document import Column

NEAR, ROOM, APART = 8.0, 24.0, 8.0
"""How far from a column's boxes its first line runs, how much further the last may, and how far apart they are at most."""

Pair = tuple[Placed, Placed]


def arrows_svg(pairs: list[Pair], palette: Palette) -> Iterator[str]:
    """Every arrow that has room: one from what was given past the whole middle column would only confuse."""
    around = [(a, b) for a, b in pairs if a.box.column is b.box.column and not adjacent(a, b)]
    lanes = _lanes(around)
    ports = _ports(around)
    for start, end in pairs:
        if start.box.column is end.box.column:
            if adjacent(start, end):
                yield _down(start, end, palette)
            else:
                key = (start.box.id, end.box.id)
                yield _around(start, end, lanes[start.box.id], ports[key], palette)
        elif Column.FOUND in (start.box.column, end.box.column):
            yield _across(start, end, palette)


def adjacent(start: Placed, end: Placed) -> bool:
    """Whether one box stands right above the other."""
    return 0 < end.y - start.bottom <= GAP + 1


def _lanes(around: list[Pair]) -> Mapping[str, float]:
    """How far from its box each box's line runs: no two that pass the same height share a place.

    In the last column all lead to the outcome, and so on one line.
    """
    spans: dict[str, tuple[Column, float, float]] = {}
    for start, end in around:
        column, top, bottom = spans.get(start.box.id, (start.box.column, start.middle, start.middle))
        spans[start.box.id] = (column, min(top, end.y), max(bottom, end.middle))
    lanes: dict[str, int] = {}
    for key, (column, top, bottom) in sorted(spans.items(), key=lambda item: (item[1], item[0])):
        beside = (k for k in lanes if spans[k][0] is column is not Column.SETTLED)
        taken = {lanes[k] for k in beside if spans[k][1] <= bottom and top <= spans[k][2]}
        lanes[key] = next(n for n in range(len(spans)) if n not in taken)
    apart = min(ROOM / max([1, *lanes.values()]), APART)
    return {key: NEAR + lane * apart for key, lane in lanes.items()}


def _ports(around: Iterable[Pair]) -> Mapping[tuple[str, str], float]:
    """The height at which each line comes to its box: each at its own, above the middle, where what leaves begins."""
    comers: dict[str, list[Pair]] = {}
    for start, end in around:
        comers.setdefault(end.box.id, []).append((start, end))
    out = {}
    for pairs in comers.values():
        for place, (start, end) in enumerate(sorted(pairs, key=lambda pair: -pair[0].y), start=1):
            share = 1 if end.box.column is Column.SETTLED else place / (len(pairs) + 1)
            out[start.box.id, end.box.id] = end.y + share * end.height / 2
    return out


def _down(start: Placed, end: Placed, palette: Palette) -> str:
    x = start.left + start.wide / 2
    line = svg.path(("M", x, start.bottom, "V", end.y - 6), palette.line)
    return line + svg.arrow_head(x, end.y, (0, -1), palette.line)


def _around(start: Placed, end: Placed, lane: float, port: float, palette: Palette) -> str:
    """Round the right side of the boxes in between."""
    to = end.right + 1
    line = ("M", start.right, start.middle, "H", start.right + lane, "V", port, "H", to + 5)
    return svg.path(line, palette.line) + svg.arrow_head(to, port, (1, 0), palette.line)


def _across(start: Placed, end: Placed, palette: Palette) -> str:
    x, to = start.right, end.left
    bend = (x + to) / 2
    curve = ("M", x, start.middle, "C", bend, start.middle, bend, end.middle, to - 5, end.middle)
    return svg.path(curve, palette.line) + svg.arrow_head(to, end.middle, (-1, 0), palette.line)
