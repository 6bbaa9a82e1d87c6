"""A case in; section 11 out: the figures and readings that are not the sources' and on which the results rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingValue
from advisor.model.rules import Basis, Concludes, Meets, RulesOut
from advisor.render.paper.context import (
    INFERRED,
    TOOL,
    Context,
    cited,
    ids,
    setting_origin,
)
from advisor.render.paper.document import (
    Block,
    Inline,
    Items,
    Mark,
    Paragraph,
    Span,
    Table,
    inline,
)


def judgement_blocks(context: Context) -> tuple[Block, ...]:
    """Section 11."""
    return (*_settings(context), *_readings(context))


def _settings(context: Context) -> Iterator[Block]:
    used = dict.fromkeys(
        s for d in context.decisions for part in (d, *d.groups.values()) for s in part.assumed
    )
    overridden = [s for s in sorted(context.explanation.case.settings) if s not in used]
    if not used and not overridden:
        yield Paragraph(inline("No figure that is missing from the guidance affects these results."))
        return
    yield Paragraph(
        inline(
            "The sources leave figures out. These are the ones that these results rest on; a case may "
            "set each of them otherwise."
        )
    )
    rows = tuple(_setting_row(context, s) for s in (*used, *overridden))
    yield Table(
        "Figures that are not the guidance's",
        ("Setting", "Value and whose it is", "Why this value", "What else it might be"),
        rows,
        (24, 22, 32, 22),
    )


def _setting_row(context: Context, setting: str) -> tuple[Inline, ...]:
    known, wording = context.kb.settings[setting], context.wording
    value = wording.setting_text(SettingRef(setting))
    named = inline(Span(setting, Mark.ID), f": {wording.fill(known.label)}")
    return (
        named,
        inline(f"{value}; ", setting_origin(context, setting)),
        inline(wording.fill(known.reason), cited(known.statements)),
        inline(_elsewhere(context, setting)),
    )


def _elsewhere(context: Context, setting: str) -> str:
    """The values that the other profiles and the default give a setting, where they differ from the one in force."""
    force = context.explanation.settings[setting]
    others = {"the default": context.kb.settings[setting].value}
    others |= {
        f"profile {p.id}": context.kb.settings_for(p.id, {})[setting] for p in context.kb.profiles.values()
    }
    texts = {name: _value_text(context, setting, value) for name, value in others.items() if value != force}
    return "; ".join(f"{text} ({name})" for name, text in texts.items()) or "No other value is on record"


def _value_text(context: Context, setting: str, value: SettingValue) -> str:
    """What a setting's value would be in words if it were another."""
    return replace(context.wording, settings={**context.wording.settings, setting: value}).setting_text(
        SettingRef(setting)
    )


def _readings(context: Context) -> Iterator[Block]:
    rows = []
    for decision in context.decisions:
        for part in (decision, *decision.groups.values()):
            for rule in (context.kb.rules[r] for r in part.trace.fired()):
                settles = isinstance(rule.conclusion, Concludes | Meets | RulesOut)
                if settles and rule.basis is not Basis.GUIDANCE and rule.decision == decision.decision:
                    whose = INFERRED if rule.basis is Basis.INFERRED else TOOL
                    said = inline(part.wording.fill(rule.because))
                    rows.append(
                        (
                            inline(Span(rule.id, Mark.ID)),
                            said,
                            inline(whose),
                            ids(rule.statements) or inline("None"),
                        )
                    )
    unique = tuple(dict.fromkeys(rows))
    if unique:
        yield Paragraph(
            inline(
                "These rules held and are not stated by the guidance. Whoever reads a source otherwise "
                "reads the result otherwise."
            )
        )
        yield Table(
            "Readings that held",
            ("Rule", "What it says here", "Whose", "Drawn from"),
            unique,
            (14, 46, 18, 22),
        )
    yield from _doubts(context)


def _doubts(context: Context) -> Iterator[Block]:
    notes = [
        inline(f"{d.options[k].label}: {d.wording.fill(d.options[k].option.note)}")
        for d in context.decisions
        for k in d.verdict.recommended
        if d.options[k].option.note
    ]
    if notes:
        yield Paragraph(inline("Readings of unclear text that stand with the recommended options. ", TOOL))
        yield Items(tuple(notes))
