"""What a paper says before it in; annex B out: the sources, and what of them and of what is cited is lost or doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from advisor.render.paper.context import Context
from advisor.render.paper.document import Block, Figure, Items, PageBreak, Paragraph, Subheading, Table, Walk
from advisor.render.paper.spans import Inline, Mark, Span, inline
from advisor.render.paper.words import day_words


def sources_blocks(context: Context, before: Iterable[Block]) -> tuple[Block, ...]:
    """Annex B, after all that the paper says `before`: whose ids decide what is cited."""
    cited = _cited(context, before)
    of_decisions = dict.fromkeys(context.kb.decisions[d.decision].source for d in context.decisions)
    standing = {context.kb.statements[s].source: "cited in this paper" for s in cited}
    standing |= dict.fromkeys(of_decisions, "used in this paper")
    blocks: list[Block] = [
        Paragraph(
            inline(
                "What each source is, its date and standing, and what of it is lost or doubtful. We say "
                "what a source states in our own words and cite it by id."
            )
        )
    ]
    order = list(dict.fromkeys((*of_decisions, *sorted(standing), *sorted(context.kb.sources))))
    for source_id in order:
        source = context.kb.sources[source_id]
        blocks.append(Subheading(source.title))
        blocks.append(
            Paragraph(
                inline(
                    f"{source.about} Publisher: {source.publisher or 'not printed'}. Date: {day_words(source.date)}. "
                    f"Standing: {source.status}. Id ",
                    Span(source_id, Mark.ID),
                    f", {standing.get(source_id, 'not used in this paper')}.",
                )
            )
        )
        if source.damage:
            blocks.append(Items(tuple(inline(text) for text in source.damage)))
    blocks += _doubtful(context, cited)
    return tuple(blocks)


def _cited(context: Context, blocks: Iterable[Block]) -> Set[str]:
    """The statements whose ids stand in some blocks."""
    marked = (
        span.text for block in blocks for text in _texts(block) for span in text if span.mark is Mark.ID
    )
    return context.kb.statements.keys() & set(marked)


def _texts(block: Block) -> Iterator[Inline]:
    match block:
        case Paragraph(text):
            yield text
        case Items(entries):
            yield from entries
        case Table():
            for row in block.rows:
                yield from row
        case (
            Subheading() | Figure() | PageBreak() | Walk()
        ):  # A walk cites what its rules do, in one format alone.
            pass


def _doubtful(context: Context, cited: Set[str]) -> Iterator[Block]:
    """The statements shown in this paper of which something is lost or doubtful."""
    statements = ((s, known) for s, known in context.kb.statements.items() if s in cited)
    doubtful = [(s, known) for s, known in statements if known.damage or known.confidence is not None]
    graded = any(known.confidence is not None for _, known in doubtful)
    rows = []
    for statement, known in doubtful:
        sure = f"{known.confidence}%" if known.confidence is not None else "–"
        said = (inline(Span(statement, Mark.ID)), inline(known.place), inline(known.damage or "–"))
        rows.append((*said, inline(sure)) if graded else said)
    if rows:
        yield Subheading("Statements of which something is lost or doubtful")
        head = ("Statement", "Where it stands", "What is doubtful", *(("How sure",) if graded else ()))
        widths = (28, 27, 34, 11) if graded else (28, 30, 42)
        yield Table("Doubtful statements", head, tuple(rows), widths)
