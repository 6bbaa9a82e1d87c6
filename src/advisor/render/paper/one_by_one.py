"""A case in; annex C out: for a decision judged for each group of a table, one row for each and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation, Step
from advisor.explanation.notes import Note, NoteKind
from advisor.explanation.parts import options_of_part
from advisor.explanation.sentences import listed
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.render.outcome_words import outcome_sentence, standing_words
from advisor.render.paper.answers import group_blocks
from advisor.render.paper.context import ORIGINS, TOOL, Context, cited, several_groups
from advisor.render.paper.document import Block, PageBreak, Paragraph, Subheading, Table
from advisor.render.paper.firm import GRADES, firm_blocks
from advisor.render.paper.others import change_words, falls_short, other_ways, standing_sentence
from advisor.render.paper.reasons import note_origin, notes_blocks, origin
from advisor.render.paper.spans import Inline, inline, joined
from advisor.render.paper.words import started


def group_annex(context: Context) -> tuple[Block, ...]:
    """Annex C: one summary of all groups, and a page for each. Empty where no decision is judged for several."""
    blocks: list[Block] = []
    for decision in context.decisions:
        if several_groups(decision):
            blocks += _groups(context, decision)
    return tuple(blocks)


def _groups(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    yield Paragraph(
        inline(
            f"{context.label(decision)}: the result for each of the {len(decision.groups)} named, and "
            "then a page for each. Options that span them all are judged in sections 6 and 8.",
            _left_out(context),
        )
    )
    yield group_summary(context, decision)
    per_group = context.kb.decisions[decision.decision].per_group
    table = next((t for q, t in context.tables() if per_group is not None and q == per_group.table), None)
    for name, part in decision.groups.items():
        yield PageBreak()
        yield Subheading(name)
        yield Paragraph(inline(outcome_sentence(part, ids=False), _what_behind(part)))
        if table is not None and per_group is not None:
            yield from group_blocks(context, per_group.table, table.of_group(name), name)
        if part.verdict.outcome is not Outcome.NOT_APPLICABLE:
            yield _group_options(decision, part, name)
            yield from notes_blocks(context, own_notes(decision, part))
    yield from _firmness(context, decision)


def own_notes(decision: DecisionExplanation, part: DecisionExplanation) -> list[Note]:
    """What is noted of a group and not of the whole, for which section 7 has it; what is missing stands with its options."""
    known = {note.text for note in decision.notes}
    return [note for note in part.notes if note.text not in known and note.kind is not NoteKind.SILENT]


def _what_behind(part: DecisionExplanation) -> Inline:
    """What is not known where a group is undecided, and what is noted where the decision does not arise for it."""
    silent = part.verdict.outcome is Outcome.NOT_APPLICABLE and part.notes
    return inline(" ", first_reason(part)) if silent or part.open_questions else ()


def _firmness(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """After the pages: what would change each result, where it was worked out, and how far it stands."""
    groups = [name for name in decision.groups if (decision.decision, name) in context.firmness]
    if groups:
        yield PageBreak()
        yield Subheading("How far each result stands")
    for name in groups:
        part = decision.groups[name]
        changes = {key: context.changes.get((name, key)) for key in part.options}
        rows = tuple((inline(c.label), change_words(c)) for c in changes.values() if c is not None)
        yield Subheading(name, 2)
        if rows:
            head = ("Option", "What would make it the only recommendation")
            yield Table(f"What would change the result: {name}", head, rows, (28, 72))
            yield from other_ways(name, changes.values())
        yield from firm_blocks(context, decision, name, ranges=bool(rows))


def _left_out(context: Context) -> str:
    """What was not worked out, because there are too many groups; the program says it of one at a time."""
    firm = any(group is not None for _, group in context.firmness)
    changed = any(group is not None for group, _ in context.changes)
    missing = [
        words
        for words, there in (
            ("how firm each result is", firm),
            ("the ranges and changes of answers that would turn each", changed),
        )
        if not there
    ]
    if not missing:
        return ""
    return (
        f" With so many, this paper leaves out {listed(missing)}; “advisor explain” gives them for a case that has "
        "the rows of one."
    )


def group_summary(context: Context, decision: DecisionExplanation) -> Table:
    """One row for each group: how many members, what came out and why."""
    per_group = context.kb.decisions[decision.decision].per_group
    columns = context.kb.questions[per_group.table].columns if per_group else None
    assert columns is not None
    assert per_group is not None
    rows_of = dict(context.tables())[per_group.table]
    rows = tuple(
        (
            inline(name),
            inline(str(len(rows_of.of_group(name).rows))),
            inline(started(part.outcome_words())),
            inline(_grade(context, decision, name)),
            first_reason(part),
        )
        for name, part in decision.groups.items()
    )
    head = (columns.group.capitalize(), f"How many {columns.member}s", "Result", "How firm", "Why")
    return Table(f"All results: {context.label(decision)}", head, rows, (16, 19, 20, 14, 31))


def _grade(context: Context, decision: DecisionExplanation, group: str) -> str:
    found = context.firmness.get((decision.decision, group))
    return GRADES[found.grade] if found else "–"


def first_reason(part: DecisionExplanation, *, cites: bool = True) -> Inline:
    """Why a group has its result, in one sentence: the first rule behind it, or what is not known."""
    if part.open_questions:
        asked = (part.wording.fill(part.wording.kb.questions[q].label) for q in part.open_questions)
        return inline(f"Not known: {'; '.join(asked)}.")
    if not part.verdict.recommended:
        if not part.notes or not cites:
            return inline(part.notes[0].text if part.notes else "–")
        note = part.notes[0]
        return inline(note.text, *(note_origin(part.wording.kb, note) or (" ", TOOL)), cited(note.statements))
    proof = why_option(part, part.verdict.recommended[0])
    rules = [s for s in proof.because if s.basis]
    if not rules:
        return inline(proof.sentence)
    return _with_origin(rules[0]) if cites else inline(rules[0].sentence)


def _with_origin(step: Step) -> Inline:
    """What a rule says, on whose word, and the statements behind it."""
    return inline(step.sentence, " (", origin(step), cited(step.statements), ")")


def _group_options(decision: DecisionExplanation, part: DecisionExplanation, name: str) -> Table:
    """Every option that one group may be recommended; one that spans them all stands here only where it is."""
    spanning = options_of_part(decision, None)
    rows = tuple(
        (
            inline(option.label),
            inline(standing_words(part, key).capitalize()),
            _because(part, key) if key in part.verdict.recommended else _otherwise(part, key),
        )
        for key, option in part.options.items()
        if key not in spanning or key in part.verdict.recommended or key in part.verdict.contenders
    )
    head = ("Option", "Stands", "Why, or what would have to be otherwise")
    # A page ends below it: one row alone would make another.
    return Table(f"Options for {name}", head, rows, (26, 18, 56), together=len(rows))


def _because(part: DecisionExplanation, key: str) -> Inline:
    proof = why_option(part, key)
    rules = (_with_origin(step) for step in proof.because if step.basis)
    return joined(rules, " ") or inline(proof.sentence)


def _otherwise(part: DecisionExplanation, key: str) -> Inline:
    """What an option falls short by."""
    other = why_not(part, key)
    short = falls_short(other)
    whose = inline(" (its conditions: ", ORIGINS[part.options[key].basis], ")")
    return inline(short, whose) if short else inline(standing_sentence(part, other))
