"""An option and the trace in; each of its conditions with its standing and figures, and everything that
weighs for or against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from advisor.explanation.sentences import counts, speaks
from advisor.explanation.shortfall import figures, grounds
from advisor.explanation.wording import Wording
from advisor.model.conditions import SettingRef, Truth
from advisor.model.options import Policy
from advisor.model.rules import IMPORTANCE_WEIGHTS, Meets, Rule, RulesOut, Weighs
from advisor.quantities import share_text
from advisor.trace import ConditionStanding, RuleStanding, Trace


class Role(StrEnum):
    """What a condition is to its option."""

    REQUIRED = "required"
    IN_PART = "in part"
    RULES_OUT = "rules out"


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition of an option: what is needed, whether it is so, the figure or answer, and the statements behind it."""

    role: Role
    rule: str
    text: str
    truth: Truth
    because: str
    statements: tuple[str, ...]
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """One rule that speaks for or against an option. `amount` is what it counts now, or None while that is open."""

    rule: str
    text: str
    against: bool
    amount: Fraction | None
    at_most: Fraction
    importance: str
    truth: Truth
    statements: tuple[str, ...]
    settings: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it counts now."""
        return self.truth is Truth.TRUE and bool(self.amount)


def condition_lines(option: str, trace: Trace, wording: Wording) -> tuple[ConditionLine, ...]:
    """Every condition of the rules that meet the option, meet it in part where that adds something, or rule it out."""
    lines: list[ConditionLine] = []
    for role, rule, standing in _rules_about(option, trace, wording):
        if role is Role.RULES_OUT:
            lines.append(_whole_rule(role, rule, standing, wording))
            continue
        for condition in standing.conditions:
            line = ConditionLine(
                role,
                rule.id,
                wording.condition(condition.condition),
                condition.truth,
                _because(condition, trace, wording),
                rule.statements,
                condition.waits_for,
            )
            if role is Role.REQUIRED or line.text not in {known.text for known in lines}:
                lines.append(line)
    return tuple(lines)


def _because(standing: ConditionStanding, trace: Trace, wording: Wording) -> str:
    """What is so; behind a condition on a concept stand the figures by which it holds, or on which it failed."""
    said = wording.because(standing.condition, standing.truth)
    behind: tuple[str, ...] = ()
    match standing.truth:
        case Truth.TRUE:
            behind = grounds(standing.condition, trace, wording)
        case Truth.FALSE:
            behind = tuple(f.text for f in figures(standing.condition, trace, wording))
        case Truth.UNKNOWN:
            pass
    return f"{said} ({'; '.join(behind)})" if behind else said


def _rules_about(option: str, trace: Trace, wording: Wording) -> list[tuple[Role, Rule, RuleStanding]]:
    found = []
    for rule_id in trace.rules:
        rule = wording.kb.rules[rule_id]
        match rule.conclusion:
            case Meets(key, partly) if key == option:
                found.append((Role.IN_PART if partly else Role.REQUIRED, rule, trace.rules[rule_id]))
            case RulesOut() if option in options_out(rule, wording):
                found.append((Role.RULES_OUT, rule, trace.rules[rule_id]))
            case _:
                pass
    order = list(Role)
    return sorted(found, key=lambda item: (order.index(item[0]), item[1].id))


def options_out(rule: Rule, wording: Wording) -> tuple[str, ...]:
    """The options that a rule rules out when it holds, under the settings in force; none for any other rule."""
    conclusion = rule.conclusion
    if not isinstance(conclusion, RulesOut):
        return ()
    named = conclusion.option
    if isinstance(named, SettingRef):
        value = wording.settings[named.setting]
        assert isinstance(value, Mapping), named
        named = f"{conclusion.decision}.{value[named.key]}"
    if not conclusion.above:
        return (named,)
    rungs = [o.key for o in wording.kb.options_of(conclusion.decision)]
    return tuple(rungs[rungs.index(named) + 1 :])


def _whole_rule(role: Role, rule: Rule, standing: RuleStanding, wording: Wording) -> ConditionLine:
    """A rule-out as one line: what would rule the option out, and whether it does."""
    needed = "; and ".join(wording.condition(c.condition) for c in standing.conditions)
    said = (
        wording.fill(rule.because)
        if standing.truth is Truth.TRUE
        else "; ".join(dict.fromkeys(wording.because(c.condition, c.truth) for c in standing.conditions))
    )
    return ConditionLine(
        role, rule.id, f"not ruled out by {needed}", standing.truth, said, rule.statements, standing.waits_for
    )


def weights_of(option: str, trace: Trace, wording: Wording) -> tuple[Weight, ...]:
    """Every rule that weighs for or against the option, whether it counts now or not, by rule id."""
    found = []
    for rule_id in trace.rules:
        rule = wording.kb.rules[rule_id]
        if isinstance(rule.conclusion, Weighs) and rule.conclusion.option == option:
            found.append(_weight(rule, rule.conclusion, trace.rules[rule_id], wording))
    return tuple(found)


def whole_weight(weighs: Weighs, wording: Wording) -> Fraction:
    """What a rule counts where it counts in full, by its importance under the settings in force."""
    weights = wording.settings.get(IMPORTANCE_WEIGHTS, {})
    if weighs.importance and isinstance(weights, Mapping):
        return Fraction(weights[weighs.importance])
    return Fraction(1)


def weight_words(rule: Rule, degree: Fraction | None, wording: Wording) -> str:
    """How much a rule that holds counts and for what, in words; empty for a rule that does not weigh."""
    weighs = rule.conclusion
    if not isinstance(weighs, Weighs) or degree is None:
        return ""
    label = wording.fill(wording.kb.options[weighs.option].label)
    if wording.kb.decisions[rule.decision].policy is Policy.LADDER:
        return speaks(label, against=weighs.against)
    part = ""
    if weighs.importance:
        part = wording.setting_in_force(SettingRef(IMPORTANCE_WEIGHTS, weighs.importance))
        part = part if degree == 1 else f"{share_text(degree)} of {part}"
    return counts(label, whole_weight(weighs, wording) * degree, against=weighs.against, part=part)


def _weight(rule: Rule, weighs: Weighs, standing: RuleStanding, wording: Wording) -> Weight:
    whole = whole_weight(weighs, wording)
    return Weight(
        rule.id,
        wording.fill(rule.because),
        weighs.against,
        None if standing.degree is None else whole * standing.degree,
        whole,
        weighs.importance,
        standing.truth,
        rule.statements,
        standing.settings,
    )
