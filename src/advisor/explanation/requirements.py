"""A condition and the trace in; the smallest sets of tests that would have to come out otherwise for it to hold, out.

A condition on a concept is followed down through the rules that conclude it, to the answers and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from advisor.explanation.wording import Wording
from advisor.facts import compare
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, SettingRef, Truth
from advisor.model.questions import Domain
from advisor.model.rules import Concludes, Meets, Rule, RulesOut
from advisor.trace import Trace

MOST_WAYS = 256
"""Of more ways than this to make one condition hold, only the smallest are followed further."""


@dataclass(frozen=True, slots=True)
class Need:
    """One test on an answer or figure as a rule states it; `wanted` is how it would have to come out."""

    rule: str
    criterion: Criterion
    wanted: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make a condition hold: the tests that fail or are unknown now, and those on the way that hold already."""

    missing: frozenset[Need]
    holding: frozenset[Need]


NOTHING = Way(frozenset(), frozenset())


def passes(test: Criterion, value: str | Fraction, wording: Wording) -> bool:
    """Whether a value passes a test on an answer or figure, under the settings in force."""
    bound = wording.bound(test)
    if isinstance(value, Fraction) and bound is not None:
        return compare(test.operator, value, bound) != test.negated
    return (value in test.operands) != test.negated


def meeting_rules(option: str, trace: Trace, wording: Wording) -> list[Rule]:
    """The rules of the run that meet an option, wholly or in part, by id."""
    return [
        wording.kb.rules[r]
        for r in trace.rules
        if isinstance(c := wording.kb.rules[r].conclusion, Meets) and c.option == option
    ]


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


class Requirements:
    """What would have to be otherwise, under one trace."""

    def __init__(self, trace: Trace, wording: Wording) -> None:
        self._trace = trace
        self._wording = wording
        self._rules = [wording.kb.rules[r] for r in trace.rules]

    def of_rule(self, rule: Rule, *, wanted: bool = True) -> list[Way]:
        """The ways in which a rule would hold (or would not)."""
        return self._smallest(self._joined(rule.conditions, rule.id, wanted=wanted, together=wanted))

    def of_condition(self, condition: Condition, rule: Rule) -> list[Way]:
        """The ways in which a condition of a rule would hold."""
        return self._smallest(self._ways(condition, rule.id, wanted=True))

    def _ways(self, condition: Condition, rule: str, *, wanted: bool) -> list[Way]:
        match condition:
            case Criterion():
                return self._of_test(condition, rule, wanted=wanted)
            case Not(part):
                return self._ways(part, rule, wanted=not wanted)
            case AllOf(parts):
                return self._joined(parts, rule, wanted=wanted, together=wanted)
            case AnyOf(parts):
                return self._joined(parts, rule, wanted=wanted, together=not wanted)

    def _joined(self, parts: Sequence[Condition], rule: str, *, wanted: bool, together: bool) -> list[Way]:
        each = [self._ways(part, rule, wanted=wanted) for part in parts]
        return self.together(each) if together else self._smallest([way for ways in each for way in ways])

    def together(self, each: Iterable[list[Way]]) -> list[Way]:
        """The ways in which one way of each list comes about at once."""
        found = [NOTHING]
        for ways in each:
            joined = [Way(a.missing | b.missing, a.holding | b.holding) for a in found for b in ways]
            possible = [way for way in joined if self._possible(way)]
            found = self._smallest([Way(self._without_implied(w.missing), w.holding) for w in possible])
        return found

    def _of_test(self, test: Criterion, rule: str, *, wanted: bool) -> list[Way]:
        truth = self._truth(test)
        if truth is (Truth.TRUE if wanted else Truth.FALSE):
            known = self._wording.kb.attributes[test.attribute]
            return [NOTHING if known.derived else Way(frozenset(), frozenset({Need(rule, test, wanted)}))]
        if not self._wording.kb.attributes[test.attribute].derived:
            return [Way(frozenset({Need(rule, test, wanted)}), frozenset())]
        concluding = [r for r in self._rules if self._concludes(r, test)]
        if wanted != test.negated:
            return self._smallest([way for r in concluding for way in self.of_rule(r)])
        return self.together(self.of_rule(r, wanted=False) for r in concluding)

    def _truth(self, test: Criterion) -> Truth:
        if self._wording.kb.attributes[test.attribute].derived:
            named = [
                self._trace.truths.get(f"{test.attribute}={value}", Truth.FALSE) for value in test.operands
            ]
            truth = (
                Truth.TRUE
                if Truth.TRUE in named
                else Truth.UNKNOWN
                if Truth.UNKNOWN in named
                else Truth.FALSE
            )
            return ~truth if test.negated else truth
        value = self._wording.facts.get(test.attribute)
        if value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if passes(test, value, self._wording) else Truth.FALSE

    def _concludes(self, rule: Rule, test: Criterion) -> bool:
        match rule.conclusion:
            case Concludes(concept, value):
                return concept == test.attribute and value in test.operands
            case Meets(option, partly):
                return option == test.attribute and ("partly-met" if partly else "met") in test.operands
            case RulesOut():
                return "ruled-out" in test.operands and test.attribute in options_out(rule, self._wording)
            case _:
                return False

    def _possible(self, way: Way) -> bool:
        """Whether for each attribute some value could pass all the tests on it."""
        tests: dict[str, list[Need]] = {}
        for test in way.missing | way.holding:
            tests.setdefault(test.criterion.attribute, []).append(test)
        return all(len(on) == 1 or self._together(attribute, on) for attribute, on in tests.items())

    def _together(self, attribute: str, tests: Sequence[Need]) -> bool:
        return any(self._met(tests, value) for value in self._values(attribute, tests))

    def _met(self, tests: Iterable[Need], value: str | Fraction) -> bool:
        return all(passes(t.criterion, value, self._wording) == t.wanted for t in tests)

    def _values(self, attribute: str, tests: Sequence[Need]) -> Iterable[str | Fraction]:
        """A value for each way in which the tests could come out."""
        known = self._wording.kb.attributes[attribute]
        values: Iterable[str | Fraction] = tuple(known.values)
        if known.domain is Domain.NUMBER:
            bounds = sorted({b for t in tests if (b := self._wording.bound(t.criterion)) is not None})
            between = [(a + b) / 2 for a, b in pairwise(bounds)]
            numbers = [bounds[0] - 1, *bounds, *between, bounds[-1] + 1] if bounds else []
            values = [v for v in numbers if v.denominator == 1] if known.whole else numbers
        return values

    def _without_implied(self, missing: frozenset[Need]) -> frozenset[Need]:
        """The tests without those that another one on the same attribute brings with it."""
        kept: list[Need] = []
        for need in sorted(missing, key=self._narrowness):
            if not any(self._implies(known, need) for known in kept):
                kept.append(need)
        return frozenset(kept)

    def _narrowness(self, need: Need) -> tuple[int, str, str]:
        values = tuple(self._values(need.criterion.attribute, [need]))
        return sum(self._met([need], v) for v in values), need.rule, need.criterion.words

    def _implies(self, one: Need, other: Need) -> bool:
        attribute = one.criterion.attribute
        if attribute != other.criterion.attribute:
            return False
        values = self._values(attribute, [one, other])
        return all(self._met([other], v) for v in values if self._met([one], v))

    def _smallest(self, ways: list[Way]) -> list[Way]:
        """Ways of which no other is a part, the smallest first."""
        ordered = sorted(dict.fromkeys(ways), key=self._order)
        kept: list[Way] = []
        for way in ordered:
            if not any(known.missing <= way.missing for known in kept):
                kept.append(way)
        return kept[:MOST_WAYS]

    def _order(self, way: Way) -> tuple[int, list[tuple[str, str, str]]]:
        named = sorted((t.rule, t.criterion.attribute, t.criterion.words) for t in way.missing)
        return len(way.missing), named
