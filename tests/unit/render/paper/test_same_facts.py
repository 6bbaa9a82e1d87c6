"""Every format holds every word of the paper, hard names come out as themselves, and the same paper has the same bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.render.formats.font_files import printed
from advisor.render.formats.html import paper_html
from advisor.render.formats.markdown import inline_markdown, paper_markdown
from advisor.render.formats.pdf import fitted, paper_pdf
from advisor.render.formats.word import paper_docx
from advisor.render.paper.document import Figure, Paper
from advisor.render.paper.spans import Mark, Span, inline, plain
from tests import papers
from tests.papers import squeezed

COLLABORATION = papers.ONE_OF_EACH[0]
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Words(HTMLParser):
    """The text of a page, without its style."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skipped += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def html_words(name: str) -> str:
    parser = Words()
    parser.feed(papers.written(name, "html").decode())
    return "".join(parser.found)


def markdown_words(name: str) -> str:
    return "".join(map(token_words, MARKDOWN.parse(paper_markdown(papers.called(name)))))


def token_words(token: Token) -> str:
    """The words of a token; a numbered item's number is part of what the list says."""
    if token.children is not None:
        return "".join(map(token_words, token.children))
    assert token.type not in ("html_block", "html_inline", "image"), token.content
    assert token.type != "link_open" or token.markup == "autolink", token.attrs
    return token.content


def docx_words(name: str) -> str:
    """Every text of a document's body, with the words that stand for its pictures, and of its footer."""
    document: Any = Document(io.BytesIO(papers.written(name, "docx")))
    body = document.element.body
    texts = [e.text or "" for e in body.iter() if e.tag.endswith("}t")]
    texts += [str(e.get("descr")) for e in body.iter() if e.tag.endswith("}docPr")]
    return "".join((*texts, document.sections[0].footer.paragraphs[0].text))


@pytest.mark.parametrize("words", [html_words, markdown_words, docx_words])
@pytest.mark.parametrize("name", [COLLABORATION, "nasty"])
def test_every_word_is_there(name: str, words: Callable[[str], str]) -> None:
    found = squeezed(words(name))
    missing = [
        text
        for text in papers.words_of(papers.called(name))
        if squeezed(text) not in re.sub(r"[\u200b‹›]", "", found)
    ]
    assert missing == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
@pytest.mark.parametrize("name", [COLLABORATION, "nasty"])
def test_every_word_is_in_the_pdf(name: str, tmp_path: Path) -> None:
    paper = papers.called(name)
    file = tmp_path / "paper.pdf"
    file.write_bytes(papers.written(name, "pdf"))
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    found = re.sub(r"[\u200b\u00ad‹›]", "", squeezed(done.stdout.decode()))
    # What stands for a picture is not printed, and a text over the end of a page has the footer in its midst.
    spoken = {block.alternative for block in papers.blocks_of(paper) if isinstance(block, Figure)}
    texts = (text for text in papers.words_of(paper) if len(text) < 60 and text not in spoken)
    missing = {text for text in texts if squeezed(fitted(text)).replace("\u200b", "") not in found}
    # Letters that run from right to left are given back in another order; that they were set at all is tested below.
    assert {text for text in missing if text.isascii()} == set()


@pytest.mark.parametrize(
    ("text", "there"),
    [(papers.SCRIPT, True), (papers.ARABIC, True), (papers.HEBREW, True), (papers.CHINESE, False)],
)
def test_characters_that_our_fonts_have_are_set_as_themselves(text: str, there: bool) -> None:
    assert (printed(text) == text) is there


def test_a_character_that_no_font_has_is_its_code_point() -> None:
    assert fitted("城 a") == "[U+57CE] a"


@pytest.mark.parametrize(
    ("form", "made"),
    [("docx", paper_docx), ("pdf", paper_pdf), ("html", lambda paper: paper_html(paper).encode())],
)
def test_the_same_paper_has_the_same_bytes(form: str, made: Callable[[Paper], bytes]) -> None:
    assert made(papers.nasty(copy=1)) == papers.written("nasty", form)


def test_hard_names_start_nothing() -> None:
    page = papers.written("nasty", "html").decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in page
    assert f"<bdi>{papers.ARABIC}</bdi>" in page
    text = paper_markdown(papers.nasty())
    assert "<script" not in re.sub(r"\\<", "", text)
    with zipfile.ZipFile(io.BytesIO(papers.written("nasty", "docx"))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
        assert b"<script" not in parts.read("word/document.xml")


# Texts of every kind but control characters, which a span has replaced, and blanks, which Markdown runs together.
words = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=30)
marks = st.sampled_from(list(Mark))


@given(st.lists(st.tuples(words, marks), min_size=1, max_size=4))
def test_markdown_reads_back_as_it_was_written(parts: list[tuple[str, Mark]]) -> None:
    """Inside a table, where the rules are hardest: any text, of any kind, between plain words."""
    own = {Mark.ID: "a.b-1", Mark.LINK: "https://a.b/c_d*e?f=1&g=2#h"}
    spans = [Span(own.get(mark, text), mark) for text, mark in parts]
    line = inline(*(piece for span in spans for piece in ("x ", span, " y")))
    tokens = MARKDOWN.parse(f"| h |\n|---|\n| {inline_markdown(line)} |\n")
    cells = [token for token in tokens if token.type == "inline"]
    assert [token_words(cell) for cell in cells[1:]] == [plain(line)]
