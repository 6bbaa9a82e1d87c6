"""A new document or a house document in; made ready for a paper: its styles, its page, without what stood in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from advisor.errors import UsageError
from advisor.render.formats.word_xml import BLUE, element_of

FONT = "Arial"
SIZES = {
    "Normal": 12,
    "Title": 20,
    "Heading 1": 16,
    "Heading 2": 13.5,
    "Heading 3": 12,
    "Caption": 11,
    "Footer": 9,
}
CAPTION, LEAST = Cm(4), Cm(2)
"""The room that is kept for a caption and a heading above a picture, and the least that anything has on a page."""
_COMPATIBILITY = (
    f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BORDERS = f"<w:tblPr {nsdecls('w')}><w:tblBorders>{_SIDES}</w:tblBorders></w:tblPr>"


def opened(template: bytes) -> Any:
    """A house document. Raises `UsageError` where it is none: another file, a damaged one, one without a body."""
    try:
        document: Any = Document(io.BytesIO(template))
    except (ValueError, KeyError, RuntimeError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        raise _none_such() from error
    if document.element.body is None:
        raise _none_such()
    return document


def _none_such() -> UsageError:
    return UsageError(
        "the template is not a Word document (.docx) that can be opened",
        hint="a template of Word's own kind (.dotx, .docm) can be saved as .docx in Word",
    )


def style_of(document: Any, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    """A style of the document, added where a house document has none of that name."""
    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(name, kind, builtin=True)
    if kind is WD_STYLE_TYPE.TABLE:
        style.element.append(parse_xml(_BORDERS))
    elif name in SIZES and name not in ("Normal", "Footer"):
        _set_apart(style, name)
    return style


def _set_apart(style: Any, name: str) -> None:
    """What a heading or caption is known by; a heading also by its level, for those who have it read to them."""
    style.font.size, style.font.bold = Pt(SIZES[name]), True
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)
    if name.startswith("Heading"):
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)


def house_style(document: Any) -> None:
    """Plain styles where no house document brings its own: Arial, 12 points, A4, English."""
    _set_page(document.sections[0])
    for name, size in SIZES.items():
        _set_style(style_of(document, name), name, size)
        if name.startswith("Heading"):
            style_of(document, name).paragraph_format.space_after = Pt(6)
    for borders in list(style_of(document, "Title").element.iter(qn("w:pBdr"))):
        borders.getparent().remove(borders)
    for border in style_of(document, "Table Grid", WD_STYLE_TYPE.TABLE).element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), "AEB7BD")
    document.settings.element.append(parse_xml(_COMPATIBILITY))
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    # The picture of an empty page that python-docx's own template carries.
    package = document.part.package
    for key in [k for k, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)


def room(document: Any) -> tuple[int, int]:
    """How wide and high the page leaves room, below a caption, for a table or a picture."""
    (page,) = document.sections
    wide = page.page_width - page.left_margin - page.right_margin - (page.gutter or 0)
    high = page.page_height - abs(page.top_margin or 0) - abs(page.bottom_margin or 0) - CAPTION
    return max(int(wide), LEAST), max(int(high), LEAST)


def _set_style(style: Any, name: str, size: float) -> None:
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if name not in ("Normal", "Footer"):
        style.font.color.rgb = BLUE if name in ("Title", "Heading 1") else RGBColor(0, 0, 0)
        style.font.bold, style.font.italic = True, False
        style.paragraph_format.keep_with_next = True


def table_text(document: Any, name: str, size: Pt) -> None:
    """The style of what stands in tables, unless the house document has one of that name."""
    if name not in document.styles:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = style_of(document, "Normal")
        style.font.size = size
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)


def emptied(document: Any) -> None:
    """A house document without what stands in it: its styles, last page, headers and footers stay.

    A section has the headers and footers of the one before where it names none of its own.
    """
    body = document.element.body
    named: dict[tuple[str, str], Any] = {}
    for section in body.iter(qn("w:sectPr")):
        for tag in ("w:headerReference", "w:footerReference"):
            named |= {(tag, e.get(qn("w:type"))): e for e in section.findall(qn(tag))}
    last = body.get_or_add_sectPr()
    for element in list(body):
        if element is not last:
            body.remove(element)
    own = {(e.tag, e.get(qn("w:type"))) for e in last}
    for (tag, kind), reference in named.items():
        if (qn(tag), kind) not in own:
            last.insert(0, reference)
    (section,) = document.sections
    if None in (section.page_width, section.page_height, section.left_margin, section.right_margin):
        # Then it is for the word processor to say, and each says something else.
        _set_page(section)


def empty(part: Any) -> bool:
    """Whether a header or footer holds nothing: no text, field or picture, in a table neither."""
    tags = ("w:t", "w:instrText", "w:fldSimple", "w:drawing", "w:pict")
    return not any(True for tag in tags for _ in element_of(part).iter(qn(tag)))
