"""Typst sources in, a PDF or a picture out, with our own fonts and nothing of the machine's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.errors import RendererUnavailable
from advisor.render.formats.font_files import font_folder

DOTS_PER_INCH = 220
STANDARDS = ("a-2a", "ua-1")
"""PDF/A-2a to keep and PDF/UA-1 to be read aloud; typst refuses to write a file that breaks either where it can tell."""


def pdf_of(files: Mapping[str, bytes]) -> bytes:
    """The PDF of `main.typ` among the files. Raises `RendererUnavailable` where typst is not installed or refuses."""
    return _compiled(files, format="pdf", pdf_standards=list(STANDARDS))


def png_of(svg: str) -> bytes:
    """A picture of an SVG, as wide as a page of A4 leaves room for."""
    source = b'#set page(width: 166mm, height: auto, margin: 0mm)\n#image("picture.svg", width: 100%)\n'
    return _compiled({"main.typ": source, "picture.svg": svg.encode()}, format="png", ppi=DOTS_PER_INCH)


def _compiled(files: Mapping[str, bytes], **how: Any) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise RendererUnavailable(
            "PDF, and pictures in Word, need the library typst: install it with pip install 'advisor[report]'"
        ) from error
    try:
        made = typst.compile(dict(files), font_paths=[str(font_folder())], ignore_system_fonts=True, **how)
    except typst.TypstError as error:
        raise RendererUnavailable(f"typst does not take the paper: {error}") from error
    assert isinstance(made, bytes)
    return made
