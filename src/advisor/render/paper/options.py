"""A case in; section 6 out: every option of every decision in the source's order, with its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.decide import Outcome, Status
from advisor.explanation import DecisionExplanation, OptionExplanation
from advisor.explanation.conditions import NOT_RULED_OUT, ConditionLine, Role
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

OPTIONS = "Options"
STANDS = {Truth.TRUE: "Met", Truth.FALSE: "Not met", Truth.UNKNOWN: "Not known"}
RULES_OUT = {Truth.TRUE: "Rules it out", Truth.FALSE: "Does not rule it out", Truth.UNKNOWN: "Not known"}

FEW = 3
"""Of so many rules that could rule an option out and do not, each has its own row."""

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
                f"Here the options are judged that span every {context.group_name(decision)}. Annex C judges the options "
                "for each."
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
            standing, recommended = started(_each_alone(context, decision)), "See annex C"
        rows.append((first, inline(standing), inline(ORIGINS[option.basis]), inline(recommended)))
    head = ("Option", "Where it stands", "Its conditions are", "Recommended")
    return Table(f"{OPTIONS}: {context.label(decision)}", head, tuple(rows), (36, 22, 21, 21))


def standing_words(context: Context, decision: DecisionExplanation, option: OptionExplanation) -> str:
    """Where an option stands, in the words of its decision's policy: what holds on a ladder is what the answers describe."""
    chosen = option in decision.recommended()
    key = option.option.key
    match context.kb.decisions[decision.decision].policy, option.status:
        case (Policy.LADDER, Status.UNKNOWN) if decision.surely_fails(key):
            return "not described by the answers; whether it is allowed is not known"
        case (Policy.LADDER, Status.UNKNOWN) if decision.verdict.described == (key, key):
            return "described by the answers; whether it is allowed is not known"
        case (_, Status.RULED_OUT | Status.UNKNOWN) | (Policy.CONDITIONS, _):
            return outcome_words.standing_words(decision, key)
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
        return "Not known yet" if key in decision.verdict.contenders else "No"
    match decision.verdict.outcome:
        case Outcome.SEVERAL:
            return "One of several"
        case Outcome.UNDECIDED:
            return "Among the best, whatever is open"
        case _:
            return "Yes"


def _option(context: Context, decision: DecisionExplanation, option: OptionExplanation) -> Iterator[Block]:
    here = option.option.key in options_of_part(decision, None)
    standing = standing_words(context, decision, option) if here else _each_alone(context, decision)
    yield Subheading(f"{option.label}: {standing}", 2)
    parts: list[str | Span | Inline] = [decision.wording.fill(option.option.summary)]
    if option.option.confidence is not None:
        parts.append(
            f" We are {option.option.confidence}% sure that the source's texts shown for it belong to it."
        )
    if option.option.note:
        parts += [f" {decision.wording.fill(option.option.note)} (", TOOL, ")"]
    yield Paragraph(inline(*parts))
    said = [p for kind in DESCRIBING for p in option.of_kind(kind)]
    if said:
        yield Paragraph(inline("What the source says of it, ", GUIDANCE, ":"))
        yield Items(tuple(inline(p.text, cited((p.statement,))) for p in said))
    if option.conditions:
        yield conditions_table(option) if here else _needed_table(context, decision, option)
        if told := [line for line in option.conditions if line not in _together(option)]:
            yield Paragraph(_grounds(context, told))
    if any(weight.counts for weight in option.weights):
        yield Paragraph(inline("What speaks for and against it stands in section 9."))
    elif not option.conditions and not option.weights:
        yield Paragraph(inline("No rule speaks of this option."))


def conditions_table(option: OptionExplanation) -> Table:
    """Each condition of an option: what is needed or would rule it out, what was found, and whether it is so."""
    together = _together(option)
    rows = [_condition(line) for line in option.conditions if line not in together]
    if together:
        idle = dict.fromkeys(line.rule for line in together)
        other = any(line.role is Role.RULES_OUT for line in option.conditions if line not in together)
        more, by = ("other ", " by any other rule") if other else ("", "")
        count = f"{len(idle)} {more}rules could, and none does: "
        rows.append((inline(f"Not ruled out{by}"), inline(count, ids(idle)), inline("Met"), inline("–")))
    head = ("What is needed", "What was found", "Stands", "Rule")
    return Table(f"Conditions: {option.label}", head, tuple(rows), (38, 34, 14, 14))


def _each_alone(context: Context, decision: DecisionExplanation) -> str:
    """Where an option stands that the whole does not judge, but each of several groups by itself."""
    return f"judged for each {context.group_name(decision)}"


def _needed_table(context: Context, decision: DecisionExplanation, option: OptionExplanation) -> Table:
    """What an option needs that is judged for each of several groups: what was found stands with each, in annex C."""
    lines = (line for line in option.conditions if line.role is not Role.RULES_OUT)
    rows = tuple((_needed(line), ids((line.rule,))) for line in lines)
    caption = f"Conditions: {option.label}, for each {context.group_name(decision)}"
    return Table(caption, ("What is needed", "Rule"), rows, (80, 20))


def _needed(line: ConditionLine) -> Inline:
    """What a condition asks; of a rule that rules the option out, that it is the answers named that would do so."""
    match line.role:
        case Role.REQUIRED:
            return inline(started(line.text))
        case Role.IN_PART:
            return inline(started(line.text), " (for a partial fit)")
        case Role.RULES_OUT:
            return inline("Not ruled out, as it would be with ", line.text.removeprefix(NOT_RULED_OUT))


def _together(option: OptionExplanation) -> tuple[ConditionLine, ...]:
    """The rules that could rule an option out and do not, where they are so many that a row each would bury the rest."""
    idle = [line for line in option.conditions if line.role is Role.RULES_OUT and line.truth is Truth.FALSE]
    return tuple(idle) if len(idle) > FEW else ()


def _condition(line: ConditionLine) -> tuple[Inline, ...]:
    name = line.text.partition(": ")[0].removeprefix(NOT_RULED_OUT)
    words = RULES_OUT if line.role is Role.RULES_OUT else STANDS
    found = started(line.because.removeprefix(f"{name}: "))
    return (_needed(line), inline(found), inline(words[line.truth]), ids((line.rule,)))


def _grounds(context: Context, shown: Iterable[ConditionLine]) -> Inline:
    """On whose word each rule of a condition table stands, and the statements behind it."""
    statements = {line.rule: line.statements for line in shown}
    parts = (
        inline(
            *ids((rule,)), " (", ORIGINS[context.kb.rules[rule].basis], ")", ": " if cites else "", ids(cites)
        )
        for rule, cites in statements.items()
    )
    return inline("The rules rest on: ", joined(parts, "; "), ".")
