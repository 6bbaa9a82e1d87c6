"""Steps of an explanation in; lines out: each sentence with its authority and its rule's place, nested as it rests."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation import Step, Wording
from advisor.explanation.proof import StepKind
from advisor.model.conditions import SettingRef
from advisor.render.text.lines import paragraph

BASIS_WORDS = {
    "guidance": "guidance",
    "inferred": "inferred from the guidance",
    "tool": "a reading of this tool",
}
EVERYTHING = 1_000


def step_lines(step: Step, wording: Wording, indent: str, depth: int = EVERYTHING) -> Iterator[str]:
    """A step and, down to `depth` levels, what it rests on."""
    also = "Also: " if step.alternative else ""
    yield from paragraph(f"{also}{step.sentence}{authority(step, wording)}", indent, "- ")
    if depth > 1:
        for below in step.because:
            yield from step_lines(below, wording, f"{indent}  ", depth - 1)


def authority(step: Step, wording: Wording) -> str:
    """What a step counts, and on whose authority it stands: basis, statements, settings used, rule and its place.

    Empty for an answer.
    """
    said = [step.weighs] if step.weighs else []
    said += [BASIS_WORDS[step.basis]] if step.basis else []
    said += [", ".join(step.statements)] if step.statements else []
    # What a point counts says which weight it is.
    settings = (s for s in step.settings if f" {s}." not in step.weighs)
    said += [wording.setting_in_force(SettingRef(setting)) for setting in settings]
    if step.place:
        said.append(f"rule {step.name}, {step.place}" if step.kind is StepKind.RULE else step.place)
    return f" [{'; '.join(said)}]" if said else ""
