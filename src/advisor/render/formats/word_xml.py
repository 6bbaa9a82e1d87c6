"""A python-docx document in; what its own interface does not reach, changed in it: lists, fields, links, shades."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

BLUE = RGBColor(0x00, 0x30, 0x87)
BULLETS, NUMBERS = "9001", "9002"
"""Our own two kinds of list: a house document may have none, or others."""


def element_of(thing: Any) -> Any:
    """The XML element behind a paragraph, table, row, cell or run."""
    return thing._element  # noqa: SLF001 - python-docx has no public name for it


def in_style(paragraph: Any, style_id: str) -> None:
    """Give a paragraph a style by its id."""
    element_of(paragraph).get_or_add_pPr().get_or_add_pStyle().val = style_id


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
    """What a picture shows, in words, with no room of its own at its sides: where none is given, programs differ."""
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # noqa: SLF001 - as in element_of
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


def bookmarked(paragraph: Any, name: str) -> None:
    """Give a paragraph a name that links and page numbers can point to."""
    number = str(int("".join(filter(str.isdigit, name))))
    for tag, place in (("bookmarkStart", 0), ("bookmarkEnd", len(element_of(paragraph)))):
        element = OxmlElement(f"w:{tag}")
        element.set(qn("w:id"), number)
        if tag == "bookmarkStart":
            element.set(qn("w:name"), name)
        element_of(paragraph).insert(place + 1, element)


def page_entry(paragraph: Any, words: str, name: str) -> None:
    """A line of a table of contents: a link to a bookmark, and the number of its page."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    paragraph.add_run(f"{words}\t")
    field_begins(paragraph, f"PAGEREF {name} \\h")
    field_ends(paragraph)
    for run in list(paragraph.runs):
        link.append(element_of(run))
    element_of(paragraph).append(link)


def linked(paragraph: Any, address: str, words: str) -> None:
    """A link to an address on the web."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.font.color.rgb, run.font.underline = BLUE, True
    link.append(element_of(run))
    element_of(paragraph).append(link)


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
