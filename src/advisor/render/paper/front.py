"""A case in; the sections before the findings out: cover, purpose, status, scope."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import listed
from advisor.model.blanks import ONCE, Part
from advisor.render.paper.context import DEFAULT, GUIDANCE, INFERRED, TO_FILL, TOOL, Context, several_groups
from advisor.render.paper.document import Block, Inline, Items, Mark, Paragraph, Span, Table, inline
from advisor.render.paper.words import day_words

GROUP_WORDS = {
    Outcome.ONE: "with one recommendation",
    Outcome.SEVERAL: "with several options that hold",
    Outcome.NONE: "with no option that fits",
    Outcome.UNDECIDED: "undecided",
    Outcome.NOT_APPLICABLE: "for which the decision does not arise",
}


def cover_blocks(context: Context) -> tuple[Block, ...]:
    """Section 1."""
    form = context.form(Part.COVER).fields
    date = Span(day_words(context.date)) if context.date else Span(TO_FILL, Mark.BLANK)
    rows: list[tuple[Inline, ...]] = [
        (inline("Title"), inline(context.explanation.case.title)),
        (inline("Date"), inline(date)),
        *((inline(label), inline(context.blank(Part.COVER, name))) for name, label in form.items()),
        (inline("Version"), inline(version_text(context))),
    ]
    said = "The title, the date and the version come from the case. Everything else on the cover is for the secretary."
    return (Paragraph(inline(said)), Table("Cover", ("Item", "Entry"), tuple(rows), (35, 65)))


def version_text(context: Context) -> str:
    """What made the paper: the program, the knowledge base and the profile."""
    kb = context.kb
    return f"advisor {context.version}; {kb.name} {kb.version}; profile {context.profile.id} as at {context.profile.as_at}"


def purpose_blocks(context: Context) -> tuple[Block, ...]:
    """Section 2."""
    return (
        Paragraph(inline(purpose_sentence(context))),
        Paragraph(inline("The body is asked to:")),
        Items(tuple(inline(text) for text in resolutions(context)), ordered=True),
    )


def purpose_sentence(context: Context) -> str:
    """What the paper is for, in one sentence."""
    asked = listed(d.wording.fill(context.kb.decisions[d.decision].asks) for d in context.decisions)
    return (
        f"This paper helps to decide {asked}."
        if asked
        else "The answers touch no decision, so there is nothing to decide yet."
    )


def resolutions(context: Context) -> tuple[str, ...]:
    """What the body is asked to resolve, each as a sentence that can be minuted."""
    found = ["Note that this is decision support, and what it rests on."]
    for decision in context.decisions:
        found.extend(_resolution(context, decision))
    found.append(
        "Ask the officers named in section 20 for what is still to be done before a decision is lawful."
    )
    return tuple(found)


def _resolution(context: Context, decision: DecisionExplanation) -> Iterator[str]:
    about = context.label(decision)
    labels = [o.label for o in decision.recommended()]
    match decision.verdict.outcome:
        case Outcome.ONE:
            yield f"Support “{labels[0]}” for “{about}”."
        case Outcome.SEVERAL:
            yield f"Choose for “{about}” between {listed(f'“{label}”' for label in labels)}."
        case Outcome.NONE:
            yield f"Note that for “{about}” no option fits the answers given."
        case Outcome.UNDECIDED:
            yield f"Note that “{about}” is undecided, and ask for the answers that are missing."
        case Outcome.NOT_APPLICABLE if decision.verdict.see_groups or several_groups(decision):
            yield f"Note that “{about}” is settled one by one."
        case Outcome.NOT_APPLICABLE:
            yield f"Note that “{about}” does not arise."
    if several_groups(decision):
        yield f"Note the result for each {context.group_name(decision)} in annex C: {groups_in_words(decision)}."


def groups_in_words(decision: DecisionExplanation) -> str:
    """How many groups came out in which way."""
    outcomes = [part.verdict.outcome for part in decision.groups.values()]
    counted = [
        f"{outcomes.count(outcome)} {words}" for outcome, words in GROUP_WORDS.items() if outcome in outcomes
    ]
    return f"{len(outcomes)} results, {listed(counted)}"


def status_blocks(context: Context) -> tuple[Block, ...]:
    """Section 3."""
    return (
        Paragraph(inline(context.kb.paper.status)),
        Paragraph(
            inline(
                "Every finding in this paper says on whose word it stands. ",
                GUIDANCE,
                ": a source states it, we say it in our words, and the id in brackets leads to its place in the source. ",
                INFERRED,
                ": we drew it from what a source says. ",
                DEFAULT,
                ": a figure that no source gives. ",
                TOOL,
                ": ours alone. What people said is given as their answer. What only people can say is left blank for them.",
            )
        ),
    )


def scope_blocks(context: Context) -> tuple[Block, ...]:
    """Section 4."""
    rows: list[tuple[Inline, ...]] = []
    for question, table in context.tables():
        columns = context.kb.questions[question].columns
        assert columns is not None
        members = sorted({row.member for row in table.rows})
        rows.append((inline(f"Each {columns.member} named"), inline("; ".join(members))))
        rows.append((inline(f"Each {columns.group} named"), inline("; ".join(table.groups()))))
    decisions = "; ".join(context.label(d) for d in context.decisions)
    rows.append((inline("Decisions asked"), inline(decisions or "None")))
    form = context.form(Part.SCOPE).fields
    rows += [(inline(label), inline(context.blank(Part.SCOPE, name, ONCE))) for name, label in form.items()]
    rows += [
        (inline(f"Stands today: {context.label(d)}"), inline(*present(context, d))) for d in context.decisions
    ]
    return (
        Paragraph(
            inline(
                "Who and what this paper is about. The present arrangement is the business as usual that "
                "every option is held against."
            )
        ),
        Table("Scope and parties", ("Item", "Entry"), tuple(rows), (35, 65)),
    )


def present(context: Context, decision: DecisionExplanation) -> tuple[Span, ...]:
    """What stands today for a decision: the answer where a question asks it, and what people say of it."""
    question = context.kb.paper.present.get(decision.decision, "")
    answer = context.explanation.case.answers.get(question)
    said = Span(context.blanks.text(Part.PRESENT, decision.decision, "description"), Mark.FILLED)
    if isinstance(answer, str):
        words = Span(f"{decision.wording.value_text(question, answer)} (answer to {question})")
        return (words, Span(". "), said) if said.text else (words,)
    return (context.blank(Part.PRESENT, "description", decision.decision),)
