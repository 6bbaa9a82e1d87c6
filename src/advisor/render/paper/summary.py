"""A case in; the first page out, in fewer than 300 words: what is asked, why, how firm, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import listed
from advisor.explanation.why import why_option
from advisor.render.paper.context import Context, several_groups, strong
from advisor.render.paper.document import Block, Inline, Items, Paragraph, inline, plain
from advisor.render.paper.front import groups_in_words, purpose_sentence, resolutions
from advisor.render.paper.reasons import firmness

MOST_WORDS = 290
MANY = 3
"""From so many decisions on the first page names each once, among the resolutions."""


def summary_blocks(context: Context) -> tuple[Block, ...]:
    """The first page; where the reasons in full are too long, they are told more shortly, and at last only pointed to."""
    for tell in (_full, _short, _pointer):
        blocks = tuple(_blocks(context, tell))
        if words_in(blocks) <= MOST_WORDS:
            return blocks
    return tuple(_blocks(context, _pointer))


def words_in(blocks: tuple[Block, ...]) -> int:
    """How many words the paragraphs and lists have."""
    texts: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(text):
                texts.append(text)
            case Items(entries):
                texts.extend(entries)
            case _:
                pass
    return sum(len(plain(text).split()) for text in texts)


def _blocks(context: Context, tell: Callable[[DecisionExplanation], str]) -> Iterator[Block]:
    count = len(context.decisions)
    purpose = (
        purpose_sentence(context)
        if count < MANY
        else f"This paper helps with {count} decisions, named below."
    )
    yield Paragraph(inline(strong("Purpose. "), purpose))
    yield Paragraph(inline(strong("Recommendation. "), "The body is asked to:"))
    yield Items(tuple(inline(text) for text in resolutions(context)), ordered=True)
    reasons = " ".join(filter(None, map(tell, context.decisions))) or "Section 7 says why, step by step."
    yield Paragraph(inline(strong("Why. "), reasons))
    yield Paragraph(inline(strong("How firm. "), firmness(context)))
    yield Paragraph(inline(strong("Not known. "), _unknown(context)))
    yield Paragraph(inline(strong("Not covered. "), _uncovered(context)))


def _full(decision: DecisionExplanation) -> str:
    """Why in the words of the first rule that settled it."""
    if several_groups(decision) and not decision.verdict.recommended:
        return f"Annex C has each result and its reasons: {groups_in_words(decision)}."
    if not decision.verdict.recommended:
        return ""
    key = decision.verdict.recommended[0]
    step = next((s for s in why_option(decision, key).because if s.basis), None)
    return step.sentence if step else _short(decision)


def _short(decision: DecisionExplanation) -> str:
    """Why in the policy's own words."""
    recommended = decision.verdict.recommended
    return why_option(decision, recommended[0]).sentence if recommended else ""


def _pointer(decision: DecisionExplanation) -> str:
    return ""


def _unknown(context: Context) -> str:
    missing = dict.fromkeys(
        q for d in context.decisions for part in (d, *d.groups.values()) for q in part.open_questions
    )
    if missing:
        count = len(missing)
        return f"{count} answer{'' if count == 1 else 's'} could still change a result (section 8)."
    silent = [context.label(d) for d in context.decisions if d.verdict.outcome is Outcome.NONE]
    said = f" The sources are silent on: {listed(silent)}." if silent else ""
    return f"No answer that is missing could change a result.{said}"


def _uncovered(context: Context) -> str:
    subjects = [key.replace("-", " ") for key in sorted(context.kb.not_covered)]
    return (
        f"The sources say nothing of {listed(subjects)} (section 12)."
        if subjects
        else "Nothing is named as not covered."
    )
