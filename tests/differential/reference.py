"""The rules read in the plainest way, for one case of which everything is known: no program, no engine, no bits.

It shares nothing with what it checks but the model: conditions are walked, concepts looked up rule by rule, policies written
out as docs/kb-format.md has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operator, SettingRef
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import Policy
from advisor.model.rules import Concludes, Meets, Rule, RulesOut, Weighs

Facts = Mapping[str, str | Fraction]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the decision applies, and if so which options are recommended."""

    applies: bool
    recommended: frozenset[str]


class Reference:
    """One knowledge base under its settings, with every given attribute known."""

    def __init__(self, kb: KnowledgeBase, settings: Mapping[str, SettingValue], facts: Facts) -> None:
        self._kb = kb
        self._settings = settings
        self._facts = facts

    def settle(self, decision: str) -> Outcome:
        """Settle a decision by its policy."""
        declared = self._kb.decisions[decision]
        if declared.applies_when is not None and not self.holds(declared.applies_when):
            return Outcome(False, frozenset())
        options = [f"{decision}.{o}" for o in declared.options]
        return Outcome(True, frozenset(self._recommended(declared.policy, options)))

    def _recommended(self, policy: Policy, options: list[str]) -> set[str]:
        match policy:
            case Policy.LADDER:
                return self._rung(options)
            case Policy.WEIGHTED:
                points = any(self._points(rule) for o in options for rule in self._weighing(o))
                return self._best([o for o in options if not self.out(o)]) if points else set()
            case Policy.CONDITIONS:
                met = [o for o in options if self.meets(o, partly=False) and not self.out(o)]
                partly = [o for o in options if self.meets(o, partly=True) and not self.out(o)]
                return self._best(met or partly)

    def _best(self, options: list[str]) -> set[str]:
        balance = {o: sum(map(self._signed, self._weighing(o)), Fraction(0)) for o in options}
        return {o for o in options if balance[o] == max(balance.values())}

    def _signed(self, rule: Rule) -> Fraction:
        assert isinstance(rule.conclusion, Weighs)
        return -self._points(rule) if rule.conclusion.against else self._points(rule)

    def _rung(self, options: list[str]) -> set[str]:
        described = max((n for n, o in enumerate(options) if self.meets(o, partly=False)), default=-1)
        ceiling = min((n for n, o in enumerate(options) if self.out(o)), default=len(options)) - 1
        level = min(described, ceiling)
        return {options[level]} if level >= 0 else set()

    def meets(self, option: str, *, partly: bool) -> bool:
        """Whether some rule says that the option's condition holds, wholly or in part."""
        return any(self.fires(r) for r in self._kb.rules.values() if r.conclusion == Meets(option, partly))

    def out(self, option: str) -> bool:
        """Whether some rule rules the option out."""
        return any(
            self.fires(rule)
            for rule in self._kb.rules.values()
            if isinstance(rule.conclusion, RulesOut) and option in self._ruled_out(rule.conclusion)
        )

    def _ruled_out(self, conclusion: RulesOut) -> list[str]:
        named = conclusion.option
        if isinstance(named, SettingRef):
            value = self._settings[named.setting]
            assert isinstance(value, Mapping)
            named = f"{conclusion.decision}.{value[named.key]}"
        options = [f"{conclusion.decision}.{o}" for o in self._kb.decisions[conclusion.decision].options]
        return options[options.index(named) + 1 :] if conclusion.above else [named]

    def _weighing(self, option: str) -> list[Rule]:
        rules = self._kb.rules.values()
        return [r for r in rules if isinstance(r.conclusion, Weighs) and r.conclusion.option == option]

    def _points(self, rule: Rule) -> Fraction:
        """What a rule adds or takes away: its importance, as much as the largest of its degrees says; 0 where it fails."""
        weighs = rule.conclusion
        assert isinstance(weighs, Weighs)
        if not self.fires(rule):
            return Fraction(0)
        weights = self._settings["importance-weights"]
        assert isinstance(weights, Mapping)
        importance = Fraction(weights[weighs.importance]) if weighs.importance else Fraction(1)
        if not weighs.degrees:
            return importance
        return importance * max(
            dict(d.degrees).get(str(self._facts[d.attribute]), Fraction(0)) for d in weighs.degrees
        )

    def fires(self, rule: Rule) -> bool:
        """Whether all the rule's conditions hold."""
        return all(self.holds(condition) for condition in rule.conditions)

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds."""
        match condition:
            case AllOf(parts):
                return all(self.holds(part) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part) for part in parts)
            case Not(part):
                return not self.holds(part)
            case Criterion(attribute, operator, operands, negated):
                if self._kb.attributes[attribute].derived:
                    return any(self._has(attribute, str(value)) for value in operands) is not negated
                return self._passes(self._facts[attribute], operator, operands) is not negated

    def _has(self, attribute: str, value: str) -> bool:
        """Whether a concept has a value, or an option a standing."""
        if attribute in self._kb.concepts:
            concluding = (r for r in self._kb.rules.values() if r.conclusion == Concludes(attribute, value))
            return any(self.fires(rule) for rule in concluding)
        return (
            self.out(attribute)
            if value == "ruled-out"
            else self.meets(attribute, partly=value == "partly-met")
        )

    def _passes(self, value: str | Fraction, operator: Operator, operands: tuple[object, ...]) -> bool:
        if operator is Operator.IS:
            return value in operands
        bound = self._settings[operands[0].setting] if isinstance(operands[0], SettingRef) else operands[0]
        assert isinstance(value, Fraction)
        assert isinstance(bound, Fraction)
        return {
            Operator.AT_LEAST: value >= bound,
            Operator.AT_MOST: value <= bound,
            Operator.MORE_THAN: value > bound,
            Operator.LESS_THAN: value < bound,
            Operator.EXACTLY: value == bound,
        }[operator]
