"""How firm a result is, and what separates two options, in; lines out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.explanation import Wording
from advisor.explanation.contrast import Contrast
from advisor.explanation.firmness import Firmness, Range
from advisor.explanation.other_answers import result_stands_whatever
from advisor.model.conditions import SettingRef
from advisor.render.text.lines import paragraph
from advisor.render.text.steps import step_lines
from advisor.render.text.what_if import change_to_lines

INDENT = "  "


def firmness_lines(found: Firmness, wording: Wording) -> Iterator[str]:
    """The one line on top, then every range."""
    yield from paragraph(found.head.sentence)
    yield from range_lines(found, wording)


def range_lines(found: Firmness, wording: Wording) -> Iterator[str]:
    """Every range that has an end, with what is beyond it, and then what may be anything."""
    for step in found.weights:
        yield from step_lines(step, wording, INDENT)
    for alike in _alike((*found.answers, *found.settings, *found.unknown)):
        yield from _range_lines(alike)
    for said in stands_whatever(found, wording):
        yield from paragraph(said, INDENT, "- ")


def stands_whatever(found: Firmness, wording: Wording) -> Iterator[str]:
    """What may be anything: the answers, and the settings that are read, each with its value and whose it is."""
    answers = [r.label for r in found.answers if r.anything]
    settings = [wording.setting_in_force(SettingRef.named(r.name)) for r in found.settings if r.anything]
    for what, free in (("Answers", answers), ("Settings", settings)):
        if free:
            yield result_stands_whatever(what, free)


def _alike(ranges: Sequence[Range]) -> list[list[Range]]:
    """Ranges with something that turns the result; what is not known and would do the same, together."""
    found: dict[tuple[str, ...], list[Range]] = {}
    for r in ranges:
        if r.turns:
            key = (r.name,) if r.stands else (r.now, *(turn.step.sentence for turn in r.turns))
            found.setdefault(key, []).append(r)
    return list(found.values())


def _range_lines(ranges: Sequence[Range]) -> Iterator[str]:
    for r in ranges:
        yield from paragraph(r.step.sentence, INDENT, "- ")
    for turn in ranges[0].turns:
        yield from paragraph(turn.step.sentence, 2 * INDENT, "- ")


def contrast_lines(found: Contrast, wording: Wording) -> Iterator[str]:
    """Why one option rather than another: only what separates the two."""
    if found.group is not None:
        yield from paragraph(f"For {found.group}:")
    yield from step_lines(found.head, wording, "")
    rival = wording.fill(wording.kb.options[found.rival].label)
    for position, conditions in enumerate(found.lacks):
        yield f"  {'Or:' if position else f'What {rival} lacks:'}"
        for step in conditions:
            yield from step_lines(step, wording, "    ", 1)
    if found.points:
        yield "  What weighs for one of the two more than for the other:"
    for step in found.points:
        yield from step_lines(step, wording, "    ", 2)
    if found.enough is not None:
        yield from step_lines(found.enough, wording, "  ")
    yield from change_to_lines(found.change, wording, "  ")
