"""The parts of a Word document in, one by one; its bytes out, the same every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt, RGBColor

from advisor.render.formats import word_house as house
from advisor.render.formats import word_xml as xml
from advisor.render.paper.document import Figure, Table
from advisor.render.paper.sizes import kept_together
from advisor.render.paper.spans import Inline, Mark, Span, inline
from advisor.render.paper.words import UNDATED, breakable

SMALL, SMALLER = Pt(10.5), Pt(9.5)
QUIET = RGBColor(0x4A, 0x4A, 0x4A)
INDENT = Cm(1.4)
AFTER_TABLE, AT_THE_END = Pt(10), Pt(1)
TABLE_TEXT = "Table Text"
MOST = 255
"""Word allows so many characters in a property."""


class Builder:
    """One document being written, with a house document's styles where one is given."""

    def __init__(self, template: bytes | None) -> None:
        self._document: Any = Document() if template is None else house.opened(template)
        if template is None:
            house.house_style(self._document)
        else:
            house.emptied(self._document)
        # python-docx looks through every style each time that one is set by name.
        self._styles: dict[str, str] = {}
        self._page_break = False
        self._marks: dict[str, str] = {}
        house.table_text(self._document, TABLE_TEXT, SMALL)
        self._lists = xml.list_definitions(self._document)
        self._list = 9100
        self._room, self._tall = house.room(self._document)

    def properties(self, title: str, author: str, keywords: tuple[str, ...], day: str) -> None:
        """The document's properties."""
        core = self._document.core_properties
        core.title, core.author, core.keywords = title[:MOST], author[:MOST], "; ".join(keywords)[:MOST]
        core.subject, core.comments, core.category = "Governance paper", "", ""
        core.created = core.modified = datetime.fromisoformat(day or UNDATED).replace(tzinfo=UTC)
        core.last_modified_by, core.revision, core.language = author[:MOST], 1, "en-GB"

    def footer(self, text: str) -> None:
        """A footer with the page's number, unless the house document has a footer of its own."""
        footer = self._document.sections[0].footer
        if not house.empty(footer):
            return
        paragraph = footer.paragraphs[0]
        paragraph.style = house.style_of(self._document, "Footer")
        stops = paragraph.paragraph_format.tab_stops
        for stop in (*paragraph.style.paragraph_format.tab_stops,):
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(self._room, WD_TAB_ALIGNMENT.RIGHT)
        for words, code in ((f"{text}\tPage ", "PAGE"), (" of ", "NUMPAGES")):
            paragraph.add_run(words)
            xml.field_begins(paragraph, code)
            paragraph.add_run("1")
            xml.field_ends(paragraph)

    def title(self, title: str, subtitle: str) -> None:
        """The paper's title and what stands under it."""
        self._paragraph("Title", inline(title))
        self.aside(subtitle)

    def heading(self, text: str, level: int) -> None:
        """A heading of the document's own styles, with what it stands above."""
        paragraph = self._paragraph(f"Heading {level}", inline(text))
        paragraph.paragraph_format.keep_with_next = True
        if text in self._marks:
            xml.bookmarked(paragraph, self._marks.pop(text))

    def aside(self, text: str) -> None:
        """A line in smaller, quieter print, with what it stands above."""
        paragraph = self._paragraph("Normal", inline(text))
        paragraph.paragraph_format.keep_with_next = True
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = SMALL, QUIET

    def contents(self, title: str, headings: tuple[str, ...]) -> None:
        """A list of the headings, each a link with the number of its page, which the word processor works out."""
        self.heading(title, 1)
        for heading in headings:
            self._marks[heading] = f"section{len(self._marks) + 1}"
            paragraph = self._paragraph("Normal", ())
            form = paragraph.paragraph_format
            form.space_after = Pt(2)
            form.tab_stops.add_tab_stop(self._room, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            xml.page_entry(paragraph, heading, self._marks[heading])

    def break_page(self) -> None:
        """Let what follows begin on a new page."""
        self._page_break = True

    def paragraph(self, number: str, text: Inline, *, leads: bool) -> None:
        """A numbered paragraph, hanging under its number; one that leads up to what follows stays with it."""
        paragraph = self._paragraph("Normal", ())
        paragraph.add_run(f"{number}\t")
        self._write(paragraph, text)
        form = paragraph.paragraph_format
        form.keep_with_next = leads or None
        form.left_indent, form.first_line_indent = INDENT, -INDENT
        form.tab_stops.add_tab_stop(INDENT)

    def items(self, entries: tuple[Inline, ...], *, ordered: bool) -> None:
        """A list; an ordered one counts from 1."""
        self._list += 1
        xml.new_list(self._lists, self._list, ordered=ordered)
        for entry in entries:
            xml.in_list(self._paragraph("List Paragraph", entry), self._list)

    def table(self, table: Table) -> None:
        """A table under its caption; the head is repeated on every page, and a row stays on one."""
        self._caption(f"{table.number}: {table.caption}")
        grid = self._document.add_table(rows=1 + len(table.rows), cols=len(table.head))
        grid.style = house.style_of(self._document, "Table Grid", WD_STYLE_TYPE.TABLE)
        grid.autofit = False
        xml.described(grid, table.caption, row_heads=table.row_heads)
        widths = [int(self._room * width / sum(table.widths)) for width in table.widths]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        head = tuple(inline(Span(cell, Mark.STRONG)) for cell in table.head)
        rows = list(grid.rows)
        kept, last = kept_together(table), len(table.rows)
        for number, (row, cells) in enumerate(zip(rows, (head, *table.rows), strict=True)):
            self._row(row, cells, widths, with_next=number == 0 or last - kept < number < last)
        xml.marked_row(rows[0], "tblHeader")
        for cell in rows[0].cells:
            xml.shaded(xml.element_of(cell).get_or_add_tcPr(), "E8EFF5")
        self._after_table()

    def _after_table(self) -> None:
        """The empty paragraph that Word wants after a table."""
        form = self._paragraph("Normal", ()).paragraph_format
        form.space_after, form.line_spacing = Pt(0), AFTER_TABLE

    def _row(self, row: Any, cells: tuple[Inline, ...], widths: list[int], *, with_next: bool) -> None:
        xml.marked_row(row, "cantSplit")
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            xml.in_style(paragraph, self._style(TABLE_TEXT))
            if with_next:
                paragraph.paragraph_format.keep_with_next = True
            self._write(paragraph, tuple(map(_fitted, text)))

    def picture(self, figure: Figure, png: bytes) -> None:
        """A picture with its caption, and with its words for those who cannot see it."""
        self._caption(f"{figure.number}: {figure.caption}")
        shape = self._paragraph("Normal", ()).add_run().add_picture(io.BytesIO(png), width=self._room)
        if shape.height > self._tall:
            shape.width, shape.height = int(shape.width * self._tall / shape.height), self._tall
        xml.pictured(shape, figure.caption, figure.alternative, figure.number)

    def _caption(self, text: str) -> None:
        self._paragraph("Caption", inline(text)).paragraph_format.keep_with_next = True

    def _paragraph(self, style: str, text: Inline) -> Any:
        paragraph = self._document.add_paragraph()
        xml.in_style(paragraph, self._style(style))
        if self._page_break:
            paragraph.paragraph_format.page_break_before = True
            self._page_break = False
        self._write(paragraph, text)
        return paragraph

    def _style(self, name: str) -> str:
        if name not in self._styles:
            self._styles[name] = house.style_of(self._document, name).style_id
        return self._styles[name]

    def _write(self, paragraph: Any, text: Inline) -> None:
        for span in text:
            if span.mark is Mark.LINK:
                xml.linked(paragraph, span.text, breakable(span.text))
                continue
            run = paragraph.add_run(f"‹{span.text}›" if span.mark is Mark.ORIGIN else span.text)
            match span.mark:
                case Mark.STRONG:
                    run.bold = True
                case Mark.ID:
                    run.font.size = SMALLER
                case Mark.ORIGIN:
                    run.font.size, run.font.color.rgb = SMALLER, QUIET
                case Mark.BLANK:
                    xml.shaded(xml.element_of(run).get_or_add_rPr(), "FFF0B8")
                case Mark.PLAIN | Mark.FILLED:
                    pass

    def bytes(self) -> bytes:
        """The finished document."""
        last = self._document.paragraphs[-1]
        if not last.runs:
            # After a table that fills its page it would make an empty one.
            last.paragraph_format.line_spacing = AT_THE_END
        raw = io.BytesIO()
        self._document.save(raw)
        return xml.fixed_zip(raw.getvalue())


def _fitted(span: Span) -> Span:
    """An id that may break after its dots: a cell is narrow."""
    return replace(span, text=breakable(span.text)) if span.mark is Mark.ID else span
