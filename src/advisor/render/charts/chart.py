"""A chart's values in, its SVG out: bars, balances and ladders whose every figure is printed beside its shape."""

from __future__ import annotations

from advisor.render.charts import svg
from advisor.render.charts.flow import flow_body
from advisor.render.charts.svg import LINE, WIDTH, Palette
from advisor.render.paper.document import Balances, Bars, Drawing, Figure, Flow, Ladder

BAR = 16
GAP = 12


def figure_svg(figure: Figure, palette: Palette, title_id: str, width: int = WIDTH) -> str:
    """A figure's drawing as a whole SVG picture, drawn anew for each width."""
    height, body = _body(figure.drawing, palette, width)
    return svg.picture((width, height), body, figure.alternative, title_id)


def _body(drawing: Drawing, palette: Palette, width: int) -> tuple[float, str]:
    match drawing:
        case Bars():
            return _bars(drawing, palette, width)
        case Balances():
            return _balances(drawing, palette, width)
        case Ladder():
            return _ladder(drawing, palette, width)
        case Flow():
            return flow_body(drawing, palette, width)


def _bars(bars: Bars, palette: Palette, width: int) -> tuple[float, str]:
    """Labels stand before their bars where they are short, else above them."""
    figures = max((svg.measured(bar.figure, bold=True) for bar in bars.rows), default=0) + 8
    widest = max((svg.measured(bar.label) for bar in bars.rows), default=0) + 10
    beside = widest <= width / 3
    left = widest if beside else 0.0
    room = width - left - figures
    y, out = 4.0, []
    for bar in bars.rows:
        for line in svg.wrapped(bar.label, width):
            out.append(svg.text(0, y + (15 if beside else 12), line, palette.ink))
            y += 0 if beside else LINE
        out.append(svg.rect(left, y + 2, (room, BAR), palette.tint))
        out.append(svg.rect(left, y + 2, (room * bar.length, BAR), palette.bar))
        out.append(svg.text(width - figures + 8, y + 15, bar.figure, palette.ink, bold=True))
        y += BAR + (6 if beside else GAP)
    return y, "".join(out)


def _balances(balances: Balances, palette: Palette, width: int) -> tuple[float, str]:
    longest = max((max(*row.in_favour, *row.against) for row in balances.rows), default=0) or 1
    side = max((svg.measured(figure) for row in balances.rows for figure in row.figures), default=0) + 10
    middle, scale = width / 2, (width / 2 - side) / longest
    out = [
        svg.text(middle - 8, 13, "speaks against", palette.quiet, anchor="end"),
        svg.text(middle + 8, 13, "speaks for", palette.quiet),
    ]
    y = 2.0 * LINE
    for row in balances.rows:
        for line in svg.wrapped(row.label, width, bold=True):
            out.append(svg.text(middle, y + 8, line, palette.ink, anchor="middle", bold=True))
            y += LINE
        for_ends, against_ends = ([end * scale for end in ends] for ends in (row.in_favour, row.against))
        out += _side(middle, y, for_ends, 1, palette.bar, palette)
        out += _side(middle, y, against_ends, -1, palette.other, palette)
        out.append(svg.text(middle + for_ends[1] + 6, y + 13, row.figures[0], palette.ink))
        out.append(svg.text(middle - against_ends[1] - 6, y + 13, row.figures[1], palette.ink, anchor="end"))
        out.append(svg.path(("M", middle, y - 3, "v", BAR + 6), palette.ink))
        y += BAR + GAP + 4
    return y, "".join(out)


def _side(middle: float, y: float, ends: list[float], sign: int, colour: str, palette: Palette) -> list[str]:
    """What is sure as a full bar, what may be added as an empty one."""
    low, high = ends
    start = middle if sign > 0 else middle - low
    full = svg.rect(start, y, (low, BAR), colour)
    if high <= low:
        return [full]
    start = middle + low if sign > 0 else middle - high
    dashed = f' stroke="{colour}" stroke-dasharray="4 3"'
    return [full, svg.rect(start, y, (high - low, BAR), palette.paper, dashed)]


def _ladder(ladder: Ladder, palette: Palette, width: int) -> tuple[float, str]:
    y, out = 4.0, []
    ceiling_drawn = False
    label_room = width * 35 / 64
    note_x = label_room + 34
    for number in range(len(ladder.rungs), 0, -1):
        rung = ladder.rungs[number - 1]
        lines = svg.wrapped(f"{number}. {rung.label}", label_room, bold=rung.chosen)
        said = "; ".join((*rung.notes, *(() if rung.allowed else ("not allowed",))))
        notes = svg.wrapped(said, width - note_x, bold=rung.chosen)
        height = max(len(lines), len(notes)) * LINE + 10
        if rung.allowed and not ceiling_drawn and number < len(ladder.rungs):
            out.append(svg.path(("M", 0, y + 1, "H", width), palette.other, ' stroke-dasharray="8 4"'))
            out.append(
                svg.text(width, y + 15, "highest allowed is below this line", palette.quiet, anchor="end")
            )
            y += LINE + 6
        ceiling_drawn = ceiling_drawn or rung.allowed
        fill = palette.tint if rung.chosen else palette.paper
        edge = f' stroke="{palette.bar if rung.chosen else palette.line}"'
        edge += (' stroke-width="2.5"' if rung.chosen else "") + (
            "" if rung.allowed else ' stroke-dasharray="4 3"'
        )
        out.append(svg.rect(1, y, (label_room + 22, height), fill, edge))
        for place, line in enumerate(lines):
            out.append(svg.text(12, y + 17 + place * LINE, line, palette.ink, bold=rung.chosen))
        for place, line in enumerate(notes):
            out.append(svg.text(note_x, y + 17 + place * LINE, line, palette.ink, bold=rung.chosen))
        y += height + 5
    return y, "".join(out)
