"""What a format owes its reader beyond the words: headings, heads, words for pictures, properties, tags, fonts."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from advisor.errors import RendererUnavailable, UsageError
from advisor.render.formats.pdf import paper_pdf
from advisor.render.formats.word import paper_docx
from advisor.render.paper.document import Figure, Items, Paper, Paragraph, Section, Table
from advisor.render.paper.sizes import kept_together
from advisor.render.paper.spans import Mark, inline, plain
from tests import papers

PAPER = papers.ONE_OF_EACH[1]


@pytest.fixture(scope="module")
def word() -> Any:
    return Document(io.BytesIO(papers.written(PAPER, "docx")))


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pdf") / "paper.pdf"
    file.write_bytes(papers.written(PAPER, "pdf"))
    return file


def test_word_has_real_headings_in_order(word: Any) -> None:
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Summary", "Contents", *(s.heading for s in papers.paper(PAPER).sections)]
    levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_word_repeats_table_heads_and_names_tables(word: Any) -> None:
    tables = [b for b in papers.blocks_of(papers.paper(PAPER)) if isinstance(b, Table)]
    assert len(word.tables) == len(tables)
    for made, table in zip(word.tables, tables, strict=True):
        assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in made.rows[0].cells] == list(table.head)
        assert made._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == table.caption


def test_word_keeps_short_tables_on_a_page_and_headings_with_what_follows(word: Any) -> None:
    tables = [b for b in papers.blocks_of(papers.paper(PAPER)) if isinstance(b, Table)]
    assert {kept_together(table) == len(table.rows) for table in tables} == {True, False}
    for made, table in zip(word.tables, tables, strict=True):
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in made.rows]
        assert kept[-1] is None
        assert all(kept[:-1]) is (kept_together(table) == len(table.rows)) or len(kept) == 2
        first = made._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn"))
        assert first == ("1" if table.row_heads else "0")
    assert all(
        p.paragraph_format.keep_with_next for p in word.paragraphs if p.style.name.startswith("Heading")
    )


def test_word_lists_each_section_with_a_link_and_the_number_of_its_page(word: Any) -> None:
    marks = {e.get(qn("w:name")) for e in word.element.body.iter(qn("w:bookmarkStart"))}
    links = [e for e in word.element.body.iter(qn("w:hyperlink")) if e.get(qn("w:anchor"))]
    assert [e.get(qn("w:anchor")) for e in links] == sorted(marks, key=lambda name: int(name[7:]))
    for link, made in zip(links, papers.paper(PAPER).sections, strict=True):
        assert next(link.iter(qn("w:t"))).text == made.heading
        assert f"PAGEREF {link.get(qn('w:anchor'))}" in next(link.iter(qn("w:instrText"))).text


def test_word_links_the_addresses_of_its_sources(word: Any) -> None:
    kinds = word.part.rels.values()
    targets = {rel.target_ref for rel in kinds if rel.reltype.endswith("/hyperlink")}
    assert targets == {
        span.text
        for b in papers.blocks_of(papers.paper(PAPER))
        if isinstance(b, Table)
        for row in b.rows
        for cell in row
        for span in cell
        if span.mark is Mark.LINK
    }
    assert targets


def test_word_says_what_its_pictures_show(word: Any) -> None:
    figures = [b for b in papers.blocks_of(papers.paper(PAPER)) if isinstance(b, Figure)]
    said = [e.get("descr") for e in word.element.body.iter(qn("wp:docPr"))]
    assert said == [f.alternative for f in figures]
    assert {e.get("distL") for e in word.element.body.iter(qn("wp:inline"))} == {"0"}


def test_word_has_properties_and_no_clock(word: Any) -> None:
    core = word.core_properties
    assert core.title == papers.paper(PAPER).title
    assert core.language == "en-GB"
    assert core.created.date().isoformat() == core.modified.date().isoformat() == papers.DAY
    assert core.keywords.startswith("How health and council commissioners join up")


def test_lists_of_word_count_from_one_each_time() -> None:
    blocks = (
        Paragraph(inline("Twice:")),
        Items((inline("a"), inline("b")), ordered=True),
        Items((inline("c"),), ordered=True),
    )
    made = Paper("T", "S", "", "", (), "F", blocks, (Section("1", "One", "people", blocks),))
    document: Any = Document(io.BytesIO(paper_docx(made)))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Paragraph"]
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 4


def test_a_house_document_lends_its_styles_and_keeps_its_footer() -> None:
    house: Any = Document()
    house.styles["Heading 1"].font.name = "Georgia"
    house.sections[0].footer.paragraphs[0].text = "House footer"
    house.sections[0].header.paragraphs[0].text = "House header"
    house.add_paragraph("Text of the house that goes")
    raw = io.BytesIO()
    house.save(raw)
    made: Any = Document(io.BytesIO(paper_docx(papers.paper(PAPER), raw.getvalue())))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.sections[0].footer.paragraphs[0].text == "House footer"
    assert made.sections[0].header.paragraphs[0].text == "House header"
    assert "Text of the house that goes" not in "".join(p.text for p in made.paragraphs)
    assert made.paragraphs[0].text == papers.paper(PAPER).title


def test_a_house_document_of_another_build_keeps_what_is_its_own() -> None:
    """Its footer is a table, its header stands with a section before the last, and styles are missing."""
    house: Any = Document()
    for name in ("Caption", "Heading 3", "Table Grid"):
        element = house.styles[name].element
        element.getparent().remove(element)
    house.sections[0].header.paragraphs[0].text = "House header"
    house.sections[0].footer.add_table(1, 1, Cm(15)).cell(0, 0).text = "House footer"
    house.add_section()
    raw = io.BytesIO()
    house.save(raw)
    made: Any = Document(io.BytesIO(paper_docx(papers.paper(PAPER), raw.getvalue())))
    (last,) = made.sections
    assert last.header.paragraphs[0].text == "House header"
    assert last.footer.tables[0].cell(0, 0).text == "House footer"
    assert "Page" not in "".join(p.text for p in last.footer.paragraphs)
    assert made.styles["Caption"].font.bold
    assert made.styles["Heading 3"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "2"
    assert made.styles["Table Grid"].element.find(f".//{qn('w:insideH')}") is not None


def test_pictures_and_tables_stay_on_the_page_of_a_house_document() -> None:
    house: Any = Document()
    (page,) = house.sections
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin, page.right_margin, page.gutter = Cm(5), Cm(3), Cm(1)
    made: Any = Document(io.BytesIO(paper_docx(papers.paper(PAPER), saved(house))))
    assert made.inline_shapes
    for shape in made.inline_shapes:
        assert shape.width <= Cm(20.71)
        assert shape.height < page.page_height - page.top_margin - page.bottom_margin
    for table in made.tables:
        assert sum(column.width for column in table.columns) <= Cm(20.71)


def test_a_house_document_that_leaves_its_page_open_has_ours() -> None:
    house: Any = Document()
    house.element.body.remove(house.element.body.sectPr)
    made: Any = Document(io.BytesIO(paper_docx(papers.paper(PAPER), saved(house))))
    assert made.sections[0].page_width == pytest.approx(Cm(21), rel=1e-3)


def saved(document: Any) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def packed(**changed: bytes) -> bytes:
    """A sound document's parts with other contents for some, such as `document=`."""
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(Document()))) as sound, zipfile.ZipFile(raw, "w") as made:
        for name in sound.namelist():
            made.writestr(name, changed.get(Path(name).stem, sound.read(name)))
    return raw.getvalue()


BODILESS = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


@pytest.mark.parametrize(
    "template",
    [b"", b"plain text", packed()[:9000], packed(document=b"<w:document"), packed(document=BODILESS)],
    ids=["nothing", "text", "half", "no XML", "no body"],
)
def test_what_is_no_word_document_is_refused_as_a_template(template: bytes) -> None:
    with pytest.raises(UsageError, match="not a Word document"):
        paper_docx(papers.paper(PAPER), template)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_opens_in_libreoffice(tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(papers.written("nasty", "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(file)]
    subprocess.run(["soffice", profile, *convert], check=True, capture_output=True, timeout=300)
    text = (tmp_path / "paper.txt").read_text(encoding="utf-8-sig")
    for name in (papers.SCRIPT, papers.ARABIC, papers.HEBREW, papers.CHINESE, papers.LONG):
        assert name in text


def test_pdf_says_that_it_is_archivable_and_accessible(pdf: Path) -> None:
    content = pdf.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/MarkInfo" in content
    assert b"/Lang(en-GB)" in content
    assert b"/DisplayDocTitle true" in content


def test_pdf_s_tables_have_heads_with_a_scope_and_its_pictures_words(pdf: Path) -> None:
    content, blocks = pdf.read_bytes(), papers.blocks_of(papers.paper(PAPER))
    heads = re.findall(rb"/S/TH/.*?/Scope/(\w+)", content)
    assert heads == [b"Column"] * sum(len(b.head) for b in blocks if isinstance(b, Table))
    captions = len(re.findall(rb"/S/Caption/", content))
    assert captions == sum(isinstance(b, Table | Figure) for b in blocks)
    spoken = len(re.findall(rb"/S/Figure/P \d+ 0 R/Alt\(", content))
    assert spoken == sum(isinstance(b, Figure) for b in blocks)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler's pdfinfo is not installed")
def test_pdf_is_tagged_titled_and_dated(pdf: Path) -> None:
    said = subprocess.run(
        ["pdfinfo", "-isodates", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"^Tagged:\s+yes$", said, re.MULTILINE)
    assert papers.paper(PAPER).title in said
    assert re.search(rf"^CreationDate:\s+{papers.DAY}T", said, re.MULTILINE)
    tags = subprocess.run(["pdfinfo", "-struct", str(pdf)], capture_output=True, text=True, check=True).stdout
    paper = papers.paper(PAPER)
    for tag, kind in (("Table", Table), ("Figure", Figure)):
        blocks = [b for b in papers.blocks_of(paper) if isinstance(b, kind)]
        assert len(re.findall(rf"^ *{tag}\b", tags, re.MULTILINE)) >= len(blocks)
    assert len(re.findall(r"^ *H1 ", tags, re.MULTILINE)) == len(paper.sections) + 2


END = tuple(
    (inline(f"{what}."), inline(f"{what} here")) for what in ("Conditions", "Review", "Chair", "Officer")
)


def record(body: str, words: int) -> Table:
    """A table of many rows with so many words in all, which ends in four that are not parted."""
    rows = [(inline(f"{body} row {n}"), inline("word " * (words // 15))) for n in range(15)]
    return Table(f"Record {body}", ("Body", body), (*rows, *END), (30, 70), together=len(END))


RECORDS = Paper(
    "T", "S", "", "", (), "F", (),
    (Section("1", "Records", "people", tuple(record(f"B{words}", words) for words in range(0, 1600, 80))),),
)  # fmt: skip


def no_end_is_parted(pdf: Path) -> None:
    """Of every record, all its last rows stand on one page."""
    said = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    found = [[page.count(plain(row[1])) for row in END] for page in said.split("\f")]
    assert sum(map(sum, found)) == 20 * len(END)
    assert [counts for counts in found if len(set(counts)) > 1] == []


def test_what_is_signed_is_kept_whole_where_a_page_has_room_and_else_to_its_end() -> None:
    short, long, longest = (record("B", words) for words in (20, 900, 20))
    longest = replace(longest, rows=(*longest.rows[:-1], (inline("Officer"), inline("word " * 900))))
    assert [kept_together(table) for table in (short, long, longest)] == [19, 4, 0]
    assert kept_together(replace(short, together=0)) == 0, "other tables may be parted"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_a_signature_never_stands_on_a_page_without_the_end_of_what_it_signs(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(paper_pdf(RECORDS))
    no_end_is_parted(tmp_path / "paper.pdf")


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler's pdffonts is not installed")
def test_pdf_carries_its_fonts(pdf: Path) -> None:
    lines = subprocess.run(
        ["pdffonts", str(pdf)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    fonts = [line.split() for line in lines[2:]]
    assert fonts
    for words in fonts:
        assert "LiberationSans" in words[0] or "DejaVuSans" in words[0]
        assert words[-5] == "yes", "every font is embedded"


def test_html_is_one_file_without_a_script() -> None:
    page = papers.written(PAPER, "html").decode()
    assert "<script" not in page
    # Nothing is fetched: what points elsewhere is a link that a reader may follow.
    assert not re.findall(r'<(?!a )[^<>]*(?:src|href)="(?!#)[^"]*"', page)
    assert "@import" not in page
    assert "url(" not in page
    identifiers = re.findall(r' id="([^"]*)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(identifiers)


def test_without_its_libraries_a_format_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(RendererUnavailable, match=r"pip install 'advisor\[report\]'"):
        paper_pdf(papers.paper(PAPER))
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "advisor.render.formats.word_parts", raising=False)
    with pytest.raises(RendererUnavailable, match=r"pip install 'advisor\[report\]'"):
        paper_docx(papers.paper(PAPER))


def test_word_is_one_plain_package() -> None:
    with zipfile.ZipFile(io.BytesIO(papers.written(PAPER, "docx"))) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in parts.namelist()
