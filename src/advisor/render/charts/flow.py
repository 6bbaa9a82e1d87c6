"""A flow in, its SVG out: three columns of boxes with arrows between them, as wide as a page and no wider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.render.charts import svg
from advisor.render.charts.flow_arrows import arrows_svg
from advisor.render.charts.flow_boxes import GAP, HEADS, Placed, box_svg, filled, following
from advisor.render.charts.flow_narrow import narrow_flow
from advisor.render.charts.svg import LINE, WIDTH, Palette
from advisor.render.paper.document import Box, Column, Flow

LEFT = {Column.GIVEN: 0.0, Column.FOUND: 206.0, Column.SETTLED: 474.0}
WIDE = {Column.GIVEN: 166.0, Column.FOUND: 224.0, Column.SETTLED: 152.0}
TOP = 26.0


def flow_body(flow: Flow, palette: Palette, width: float) -> tuple[float, str]:
    """The height and the elements of a flow, in columns where there is room for them."""
    if width < WIDTH:
        return narrow_flow(flow, palette, width)
    placed = _place(flow)
    out = [svg.text(LEFT[c], 14, HEADS[c], palette.quiet, bold=True) for c in Column]
    out += arrows_svg([(placed[a], placed[b]) for a, b in flow.arrows], palette)
    out += [box_svg(p, palette) for p in placed.values()]
    bottom = max((p.bottom for p in placed.values()), default=TOP) + 6
    for line in svg.wrapped(flow.note, WIDTH) if flow.note else ():
        out.append(svg.text(0, bottom + 14, line, palette.quiet))
        bottom += LINE
    return bottom + 4, "".join(out)


def _place(flow: Flow) -> Mapping[str, Placed]:
    """Rules from top to bottom; what is given beside the rules that read it; the result half way down."""
    columns = {column: [b for b in flow.boxes if b.column is column] for column in Column}
    found = _stack(map(_filled, following(columns[Column.FOUND], flow.arrows)))
    at = {p.box.id: p.middle for p in found}
    targets = {b.id: [at[t] for s, t in flow.arrows if s == b.id and t in at] for b in columns[Column.GIVEN]}
    order = sorted(columns[Column.GIVEN], key=lambda b: (min(targets[b.id], default=0.0), b.id))
    given = _pulled_up(
        _stack(_beside(_filled(b), targets[b.id]) for b in order), found[-1].bottom if found else TOP
    )
    height = max((p.bottom for p in (*found, *given)), default=TOP)
    settled = _stack(map(_filled, columns[Column.SETTLED]))
    shift = max((height - settled[-1].bottom) / 2, 0.0) if settled else 0.0
    settled = [replace(p, y=p.y + shift) for p in settled]
    return {p.box.id: p for p in (*given, *found, *settled)}


def _filled(box: Box) -> Placed:
    return filled(box, LEFT[box.column], TOP, WIDE[box.column])


def _beside(placed: Placed, targets: list[float]) -> Placed:
    return replace(placed, y=min(targets) - placed.height / 2) if targets else placed


def _stack(boxes: Iterable[Placed]) -> list[Placed]:
    """The boxes one below the other, each no higher than it asks for."""
    out: list[Placed] = []
    top = TOP
    for box in boxes:
        out.append(replace(box, y=max(box.y, top)))
        top = out[-1].bottom + GAP
    return out


def _pulled_up(boxes: list[Placed], bottom: float) -> list[Placed]:
    """The boxes of a column no lower than `bottom`, where they have room above it."""
    out: list[Placed] = []
    bottom = max(bottom, TOP + sum(box.height + GAP for box in boxes) - GAP)
    for box in reversed(boxes):
        out.insert(0, replace(box, y=min(box.y, bottom - box.height)))
        bottom = out[0].y - GAP
    return out
