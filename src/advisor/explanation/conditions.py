"""An option and the trace in; each of its conditions out, with its standing and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from advisor.explanation.failing import failing_condition
from advisor.explanation.requirements import options_out
from advisor.explanation.wording import Wording
from advisor.model.conditions import Condition, Criterion, Truth
from advisor.model.rules import Concludes, Meets, Rule, RulesOut
from advisor.trace import ConditionStanding, RuleStanding, Trace

NOT_RULED_OUT = "not ruled out by "
"""How the line of a rule begins that would rule an option out."""


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
                _because(condition, rule, trace, wording),
                rule.statements,
                condition.waits_for,
            )
            if role is Role.REQUIRED or line.text not in {known.text for known in lines}:
                lines.append(line)
    return tuple(lines)


def _because(standing: ConditionStanding, rule: Rule, trace: Trace, wording: Wording) -> str:
    """What is so; behind a condition on a concept stand the figures by which it holds, or all that it would need."""
    said = wording.because(standing.condition, standing.truth)
    behind = ""
    match standing.truth:
        case Truth.TRUE:
            behind = "; ".join(_grounds(standing.condition, trace, wording))
        case Truth.FALSE if _on_concept(standing.condition, wording):
            sets = failing_condition(standing.condition, rule, trace, wording)
            behind = "; or ".join("; and ".join(step.sentence for step in steps) for steps in sets)
        case Truth.FALSE | Truth.UNKNOWN:
            pass
    return f"{said} ({behind})" if behind else said


def _on_concept(condition: Condition, wording: Wording) -> bool:
    """Whether a condition asks for a value of a concept, which rules would have to conclude."""
    return (
        isinstance(condition, Criterion)
        and not condition.negated
        and wording.kb.attributes[condition.attribute].derived
    )


def _grounds(condition: Condition, trace: Trace, wording: Wording) -> Iterable[str]:
    """The figures and answers by which a condition on a concept holds; none of a condition on an answer itself."""
    if not isinstance(condition, Criterion) or condition.negated:
        return ()
    holding = (
        standing
        for standing in trace.rules.values()
        if standing.truth is Truth.TRUE
        and isinstance(found := wording.kb.rules[standing.rule].conclusion, Concludes)
        and found.concept == condition.attribute
        and found.value in condition.operands
    )
    return dict.fromkeys(wording.because(c.condition, c.truth) for s in holding for c in s.conditions)


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


def _whole_rule(role: Role, rule: Rule, standing: RuleStanding, wording: Wording) -> ConditionLine:
    """A rule-out as one line: what would rule the option out, and whether it does."""
    needed = "; and ".join(wording.condition(c.condition) for c in standing.conditions)
    said = (
        wording.fill(rule.because)
        if standing.truth is Truth.TRUE
        else "; ".join(dict.fromkeys(wording.because(c.condition, c.truth) for c in standing.conditions))
    )
    return ConditionLine(
        role, rule.id, NOT_RULED_OUT + needed, standing.truth, said, rule.statements, standing.waits_for
    )
