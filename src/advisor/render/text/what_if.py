"""What other answers would do, in; lines out: what a change changes and what stays, and what would change the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.explanation import DecisionExplanation, Step, Wording
from advisor.explanation.asked import asked_label
from advisor.explanation.comparison import FactChange, OptionChange, PartChange, WhatIf
from advisor.explanation.counterfactual import MOST_TOLD, ChangeTo
from advisor.explanation.other_answers import supposed
from advisor.explanation.proof import StepKind
from advisor.explanation.sentences import listed, worked_out_from
from advisor.render.outcome_words import standing_words
from advisor.render.text.lines import paragraph
from advisor.render.text.steps import step_lines


def what_if_lines(found: WhatIf) -> Iterator[str]:
    """What the changed answers change, part by part, and what stays."""
    yield from paragraph(supposed([change.sentence for change in found.changes]))
    for part in found.parts:
        yield ""
        yield from _part_change(part)


def _part_change(part: PartChange) -> Iterator[str]:
    shown = part.after or part.before
    assert shown is not None
    name = shown.wording.fill(shown.wording.kb.decisions[part.decision].label)
    yield from paragraph(f"{name}{f', for {part.group}' if part.group else ''}")
    if part.same_result:
        yield from paragraph(f"The result stays: {outcome_of(part.after)}.", "  ")
    else:
        yield from paragraph(f"The result changes from: {outcome_of(part.before)}", "  ")
        yield from paragraph(f"to: {outcome_of(part.after)}", "                      ")
    yield from _fact_lines(part.facts, shown.wording)
    for option in part.options:
        yield from paragraph(f"{option.label}: {_option_change(part, option)}", "  ", "- ")
    for heading, steps, at in (
        ("Now holds", part.fires, part.after),
        ("No longer holds", part.ceases, part.before),
    ):
        if steps and at is not None:
            yield f"  {heading}:"
            for step in steps:
                yield from step_lines(step, at.wording, "    ", 1)
    if part.stays:
        yield from paragraph(f"The standing of these is as before: {listed(part.stays)}.", "  ")


def _option_change(part: PartChange, option: OptionChange) -> str:
    said = []
    if option.before is not option.after:
        stands = (standing_words(at, option.option) for at in (part.before, part.after) if at is not None)
        said.append(f"{' before, '.join(stands)} after")
    if option.balances is not None:
        said.append("a balance of {} before, {} after".format(*option.balances))
    return "; ".join(said)


def _fact_lines(facts: Iterable[FactChange], wording: Wording) -> Iterator[str]:
    for fact in facts:
        measure = wording.kb.measures.get(fact.attribute)
        found = "answered" if measure is None else worked_out_from(asked_label(measure.table, wording))
        found = "found by rules" if fact.derived else found
        yield from paragraph(f"{fact.label}: {fact.before} before, {fact.after} after ({found})", "  ", "- ")


def outcome_of(part: DecisionExplanation | None) -> str:
    """The outcome of a part with the options that it names, as one phrase."""
    if part is None:
        return "not settled"
    return part.outcome_words()


def change_to_lines(
    found: ChangeTo, wording: Wording, indent: str = "", most: int = MOST_TOLD
) -> Iterator[str]:
    """What would make an option the recommendation; `wording` is that of the part in which it would be."""
    yield from _change_head(found.head, wording, indent)
    for changes in found.sets[:most]:
        yield from paragraph("; and ".join(change.step.sentence for change in changes), f"{indent}  ", "- ")
    rest = found.count - most
    if found.more or rest > 0:
        yield f"{indent}  - and {'others' if found.more else f'{rest} more'} of the same size"
    if found.sets:
        for reason in found.head.because:
            yield from _change_head(reason, wording, f"{indent}  ")


def _change_head(head: Step, wording: Wording, indent: str) -> Iterator[str]:
    """A sentence and, where it says that no change can, the answers that stay: figures and rivals stand in it already."""
    yield from step_lines(head, wording, indent, 1)
    for reason in head.because:
        if reason.kind is StepKind.ANSWER and reason.name not in wording.kb.measures:
            yield from step_lines(reason, wording, f"{indent}  ")
