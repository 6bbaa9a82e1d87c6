"""A paper in, a Word document out: real heading and list styles, repeated table heads, pictures with their words."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from advisor.errors import RendererUnavailable
from advisor.render.charts.chart import figure_svg
from advisor.render.charts.svg import PRINT
from advisor.render.formats.font_files import printed
from advisor.render.formats.typesetting import png_of
from advisor.render.paper.document import (
    Block,
    Figure,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Section,
    Subheading,
    Table,
    Walk,
)
from advisor.render.paper.words import day_words

if TYPE_CHECKING:
    from advisor.render.formats.word_parts import Builder

NEEDED = "Word needs the library python-docx: install it with pip install 'advisor[report]'"


def paper_docx(paper: Paper, template: bytes | None = None) -> bytes:
    """The document; with a template, in its styles, page and headers.

    Raises `RendererUnavailable` where python-docx or typst, which draws the pictures, is not installed, and `UsageError`
    where the template cannot be opened.
    """
    try:
        from advisor.render.formats.word_parts import Builder
    except ImportError as error:
        raise RendererUnavailable(NEEDED) from error
    builder = Builder(template)
    builder.properties(paper.title, paper.author, paper.keywords, paper.date)
    builder.footer(paper.footer)
    builder.title(paper.title, paper.subtitle + (f". {day_words(paper.date)}" if paper.date else ""))
    builder.heading("Summary", 1)
    _blocks(builder, paper.summary)
    builder.break_page()
    builder.contents("Contents", tuple(section.heading for section in paper.sections))
    for section in paper.sections:
        _section(builder, section)
    return builder.bytes()


def _section(builder: Builder, section: Section) -> None:
    builder.heading(section.heading, 1)
    builder.aside(f"Supplied by {section.supplied}.")
    _blocks(builder, section.blocks)


def _blocks(builder: Builder, blocks: tuple[Block, ...]) -> None:
    for block, after in zip_longest(blocks, blocks[1:]):
        match block:
            case Paragraph(text, number):
                # What leads up to a list, a table or a figure stays with it.
                builder.paragraph(number, text, leads=isinstance(after, Items | Table | Figure))
            case Items(entries, ordered):
                builder.items(entries, ordered=ordered)
            case Subheading(text, level):
                builder.heading(text, level + 1)
            case Table():
                builder.table(block)
            case Figure():
                builder.picture(block, png_of(printed(figure_svg(block, PRINT, "title"))))
            case PageBreak():
                builder.break_page()
            case Walk():
                # Its facts stand in the table before it.
                pass
