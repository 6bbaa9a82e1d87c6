"""A case in; sections 12 and 13 out: what the sources do not cover, words then and now, cautions with their dates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.model.knowledge import Caution
from advisor.model.options import Decision, Option
from advisor.render.paper.context import (
    NOT_GUIDANCE,
    Context,
    ids,
)
from advisor.render.paper.document import Block, Items, Paragraph, Table
from advisor.render.paper.spans import Inline, Mark, Span, inline
from advisor.render.paper.words import day_words

SAME = "same"
"""The match of a word that means today what it means in the sources."""

_ADDRESS = re.compile(r"(https?://[^\s;,<>\"]*[^\s;,<>\".)])")


def uncovered_blocks(context: Context) -> tuple[Block, ...]:
    """Section 12."""
    return (
        Paragraph(
            inline(
                "The sources do not settle the following, so nothing here speaks for or against it. Each is ",
                NOT_GUIDANCE,
                ".",
            )
        ),
        Items(tuple(inline(text) for _, text in sorted(context.kb.not_covered.items()))),
    )


def terms_blocks(context: Context) -> tuple[Block, ...]:
    """Section 13."""
    profile = context.profile
    changed = [t for t in profile.terms.values() if t.match != SAME or t.caution]
    words = "Where the profile's words are not the sources' own, the first table here has both."
    blocks: list[Block] = [
        Paragraph(
            inline(
                f"This paper uses the profile “{profile.label}” ({profile.id}), as at "
                f"{day_words(profile.as_at)}. The sources used have dates of their own: {_dates(context)}. "
                f"{words if changed else 'Its words are the sources’ own.'} "
                "None of this section is from the guidance, and none of it is legal advice."
            )
        )
    ]
    if changed:
        rows = tuple(
            (inline(t.source), inline(t.word), inline(t.match.capitalize()), inline(t.caution or "–"))
            for t in changed
        )
        head = ("In the sources", "Here", "Match", "Caution")
        blocks.append(Table("Words of the sources and words of today", head, rows, (25, 27, 17, 31)))
    kept = "; ".join(t.word for t in profile.terms.values() if t not in changed)
    if kept:
        blocks.append(Paragraph(inline(f"Used as the sources use them: {kept}.")))
    cautions = context.explanation.cautions()
    if cautions:
        rows = tuple(
            (inline(c.id), inline(c.text), linked(c.source), inline(day_words(c.as_at))) for c in cautions
        )
        blocks.append(
            Table("Cautions that apply", ("No.", "Caution", "Source", "As at"), rows, (8, 44, 34, 14))
        )
        others = tuple(
            inline(*ids((c.id,)), f": {'; '.join(_about(context, c))}")
            for c in profile.cautions
            if c not in cautions
        )
        if others:
            said = "The other cautions of this profile concern what is not asked or not recommended here:"
            blocks += [Paragraph(inline(said)), Items(others)]
    else:
        blocks.append(Paragraph(inline("This profile has no caution that applies to these decisions.")))
    return tuple(blocks)


def _about(context: Context, caution: Caution) -> tuple[str, ...]:
    """The decisions and options that a caution is about, by name."""
    known: Mapping[str, Decision | Option] = {**context.kb.decisions, **context.kb.options}
    return tuple(context.wording.fill(known[about].label) for about in caution.about)


def _dates(context: Context) -> str:
    """The sources of the decisions asked, each with its date."""
    used = dict.fromkeys(context.kb.decisions[d.decision].source for d in context.decisions)
    sources = (context.kb.sources[source] for source in used)
    return "; ".join(f"{s.title.partition('. ')[0]} (date: {day_words(s.date)})" for s in sources) or "none"


def linked(text: str) -> Inline:
    """A text in which each address on the web is a link."""
    parts = _ADDRESS.split(text)
    return inline(*(Span(part, Mark.LINK if place % 2 else Mark.PLAIN) for place, part in enumerate(parts)))
