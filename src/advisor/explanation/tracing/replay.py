"""Given facts and authored rules in; what every rule rests on out, read from the rules as written and without the engine.

It is plain, and shares nothing with the compiler and the engine, so that it can say whether what they recorded is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.explanation.tracing.context import concluded
from advisor.explanation.tracing.grounds import (
    Grounds,
    RuleGround,
    ValueGround,
    fact_id,
    given_id,
    rule_id,
)
from advisor.explanation.wording import Wording
from advisor.facts import compare, setting_number
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operator, SettingRef, Truth
from advisor.model.rules import Degree, Rule, Weighs


@dataclass(frozen=True, slots=True)
class Reason:
    """Whether something holds, and the ids that make it so; while that is open, the ids of the answers that it waits for."""

    truth: Truth
    ids: frozenset[str] = frozenset()


def replayed_grounds(wording: Wording, rules: Iterable[str]) -> Grounds:
    """The grounds of these rules under the facts and settings that the wording holds."""
    return _Replay(wording).grounds(rules)


def _either(reasons: Iterable[Reason], winning: Truth) -> Reason:
    """Kleene's or, where TRUE wins; and with FALSE as the winner, his and. Every reason for the result is kept."""
    found = tuple(reasons)
    truths = {reason.truth for reason in found}
    truth = next((t for t in (winning, Truth.UNKNOWN) if t in truths), ~winning)
    return Reason(truth, frozenset().union(*(reason.ids for reason in found if reason.truth is truth)))


class _Replay:
    def __init__(self, wording: Wording) -> None:
        self._kb = wording.kb
        self._settings = wording.settings
        self._facts = wording.facts
        self._values: dict[tuple[str, str], Reason] = {}
        self._rules: dict[str, Reason] = {}
        self._concluding: dict[tuple[str, str], list[Rule]] = {}
        for rule in wording.kb.rules.values():
            for value in concluded(rule, wording):
                self._concluding.setdefault(value, []).append(rule)

    def grounds(self, rules: Iterable[str]) -> Grounds:
        found = {rule: self._ground(self._kb.rules[rule]) for rule in sorted(rules)}
        values = {fact_id(*value): self._value_ground(value) for value in sorted(self._values)}
        return Grounds(self._facts, found, values)

    def _ground(self, rule: Rule) -> RuleGround:
        conditions = tuple(self._holds(condition).truth for condition in rule.conditions)
        reason, degree = self._rule(rule), Fraction(1)
        if isinstance(rule.conclusion, Weighs) and rule.conclusion.degrees:
            reason, degree = self._graded(rule.conclusion.degrees, reason)
        counted = {Truth.TRUE: degree, Truth.FALSE: Fraction(0), Truth.UNKNOWN: None}[reason.truth]
        return RuleGround(reason.truth, counted, conditions, tuple(sorted(reason.ids)))

    def _value_ground(self, value: tuple[str, str]) -> ValueGround:
        truth = self._values[value].truth
        if truth is Truth.UNKNOWN:
            return ValueGround(truth, ())
        settling = (r for r in self._concluding.get(value, ()) if self._rule(r).truth is truth)
        return ValueGround(truth, tuple(sorted(rule_id(rule.id) for rule in settling)))

    def _rule(self, rule: Rule) -> Reason:
        """Whether all of a rule's conditions hold."""
        if rule.id not in self._rules:
            self._rules[rule.id] = _either((self._holds(c) for c in rule.conditions), Truth.FALSE)
        return self._rules[rule.id]

    def _holds(self, condition: Condition) -> Reason:
        match condition:
            case Criterion():
                found = self._derived(condition) if self._is_derived(condition) else self._given(condition)
                return Reason(~found.truth, found.ids) if condition.negated else found
            case Not(part):
                found = self._holds(part)
                return Reason(~found.truth, found.ids)
            case AllOf(parts):
                return _either((self._holds(part) for part in parts), Truth.FALSE)
            case AnyOf(parts):
                return _either((self._holds(part) for part in parts), Truth.TRUE)

    def _is_derived(self, test: Criterion) -> bool:
        return self._kb.attributes[test.attribute].derived

    def _derived(self, test: Criterion) -> Reason:
        return _either((self._value((test.attribute, str(value))) for value in test.operands), Truth.TRUE)

    def _value(self, value: tuple[str, str]) -> Reason:
        """A derived value as a reason: it holds if any rule that concludes it does."""
        if value not in self._values:
            found = _either((self._rule(rule) for rule in self._concluding.get(value, ())), Truth.TRUE)
            known = found.truth is not Truth.UNKNOWN
            self._values[value] = Reason(found.truth, frozenset({fact_id(*value)}) if known else found.ids)
        return self._values[value]

    def _given(self, test: Criterion) -> Reason:
        operands = [
            setting_number(o, self._settings) if isinstance(o, SettingRef) else o for o in test.operands
        ]

        def passes(value: str | Fraction) -> bool:
            bound = operands[0]
            if (
                test.operator is Operator.IS
                or not isinstance(value, Fraction)
                or not isinstance(bound, Fraction)
            ):
                return value in operands
            return compare(test.operator, value, bound)

        return self._tested(test.attribute, passes)

    def _tested(self, attribute: str, passes: Callable[[str | Fraction], bool]) -> Reason:
        value = self._facts.get(attribute)
        truth = Truth.UNKNOWN if value is None else Truth.TRUE if passes(value) else Truth.FALSE
        return Reason(truth, frozenset({given_id(attribute)}))

    def _graded(self, degrees: tuple[Degree, ...], base: Reason) -> tuple[Reason, Fraction]:
        """A rule that counts as much as the largest of some answers' degrees: whether and how much it counts, and why."""
        grades = sorted(
            {worth for degree in degrees for _, worth in degree.degrees if worth > 0}, reverse=True
        )
        if not grades:
            return Reason(Truth.FALSE, base.ids if base.truth is Truth.FALSE else frozenset()), Fraction(0)
        reached = {grade: self._reaches(degrees, grade, base) for grade in grades}
        whole = _either(reached.values(), Truth.TRUE)
        return whole, next((grade for grade, r in reached.items() if r.truth is Truth.TRUE), Fraction(0))

    def _reaches(self, degrees: tuple[Degree, ...], grade: Fraction, base: Reason) -> Reason:
        """Whether the largest degree is exactly this one."""
        exactly = [self._worth(d, grade.__eq__) for d in degrees if self._possible(d, grade.__eq__)]
        # A degree that no answer takes beyond the grade needs no test.
        within = [self._worth(d, grade.__ge__) for d in degrees if self._possible(d, grade.__lt__)]
        parts = [base, _either(exactly, Truth.TRUE), *(within if len(degrees) > 1 else ())]
        return _either(parts, Truth.FALSE)

    def _worth(self, degree: Degree, fits: Callable[[Fraction], bool]) -> Reason:
        worth = _worths(degree)
        return self._tested(degree.attribute, lambda value: fits(worth.get(str(value), Fraction(0))))

    def _possible(self, degree: Degree, fits: Callable[[Fraction], bool]) -> bool:
        """Whether some answer has a degree that fits."""
        attribute = self._kb.attributes[degree.attribute]
        answers = ("0", "1", "2", "3") if attribute.scale else attribute.values
        worth = _worths(degree)
        return any(fits(worth.get(answer, Fraction(0))) for answer in answers)


def _worths(degree: Degree) -> Mapping[str, Fraction]:
    return dict(degree.degrees)
