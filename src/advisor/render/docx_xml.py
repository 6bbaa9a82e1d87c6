"""A python-docx document in; what its own interface does not reach, changed in it: styles, lists, fields, shades."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"
BLUE = RGBColor(0x00, 0x30, 0x87)
SIZES = {
    "Normal": 12,
    "Title": 20,
    "Heading 1": 16,
    "Heading 2": 13.5,
    "Heading 3": 12,
    "Caption": 11,
    "Footer": 9,
}
BULLETS, NUMBERS = "9001", "9002"
"""Our own two kinds of list: a house document may have none, or others."""

_COMPATIBILITY = (
    f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def element_of(thing: Any) -> Any:
    """The XML element behind a paragraph, table, row, cell or run."""
    return thing._element  # noqa: SLF001 - python-docx has no public name for it


def style_of(document: Any, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    """A style of the document, added where a house document has none of that name."""
    try:
        return document.styles[name]
    except KeyError:
        return document.styles.add_style(name, kind, builtin=True)


def in_style(paragraph: Any, style_id: str) -> None:
    """Give a paragraph a style by its id."""
    element_of(paragraph).get_or_add_pPr().get_or_add_pStyle().val = style_id


def house_style(document: Any) -> None:
    """Plain styles where no house document brings its own: Arial, 12 points, A4, English."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in SIZES.items():
        _set_style(style_of(document, name), name, size)
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
    """A house document without what stands in it: its styles, page, headers and footers stay."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)


def list_definitions(document: Any) -> Any:
    """The element that holds the document's lists, with our two kinds defined."""
    try:
        root = document.part.numbering_part.element
    except NotImplementedError:
        root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
        part = XmlPart(PackURI("/word/numbering.xml"), kind, root, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    first = next((element for element in root if element.tag == qn("w:num")), None)
    for key, (kind, sign) in {BULLETS: ("bullet", "•"), NUMBERS: ("decimal", "%1.")}.items():
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1300" w:hanging="400"/></w:pPr></w:lvl></w:abstractNum>'
        )
        # The schema wants every definition before the first list that uses one.
        if first is None:
            root.append(definition)
        else:
            first.addprevious(definition)
    return root


def new_list(definitions: Any, number: int, *, ordered: bool) -> None:
    """A list of its own, so that it counts from 1."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if ordered else ""
    kind = NUMBERS if ordered else BULLETS
    definitions.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{restart}</w:num>'
        )
    )


def in_list(paragraph: Any, number: int) -> None:
    """Put a paragraph in a list."""
    properties = element_of(paragraph).get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def described(table: Any, words: str, *, row_heads: bool) -> None:
    """What a table holds, and whether its first column names each row, for those who have it read to them."""
    if not row_heads:
        element_of(table).tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "0")
    for tag in ("tblCaption", "tblDescription"):
        element = OxmlElement(f"w:{tag}")
        element.set(qn("w:val"), words)
        element_of(table).tblPr.append(element)


def pictured(shape: Any, title: str, words: str, name: str) -> None:
    """What a picture shows, in words."""
    for properties in shape._inline.iter(qn("wp:docPr")):  # noqa: SLF001 - as in element_of
        properties.set("descr", words)
        properties.set("title", title)
        properties.set("name", name)


def shaded(properties: Any, colour: str) -> None:
    """A ground of a colour, under a run or a cell."""
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    properties.append(shading)


def marked_row(row: Any, tag: str) -> None:
    """A row that is repeated as a head (`tblHeader`) or kept together (`cantSplit`)."""
    element = OxmlElement(f"w:{tag}")
    element.set(qn("w:val"), "true")
    element_of(row).get_or_add_trPr().append(element)


def field_begins(paragraph: Any, code: str) -> None:
    """The beginning of a field that Word works out; what follows is shown until it does."""
    _field_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    element_of(paragraph.add_run()).append(instruction)
    _field_mark(paragraph, "separate")


def field_ends(paragraph: Any) -> None:
    """The end of a field."""
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Any, kind: str) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    element_of(paragraph.add_run()).append(element)


def fixed_zip(raw: bytes) -> bytes:
    """A zip file with the same files, all of one time and mode, so that the same paper has the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            fixed.writestr(entry, made.read(name))
    return out.getvalue()
