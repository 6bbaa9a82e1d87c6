"""Steps of an explanation in; lines out: each sentence with its authority and its rule's place, nested as it rests."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation import Step, Wording
from advisor.explanation.proof import StepKind
from advisor.model.conditions import SettingRef
from advisor.render.lines import paragraph

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
    """On whose authority a step stands: basis, statements, settings used, rule and its place; empty for an answer."""
    said = [BASIS_WORDS[step.basis]] if step.basis else []
    said += [", ".join(step.statements)] if step.statements else []
    said += [_setting(setting, wording) for setting in step.settings]
    if step.place:
        said.append(f"rule {step.name}, {step.place}" if step.kind is StepKind.RULE else step.place)
    return f" [{'; '.join(said)}]" if said else ""


def _setting(setting: str, wording: Wording) -> str:
    origin = wording.kb.settings[setting].origin
    return f"{origin} {setting} = {wording.setting_text(SettingRef(setting))}"
