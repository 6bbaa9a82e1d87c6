"""A condition and a run's trace in; the truth of each single test, and which tests decide the condition, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from advisor.facts import compare, setting_number
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operator, SettingRef, Truth
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.trace import Trace

Settings = Mapping[str, SettingValue]


def truth_of(test: Criterion, kb: KnowledgeBase, settings: Settings, trace: Trace) -> Truth:
    """Whether one test holds in a run."""
    if kb.attributes[test.attribute].derived:
        found = {trace.truths.get(f"{test.attribute}={value}", Truth.FALSE) for value in test.operands}
        truth = (
            Truth.TRUE if Truth.TRUE in found else Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.FALSE
        )
    else:
        value = trace.given.get(test.attribute)
        truth = Truth.UNKNOWN if value is None else _passes(test, value, settings)
    return ~truth if test.negated else truth


def _passes(test: Criterion, value: str | Fraction, settings: Settings) -> Truth:
    operands = [setting_number(o, settings) if isinstance(o, SettingRef) else o for o in test.operands]
    if isinstance(value, Fraction) and isinstance(operands[0], Fraction) and test.operator is not Operator.IS:
        return Truth.TRUE if compare(test.operator, value, operands[0]) else Truth.FALSE
    return Truth.TRUE if value in operands else Truth.FALSE


def deciding_tests(conditions: Sequence[Condition], truths: Sequence[Truth]) -> tuple[int, ...]:
    """The places of the tests which, turned round alone, turn the whole round: those that decide it here."""
    found = []
    for place, truth in enumerate(truths):
        if truth is Truth.UNKNOWN:
            continue
        outcomes = set()
        for value in (Truth.TRUE, Truth.FALSE):
            changed = [value if k == place else t for k, t in enumerate(truths)]
            outcomes.add(_all(conditions, changed))
        if outcomes == {Truth.TRUE, Truth.FALSE}:
            found.append(place)
    return tuple(found)


def _all(conditions: Sequence[Condition], truths: Sequence[Truth]) -> Truth:
    supply = iter(truths)
    return _joined([_truth(c, lambda: next(supply)) for c in conditions], Truth.FALSE)


def _truth(condition: Condition, next_truth: Callable[[], Truth]) -> Truth:
    """Evaluate a condition; its tests take their truths in order from left to right."""
    match condition:
        case Criterion():
            return next_truth()
        case Not(part):
            return ~_truth(part, next_truth)
        case AllOf(parts):
            return _joined([_truth(p, next_truth) for p in parts], Truth.FALSE)
        case AnyOf(parts):
            return _joined([_truth(p, next_truth) for p in parts], Truth.TRUE)


def _joined(parts: Sequence[Truth], absorbing: Truth) -> Truth:
    if absorbing in parts:
        return absorbing
    return Truth.UNKNOWN if Truth.UNKNOWN in parts else ~absorbing
