"""A case in; section 11 out: the figures and readings that are not the sources' and on which the results rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.explanation.parts import Part, parts
from advisor.explanation.readings import readings
from advisor.explanation.sentences import listed
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingValue
from advisor.model.rules import Basis, Rule
from advisor.quantities import counted
from advisor.render.paper.context import (
    INFERRED,
    TOOL,
    Context,
    cited,
    setting_origin,
    strong,
)
from advisor.render.paper.document import Block, Items, Paragraph, Table
from advisor.render.paper.settings import MANY, setting_effect, settings_read
from advisor.render.paper.spans import Inline, Mark, Span, inline
from advisor.render.paper.words import started


def judgement_blocks(context: Context) -> tuple[Block, ...]:
    """Section 11."""
    return (*_settings(context), *_readings(context))


def _settings(context: Context) -> Iterator[Block]:
    settings = settings_read(context)
    if not settings:
        yield Paragraph(inline("The rules read no setting that no source lays down."))
        return
    yield Paragraph(
        inline(
            "The sources leave figures and limits out. These are the settings in their place that the rules read "
            "here; a case may set each of them otherwise. The last column is exact: each was tried over its whole "
            "range, with all else as it is."
        )
    )
    rows = tuple(_setting_row(context, s) for s in settings)
    yield Table(
        "Settings that are not the guidance's",
        ("Setting and whose it is", "Why this value", "Values elsewhere", "How far the result stands"),
        rows,
        (26, 27, 18, 29),
    )


def _setting_row(context: Context, setting: str) -> tuple[Inline, ...]:
    known, wording = context.kb.settings[setting], context.wording
    value = wording.setting_text(SettingRef(setting))
    named = inline(
        f"{started(wording.fill(known.label))}: ", strong(value), " (", Span(setting, Mark.ID), "; "
    )
    return (
        inline(named, setting_origin(context, setting), ")"),
        inline(wording.fill(known.reason), cited(known.statements)),
        inline(_elsewhere(context, setting)),
        setting_effect(context, setting),
    )


def _elsewhere(context: Context, setting: str) -> str:
    """The values that the other profiles and the default give a setting, where they differ from the one in force."""
    force = context.explanation.settings[setting]
    others = {"the default": context.kb.settings[setting].value}
    others |= {
        f"profile {p.id}": context.kb.settings_for(p.id, {})[setting] for p in context.kb.profiles.values()
    }
    texts: dict[str, list[str]] = {}
    for name, value in others.items():
        if value != force:
            texts.setdefault(_value_text(context, setting, value), []).append(name)
    return "; ".join(f"{text} ({listed(names)})" for text, names in texts.items()) or "None"


def _value_text(context: Context, setting: str, value: SettingValue) -> str:
    """What a setting's value would be in words if it were another."""
    return replace(context.wording, settings={**context.wording.settings, setting: value}).setting_text(
        SettingRef(setting)
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A reading that one result rests on: what the rule says there, and the result without it where it was worked out."""

    judged: Part
    rule: Rule
    said: str
    effect: str | None


def _readings(context: Context) -> Iterator[Block]:
    held: dict[str, list[_Held]] = {}
    for judged in context.judged():
        decision, group = judged
        part = parts(context.explanation.decisions[decision])[group]
        for rule in readings(part):
            effect = context.without.get((judged, rule.id))
            found = _Held(judged, rule, part.wording.fill(rule.because), effect)
            held.setdefault(rule.id, []).append(found)
    if held:
        said = (
            "These rules held and are not stated by the guidance; any points that count stand in section 9. "
            "Whoever reads a source otherwise reads the result otherwise: the last column says what the result would be "
            "if the rule were left out and all else stayed."
        )
        yield Paragraph(inline(said))
        head = ("Rule", "What it says here", "Whose, and drawn from", "Without it")
        rows = tuple(row for found in held.values() for row in _rows(context, found))
        yield Table("Readings that held", head, rows, (13, 40, 25, 22))
    yield from _doubts(context)


def _rows(context: Context, held: list[_Held]) -> Iterator[tuple[Inline, ...]]:
    """A row for each thing that a rule says; where it says too many, one row with an instance."""
    by_words: dict[str, list[_Held]] = {}
    for found in held:
        by_words.setdefault(found.said, []).append(found)
    if len(by_words) > MANY:
        instance = f"For {context.name(held[0].judged)}, one of {len(held)} for which it held: {held[0].said}"
        by_words = {instance: held}
    for said, alike in by_words.items():
        rule = alike[0].rule
        whose = INFERRED if rule.basis is Basis.INFERRED else TOOL
        effects = inline(_without(context, alike))
        yield inline(Span(rule.id, Mark.ID)), inline(said), inline(whose, cited(rule.statements)), effects


def _without(context: Context, held: list[_Held]) -> str:
    """What the results that rest on a reading would be without it; of many results, how many would be others."""
    known = [(found, found.effect) for found in held if found.effect is not None]
    if not known:
        return "Not worked out"
    if len(known) > MANY:
        return f"{sum(bool(effect) for _, effect in known)} of {len(known)} results would be others"
    grouped = any(found.judged[1] is not None for found, _ in known)
    said = [
        (f"{context.name(found.judged)}: " if grouped else "") + (effect or "the result stays")
        for found, effect in known
    ]
    rest = len(held) - len(known)
    left_out = [f"not worked out for {counted(rest, 'other result')}"] if rest else []
    return started("; ".join(dict.fromkeys([*said, *left_out])))


def _doubts(context: Context) -> Iterator[Block]:
    notes = [
        inline(f"{d.options[k].label}: {d.wording.fill(d.options[k].option.note)}")
        for d in context.decisions
        for k in d.verdict.recommended
        if d.options[k].option.note
    ]
    if notes:
        yield Paragraph(
            inline("Readings of unclear text that stand with the recommended options, ", TOOL, ":")
        )
        yield Items(tuple(notes))
