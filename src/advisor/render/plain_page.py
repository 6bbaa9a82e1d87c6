"""Plain Markdown of ours in (headings, lists, tables, bold, code, links within); one self-contained page of HTML out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top}code{background:#f2f2f2}h2{border-bottom:1px solid #ccc}li{margin:.3rem 0}"
)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\((#[^)]+)\)")


def anchor(heading: str) -> str:
    """The name under which a heading of the second level is found, as Markdown readers make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def plain_page(title: str, markdown: str) -> str:
    """The text as a page with its style inside; nothing is fetched from elsewhere."""
    body = "\n".join(_blocks(markdown.splitlines()))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    return f'<!doctype html>\n<html lang="en-GB"><head>{head}<style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n'


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            text = line[level:].strip()
            name = f' id="{anchor(text)}"' if level == 2 else ""
            yield f"<h{level}{name}>{_inline(text)}</h{level}>"
        elif line.startswith(("- ", "|")):
            while end < len(lines) and lines[end].startswith(line[0]):
                end += 1
            yield from _table(lines[at:end]) if line[0] == "|" else _list(lines[at:end])
        elif line.strip():
            yield f"<p>{_inline(line)}</p>"
        at = end


def _list(lines: list[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{_inline(line[2:])}</li>" for line in lines)
    yield "</ul>"


def _table(lines: list[str]) -> Iterator[str]:
    yield "<table>"
    for number, line in enumerate(lines):
        if number == 1:
            continue
        tag = "th" if number == 0 else "td"
        cells = line.strip().strip("|").split(" | ")
        yield "<tr>" + "".join(f"<{tag}>{_inline(c.strip())}</{tag}>" for c in cells) + "</tr>"
    yield "</table>"


def _inline(text: str) -> str:
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False))
    return _LINK.sub(r'<a href="\2">\1</a>', _CODE.sub(r"<code>\1</code>", bold))
