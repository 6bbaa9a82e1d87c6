"""A case in; sections 7 and 8 out: why the recommended options, and why not the others, each step on somebody's word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.decide import Outcome, Status
from advisor.explanation import DecisionExplanation, Step
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.notes import NoteKind
from advisor.explanation.proof import StepKind
from advisor.explanation.why import why_option
from advisor.explanation.why_not import WhyNot, why_not
from advisor.model.conditions import SettingRef
from advisor.model.options import Policy
from advisor.model.rules import Basis
from advisor.render.outcome_words import outcome_sentence
from advisor.render.paper.context import ANSWER, DEFAULT, ORIGINS, TOOL, Context, cited, several_groups
from advisor.render.paper.document import (
    Block,
    Inline,
    Items,
    Mark,
    Paragraph,
    Span,
    Subheading,
    Table,
    inline,
    joined,
)
from advisor.render.paper.firm import firm_blocks
from advisor.render.paper.path import path_figure
from advisor.render.paper.words import counted, started

SHOWN = 2
"""So many ways to change a result are told in full."""


def why_blocks(context: Context) -> tuple[Block, ...]:
    """Section 7."""
    blocks: list[Block] = []
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        blocks += why(context, decision)
        if decision.verdict.outcome is not Outcome.NOT_APPLICABLE:
            blocks.append(path_figure(context, decision))
        blocks += _statements(context, decision)
    return tuple(blocks) or (Paragraph(inline("No decision was asked.")),)


def why(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """Why the recommended options of a decision, or why there are none."""
    if not decision.verdict.recommended:
        yield Paragraph(inline(outcome_sentence(decision, ids=False)))
        yield from _notes(decision)
        return
    for option in decision.recommended():
        proof = why_option(decision, option.option.key)
        yield Paragraph(inline(proof.sentence))
        rows = tuple(_step_row(context, decision, step) for step in _rules(proof))
        if rows:
            head = ("What was found", "On whose word", "It rests on")
            yield Table(f"Why {option.label}", head, rows, (46, 24, 30), row_heads=False)
    yield from _notes(decision)


def _rules(proof: Step) -> tuple[Step, ...]:
    """Every step of a proof that is not a plain answer, what is settled first, each once."""
    return tuple(dict.fromkeys(s for s in proof.walk() if s is not proof and s.kind is not StepKind.ANSWER))


def _step_row(context: Context, decision: DecisionExplanation, step: Step) -> tuple[Inline, ...]:
    said = inline("Also: " if step.alternative else "", step.sentence, cited(step.statements))
    word: list[Inline] = [inline(origin(step))]
    for setting in step.settings:
        value = decision.wording.setting_text(
            SettingRef(*setting.split(".", 1)) if "." in setting else SettingRef(setting)
        )
        word.append(
            inline(
                f"with {setting} = {value}, ",
                DEFAULT if context.kb.settings[setting].origin != "guidance" else "",
            )
        )
    below = joined((_below(part) for part in step.because), "; ")
    return said, joined(word, "; "), below or inline("–")


def origin(step: Step) -> Span:
    """On whose word a step stands."""
    if step.kind is StepKind.ANSWER:
        return ANSWER
    return ORIGINS[Basis(step.basis)] if step.basis else TOOL


def _below(step: Step) -> Inline:
    if step.kind is StepKind.ANSWER:
        return inline("answer: ", step.sentence)
    return inline("rule ", Span(step.name, Mark.ID)) if step.basis else inline(step.sentence)


def _notes(decision: DecisionExplanation) -> Iterator[Block]:
    if decision.notes:
        yield Paragraph(inline("To be read with this result:"))
        yield Items(
            tuple(
                inline(
                    "Warning: " if n.kind is NoteKind.WARNING else "",
                    n.text,
                    cited(n.statements),
                )
                for n in decision.notes
            )
        )


def _statements(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """The statements on which the recommendation rests, each with its words as we put them and its place."""
    cited_ids = dict.fromkeys(
        s
        for o in decision.recommended()
        for step in why_option(decision, o.option.key).walk()
        for s in step.statements
    )
    words = statement_words(context, decision)
    rows = []
    for statement in cited_ids:
        known = context.kb.statements[statement]
        source = context.kb.sources[known.source]
        day = source.date.partition(";")[0]
        place = inline(Span(source.id, Mark.ID), f", {day}: {known.place}")
        rows.append(
            (
                inline(Span(statement, Mark.ID)),
                inline(words.get(statement, "See its place in the source.")),
                place,
            )
        )
    if rows:
        head = ("Statement", "What it says, in our words", "Where it stands")
        yield Table(f"Statements relied on: {context.label(decision)}", head, tuple(rows), (24, 42, 34))


def statement_words(context: Context, decision: DecisionExplanation) -> Mapping[str, str]:
    """What each statement that stands with an option or a decision says, in the knowledge base's words."""
    fill = decision.wording.fill
    words = {p.statement: fill(p.text) for o in context.kb.options.values() for p in o.points}
    return words | {s: fill(t) for s, t in context.kb.decisions[decision.decision].always.items()}


def why_not_blocks(context: Context) -> tuple[Block, ...]:
    """Section 8."""
    blocks: list[Block] = [
        Paragraph(
            inline(
                "For each option that is not recommended: where it stands, and the smallest changes that would make it "
                "the recommendation, with the answer or figure as it is now. Then, how far the result stands: one answer "
                "is changed at a time, over all that it could be. Both are worked out from the rules and exact. They show "
                "how near each option came, and are no advice to change an answer."
            )
        )
    ]
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        blocks += _others(context, decision)
        blocks += _ahead(context, decision)
        blocks += firm_blocks(context, decision)
        blocks += _open(context, decision)
    return tuple(blocks)


def _others(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    others = [why_not(decision, key) for key in decision.options if key not in decision.verdict.recommended]
    if others:
        yield _others_table(context, decision, others)
    else:
        yield Paragraph(inline("Every option is recommended."))


def _ahead(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """For each of several recommended options, what would make it the only one."""
    recommended = decision.verdict.recommended
    found = [context.changes.get((None, key)) for key in recommended] if len(recommended) > 1 else []
    rows = tuple((inline(c.label), change_words(c)) for c in found if c is not None)
    if rows:
        head = ("Option", "What would make it the only recommendation")
        yield Table(f"What would put one ahead: {context.label(decision)}", head, rows, (28, 72))


def _others_table(context: Context, decision: DecisionExplanation, others: list[WhyNot]) -> Table:
    rows = tuple(
        (inline(o.label), _reason(context, decision, o), _change(context, decision, o)) for o in others
    )
    head = ("Option", "Why not", "What would make it the recommendation")
    return Table(f"Why not the others: {context.label(decision)}", head, rows, (22, 36, 42))


def _reason(context: Context, decision: DecisionExplanation, other: WhyNot) -> Inline:
    """Where an option stands, on what rule that rests, and what it falls short by; section 9 has what was weighed."""
    weighed = (
        context.kb.decisions[decision.decision].policy is Policy.WEIGHTED
        and other.status is not Status.RULED_OUT
    )
    behind = () if weighed else (s for s in other.head.because if s.kind is StepKind.RULE)
    rules = [inline(s.sentence, " (", origin(s), cited(s.statements), ")") for s in behind]
    short = [inline(started(step.sentence), ".") for step in (other.sets[0] if other.sets else ())]
    sentence = started(other.head.sentence.removeprefix(f"{other.label} is "))
    return joined([inline(sentence), *rules, *short], " ")


def _change(context: Context, decision: DecisionExplanation, other: WhyNot) -> Inline:
    """The smallest changes of answers; an option that does not span all groups is for each of them to judge."""
    change = context.changes.get((None, other.option))
    if change is not None:
        return change_words(change)
    return inline("It is judged for each alone; see annex C" if several_groups(decision) else "–")


def change_words(change: ChangeTo) -> Inline:
    """The smallest sets of changes that make an option the recommendation, or why none can."""
    if not change.sets:
        return inline(change.head.sentence)
    sets = [joined((inline(c.step.sentence) for c in changed), "; and ") for changed in change.sets]
    beside = inline(" (it would then be one of several)") if change.beside else ()
    return inline("If ", _ways(sets, more=change.more), beside)


def _ways(ways: list[Inline], *, more: bool) -> Inline:
    """The first few of several ways, and how many others there are."""
    rest = len(ways) - SHOWN
    others = f"; or in {counted(rest, 'other way')} as small" if rest > 0 else ""
    return inline(joined(ways[:SHOWN], "; or if "), others, " and more" if more else "")


def _open(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """What could still change the result, or put one of several ahead."""
    if decision.open_questions:
        yield Paragraph(inline("These answers are not known and could still change the result:"))
        yield Items(tuple(inline(asked) for asked in open_words(decision)))
    if decision.open_preferences and decision.verdict.outcome is Outcome.SEVERAL:
        yield Paragraph(inline("These answers could put one of the options that hold ahead:"))
        asks = ((q, context.kb.questions[q].ask) for q in decision.open_preferences)
        yield Items(tuple(inline(f"{decision.wording.fill(ask)} ({q})") for q, ask in asks))


def open_words(decision: DecisionExplanation) -> tuple[str, ...]:
    """Each question whose answer could still change a result, with the items of it that are open."""
    questions, wording = decision.wording.kb.questions, decision.wording
    said = []
    for question in decision.open_questions:
        items = [i.split(".", 1)[1] for i in decision.open_items if i.split(".", 1)[0] == question]
        labels = "; ".join(
            wording.fill(questions[question].items[i]) for i in items if i in questions[question].items
        )
        ask = f"{wording.fill(questions[question].ask)} ({question})"
        said.append(f"{ask} In particular: {labels}." if labels else ask)
    return tuple(said)
