"""A case in; section 7 out: why the recommended options, each step on somebody's word, and the statements behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation, Step
from advisor.explanation.notes import Note, NoteKind
from advisor.explanation.proof import StepKind
from advisor.explanation.sentences import has_state, listed
from advisor.explanation.why import why_option
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import Basis, Concludes
from advisor.model.texts import placeholders
from advisor.render.paper.context import (
    ANSWER,
    GUIDANCE,
    ORIGINS,
    TOOL,
    Context,
    cited,
    result_sentence,
    setting_origin,
)
from advisor.render.paper.document import Block, Items, Paragraph, Subheading, Table
from advisor.render.paper.path import path_figure
from advisor.render.paper.settings import setting_label
from advisor.render.paper.spans import Inline, Mark, Span, inline, joined
from advisor.render.paper.words import day_words


def why_blocks(context: Context) -> tuple[Block, ...]:
    """Section 7."""
    blocks: list[Block] = []
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        blocks += _other_words(context, decision)
        blocks += why(context, decision)
        if decision.verdict.outcome is not Outcome.NOT_APPLICABLE:
            blocks.append(path_figure(context, decision))
        blocks += _statements(context, decision)
    return tuple(blocks) or (Paragraph(inline("No decision was asked.")),)


def _other_words(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """That some words of this section are the profile's and not those of the sources, where the texts shown hold such."""
    proofs = [why_option(decision, o.option.key) for o in decision.recommended()]
    steps = [step for proof in proofs for step in proof.walk()]
    words = _templates(context, decision)
    texts = [words.get(s, "") for step in steps for s in step.statements]
    texts += [context.kb.rules[step.name].because for step in steps if step.basis]
    used = {name for text in texts for name in placeholders(text)}
    terms = (t for name, t in context.profile.terms.items() if name in used and t.word != t.source)
    said = listed(f"“{t.word}” for “{t.source}”" for t in terms)
    if said:
        yield Paragraph(inline(f"Here the profile's words stand for the source's: {said} (section 13)."))


def why(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """Why the recommended options of a decision, or why there are none."""
    if not decision.verdict.recommended:
        yield Paragraph(inline(result_sentence(context, decision)))
        yield from notes_blocks(context, decision.notes)
        return
    for option in decision.recommended():
        proof = why_option(decision, option.option.key)
        yield Paragraph(inline(proof.sentence))
        rows = tuple(_step_row(context, decision, step) for step in _rules(proof))
        if rows:
            head = ("What was found", "On whose word", "The answers and rules behind it")
            yield Table(f"Why {option.label}", head, rows, (42, 30, 28), row_heads=False)
    yield from notes_blocks(context, decision.notes)


def _rules(proof: Step) -> tuple[Step, ...]:
    """Every step of a proof that is not a plain answer, what is settled first, each once."""
    return tuple(dict.fromkeys(s for s in proof.walk() if s is not proof and s.kind is not StepKind.ANSWER))


def _step_row(context: Context, decision: DecisionExplanation, step: Step) -> tuple[Inline, ...]:
    said = inline("Also: " if step.alternative else "", step.sentence, cited(step.statements))
    word: list[Inline] = [inline(origin(step))]
    for setting in step.settings:
        reference = SettingRef.named(setting)
        value = decision.wording.setting_text(reference)
        whose = setting_origin(context, setting)
        word.append(inline(f"{setting_label(context, setting)}: {value}, ", whose))
    below = joined((_below(decision, part) for part in step.because), "; ")
    return said, joined(word, "; "), below or inline("–")


def origin(step: Step) -> Span:
    """On whose word a step stands."""
    if step.kind is StepKind.ANSWER:
        return ANSWER
    return ORIGINS[Basis(step.basis)] if step.basis else TOOL


def _below(decision: DecisionExplanation, step: Step) -> Inline:
    """What a step rests on: an answer as it is, and of a rule what it found, which has its own row."""
    if step.kind is StepKind.ANSWER or not step.basis:
        return inline(step.sentence)
    rule = inline("rule ", Span(step.name, Mark.ID))
    match decision.wording.kb.rules[step.name].conclusion:
        case Concludes(concept, value):
            wording = decision.wording
            return inline(
                has_state(wording.label(concept), wording.value_text(concept, value)), " (", rule, ")"
            )
        case _:
            return rule


def notes_blocks(context: Context, notes: Sequence[Note]) -> Iterator[Block]:
    """What is to be read with a result, each on somebody's word; nothing where there is none."""
    if notes:
        yield Paragraph(inline("To be read with this result:"))
        yield Items(
            tuple(
                inline(
                    "Warning: " if n.kind is NoteKind.WARNING else "",
                    n.text,
                    *note_origin(context.kb, n),
                    cited(n.statements),
                )
                for n in notes
            )
        )


def note_origin(kb: KnowledgeBase, note: Note) -> tuple[str | Span, ...]:
    """On whose word a note stands: its rule's, or the guidance's where the source says it of the whole decision."""
    if note.kind is NoteKind.ALWAYS:
        return " ", GUIDANCE
    return (" ", ORIGINS[kb.rules[note.rule].basis]) if note.rule else ()


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
        day = day_words(source.date.partition(";")[0]).replace("not printed", "no date printed")
        rows.append(
            (
                inline(Span(statement, Mark.ID)),
                inline(words.get(statement, "See its place in the source.")),
                inline(f"{source.title.partition('. ')[0]} ({day}): {known.place}"),
            )
        )
    if rows:
        head = ("Statement", "What it says, in our words", "Where it stands")
        yield Table(f"Statements relied on: {context.label(decision)}", head, tuple(rows), (24, 42, 34))


def statement_words(context: Context, decision: DecisionExplanation) -> Mapping[str, str]:
    """What each statement that stands with an option or a decision says, in the knowledge base's words."""
    return {s: decision.wording.fill(t) for s, t in _templates(context, decision).items()}


def _templates(context: Context, decision: DecisionExplanation) -> Mapping[str, str]:
    """The same with the placeholders still in it."""
    words = {p.statement: p.text for o in context.kb.options.values() for p in o.points}
    return words | dict(context.kb.decisions[decision.decision].always)
