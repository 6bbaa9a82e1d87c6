"""A case in; annex C out: for a decision judged for each group of a table, one row for each and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import listed
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.render.outcome_words import STATUS_WORDS, outcome_sentence
from advisor.render.paper.answers import group_blocks
from advisor.render.paper.context import Context, cited, several_groups
from advisor.render.paper.document import (
    Block,
    Inline,
    PageBreak,
    Paragraph,
    Subheading,
    Table,
    inline,
    joined,
)
from advisor.render.paper.firm import GRADES, firm_blocks
from advisor.render.paper.reasons import change_words


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
            "then a page for each.",
            _left_out(context, decision),
        )
    )
    yield group_summary(context, decision)
    per_group = context.kb.decisions[decision.decision].per_group
    table = next((t for q, t in context.tables() if per_group is not None and q == per_group.table), None)
    for name, part in decision.groups.items():
        yield PageBreak()
        yield Subheading(name)
        yield Paragraph(inline(outcome_sentence(part, ids=False)))
        if table is not None and per_group is not None:
            yield from group_blocks(context, per_group.table, table.of_group(name), name)
        yield _group_options(context, part, name)
        yield from firm_blocks(context, decision, name)


def _left_out(context: Context, decision: DecisionExplanation) -> str:
    """What was not worked out, because there are too many groups; the program says it of one at a time."""
    firm = any(group is not None for _, group in context.firmness)
    changed = any(group is not None for group, _ in context.changes)
    missing = [
        words
        for words, there in (
            ("how firm each result is", firm),
            ("the smallest change of answers that would recommend each option", changed),
        )
        if not there
    ]
    if not missing:
        return ""
    return (
        f" For so many this paper does not work out {listed(missing, 'or')}; "
        "“advisor explain” does, for a case with the rows of one."
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
            inline(outcome_sentence(part, ids=False)),
            inline(_grade(context, decision, name)),
            _first_reason(part),
        )
        for name, part in decision.groups.items()
    )
    head = (columns.group.capitalize(), f"How many {columns.member}s", "Result", "How firm", "Why")
    return Table(f"All results: {context.label(decision)}", head, rows, (18, 14, 25, 13, 30))


def _grade(context: Context, decision: DecisionExplanation, group: str) -> str:
    found = context.firmness.get((decision.decision, group))
    return GRADES[found.grade] if found else "–"


def _first_reason(part: DecisionExplanation) -> Inline:
    """Why a group has its result, in one sentence: the first rule behind it, or what is not known."""
    if part.open_questions:
        asked = (part.wording.fill(part.wording.kb.questions[q].label) for q in part.open_questions)
        return inline(f"Not known: {'; '.join(asked)}.")
    if not part.verdict.recommended:
        return inline(part.notes[0].text if part.notes else "–")
    proof = why_option(part, part.verdict.recommended[0])
    rules = [s for s in proof.because if s.basis]
    return inline(rules[0].sentence, cited(rules[0].statements)) if rules else inline(proof.sentence)


def _group_options(context: Context, part: DecisionExplanation, name: str) -> Table:
    rows = tuple(
        (
            inline(option.label),
            inline(STATUS_WORDS[option.status].capitalize()),
            _because(part, key) if key in part.verdict.recommended else _otherwise(context, part, key, name),
        )
        for key, option in part.options.items()
    )
    head = ("Option", "Stands", "Why, or what would have to be otherwise")
    return Table(f"Options for {name}", head, rows, (26, 18, 56))


def _because(part: DecisionExplanation, key: str) -> Inline:
    proof = why_option(part, key)
    rules = [inline(s.sentence, cited(s.statements)) for s in proof.because if s.basis]
    return joined(rules, " ") or inline(proof.sentence)


def _otherwise(context: Context, part: DecisionExplanation, key: str, name: str) -> Inline:
    """What an option falls short by, and the smallest change of answers that would recommend it where it was worked out."""
    other = why_not(part, key)
    sets = [joined((inline(s.sentence) for s in steps), ", and ") for steps in other.sets[:2]]
    short = inline(joined(sets, "; or "), ".") if sets else inline(other.head.sentence)
    change = context.changes.get((name, key))
    if change is None:
        return short
    return inline(
        short, " What would make it the recommendation: " if change.sets else " ", change_words(change)
    )
