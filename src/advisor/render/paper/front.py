"""A case in; the sections before the findings out: cover, purpose, status, scope."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Outcome, Status
from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import listed
from advisor.model.blanks import ONCE, Part, plural_field
from advisor.render.outcome_words import nothing_counted
from advisor.render.paper.context import (
    CASE,
    DEFAULT,
    GUIDANCE,
    INFERRED,
    PROFILE,
    TO_FILL,
    TOOL,
    Context,
    several_groups,
)
from advisor.render.paper.document import Block, Items, Paragraph, Table
from advisor.render.paper.spans import Inline, Mark, Span, inline, joined
from advisor.render.paper.words import day_words

GROUP_WORDS = {
    Outcome.ONE: "with one recommendation",
    Outcome.SEVERAL: "with several options that hold",
    Outcome.NONE: "with no option that fits",
    Outcome.UNDECIDED: "undecided",
    Outcome.NOT_APPLICABLE: "for which the decision does not arise",
}


FEW = 3
"""For so many groups a resolution names each; of more, annex C has them."""


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
    said = (
        "The title and the date come from the case or from whoever made the paper, the version from the program. "
        "Everything else on the cover is for the secretary."
    )
    return (Paragraph(inline(said)), Table("Cover", ("Item", "Entry"), tuple(rows), (35, 65)))


def version_text(context: Context) -> str:
    """What made the paper: the program, the knowledge base and the profile."""
    kb, profile = context.kb, context.profile
    made = f"advisor {context.version}; {kb.name} {kb.version}"
    return f"{made}; profile {profile.id} as at {day_words(profile.as_at)}"


def purpose_blocks(context: Context) -> tuple[Block, ...]:
    """Section 2."""
    return (
        Paragraph(inline(purpose_sentence(context))),
        Paragraph(inline("The body is asked to:")),
        Items(tuple(inline(text) for text in resolutions(context)), ordered=True),
    )


def purpose_sentence(context: Context) -> str:
    """What the paper is for, in one sentence."""
    asked = [d.wording.fill(context.kb.decisions[d.decision].asks) for d in context.decisions]
    if not asked:
        return "The answers touch no decision, so there is nothing to decide yet."
    if len(asked) == 1:
        return f"This paper helps to decide {asked[0]}."
    return f"This paper helps to decide: {'; '.join(asked[:-1])}; and {asked[-1]}."


def resolutions(context: Context) -> tuple[str, ...]:
    """What the body is asked to resolve, each as a sentence that can be minuted."""
    found = ["Note that this is decision support, and what it rests on."]
    for decision in context.decisions:
        found.extend(_resolution(context, decision))
    found.append(
        "Ask the officers to be named in section 20 for what is still to be done before a decision is lawful."
    )
    return tuple(found)


def _resolution(context: Context, decision: DecisionExplanation) -> Iterator[str]:
    about = f"“{context.label(decision)}”"
    if not several_groups(decision):
        yield _asked(decision, about)
        return
    if not decision.verdict.see_groups and decision.verdict.outcome is not Outcome.NOT_APPLICABLE:
        yield _asked(decision, f"{about} as a whole")
    group = context.group_name(decision)
    if len(decision.groups) > FEW:
        some = any(part.verdict.recommended for part in decision.groups.values())
        asked = "Support what annex C recommends" if some else "Note what annex C has"
        yield f"{asked} for {about}, for each {group}: {groups_in_words(decision)}."
        return
    for name, part in decision.groups.items():
        yield _asked(part, f"{name} ({about})")


def _asked(part: DecisionExplanation, about: str) -> str:
    """What the body is asked to resolve on one result."""
    labels = [o.label for o in part.recommended()]
    match part.verdict.outcome:
        case Outcome.ONE:
            partly = part.recommended()[0].status is Status.PARTLY_MET
            return f"Support “{labels[0]}”{', which fits only in part,' if partly else ''} for {about}."
        case Outcome.SEVERAL:
            return f"Choose for {about} between {listed(f'“{label}”' for label in labels)}."
        case Outcome.NONE if nothing_counted(part):
            return (
                f"Note that for {about} no answer counts for or against any option, so none is recommended."
            )
        case Outcome.NONE:
            return f"Note that for {about} no option fits the answers given."
        case Outcome.UNDECIDED:
            return f"Note that for {about} the result is undecided, and ask for the answers that section 20 lists."
        case Outcome.NOT_APPLICABLE:
            return f"Note that for {about} there is nothing to decide."


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
                ": a setting, such as a limit, that no source lays down and this tool assumes. ",
                PROFILE,
                ": such a setting, as it is assumed for the time in whose words this paper is written (section 13). ",
                CASE,
                ": such a setting, as whoever made this case chose it. ",
                TOOL,
                ": ours alone. What people said is given as their answer. What only people can say is left blank for them.",
            )
        ),
    )


def scope_blocks(context: Context) -> tuple[Block, ...]:
    """Section 4."""
    rows: list[tuple[Inline, ...]] = []
    named: set[str] = set()
    for question, table in context.tables():
        columns = context.kb.questions[question].columns
        assert columns is not None
        members = sorted({row.member for row in table.rows})
        rows.append((inline(f"Each {columns.member} named"), inline("; ".join(members))))
        rows.append((inline(f"Each {columns.group} named"), inline("; ".join(table.groups()))))
        named |= {plural_field(columns.member), plural_field(columns.group)}
    decisions = (inline(context.label(d), " (", Span(d.decision, Mark.ID), ")") for d in context.decisions)
    rows.append((inline("Decisions asked"), joined(decisions, "; ") or inline("None")))
    for name, label in context.form(Part.SCOPE).fields.items():
        said = context.blank(Part.SCOPE, name, ONCE)
        if name not in named or said.mark is Mark.FILLED:
            rows.append((inline(label), inline(said)))
    rows += [
        (inline(f"Stands today: {context.label(d)}"), inline(*present(context, d))) for d in context.decisions
    ]
    weighed = [f"“{context.label(d)}”" for d in context.decisions if d.decision in context.kb.paper.present]
    apart = (
        f", except for {listed(weighed)}, where an answer says what it is and may be counted"
        if weighed
        else ""
    )
    return (
        Paragraph(
            inline(
                "Who and what this paper is about. The present arrangement is the business as usual, for people to "
                f"compare the options with; the program does not weigh it{apart}."
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
        words = Span(f"{decision.wording.value_text(question, answer)} (as answered in section 5)")
        return (words, Span(". "), said) if said.text else (words,)
    return (context.blank(Part.PRESENT, "description", decision.decision),)
