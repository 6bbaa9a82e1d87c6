"""A case in; the settings that its rules read and no source lays down out, and over which values of each results stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.explanation import DecisionExplanation
from advisor.explanation.firmness import Range, close
from advisor.explanation.parts import Part
from advisor.explanation.sentences import listed
from advisor.model.conditions import SettingRef, criteria_in
from advisor.quantities import counted
from advisor.render.paper.context import Context
from advisor.render.paper.spans import Inline, inline, joined
from advisor.render.paper.words import started

MANY = 5
"""Of more results than these it is only said how many another value would turn."""


def setting_label(context: Context, name: str) -> str:
    """What a setting, or one part of it, is called: `weights.high` is the part high of weights."""
    named = SettingRef.named(name)
    label = context.wording.fill(context.kb.settings[named.setting].label)
    return f"{label} ({named.key})" if named.key else label


def settings_read(context: Context) -> tuple[str, ...]:
    """The settings that no source lays down and the rules read, and those that the case sets; first those of which another
    value would turn a result.
    """
    parts = (part for d in context.decisions for part in (d, *d.groups.values()))
    read = {s for part in parts for s in _read(part) if context.kb.settings[s].origin != "guidance"}
    return tuple(
        dict.fromkeys((*settings_turning(context), *sorted({*read, *context.explanation.case.settings})))
    )


def _read(part: DecisionExplanation) -> Iterator[str]:
    """The settings that the rules of one result read, or a figure that they read and that leaves minor parts out."""
    kb, facts = part.wording.kb, part.wording.facts
    for standing in part.trace.rules.values():
        yield from standing.settings
        for condition in standing.conditions:
            for test in criteria_in(condition.condition):
                measure = kb.measures.get(test.attribute)
                if measure is not None and measure.minor_share and measure.id in facts:
                    yield measure.minor_share


def settings_turning(context: Context) -> tuple[str, ...]:
    """The settings that are not the guidance's and of which another value would turn some result."""
    found = (
        SettingRef.named(r.name).setting for f in context.firmness.values() for r in f.settings if r.turns
    )
    return tuple(dict.fromkeys(s for s in found if context.kb.settings[s].origin != "guidance"))


def setting_effect(context: Context, setting: str) -> Inline:
    """Over which values of a setting each result stands, and what it is beyond them; of many results, how many it turns."""
    read = [
        (part, r)
        for part, found in context.firmness.items()
        for r in found.settings
        if SettingRef.named(r.name).setting == setting
    ]
    rest = context.unexamined()
    left_out = f" For {counted(rest, 'other result')} this was not worked out." if rest else ""
    if not read:
        return inline("Not worked out." if rest else "No result rests on it.")
    return inline(_known_effect(context, read), left_out)


def _known_effect(context: Context, read: Sequence[tuple[Part, Range]]) -> Inline:
    turning = [(part, r) for part, r in read if r.turns]
    if not turning:
        parts = dict.fromkeys(part for part, _ in read)
        names = f"{listed(map(context.name, parts))}: the result stands" if context.unexamined() else ""
        whole = "The result stands" if len(parts) == 1 else "The results stand"
        parted = any(SettingRef.named(r.name).key for _, r in read)
        whatever = "whatever each part of it is, one moved at a time" if parted else "whatever it is"
        return inline(f"{names or whole} {whatever}.")
    if len(turning) <= MANY:
        return joined((_effect(context, part, r) for part, r in turning), " ")
    near = [context.name(part) for part, r in turning if close((r,))]
    by_a_tenth = (
        f"; moving it by a tenth would turn {listed(near)}" if near else ", none by moving it by a tenth"
    )
    return inline(
        f"Some other value would turn {len(turning)} of {len(context.firmness)} results{by_a_tenth}."
    )


def _effect(context: Context, part: Part, r: Range) -> Inline:
    """One range: whose result, for which part of the setting, how far it stands and what turns it."""
    key = SettingRef.named(r.name).key
    about = [context.name(part)] if len(context.firmness) + context.unexamined() > 1 else []
    about += [key] if key else []
    stands = f"the result stands {r.stands}." if r.stands else ""
    said = f"{', '.join(about)}: {stands}" if about else started(stands)
    return inline(said, " ", turns(r))


def turns(r: Range) -> Inline:
    """What turns a result, and to what."""
    return joined((inline(turn.step.sentence) for turn in r.turns), " ") or inline("Nothing")
