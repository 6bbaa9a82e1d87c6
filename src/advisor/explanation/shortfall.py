"""A rule that is known not to hold in; what it falls short by out, followed down through other rules to the figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from advisor.explanation.wording import Wording
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Truth
from advisor.model.rules import Concludes
from advisor.trace import RuleStanding, Trace


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a condition falls short by: a phrase with the figure, and for a number how far off, as a part of
    the threshold.
    """

    text: str
    distance: Fraction


def shortfalls(standing: RuleStanding, trace: Trace, wording: Wording) -> tuple[Shortfall, ...]:
    """Each condition of a rule that is known not to hold, followed down to what is given."""
    return tuple(
        found
        for condition in standing.conditions
        if condition.truth is Truth.FALSE
        for found in _shortfalls(condition.condition, trace, wording)
    )


def figures(condition: Condition, trace: Trace, wording: Wording) -> tuple[Shortfall, ...]:
    """The figures behind a condition on a concept that is known not to hold; empty for a condition on an answer itself."""
    nearest = min(_concluding(condition, trace, wording), key=_remoteness, default=None)
    return () if nearest is None else shortfalls(nearest, trace, wording)


def grounds(condition: Condition, trace: Trace, wording: Wording) -> tuple[str, ...]:
    """The figures and answers by which a condition on a concept holds; empty for a condition on an answer itself."""
    holding = (s for s in _concluding(condition, trace, wording) if s.truth is Truth.TRUE)
    return tuple(dict.fromkeys(wording.because(c.condition, c.truth) for s in holding for c in s.conditions))


def _shortfalls(condition: Condition, trace: Trace, wording: Wording) -> tuple[Shortfall, ...]:
    match condition:
        case AllOf(parts):
            return tuple(found for part in parts for found in _shortfalls(part, trace, wording))
        case Criterion() | AnyOf() | Not():
            own = Shortfall(wording.shortfall(condition), _distance(condition, wording))
            return figures(condition, trace, wording) or (own,)


def _distance(condition: Condition, wording: Wording) -> Fraction:
    """How far a number is from its threshold, as a part of the threshold; 0 where no number is tested."""
    if not isinstance(condition, Criterion):
        return Fraction(0)
    value, bound = wording.facts.get(condition.attribute), wording.bound(condition)
    if not isinstance(value, Fraction) or not bound:
        return Fraction(0)
    return abs(value - bound) / bound


def _concluding(condition: Condition, trace: Trace, wording: Wording) -> list[RuleStanding]:
    """The rules of the run that would conclude what a condition asks of a concept."""
    if not isinstance(condition, Criterion) or condition.negated:
        return []
    return [
        trace.rules[rule.id]
        for rule in wording.kb.rules.values()
        if isinstance(rule.conclusion, Concludes)
        and rule.conclusion.concept == condition.attribute
        and rule.conclusion.value in condition.operands
        and rule.id in trace.rules
    ]


def _remoteness(standing: RuleStanding) -> tuple[int, int]:
    """How far a rule is from holding: one that holds but for one figure is near, one never meant for the case is not."""
    truths = [condition.truth for condition in standing.conditions]
    return (-truths.count(Truth.TRUE), truths.count(Truth.FALSE))
