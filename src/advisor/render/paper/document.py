"""A paper as a value: sections of numbered paragraphs, lists, tables and figures. No format and no knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from advisor.explanation.sentences import listed
from advisor.render.paper.spans import Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `number` is given by the section that it stands in, so that minutes can cite it."""

    text: Inline
    number: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list under the paragraph before it."""

    entries: tuple[Inline, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section; `level` 1 stands under the section's own, 2 under that."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings. `widths` are the columns' shares of the line; `number` is given by the paper.

    The first column names its row where `row_heads` is true. So many rows at the end as `together` says are not parted, such
    as signatures from what they sign.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    widths: tuple[int, ...]
    number: str = ""
    row_heads: bool = True
    together: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a label, its length from 0 to 1, and the figure in words."""

    label: str
    length: float
    figure: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars that start from one line."""

    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What speaks for something and against it, each from the least to the most that it can be."""

    label: str
    in_favour: tuple[float, float]
    against: tuple[float, float]
    figures: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Balances:
    """Bars to the right for what speaks for, to the left for what speaks against."""

    rows: tuple[Balance, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of a ladder, with the words that mark it."""

    label: str
    notes: tuple[str, ...]
    allowed: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs from the lowest up."""

    rungs: tuple[Rung, ...]


class Column(StrEnum):
    """Where a box of a flow stands: what was given on the left, what rules found in the middle, the result on the right."""

    GIVEN = "given"
    FOUND = "found"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a flow."""

    id: str
    column: Column
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Boxes in three columns and arrows between them by id, parents first.

    `left_out` says what is not drawn, and `see` which tables have it: by their captions, then by the numbers that the
    paper gives them.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]
    left_out: str = ""
    see: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What stands under the drawing: a sentence, or nothing where all is drawn."""
        return f"Not drawn: {self.left_out}; see {listed(self.see)}." if self.left_out else ""


Drawing: TypeAlias = Bars | Balances | Ladder | Flow


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption and with what it shows in words, for those who cannot see it."""

    caption: str
    alternative: str
    drawing: Drawing
    number: str = ""


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step of a run: its id within the paper, its title, whether it holds, a sentence, more about it, and what it rests
    on, as the id of a step and how.
    """

    id: str
    title: str
    state: str
    sentence: str
    details: tuple[Inline, ...]
    rests_on: tuple[tuple[str, str], ...]
    decisive: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """A whole run to walk through, step by step. Only a format that can show and hide has it; a table has its facts too."""

    title: str
    steps: tuple[TraceStep, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


Block: TypeAlias = Paragraph | Items | Subheading | Table | Figure | Walk | PageBreak


def texts_of(block: Block) -> tuple[Inline, ...]:
    """The running texts of a paragraph, list or table; of other blocks none."""
    match block:
        case Paragraph(text):
            return (text,)
        case Items(entries):
            return entries
        case Table(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case Subheading() | Figure() | Walk() | PageBreak():
            return ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number (or letter, for an annex), its title, who supplies what stands in it, and its blocks."""

    number: str
    title: str
    supplied: str
    blocks: tuple[Block, ...]

    @property
    def annex(self) -> bool:
        """Whether it is an annex."""
        return not self.number.isdigit()

    @property
    def heading(self) -> str:
        """The number and title as printed."""
        return f"Annex {self.number}: {self.title}" if self.annex else f"{self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `date` is an ISO date or empty; `summary` is the first page; `footer` stands on every page."""

    title: str
    subtitle: str
    date: str
    author: str
    keywords: tuple[str, ...]
    footer: str
    summary: tuple[Block, ...]
    sections: tuple[Section, ...] = field(default=())


def numbered(paper: Paper) -> Paper:
    """The paper with a number on each paragraph of each section, and on each table and figure.

    A figure that leaves something to tables says by their numbers to which, in its words too.
    """
    counters = {"Table": 0, "Figure": 0}
    tables: dict[str, str] = {}

    def count(word: str) -> str:
        counters[word] += 1
        return f"{word} {counters[word]}"

    def number(blocks: tuple[Block, ...], section: str) -> tuple[Block, ...]:
        out: list[Block] = []
        paragraphs = 0
        for block in blocks:
            match block:
                case Paragraph():
                    paragraphs += 1
                    out.append(replace(block, number=f"{section}.{paragraphs}"))
                case Table():
                    tables[block.caption] = count("Table")
                    out.append(replace(block, number=tables[block.caption]))
                case Figure():
                    out.append(replace(block, number=count("Figure")))
                case _:
                    out.append(block)
        return tuple(out)

    summary = number(paper.summary, "S")
    sections = [(section, number(section.blocks, section.number)) for section in paper.sections]
    # A figure may stand before the tables that it names.
    return replace(
        paper,
        summary=_pointing(summary, tables),
        sections=tuple(replace(section, blocks=_pointing(blocks, tables)) for section, blocks in sections),
    )


def _pointing(blocks: tuple[Block, ...], tables: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks, with the numbers of the tables that their figures name."""
    return tuple(_seeing(b, tables) if isinstance(b, Figure) else b for b in blocks)


def _seeing(figure: Figure, tables: Mapping[str, str]) -> Figure:
    match figure.drawing:
        case Flow(see=captions) as flow if captions:
            drawing = replace(flow, see=tuple(tables[caption] for caption in captions))
            return replace(figure, drawing=drawing, alternative=f"{figure.alternative} {drawing.note}")
        case _:
            return figure
