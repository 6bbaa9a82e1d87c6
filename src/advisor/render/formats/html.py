"""A paper in, one self-contained HTML page out: nothing is loaded, no script is needed, and every text stands for itself."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from importlib import resources
from itertools import count

from advisor.render.charts.chart import figure_svg
from advisor.render.charts.svg import NARROW, SCREEN
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
    TraceStep,
    Walk,
)
from advisor.render.paper.sizes import kept_together
from advisor.render.paper.spans import Inline, Mark, Span
from advisor.render.paper.words import day_words

SHORT_ID = 10
"""An id of so many letters, such as a rule's, is never broken."""
_AFTER_DOT = re.compile(r"\.(?!\d)")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})


def paper_html(paper: Paper) -> str:
    """The whole page."""
    return "\n".join(_Page(paper).lines()) + "\n"


def stylesheet() -> str:
    """The page's style."""
    return resources.files("advisor.render").joinpath("assets/paper.css").read_text(encoding="utf-8")


class _Page:
    """One page being written; it counts walks, so that each of their steps has an id of its own."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._walks = count(1)

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        paper = self._paper
        yield "<!doctype html>"
        yield '<html lang="en-GB">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{text(paper.title)}</title>"
        if paper.author:
            yield f'<meta name="author" content="{html.escape(paper.author)}">'
        yield f"<style>\n{stylesheet()}</style>"
        yield "</head>"
        yield "<body>"
        yield '<a class="skip" href="#main">Skip to the paper</a>'
        yield "<header>"
        yield f"<h1>{text(paper.title)}</h1>"
        yield f'<p class="subtitle">{text(paper.subtitle)}{f". {day_words(paper.date)}" if paper.date else ""}</p>'
        yield "</header>"
        yield from self._contents()
        yield '<main id="main">'
        yield "<section>"
        yield "<h2>Summary</h2>"
        yield from self._blocks(paper.summary)
        yield "</section>"
        for section in paper.sections:
            yield from self._section(section)
        yield "</main>"
        yield f'<footer><p class="foot">{text(paper.footer)}</p></footer>'
        yield "</body>"
        yield "</html>"

    def _contents(self) -> Iterator[str]:
        yield '<nav aria-label="Contents"><ol>'
        for section in self._paper.sections:
            yield f'<li><a href="#s-{section.number}">{text(section.heading)}</a></li>'
        yield "</ol></nav>"

    def _section(self, section: Section) -> Iterator[str]:
        yield f'<section id="s-{section.number}">'
        yield f"<details open><summary><h2>{text(section.heading)}</h2></summary>"
        yield f'<p class="supplied">Supplied by {section.supplied}.</p>'
        yield from self._blocks(section.blocks)
        yield "</details></section>"

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(words, number):
                yield f'<p class="p" id="p-{number}"><span class="n">{number}</span> {inline_html(words)}</p>'
            case Items(entries, ordered):
                tag = "ol" if ordered else "ul"
                yield f"<{tag}>"
                yield from (f"<li>{inline_html(entry)}</li>" for entry in entries)
                yield f"</{tag}>"
            case Subheading(words, level):
                yield f"<h{level + 2}>{text(words)}</h{level + 2}>"
            case Table():
                yield from _table(block)
            case Figure():
                yield from _figure(block)
            case Walk():
                yield from _walk(block, next(self._walks))
            case PageBreak():
                yield '<div class="page"></div>'


def _table(table: Table) -> Iterator[str]:
    name = _name(table.number)
    kept = kept_together(table)
    yield f'<div class="table{" whole" if kept == len(table.rows) else ""}">'
    yield f'<table role="table" class="of-{len(table.head)}">'
    yield f'<caption id="{name}">{table.number}: {text(table.caption)}</caption>'
    yield "".join(("<colgroup>", *(f'<col style="width:{w}%">' for w in table.widths), "</colgroup>"))
    heads = (f'<th scope="col" role="columnheader">{text(cell)}</th>' for cell in table.head)
    yield f'<thead role="rowgroup"><tr role="row">{"".join(heads)}</tr></thead>'
    yield '<tbody role="rowgroup">'
    # On a narrow screen each row is a card of its own, and each cell shows its column's head: the roles keep it a table.
    names = [html.escape(cell if cell.endswith("?") else f"{cell}:") for cell in table.head]
    for left, row in zip(range(len(table.rows), 0, -1), table.rows, strict=True):
        cells = [
            f'<td role="cell" data-head="{head}">{inline_html(cell)}</td>'
            for head, cell in zip(names, row, strict=True)
        ]
        if table.row_heads:
            cells[0] = f'<th scope="row" role="rowheader" data-head="{names[0]}">{inline_html(row[0])}</th>'
        with_last = ' class="kept"' if left < kept < len(table.rows) else ""
        yield f'<tr role="row"{with_last}>{"".join(cells)}</tr>'
    yield "</tbody></table></div>"


def _figure(figure: Figure) -> Iterator[str]:
    name = _name(figure.number)
    yield f'<figure id="{name}"><figcaption>{figure.number}: {text(figure.caption)}</figcaption>'
    # A narrow window shows the drawing for one; both say the same in words.
    yield '<div class="drawing">'
    yield figure_svg(figure, SCREEN, f"{name}-title")
    yield figure_svg(figure, SCREEN, f"{name}-narrow", NARROW)
    yield "</div></figure>"


def _name(number: str) -> str:
    return number.lower().replace(" ", "-")


def _walk(walk: Walk, number: int) -> Iterator[str]:
    """Every step of a run: its card opens by mouse, keyboard or touch, and leads on to what it rests on."""
    places = {step.id: f"t{number}-{place}" for place, step in enumerate(walk.steps, start=1)}
    yield f'<details class="walk"><summary>{text(walk.title)}: walk through its {len(walk.steps)} steps</summary>'
    ends = (step for step in walk.steps if step.id.startswith("outcome:"))
    begins = "; ".join(f'<a href="#{places[step.id]}">{text(step.title)}</a>' for step in ends)
    yield f"<p>Begin at the end and follow what it rests on: {begins}.</p>"
    yield "<p>A thick blue mark, and the word decisive, show the steps that the result rests on.</p>"
    yield "<ol>"
    for step in walk.steps:
        yield from _step(step, places)
    yield "</ol></details>"


def _step(step: TraceStep, places: dict[str, str]) -> Iterator[str]:
    state = f"({'decisive, ' if step.decisive else ''}{text(step.state)})"
    yield f'<li class="step{" decisive" if step.decisive else ""}">'
    # A link to a summary takes the focus there, and so its card is shown.
    yield f'<details><summary id="{places[step.id]}">{text(step.title)} <span class="state">{state}</span></summary>'
    yield f'<div class="card"><p>{text(step.sentence)}</p>'
    if step.details:
        yield f"<ul>{''.join(f'<li>{inline_html(line)}</li>' for line in step.details)}</ul>"
    if step.rests_on:
        links = (_link(places.get(key, ""), words) for key, words in step.rests_on)
        yield f"<p>Where it comes from:</p><ul>{''.join(links)}</ul>"
    yield "</div></details></li>"


def _link(place: str, words: str) -> str:
    """A link to a step, or only its words where the walk leaves that step out."""
    return f'<li><a href="#{place}">{text(words)}</a></li>' if place else f"<li>{text(words)}</li>"


def inline_html(words: Inline) -> str:
    """A line of text with its marks."""
    return "".join(map(_span, words))


def _span(span: Span) -> str:
    match span.mark:
        case Mark.PLAIN:
            return text(span.text)
        case Mark.STRONG:
            return f"<strong>{text(span.text)}</strong>"
        case Mark.ID:
            # An id may break after its dots, so that it never widens a column, and not before its last number; a rule's
            # short one does not break.
            short = ' class="short"' if len(span.text) <= SHORT_ID and "." not in span.text else ""
            return f"<code{short}>{_AFTER_DOT.sub('.<wbr>', html.escape(span.text))}</code>"
        case Mark.LINK:
            # An address may break after its strokes, for the same reason.
            address = html.escape(span.text)
            return f'<a href="{address}">{address.replace("/", "/<wbr>")}</a>'
        case Mark.ORIGIN | Mark.BLANK | Mark.FILLED:
            return f'<span class="{span.mark}">{text(span.text)}</span>'


def text(words: str) -> str:
    """A text that stands for itself; one that runs from right to left is kept from turning what stands round it."""
    escaped = html.escape(words)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in words):
        return f"<bdi>{escaped}</bdi>"
    return escaped
