"""A flow in, its SVG for a phone out: its boxes one below the other, and in each the names of those that lead to it."""

from __future__ import annotations

from advisor.render.charts import svg
from advisor.render.charts.flow_boxes import GAP, HEADS, box_svg, filled, following
from advisor.render.charts.svg import LINE, Palette
from advisor.render.paper.document import Column, Flow

HEAD, DOWN = 22.0, 30.0


def narrow_flow(flow: Flow, palette: Palette, width: float) -> tuple[float, str]:
    """The height and the elements. Lines between so many boxes would need room at their sides; names need none."""
    names = {box.id: box.title or box.text for box in flow.boxes}
    y, out = 0.0, []
    for column in Column:
        boxes = following([box for box in flow.boxes if box.column is column], flow.arrows)
        if y and boxes:
            out.append(svg.path(("M", width / 2, y, "V", y + DOWN - 16), palette.line))
            out.append(svg.arrow_head(width / 2, y + DOWN - 10, (0, -1), palette.line))
            y += DOWN - 10
        if boxes:
            out.append(svg.text(0, y + 14, HEADS[column], palette.quiet, bold=True))
            y += HEAD
        for box in boxes:
            parents = "; ".join(names[start] for start, end in flow.arrows if end == box.id)
            placed = filled(box, 0, y, width, quiet=f"From: {parents}" if parents else "")
            out.append(box_svg(placed, palette))
            y = placed.bottom + GAP
    for line in svg.wrapped(flow.note, width) if flow.note else ():
        out.append(svg.text(0, y + 12, line, palette.quiet))
        y += LINE
    return y + 4, "".join(out)
