"""What other answers would do, in; lines out: what a change changes and what stays, and what would change the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.explanation import DecisionExplanation, Wording
from advisor.explanation.comparison import FactChange, PartChange, WhatIf
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.sentences import listed, outcome_words
from advisor.render.lines import paragraph
from advisor.render.outcome_words import STATUS_WORDS
from advisor.render.steps_text import step_lines

MOST_SHOWN = 10
"""Of more smallest sets than this the text shows only so many; the JSON has them all."""


def what_if_lines(found: WhatIf) -> Iterator[str]:
    """What the changed answers change, part by part, and what stays."""
    for change in found.changes:
        yield from paragraph(f"If {change.name} were {change.after} (it is {change.before}):", "")
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
    yield from _fact_lines(part.facts)
    for option in part.options:
        yield from paragraph(
            f"{option.label}: {STATUS_WORDS[option.before]} before, {STATUS_WORDS[option.after]} after",
            "  ",
            "- ",
        )
    for heading, steps, at in (
        ("Now holds", part.fires, part.after),
        ("No longer holds", part.ceases, part.before),
    ):
        if steps and at is not None:
            yield f"  {heading}:"
            for step in steps:
                yield from step_lines(step, at.wording, "    ", 1)
    if part.stays:
        yield from paragraph(f"Stands as before: {listed(part.stays)}.", "  ")


def _fact_lines(facts: Iterable[FactChange]) -> Iterator[str]:
    for fact in facts:
        found = "found by rules" if fact.derived else "given"
        yield from paragraph(f"{fact.label}: {fact.before} before, {fact.after} after ({found})", "  ", "- ")


def outcome_of(part: DecisionExplanation | None) -> str:
    """The outcome of a part with the options that it names, as one phrase."""
    if part is None:
        return "not settled"
    return outcome_words(part.verdict.outcome, [o.label for o in part.recommended()])


def change_to_lines(
    found: ChangeTo, wording: Wording, indent: str = "", most: int = MOST_SHOWN
) -> Iterator[str]:
    """What would make an option the recommendation; `wording` is that of the part in which it would be."""
    yield from step_lines(found.head, wording, indent)
    for changes in found.sets[:most]:
        yield from paragraph("; and ".join(change.step.sentence for change in changes), f"{indent}  ", "- ")
    rest = len(found.sets) - most
    if found.more or rest > 0:
        yield f"{indent}  - and {'others' if found.more else f'{rest} more'} of the same size"
