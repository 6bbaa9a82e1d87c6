"""A knowledge base and faults in its rules in; what each fault changes, over any number of cases at once, out.

All faults are compiled into one circuit, so that they share what they have in common and one pass evaluates them all. What
a fault then changes is worked out along the gates that hang on its rule, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from advisor.authoring.mutants import Mutant
from advisor.compiler.compile import compile_variants
from advisor.compiler.cone import gates_below
from advisor.compiler.program import Contribution, DecisionProgram, Edge, OptionProgram
from advisor.evaluation.rails import Rails, revised
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.rules import Concludes, Conclusion, Meets, RulesOut, Weighs


@dataclass(frozen=True, slots=True)
class Effect:
    """The rails of the program's own gates with a fault in it, the gates that came out otherwise, and the decisions whose
    options now hang on other gates.
    """

    rails: Rails
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
        self.own = compiled.own
        gates = iter(compiled.gates)
        self._variants = {id(m): next(gates) for m in listed if m.rule is not None and _rewritten(kb, m)}
        self.mutants = tuple(m for m in listed if m.rule_id in self.program.rules)
        self.rule_at = {g: r for r in self.program.rules for g in self.standing(r)}
        self._users = self._who_uses()
        self._above: dict[frozenset[int], tuple[int, ...]] = {}
        self.factor = self._whole_factor()

    def _whole_factor(self) -> int:
        """What makes every weight whole, under any importance that a fault may give it."""
        points = [c for d in self.program.decisions.values() for o in d.options for c in o.contributions]
        weights = self.settings.get("importance-weights", {})
        importance = [Fraction(w) for w in weights.values()] if isinstance(weights, Mapping) else []
        return lcm(*(c.degree.denominator for c in points)) * lcm(*(w.denominator for w in importance))

    def gate(self, mutant: Mutant) -> int:
        """The gate of the rule that the fault is in."""
        return self.program.rules[mutant.rule_id].gate

    def standing(self, rule: str) -> tuple[int, ...]:
        """The gates any of which says that a rule holds: its own, or that of each degree above nothing."""
        return tuple(gate for gate, _ in self.program.rules[rule].grades)

    def variant(self, mutant: Mutant) -> int | None:
        """The gate of the rule as the fault has it; None where its conditions are as they were, or it is left out."""
        return self._variants.get(id(mutant))

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
        gates = self.program.gates[: self.own]
        after, changed = revised(rails, gates, forced, self._rejoined(mutant), self.touched(mutant))
        return Effect(after, changed, self._decisions(mutant))

    def _same_conditions(self, mutant: Mutant) -> bool:
        return mutant.rule is not None and self.variant(mutant) is None

    def _who_uses(self) -> tuple[tuple[int, ...], ...]:
        users: list[list[int]] = [[] for _ in self.program.gates]
        for number, gate in enumerate(self.program.gates[: self.own]):
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
            gate = self.program.values.get(key, self.own)
            if gate < self.own:
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
                moved = self._moved_points(mutant, conclusion)
            case _:
                return {}
        decision = self.program.decisions[option.split(".")[0]]
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

    def _moved_points(self, mutant: Mutant, conclusion: Weighs) -> Callable[[OptionProgram], OptionProgram]:
        own = self.points(mutant.rule_id, conclusion)

        def moved(option: OptionProgram) -> OptionProgram:
            others = tuple(c for c in option.contributions if c.rule != mutant.rule_id)
            return replace(
                option, contributions=(*others, *own) if option.key == conclusion.option else others
            )

        return moved

    def points(self, rule: str, conclusion: Weighs) -> list[Contribution]:
        """The points of a rule as they would be if it concluded this."""
        weights = self.settings.get("importance-weights", {})
        importance = Fraction(1)
        if conclusion.importance and isinstance(weights, Mapping):
            importance = Fraction(weights[conclusion.importance])
        return [
            replace(
                c, weight=importance * c.degree, against=conclusion.against, importance=conclusion.importance
            )
            for decision in self.program.decisions.values()
            for option in decision.options
            for c in option.contributions
            if c.rule == rule
        ]


def _rewritten(kb: KnowledgeBase, mutant: Mutant) -> bool:
    return mutant.rule is not None and mutant.rule.conditions != kb.rules[mutant.rule_id].conditions


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
