"""A case in; section 6 out: every option of every decision in the source's order, with its conditions."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Outcome, Status
from advisor.explanation import DecisionExplanation, OptionExplanation
from advisor.explanation.conditions import ConditionLine, Role
from advisor.explanation.parts import options_of_part
from advisor.explanation.sentences import interval_words
from advisor.model.conditions import Truth
from advisor.model.options import PointKind, Policy
from advisor.render import outcome_words
from advisor.render.paper.context import (
    GUIDANCE,
    ORIGINS,
    TOOL,
    Context,
    cited,
    ids,
    result_sentence,
    several_groups,
    strong,
)
from advisor.render.paper.document import Block, Items, Paragraph, Subheading, Table
from advisor.render.paper.front import present
from advisor.render.paper.policy_figures import policy_figure
from advisor.render.paper.spans import Inline, Span, inline, joined
from advisor.render.paper.words import day_words, started

STANDS = {Truth.TRUE: "Met", Truth.FALSE: "Not met", Truth.UNKNOWN: "Not known"}
RULES_OUT = {Truth.TRUE: "Rules it out", Truth.FALSE: "Does not rule it out", Truth.UNKNOWN: "Not known"}

DESCRIBING = (PointKind.DEFINITION, PointKind.CHARACTERISTIC, PointKind.USE)
"""What describes an option; its benefits and risks stand in section 10."""


def options_blocks(context: Context) -> tuple[Block, ...]:
    """Section 6."""
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Every option of every decision asked is listed in the order of its source, with the "
                "conditions that it was held to. "
                "A condition is met, not met or not known; what is not known never counts as a no."
            )
        )
    ]
    for decision in context.decisions:
        blocks += _decision(context, decision)
    return tuple(blocks)


def _decision(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    declared = context.kb.decisions[decision.decision]
    source = context.kb.sources[declared.source]
    yield Subheading(context.label(decision))
    asks = decision.wording.fill(declared.asks)
    yield Paragraph(
        inline(
            f"Asked: {asks}. Source: {source.title} (date: {day_words(source.date)}; standing: {source.status}). ",
            strong(result_sentence(context, decision)),
        )
    )
    if several_groups(decision):
        yield Paragraph(
            inline(
                "Here the options are judged that span them all. Annex C judges the options for each one "
                "alone."
            )
        )
    yield overview(context, decision)
    yield from policy_figure(context, decision)
    yield Paragraph(inline("The present arrangement, for comparison: ", *present(context, decision), "."))
    for option in decision.options.values():
        yield from _option(context, decision, option)


def overview(context: Context, decision: DecisionExplanation) -> Table:
    """Every option with where it stands."""
    weighted = context.kb.decisions[decision.decision].policy is Policy.WEIGHTED
    rows = []
    for number, (key, option) in enumerate(decision.options.items(), start=1):
        chosen = key in decision.verdict.recommended
        standing = (
            _net_words(decision, key) if weighted else started(standing_words(context, decision, option))
        )
        first = inline(f"{number}. ", strong(option.label) if chosen else option.label)
        recommended = _recommended(decision, key)
        if key not in options_of_part(decision, None):
            # As one of several groups sees it, which no condition of the whole tells.
            standing, recommended = "Judged for each alone", "See annex C"
        rows.append((first, inline(standing), inline(ORIGINS[option.basis]), inline(recommended)))
    head = ("Option", "Where it stands", "Its conditions are", "Recommended")
    return Table(f"Options: {context.label(decision)}", head, tuple(rows), (36, 22, 21, 21))


def standing_words(context: Context, decision: DecisionExplanation, option: OptionExplanation) -> str:
    """Where an option stands, in the words of its decision's policy: what holds on a ladder is what the answers describe."""
    chosen = option in decision.recommended()
    match context.kb.decisions[decision.decision].policy, option.status:
        case (_, Status.RULED_OUT | Status.UNKNOWN) | (Policy.CONDITIONS, _):
            return outcome_words.standing_words(decision, option.option.key)
        case (Policy.LADDER, Status.MET):
            return "described by the answers"
        case (Policy.LADDER, _):
            return "the highest level allowed" if chosen else "not described by the answers"
        case _:
            return "recommended" if chosen else "not recommended"


def _net_words(decision: DecisionExplanation, key: str) -> str:
    found = decision.verdict.options[key]
    out = "Ruled out; " if found.status is Status.RULED_OUT else ""
    sums = f"for {interval_words(found.in_favour)}, against {interval_words(found.against)}, net {interval_words(found.net)}"
    return (out + sums).capitalize()


def _recommended(decision: DecisionExplanation, key: str) -> str:
    if key not in decision.verdict.recommended:
        return "Not known yet" if may_be_yet(decision, key) else "No"
    match decision.verdict.outcome:
        case Outcome.SEVERAL:
            return "One of several"
        case Outcome.UNDECIDED:
            return "Among the best, whatever is open"
        case _:
            return "Yes"


def may_be_yet(decision: DecisionExplanation, key: str) -> bool:
    """Whether a missing answer could still make an option the recommendation."""
    verdict = decision.verdict
    found = verdict.options[key]
    if verdict.outcome is not Outcome.UNDECIDED or found.status is Status.RULED_OUT:
        return False
    match decision.wording.kb.decisions[decision.decision].policy:
        case Policy.CONDITIONS:
            return found.status is not Status.NOT_MET and not decision.surely_fails(key)
        case Policy.WEIGHTED:
            return found.net.high >= max(option.net.low for option in verdict.options.values())
        case Policy.LADDER:
            rungs = list(decision.options)
            ends = zip(verdict.described or (None, None), verdict.ceiling or (None, None), strict=True)
            low, high = (min((rungs.index(e) for e in end if e), default=None) for end in ends)
            return low is None or high is None or low <= rungs.index(key) <= high


def _option(context: Context, decision: DecisionExplanation, option: OptionExplanation) -> Iterator[Block]:
    yield Subheading(f"{option.label}: {standing_words(context, decision, option)}", 2)
    parts: list[str | Span | Inline] = [decision.wording.fill(option.option.summary)]
    if option.option.confidence is not None:
        parts.append(f" We are {option.option.confidence}% sure that its texts in section 10 belong to it.")
    if option.option.note:
        parts += [f" {decision.wording.fill(option.option.note)} (", TOOL, ")"]
    yield Paragraph(inline(*parts))
    said = [p for kind in DESCRIBING for p in option.of_kind(kind)]
    if said:
        yield Paragraph(inline("What the source says of it, ", GUIDANCE, ":"))
        yield Items(tuple(inline(p.text, cited((p.statement,))) for p in said))
    if option.conditions:
        yield conditions_table(option)
        if not all(map(_is_idle, option.conditions)):
            yield Paragraph(_grounds(context, option))
    if any(weight.counts for weight in option.weights):
        yield Paragraph(inline("What speaks for and against it stands in section 9."))
    elif not option.conditions and not option.weights:
        yield Paragraph(inline("No rule speaks of this option."))


def conditions_table(option: OptionExplanation) -> Table:
    """Each condition of an option: what is needed, what was found, and whether it is so.

    The rules that could rule it out and do not are named together: one row each would bury the rest.
    """
    idle = dict.fromkeys(line.rule for line in option.conditions if _is_idle(line))
    rows = [_condition(line) for line in option.conditions if not _is_idle(line)]
    if idle:
        other = any(line.role is Role.RULES_OUT and not _is_idle(line) for line in option.conditions)
        more, by = ("other ", " by any other rule") if other else ("", "")
        count = (
            f"1 {more}rule could, and does not: "
            if len(idle) == 1
            else f"{len(idle)} {more}rules could, and none does: "
        )
        rows.append((inline(f"Not ruled out{by}"), inline(count, ids(idle)), inline("Met"), inline("–")))
    head = ("What is needed", "What was found", "Stands", "Rule")
    return Table(f"Conditions: {option.label}", head, tuple(rows), (38, 34, 14, 14))


def _is_idle(line: ConditionLine) -> bool:
    return line.role is Role.RULES_OUT and line.truth is Truth.FALSE


def _condition(line: ConditionLine) -> tuple[Inline, ...]:
    name = line.text.partition(": ")[0]
    role = " (for a partial fit)" if line.role is Role.IN_PART else ""
    words = RULES_OUT if line.role is Role.RULES_OUT else STANDS
    found = started(line.because.removeprefix(f"{name}: "))
    return (inline(started(line.text), role), inline(found), inline(words[line.truth]), ids((line.rule,)))


def _grounds(context: Context, option: OptionExplanation) -> Inline:
    """On whose word each rule of a condition table stands, and the statements behind it."""
    shown = (line for line in option.conditions if not _is_idle(line))
    statements = {line.rule: line.statements for line in shown}
    parts = (
        inline(
            *ids((rule,)), " (", ORIGINS[context.kb.rules[rule].basis], ")", ": " if cites else "", ids(cites)
        )
        for rule, cites in statements.items()
    )
    return inline("The rules rest on: ", joined(parts, "; "), ".")
