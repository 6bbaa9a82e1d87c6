"""An explained case, what people filled in and a date in; the whole paper as a value out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation.tracing import case_trace
from advisor.model.blanks import ONCE, Part
from advisor.render.paper import front, judgement, people, points, weights, wider
from advisor.render.paper.answers import answers_blocks
from advisor.render.paper.audit import audit_blocks
from advisor.render.paper.context import Context
from advisor.render.paper.document import Block, Paper, Section, numbered, texts_of
from advisor.render.paper.one_by_one import group_annex
from advisor.render.paper.options import options_blocks
from advisor.render.paper.others import why_not_blocks
from advisor.render.paper.reasons import why_blocks
from advisor.render.paper.sources import sources_blocks
from advisor.render.paper.spans import Mark
from advisor.render.paper.summary import summary_blocks

TOOL, PEOPLE, BOTH = "the program", "people", "the program and people"


def build_paper(context: Context) -> Paper:
    """The governance paper of a case."""
    case, kb = context.explanation.case, context.kb
    return numbered(
        Paper(
            title=case.title,
            subtitle=kb.title,
            date=context.date,
            author=context.blanks.text(Part.COVER, ONCE, "author"),
            keywords=tuple(context.label(d) for d in context.decisions),
            footer=front.version_text(context),
            summary=summary_blocks(context),
            sections=tuple(_sections(context)),
        )
    )


def _sections(context: Context) -> Iterator[Section]:
    trace = case_trace(context.explanation)
    parts: list[tuple[str, str, tuple[Block, ...]]] = [
        ("Cover", BOTH, front.cover_blocks(context)),
        ("Purpose and recommendation", TOOL, front.purpose_blocks(context)),
        ("Status of this paper", TOOL, front.status_blocks(context)),
        ("Scope and parties", TOOL, front.scope_blocks(context)),
        ("Answers relied on", BOTH, answers_blocks(context)),
        ("Options considered", TOOL, options_blocks(context)),
        ("Why this is the result", TOOL, why_blocks(context)),
        ("Why not the others", TOOL, why_not_blocks(context)),
        ("Criteria and weights", TOOL, weights.weights_blocks(context)),
        ("Benefits and risks", TOOL, points.benefits_blocks(context)),
        ("Judgement calls", TOOL, judgement.judgement_blocks(context)),
        ("What the guidance does not cover", TOOL, wider.uncovered_blocks(context)),
        ("Words and law", TOOL, wider.terms_blocks(context)),
        ("Conflicts of interest", PEOPLE, people.conflicts_blocks(context)),
        ("Impact assessments", PEOPLE, people.assessments_blocks(context)),
        ("Involvement", PEOPLE, people.involvement_blocks(context)),
        ("Success factors", PEOPLE, people.factors_blocks(context)),
        ("Departures from the recommendation", PEOPLE, people.overrides_blocks(context)),
        ("Decision record", PEOPLE, people.records_blocks(context)),
        ("Next steps", TOOL, people.steps_blocks(context)),
    ]
    for number, (title, supplied, blocks) in enumerate(parts, start=1):
        yield Section(str(number), title, _with_people(supplied, blocks), blocks)
    audit, groups = audit_blocks(context, trace), group_annex(context)
    said = (block for blocks in (*(blocks for *_, blocks in parts), audit, groups) for block in blocks)
    yield Section("A", "Audit", TOOL, audit)
    yield Section("B", "Sources", TOOL, sources_blocks(context, said))
    if groups:
        yield Section("C", "One by one", TOOL, groups)


def _with_people(supplied: str, blocks: tuple[Block, ...]) -> str:
    """Who supplies a section: of the program's own those too that hold something for people to fill in, or filled in."""
    marks = {span.mark for block in blocks for text in texts_of(block) for span in text}
    return BOTH if supplied == TOOL and marks & {Mark.BLANK, Mark.FILLED} else supplied
