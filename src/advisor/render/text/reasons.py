"""Why an option is recommended, or why it is not, in; lines out, with the smallest sets of conditions that fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisor.explanation import Step
from advisor.explanation.proof import StepKind
from advisor.explanation.why_not import WhyNot
from advisor.explanation.wording import Wording
from advisor.render.text.steps import step_lines


def reason_lines(found: Step | WhyNot, wording: Wording, indent: str, depth: int) -> Iterator[str]:
    """Why an option is recommended; why it is not, with the smallest sets of conditions that fail."""
    yield from step_lines(found if isinstance(found, Step) else found.head, wording, indent, depth)
    yield from set_lines(() if isinstance(found, Step) else found.sets, wording, indent)


def set_lines(sets: Sequence[Sequence[Step]], wording: Wording, indent: str) -> Iterator[str]:
    """The smallest sets of conditions that fail, under a heading that says on what each set does."""
    for position, conditions in enumerate(sets):
        if position:
            yield f"{indent}  Or:"
        else:
            yield f"{indent}  {_set_heading(sets)}"
        mixed = len({step.kind for step in conditions}) > 1
        for step in conditions:
            bars = mixed and step.kind is StepKind.BARS
            shown = replace(step, sentence=f"{BARS}{step.sentence}") if bars else step
            yield from step_lines(shown, wording, f"{indent}    ", 1)


BARS = "rules it out: "
_FAILING = {
    StepKind.SHORT: "What fails",
    StepKind.BARS: "What rules it out",
    StepKind.OPEN: "What is not known",
}


def _set_heading(sets: Sequence[Sequence[Step]]) -> str:
    kinds = {step.kind for conditions in sets for step in conditions}
    what = _FAILING[kinds.pop()] if len(kinds) == 1 else "What stands in the way"
    ways = "" if len(sets) == 1 else f", in one of {len(sets)} ways"
    return f"{what}{ways}:" if len(sets[0]) == 1 else f"{what}{ways}, each of these:"
