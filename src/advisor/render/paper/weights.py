"""A case in; section 9 out: what was counted, by whose weights, and what other weights would make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from advisor.decide import Interval, Outcome, Status
from advisor.explanation import DecisionExplanation, OptionExplanation
from advisor.explanation.sentences import interval_words, listed
from advisor.explanation.weights import Weight
from advisor.model.blanks import Part
from advisor.model.conditions import SettingRef, Truth
from advisor.model.options import Policy
from advisor.model.rules import IMPORTANCE_WEIGHTS
from advisor.quantities import number_text
from advisor.render.paper.context import (
    TOOL,
    Context,
    cited,
    setting_origin,
)
from advisor.render.paper.document import Block, Items, Paragraph, Table
from advisor.render.paper.options import DESCRIBING
from advisor.render.paper.points import KINDS
from advisor.render.paper.settings import setting_label
from advisor.render.paper.spans import Inline, Mark, Span, inline, joined
from advisor.render.paper.words import started

POINTS = "Points counted"
OUT = (Status.NOT_MET, Status.RULED_OUT)

_COUNTING = {
    Policy.CONDITIONS: "each point that speaks for an option counts 1, and each that speaks against it takes 1 away; where "
    "an answer rates how far it holds, so much of 1. This decides among options that hold, and nowhere else.",
    Policy.LADDER: "points that speak for or against a level are shown and decide nothing. The highest level that the "
    "answers describe is recommended, or the highest that is allowed if that is lower.",
}


def weights_blocks(context: Context) -> tuple[Block, ...]:
    """Section 9."""
    weighted = [d for d in context.decisions if _policy(context, d) is Policy.WEIGHTED]
    preferring = [d for d in context.decisions if d not in weighted and any(_counting(d))]
    if not weighted and not preferring:
        return (Paragraph(inline("No weights were used: no decision here is settled by adding points up.")),)
    blocks: list[Block] = []
    for decision in context.decisions:
        if decision in weighted:
            blocks += _weighted(context, decision)
        elif decision in preferring:
            blocks += _preferring(context, decision)
    if all(_policy(context, d) is Policy.LADDER for d in (*preferring, *weighted)):
        return tuple(blocks)
    form = context.form(Part.WEIGHTS).fields
    rows = tuple((inline(label), inline(context.blank(Part.WEIGHTS, name))) for name, label in form.items())
    blocks.append(Table("Who agreed the weights", ("Item", "Entry"), rows, (35, 65)))
    return tuple(blocks)


def _policy(context: Context, decision: DecisionExplanation) -> Policy:
    return context.kb.decisions[decision.decision].policy


def _counting(decision: DecisionExplanation) -> Iterator[OptionExplanation]:
    return (o for o in decision.options.values() if any(w.counts for w in o.weights))


def _preferring(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """Points that put one of several options ahead, or that are shown and decide nothing."""
    policy, label = _policy(context, decision), context.label(decision)
    yield Paragraph(inline(f"{label}: {_COUNTING[policy]} ", TOOL))
    title = "Points for and against" if policy is Policy.LADDER else POINTS
    yield from _points(decision, f"{title}: {label}")


def _weighted(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    label = context.label(decision)
    weights = {k: v for k, v in context.explanation.settings.items() if k.startswith(IMPORTANCE_WEIGHTS)}
    said = "The source prints each point with an importance in words and gives no weights."
    in_part = any(w.counts and w.amount != w.at_most for o in decision.options.values() for w in o.weights)
    part = " One that holds in part counts for that part of its weight." if in_part else ""
    yield Paragraph(inline(f"{label}: {said} Only points that the answers switched on are counted.{part}"))
    rows = tuple(
        (
            inline(started(setting_label(context, key)), " (", Span(key, Mark.ID), ")"),
            inline(decision.wording.setting_text(SettingRef(key))),
            inline(setting_origin(context, key)),
        )
        for key in sorted(weights)
    )
    yield Table(f"Weights: {label}", ("Setting", "Weights", "Whose"), rows, (34, 40, 26))
    yield from _points(decision, f"{POINTS}: {label}")
    several = tuple(_several(decision))
    if several:
        said = "The source prints some concerns as several points, and each of them counts. Here, from one answer:"
        yield Paragraph(inline(said))
        yield Items(several)
    others = tuple(
        _alternative_row(decision, a.weights, a.nets, a.recommended, differs=a.differs)
        for a in decision.verdict.alternatives
    )
    if others:
        used = _alternative_row(
            decision,
            "As used",
            {k: v.net for k, v in decision.verdict.options.items()},
            decision.verdict.recommended,
            differs=False,
        )
        best = "Surely among the best" if decision.verdict.outcome is Outcome.UNDECIDED else "Best"
        head = ("Weights high-medium-low", "Net of each option", best, "Order")
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
    names = listed(decision.options[k].label for k in best) or "None"
    return (
        inline(weights),
        inline(said),
        inline(names),
        inline("Changes" if differs else "As used" if weights == "As used" else "Stays"),
    )


def _points(decision: DecisionExplanation, title: str) -> Iterator[Block]:
    """The points that count now, those that decide nothing, and by their ids those that an answer may switch on."""
    policy = decision.wording.kb.decisions[decision.decision].policy
    found = [(o, weight) for o in decision.options.values() for weight in o.weights if weight.counts]
    counting = [(o, weight) for o, weight in found if _competes(decision, o)]
    if counting:
        yield _points_table(title, counting, amounts=policy is not Policy.LADDER)
    else:
        yield Paragraph(inline(f"{title}: no answer switched one on."))
    idle = [(o, weight) for o, weight in found if not _competes(decision, o)]
    if idle:
        title = f"Points that decide nothing, because the option is not in play: {title.partition(': ')[2]}"
        yield _points_table(title, idle, amounts=False)
    waiting = tuple(_waiting(decision))
    if waiting:
        place = _words_place(decision, waiting)
        yield Paragraph(inline(f"Not counted, because an answer is missing{place}:"))
        yield Items(waiting)


def _several(decision: DecisionExplanation) -> Iterator[Inline]:
    """Each answer that alone switches on several of the points that count for or against one option."""
    for option in decision.options.values():
        found: dict[tuple[str, bool], list[Weight]] = {}
        for weight in option.weights:
            reads = decision.wording.kb.rules[weight.rule].reads
            if weight.counts and len(reads) == 1:
                found.setdefault((reads[0], weight.against), []).append(weight)
        for (attribute, against), points in found.items():
            if len(points) > 1:
                whom = f"{'against' if against else 'for'} {option.label}"
                amounts = " + ".join(number_text(point.amount or Fraction(0)) for point in points)
                yield inline(f"{started(decision.wording.label(attribute))}: {amounts} {whom}.")


def _competes(decision: DecisionExplanation, option: OptionExplanation) -> bool:
    """Whether points may decide for or against an option: where conditions settle it, only while it holds or still may."""
    if decision.wording.kb.decisions[decision.decision].policy is not Policy.CONDITIONS:
        return True
    return option.status not in OUT and not decision.surely_fails(option.option.key)


def _points_table(title: str, points: Sequence[tuple[OptionExplanation, Weight]], *, amounts: bool) -> Table:
    graded = any(weight.importance for _, weight in points)
    rows = tuple(
        (
            inline(option.label),
            inline(weight.text, cited(weight.statements)),
            inline("Against" if weight.against else "For"),
            *((inline(weight.importance.capitalize() or "–"),) if graded else ()),
            *((inline(number_text(weight.amount or Fraction(0))),) if amounts else ()),
        )
        for option, weight in points
    )
    head = (
        "Option",
        "Point, as it stands here",
        "Speaks",
        *(("Importance",) if graded else ()),
        *(("Counts",) if amounts else ()),
    )
    widths = (19, 42, 11, 17, 11) if graded else (23, 55, 12, 10)
    return Table(
        title, head, rows, widths if amounts else (*widths[:1], widths[1] + widths[-1], *widths[2:-1])
    )


def _words_place(decision: DecisionExplanation, told: Iterable[Inline]) -> str:
    """In which sections the words of the statements stand that some texts cite, in brackets; empty where they cite none."""
    cited_there = {span.text for text in told for span in text if span.mark is Mark.ID}
    kinds = {p.kind for o in decision.options.values() for p in o.points if p.statement in cited_there}
    sections = [n for n, there in (("6", DESCRIBING), ("10", KINDS)) if kinds.intersection(there)]
    if not sections:
        return ""
    one = len(sections) == 1
    return f" ({'section' if one else 'sections'} {listed(sections)} {'has' if one else 'have'} the words of each point)"


def _waiting(decision: DecisionExplanation) -> Iterator[Inline]:
    """Every missing answer with the options that it could speak for or against, and the ids of the points."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for option in decision.options.values():
        for weight in option.weights if _competes(decision, option) else ():
            if weight.truth is Truth.UNKNOWN:
                asks = decision.trace.rules[weight.rule].waits_for
                answer = listed(map(decision.wording.label, asks))
                whom = f"may speak {'against' if weight.against else 'for'} {option.label}"
                found.setdefault(answer, {}).setdefault(whom, {}).update(dict.fromkeys(weight.statements))
    for answer, options in found.items():
        told = (
            inline(whom, *(cited(statements) or (" (", TOOL, ")"))) for whom, statements in options.items()
        )
        yield inline(started(answer), ": ", joined(told, "; "))
