"""A rule that is known not to hold in; what it falls short by out, followed down through other rules to the figures."""

from __future__ import annotations

from advisor.explanation.wording import Wording
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Truth
from advisor.model.rules import Concludes, Rule
from advisor.trace import RuleStanding, Trace


def shortfalls(standing: RuleStanding, trace: Trace, wording: Wording) -> tuple[str, ...]:
    """Each condition of a rule that is known not to hold, in a phrase with its figure."""
    return tuple(
        phrase
        for condition in standing.conditions
        if condition.truth is Truth.FALSE
        for phrase in _phrases(condition.condition, trace, wording)
    )


def figures(condition: Condition, trace: Trace, wording: Wording) -> tuple[str, ...]:
    """The figures behind a condition on a concept that is known not to hold; empty for a condition on an answer itself."""
    if (
        isinstance(condition, Criterion)
        and wording.kb.attributes[condition.attribute].derived
        and not condition.negated
    ):
        return _through_rules(condition, trace, wording)
    return ()


def _phrases(condition: Condition, trace: Trace, wording: Wording) -> tuple[str, ...]:
    match condition:
        case AllOf(parts):
            return tuple(phrase for part in parts for phrase in _phrases(part, trace, wording))
        case Criterion() | AnyOf() | Not():
            return figures(condition, trace, wording) or (wording.shortfall(condition),)


def _through_rules(test: Criterion, trace: Trace, wording: Wording) -> tuple[str, ...]:
    """What the nearest rule that would conclude the value falls short by."""
    concluding: list[Rule] = [
        rule
        for rule in wording.kb.rules.values()
        if isinstance(rule.conclusion, Concludes)
        and rule.conclusion.concept == test.attribute
        and rule.conclusion.value in test.operands
        and rule.id in trace.rules
    ]
    found = [shortfalls(trace.rules[rule.id], trace, wording) for rule in concluding]
    return min((phrases for phrases in found if phrases), key=len, default=())
