"""A paper and a file's ending in; the file's bytes out. Each format's renderer is loaded only when it is asked for."""

from __future__ import annotations

from pathlib import PurePath

from advisor.errors import UsageError, closest_match
from advisor.render.paper.context import Context
from advisor.render.paper.document import Paper

FORMATS = ("md", "html", "docx", "pdf", "json")


def paper_form(file_name: str) -> str:
    """The format of a paper by its file's name. Raises `UsageError` for an ending that is none of `FORMATS`."""
    ending = PurePath(file_name).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        near = closest_match(ending, FORMATS) if ending else ""
        hint = f"; did you mean .{near}?" if near else ""
        raise UsageError(
            f"{file_name!r} does not say how to write the paper: its name ends in .md, .html, .docx, .pdf or .json{hint}"
        )
    return ending


def paper_bytes(context: Context, paper: Paper, form: str, template: bytes | None = None) -> bytes:
    """The paper in one of `FORMATS`; `template` is a house document for docx.

    Raises `RendererUnavailable` where a library that a format needs is not installed.
    """
    match form:
        case "md":
            from advisor.render.formats.markdown import paper_markdown

            return paper_markdown(paper).encode()
        case "html":
            from advisor.render.formats.html import paper_html

            return paper_html(paper).encode()
        case "docx":
            from advisor.render.formats.word import paper_docx

            return paper_docx(paper, template)
        case "pdf":
            from advisor.render.formats.pdf import paper_pdf

            return paper_pdf(paper)
        case "json":
            from advisor.render.formats.as_json import paper_json

            return paper_json(context, paper).encode()
        case _:
            raise UsageError(f"a paper has no format {form!r}")
