"""A case in; sections 9 to 13 out: weights, benefits and risks, judgement calls, what is not covered, words and law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from advisor.decide import Interval
from advisor.explanation import DecisionExplanation, OptionExplanation
from advisor.explanation.sentences import interval_words, listed
from advisor.model.blanks import Part
from advisor.model.conditions import SettingRef, Truth
from advisor.model.knowledge import SettingValue
from advisor.model.options import PointKind, Policy
from advisor.model.rules import Basis, Concludes, Meets, RulesOut
from advisor.quantities import number_text
from advisor.render.paper.context import (
    CASE,
    DEFAULT,
    GUIDANCE,
    INFERRED,
    NOT_GUIDANCE,
    PROFILE,
    TOOL,
    Context,
    cited,
    ids,
)
from advisor.render.paper.document import (
    Block,
    Inline,
    Items,
    Mark,
    Paragraph,
    Span,
    Subheading,
    Table,
    inline,
)

SAME = "same"
"""The match of a word that means today what it means in the sources."""


def weights_blocks(context: Context) -> tuple[Block, ...]:
    """Section 9."""
    weighted = [d for d in context.decisions if context.kb.decisions[d.decision].policy is Policy.WEIGHTED]
    preferring = [d for d in context.decisions if d not in weighted and any(_counting(d))]
    if not weighted and not preferring:
        return (Paragraph(inline("No weights were used: no decision here is settled by adding points up.")),)
    blocks: list[Block] = []
    for decision in preferring:
        label = context.label(decision)
        blocks.append(
            Paragraph(
                inline(
                    f"{label}: among options that hold, each point that speaks for one counts 1, or as "
                    "much as the answer rates it. ",
                    TOOL,
                )
            )
        )
        blocks += _points(decision, label)
    for decision in weighted:
        blocks += _weighted(context, decision)
    form = context.form(Part.WEIGHTS).fields
    rows = tuple((inline(label), inline(context.blank(Part.WEIGHTS, name))) for name, label in form.items())
    blocks.append(Table("Who agreed the weights", ("Item", "Entry"), rows, (35, 65)))
    return tuple(blocks)


def _counting(decision: DecisionExplanation) -> Iterator[OptionExplanation]:
    return (o for o in decision.options.values() if any(w.counts for w in o.weights))


def _weighted(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    label = context.label(decision)
    weights = {k: v for k, v in context.explanation.settings.items() if k.startswith("importance-weights")}
    said = "The source prints each point with an importance in words and gives no weights."
    yield Paragraph(inline(f"{label}: {said} Only points that the answers switched on are counted."))
    rows = tuple(
        (
            inline(key),
            inline(decision.wording.setting_text(SettingRef(key))),
            inline(setting_origin(context, key)),
        )
        for key in sorted(weights)
    )
    yield Table(f"Weights: {label}", ("Setting", "Weights", "Whose"), rows, (34, 40, 26))
    yield from _points(decision, label)
    others = tuple(
        _alternative_row(decision, a.weights, a.nets, a.recommended, differs=a.differs)
        for a in decision.verdict.alternatives
    )
    if others:
        used = _alternative_row(
            decision,
            "as used",
            {k: v.net for k, v in decision.verdict.options.items()},
            decision.verdict.recommended,
            differs=False,
        )
        head = ("Weights high-medium-low", "Net of each option", "Best", "Order")
        yield Table(f"The result under other weights: {label}", head, (used, *others), (18, 44, 24, 14))


def _alternative_row(
    decision: DecisionExplanation,
    weights: str,
    nets: Mapping[str, Interval],
    best: Iterable[str],
    *,
    differs: bool,
) -> tuple[Inline, ...]:
    said = "; ".join(f"{decision.options[k].label} {interval_words(v)}" for k, v in nets.items())
    names = listed(decision.options[k].label for k in best) or "Nothing certain"
    return (
        inline(weights),
        inline(said),
        inline(names),
        inline("Changes" if differs else "As used" if weights == "as used" else "Stays"),
    )


def _points(decision: DecisionExplanation, label: str) -> Iterator[Block]:
    """The points that count now as a table, and those that an answer may still switch on by their ids."""
    rows = tuple(
        (
            inline(option.label),
            inline(weight.text, cited(weight.statements)),
            inline("Against" if weight.against else "For"),
            inline(weight.importance.capitalize() or "–"),
            inline(number_text(weight.amount or Fraction(0))),
        )
        for option in decision.options.values()
        for weight in option.weights
        if weight.counts
    )
    if rows:
        head = ("Option", "Point, as it stands here", "Speaks", "Importance", "Counts")
        yield Table(f"Points counted: {label}", head, rows, (22, 46, 11, 12, 9))
    else:
        yield Paragraph(inline(f"{label}: no answer switched a point on."))
    waiting = [w for o in decision.options.values() for w in o.weights if w.truth is Truth.UNKNOWN]
    if waiting:
        statements = dict.fromkeys(s for weight in waiting for s in weight.statements)
        yield Paragraph(
            inline(
                "Not counted, because an answer that would switch them on is missing: ", ids(statements), "."
            )
        )


def setting_origin(context: Context, setting: str) -> Span:
    """On whose word a setting has its value: the guidance's, the case's, the profile's or the tool's."""
    if setting in context.explanation.case.settings:
        return CASE
    if setting in context.profile.settings:
        return PROFILE
    return GUIDANCE if context.kb.settings[setting].origin == "guidance" else DEFAULT


def benefits_blocks(context: Context) -> tuple[Block, ...]:
    """Section 10."""
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Every benefit and risk that the source lists stands here, with the id of its statement. "
                "All of it is ",
                GUIDANCE,
                ". Whether a risk applies here, and what is done about it, only people can say.",
            )
        )
    ]
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        chosen = decision.recommended()
        for option in chosen:
            blocks += _benefits(option)
            blocks += _risks(context, option)
        others = [o for o in decision.options.values() if o not in chosen]
        if others:
            blocks.append(
                Table(
                    f"Benefits and risks of {'the other' if chosen else 'all'} options: "
                    f"{context.label(decision)}",
                    ("Option", "Benefits", "Risks"),
                    tuple(_both(o) for o in others),
                    (20, 40, 40),
                )
            )
    return tuple(blocks)


def _benefits(option: OptionExplanation) -> Iterator[Block]:
    points = option.of_kind(PointKind.BENEFIT)
    yield Paragraph(
        inline(
            f"Benefits of {option.label}:" if points else f"The source lists no benefit of {option.label}."
        )
    )
    if points:
        yield Items(tuple(inline(p.text, cited((p.statement,))) for p in points))


def _risks(context: Context, option: OptionExplanation) -> Iterator[Block]:
    points = option.of_kind(PointKind.RISK)
    if not points:
        yield Paragraph(inline(f"The source lists no risk of {option.label}."))
        return
    fields = context.form(Part.RISKS).fields
    rows = tuple(
        (inline(p.text, cited((p.statement,))), *context.blank_row(Part.RISKS, p.statement)) for p in points
    )
    yield Table(f"Risks of {option.label}", ("Risk", *fields.values()), rows, (28, 11, 14, 11, 14, 11, 11))


def _both(option: OptionExplanation) -> tuple[Inline, ...]:
    def side(kind: PointKind) -> Inline:
        points = option.of_kind(kind)
        spans: list[Inline] = [inline(p.text, cited((p.statement,))) for p in points]
        return (
            inline(*(part for span in spans for part in (*span, Span(" "))))
            if spans
            else inline("None listed")
        )

    return (inline(option.label), side(PointKind.BENEFIT), side(PointKind.RISK))


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


def uncovered_blocks(context: Context) -> tuple[Block, ...]:
    """Section 12."""
    return (
        Paragraph(
            inline(
                "The sources say nothing of the following, so nothing here speaks for or against it. "
                "Each is ",
                NOT_GUIDANCE,
                ".",
            )
        ),
        Items(tuple(inline(text) for _, text in sorted(context.kb.not_covered.items()))),
    )


def terms_blocks(context: Context) -> tuple[Block, ...]:
    """Section 13."""
    profile = context.profile
    blocks: list[Block] = [
        Paragraph(
            inline(
                f"This paper uses the profile “{profile.label}” ({profile.id}), last checked "
                f"{profile.as_at}. The sources' own words stand "
                "beside the words used here. None of this section is from the guidance, and none of it "
                "is legal advice."
            )
        )
    ]
    changed = [t for t in profile.terms.values() if t.match != SAME]
    if changed:
        rows = tuple(
            (inline(t.source), inline(t.word), inline(t.match.capitalize()), inline(t.caution or "–"))
            for t in changed
        )
        head = ("In the sources", "Here", "Match", "Caution")
        blocks.append(Table("Words of the sources and words of today", head, rows, (26, 28, 14, 32)))
    kept = "; ".join(t.word for t in profile.terms.values() if t.match == SAME)
    if kept:
        blocks.append(Paragraph(inline(f"Used as the sources use them: {kept}.")))
    cautions = context.explanation.cautions()
    if cautions:
        rows = tuple((inline(c.id), inline(c.text), inline(c.source), inline(c.as_at)) for c in cautions)
        blocks.append(
            Table("Cautions that apply", ("No.", "Caution", "Source", "As at"), rows, (8, 46, 34, 12))
        )
    else:
        blocks.append(Paragraph(inline("This profile has no caution that applies to these decisions.")))
    return tuple(blocks)
