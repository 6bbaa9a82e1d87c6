"""A paper in, Markdown out: what people paste into a word processor, with every character of theirs kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from advisor.render.paper.spans import Inline, Mark, Span
from advisor.render.paper.words import day_words

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|$~&])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def paper_markdown(paper: Paper) -> str:
    """The paper as GitHub-flavoured Markdown, ending in a line break."""
    lines = [f"# {escaped(paper.title)}", "", f"*{escaped(paper.subtitle)}*", ""]
    if paper.date:
        lines += [f"Date: {day_words(paper.date)}", ""]
    lines += ["## Summary", "", *_blocks(paper.summary)]
    for section in paper.sections:
        lines += _section(section)
    lines += ["---", "", f"*{escaped(paper.footer)}*"]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text whose characters all stand for themselves."""
    return (
        _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
        if not text[:1].isdigit()
        else _SPECIAL.sub(r"\\\1", text)
    )


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.heading)}"
    yield ""
    yield f"*Supplied by {section.supplied}.*"
    yield ""
    yield from _blocks(section.blocks)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, number):
            yield f"**{number}** {inline_markdown(text)}"
        case Items(entries, ordered):
            for place, entry in enumerate(entries, start=1):
                yield f"{f'{place}.' if ordered else '-'} {inline_markdown(entry)}"
        case Subheading(text, level):
            yield f"{'#' * (level + 2)} {escaped(text)}"
        case Table():
            yield from _table(block)
        case Figure(caption, alternative, _, number):
            yield f"**{number}: {escaped(caption)}.** {escaped(alternative)}"
        case Walk() | PageBreak():
            # A walk's facts stand in the tables before it, and Markdown has no pages.
            return
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"**{table.number}: {escaped(table.caption)}**"
    yield ""
    yield f"| {' | '.join(escaped(cell) for cell in table.head)} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(inline_markdown(cell) for cell in row)} |"


def inline_markdown(text: Inline) -> str:
    """A line of text with its marks."""
    return "".join(map(_span, text)).replace("\n", " ")


def _span(span: Span) -> str:
    match span.mark:
        case Mark.PLAIN | Mark.FILLED:
            return escaped(span.text)
        case Mark.STRONG:
            return _wrapped(span.text, "**")
        case Mark.ID:
            return f"`{span.text}`"
        case Mark.ORIGIN:
            return _wrapped(span.text, "*")
        case Mark.LINK:
            return f"<{span.text}>"
        case Mark.BLANK:
            return _wrapped(span.text, "**")


def _wrapped(text: str, mark: str) -> str:
    """Emphasis round the text but not round the blanks at its ends, where it would not be taken as emphasis."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{escaped(inner)}{mark}{after}"
