"""A knowledge base and faults in its rules in; what each fault changes, over any number of cases at once, out.

All faults are compiled into one circuit, so that they share what they have in common and one pass evaluates them all. What
a fault then changes is worked out along the gates that hang on its rule, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from advisor.authoring.mutation.mutants import Mutant
from advisor.compiler.compile import compile_variants, contributions
from advisor.compiler.cone import gates_below
from advisor.compiler.program import Contribution, DecisionProgram, Edge, OptionProgram, Program
from advisor.evaluation.rails import Rails, revised
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import option_decision
from advisor.model.rules import (
    IMPORTANCE_WEIGHTS,
    Concludes,
    Conclusion,
    Degree,
    Meets,
    Rule,
    RulesOut,
    Weighs,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """The rails with a fault in the program, the program in whose gates they are, the gates that came out otherwise, and
    the decisions whose options now hang on other gates.
    """

    rails: Rails
    program: Program
    changed: frozenset[int]
    decisions: Mapping[str, DecisionProgram]


class Faults:
    """A program with faults beside it. Faults of rules that no decision needs are left out."""

    def __init__(
        self, kb: KnowledgeBase, settings: Mapping[str, SettingValue], mutants: Iterable[Mutant]
    ) -> None:
        # Faults are told apart by who they are, so all of them are kept.
        self._listed = listed = list(mutants)
        self.kb = kb
        self.settings = settings
        rewritten = [m.rule for m in listed if m.rule is not None and _rewritten(kb, m)]
        compiled = compile_variants(kb, settings, kb.decisions, rewritten)
        self.program = compiled.program
        self._own = compiled.own
        self.unchanged = replace(compiled.program, gates=compiled.program.gates[: compiled.own])
        gates = iter(compiled.gates)
        self._variants = {id(m): next(gates) for m in listed if m.rule is not None and _rewritten(kb, m)}
        self.mutants = tuple(m for m in listed if m.rule_id in self.program.rules)
        self.rule_at = {g: r for r, gates in self.program.rules.items() for g in gates.standing}
        self._users = self._who_uses()
        self._above: dict[frozenset[int], tuple[int, ...]] = {}
        self.factor = self._whole_factor()

    def _whole_factor(self) -> int:
        """What makes every weight whole, under any importance that a fault may give it."""
        rules = (*self.program.rules.values(), *self._variants.values())
        weights = self.settings.get(IMPORTANCE_WEIGHTS, {})
        importance = [Fraction(w) for w in weights.values()] if isinstance(weights, Mapping) else []
        degrees = {degree.denominator for r in rules for _, degree in r.grades}
        return lcm(*degrees) * lcm(*(w.denominator for w in importance))

    def gate(self, mutant: Mutant) -> int:
        """The gate of the rule that the fault is in."""
        return self.program.rules[mutant.rule_id].gate

    def variant(self, mutant: Mutant) -> int | None:
        """The gate of the rule as the fault has it; None where its conditions are as they were, or it is left out."""
        return (
            None if self._same_conditions(mutant) or mutant.rule is None else self._variants[id(mutant)].gate
        )

    def goes_round(self, mutant: Mutant) -> bool:
        """Whether the rule would come to rest on itself: such a knowledge base is refused before any case is tried."""
        gate, variant = self.gate(mutant), self.variant(mutant)
        if variant is not None and gate in gates_below(self.program, [variant]):
            return True
        joined = [g for g, edges in self._rejoined(mutant).items() if Edge(gate) in edges]
        return gate in self.above(joined)

    def above(self, roots: Iterable[int]) -> tuple[int, ...]:
        """The program's own gates that hang on any of these, themselves included, from the lowest up."""
        key = frozenset(roots)
        if key not in self._above:
            found, pending = set(key), list(key)
            while pending:
                for user in self._users[pending.pop()]:
                    if user not in found:
                        found.add(user)
                        pending.append(user)
            self._above[key] = tuple(sorted(found))
        return self._above[key]

    def touched(self, mutant: Mutant) -> tuple[int, ...]:
        """The gates that may come out otherwise."""
        inputs = self._rejoined(mutant)
        return self.above(inputs if self._same_conditions(mutant) else [self.gate(mutant), *inputs])

    def effect(self, mutant: Mutant, rails: Rails) -> Effect:
        """What the fault changes in cases whose rails, variants and all, are given."""
        forced: dict[int, tuple[int, int]] = {}
        variant = self.variant(mutant)
        if mutant.rule is None:
            forced[self.gate(mutant)] = (0, 0)
        elif variant is not None:
            forced[self.gate(mutant)] = rails.surely[variant], rails.possibly[variant]
        decisions = self._decisions(mutant)
        if id(mutant) in self._variants and variant is None:
            # Other degrees: nothing hangs on the gates of the points, and those that take their place are no own ones.
            return Effect(rails, self.program, frozenset(), decisions)
        own = self.unchanged
        after, changed = revised(rails, own.gates, forced, self._rejoined(mutant), self.touched(mutant))
        return Effect(after, own, changed, decisions)

    def _same_conditions(self, mutant: Mutant) -> bool:
        before = self.kb.rules[mutant.rule_id]
        return mutant.rule is not None and mutant.rule.conditions == before.conditions

    def _who_uses(self) -> tuple[tuple[int, ...], ...]:
        users: list[list[int]] = [[] for _ in self.program.gates]
        for number, gate in enumerate(self.unchanged.gates):
            for edge in gate.inputs:
                users[edge.gate].append(number)
        return tuple(tuple(u) for u in users)

    def _rejoined(self, mutant: Mutant) -> dict[int, tuple[Edge, ...]]:
        """The gates of derived values that the rule no longer leads to, or now does, with what they then join."""
        if mutant.rule is None:
            return {}
        own = Edge(self.gate(mutant))
        before, after = _values(self.kb.rules[mutant.rule_id].conclusion), _values(mutant.rule.conclusion)
        found = {}
        for key in sorted(before ^ after):
            gate = self.program.values.get(key, self._own)
            if gate < self._own:
                others = tuple(e for e in self.program.gates[gate].inputs if e != own)
                found[gate] = (*others, own) if key in after else others
        return found

    def _decisions(self, mutant: Mutant) -> dict[str, DecisionProgram]:
        """The decisions whose options hang on the rule otherwise, because it concludes something else."""
        if mutant.rule is None or mutant.rule.conclusion == self.kb.rules[mutant.rule_id].conclusion:
            return {}
        conclusion = mutant.rule.conclusion
        match conclusion:
            case Meets(option) | RulesOut(option=str(option)):
                moved = self._moved_gate(mutant, conclusion)
            case Weighs(option):
                moved = self._moved_points(mutant, option)
            case _:
                return {}
        decision = self.program.decisions[option_decision(option)]
        return {decision.id: replace(decision, options=tuple(map(moved, decision.options)))}

    def _moved_gate(
        self, mutant: Mutant, conclusion: Meets | RulesOut
    ) -> Callable[[OptionProgram], OptionProgram]:
        gate = self.gate(mutant)

        def without(gates: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(g for g in gates if g != gate)

        def moved(option: OptionProgram) -> OptionProgram:
            meets, partly, out = (without(gates) for gates in (option.meets, option.partly, option.out))
            match conclusion:
                case Meets(key, in_part) if key == option.key:
                    meets, partly = (meets, (*partly, gate)) if in_part else ((*meets, gate), partly)
                case RulesOut(option=key) if key == option.key:
                    out = (*out, gate)
                case _:
                    pass
            return replace(option, meets=meets, partly=partly, out=out)

        return moved

    def _moved_points(self, mutant: Mutant, option_key: str) -> Callable[[OptionProgram], OptionProgram]:
        own = self.points_with(mutant)

        def moved(option: OptionProgram) -> OptionProgram:
            others = tuple(c for c in option.contributions if c.rule != mutant.rule_id)
            return replace(option, contributions=(*others, *own) if option.key == option_key else others)

        return moved

    def points(self, rule: str) -> list[Contribution]:
        """The points of a rule as it stands."""
        options = (o for d in self.program.decisions.values() for o in d.options)
        return [c for option in options for c in option.contributions if c.rule == rule]

    def points_with(self, mutant: Mutant) -> list[Contribution]:
        """The points of a rule as the fault has it, which is one in what it weighs and by how much."""
        assert mutant.rule is not None, mutant
        weighs = mutant.rule.conclusion
        assert isinstance(weighs, Weighs), mutant
        gates = self._variants.get(id(mutant), self.program.rules[mutant.rule_id])
        preference = any(c.preference for c in self.points(mutant.rule_id))
        return contributions(weighs, gates, self.settings, preference=preference)


def _rewritten(kb: KnowledgeBase, mutant: Mutant) -> bool:
    """Whether the fault is in the conditions or in the degrees, which have gates of their own."""
    before = kb.rules[mutant.rule_id]
    if mutant.rule is None:
        return False
    return mutant.rule.conditions != before.conditions or _degrees(mutant.rule) != _degrees(before)


def _degrees(rule: Rule) -> tuple[Degree, ...]:
    return rule.conclusion.degrees if isinstance(rule.conclusion, Weighs) else ()


def _values(conclusion: Conclusion) -> set[tuple[str, str]]:
    """The derived values to which a rule with this conclusion leads, as far as a fault may change them."""
    match conclusion:
        case Concludes(concept, value):
            return {(concept, value)}
        case Meets(option, partly):
            return {(option, "partly-met" if partly else "met")}
        case RulesOut(option=str(option), above=False):
            return {(option, "ruled-out")}
        case _:
            return set()
