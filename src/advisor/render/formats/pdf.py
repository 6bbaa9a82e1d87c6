"""A paper in, a PDF out: tagged to be read aloud (PDF/UA-1), fit to be kept (PDF/A-2a), with its fonts inside."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial
from importlib import resources
from math import ceil
from typing import Any

from advisor.render.charts.chart import figure_svg
from advisor.render.charts.svg import PRINT, WIDTH
from advisor.render.formats.font_files import FAMILIES, printed
from advisor.render.formats.typesetting import pdf_of
from advisor.render.paper.document import Figure, Paper, Table
from advisor.render.paper.plain_document import plain_document
from advisor.render.paper.sizes import broken_rows, kept_together, rooms
from advisor.render.paper.spans import Inline, Mark
from advisor.render.paper.words import LINE, UNDATED, breakable, day_words

LINE_MM, PAGE_MM = 166, 215
"""The room that a figure has on a page."""

_HEIGHT = re.compile(r' height="([\d.]+)" role')


def paper_pdf(paper: Paper) -> bytes:
    """The PDF. Raises `RendererUnavailable` where typst is not installed."""
    value = plain_document(paper, fitted, _added)
    for section, own in zip(value["sections"], paper.sections, strict=True):
        section["heading"] = fitted(own.heading)
    day = date.fromisoformat(paper.date or UNDATED)
    value["day"] = [day.year, day.month, day.day]
    value["date"] = day_words(paper.date) if paper.date else ""
    value["fonts"] = list(FAMILIES)
    template = resources.files("advisor.render").joinpath("assets/paper.typ").read_bytes()
    return pdf_of({"main.typ": template, "paper.json": json.dumps(value, ensure_ascii=False).encode()})


def fitted(text: str, room: int = LINE) -> str:
    """A text that our fonts can print, with places to break in words that are too long for their room."""
    return breakable(printed(text), room)


def _added(block: Figure | Table) -> dict[str, Any]:
    """A figure as SVG and as wide as it may be on a page; a table's rows with their words fitted to its columns, how many of
    the last are kept on one page, and which rows are broken.
    """
    if isinstance(block, Table):
        lines = [min(LINE, ceil(room)) for room in rooms(block)]
        rows = [[_cell(cell, room) for cell, room in zip(row, lines, strict=True)] for row in block.rows]
        return {"rows": rows, "together": kept_together(block), "broken": broken_rows(block)}
    svg = printed(figure_svg(block, PRINT, "title"))
    return {"drawing": {"svg": svg, "width": width_on_page(svg)}}


def _cell(cell: Inline, room: int) -> list[Any]:
    """A cell's spans; an id breaks where ids do, and nowhere else."""
    return [
        plain_document(span, fitted if span.mark is Mark.ID else partial(fitted, room=room)) for span in cell
    ]


def width_on_page(svg: str) -> int:
    """How wide a picture may be on a page, in millimetres."""
    found = _HEIGHT.search(svg)
    height = float(found[1]) if found else float(WIDTH)
    return min(LINE_MM, int(PAGE_MM * WIDTH / height))
