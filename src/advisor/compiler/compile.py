"""A knowledge base, its settings in force and the decisions asked for in; a `Program` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.compiler.circuit import Circuit
from advisor.compiler.program import (
    Contribution,
    DecisionProgram,
    Edge,
    GateKind,
    OptionProgram,
    Program,
    RuleGates,
    literals_by_attribute,
)
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import Decision, option_decision
from advisor.model.rules import IMPORTANCE_WEIGHTS, Advises, Concludes, Meets, Rule, RulesOut, Weighs


def compile_program(
    kb: KnowledgeBase, settings: Mapping[str, SettingValue], decisions: Iterable[str]
) -> Program:
    """Compile the rules that the decisions need. Raises `KnowledgeBaseError` (KB211) where rules depend on themselves."""
    compiler = _Compiler(kb, settings)
    return compiler.program(compiler.all(decisions))


class _Compiler:
    def __init__(self, kb: KnowledgeBase, settings: Mapping[str, SettingValue]) -> None:
        self._kb = kb
        self._settings = settings
        self.circuit = Circuit(kb, settings)
        self.rules: dict[str, RuleGates] = {}

    def all(self, decisions: Iterable[str]) -> dict[str, DecisionProgram]:
        """Every decision wanted, in the knowledge base's order. Raises `KnowledgeBaseError` for rules that go round."""
        wanted = [d for d in self._kb.decisions if d in set(decisions)]
        compiled = {d: self.decision(self._kb.decisions[d], set(wanted)) for d in wanted}
        self.circuit.refuse_cycles()
        return compiled

    def program(self, decisions: Mapping[str, DecisionProgram]) -> Program:
        """Everything that was built."""
        self._register_needed()
        gates = tuple(self.circuit.gates)
        preferences = {q.id for q in self._kb.questions.values() if q.preference}
        return Program(
            gates,
            dict(sorted(self.rules.items())),
            dict(self.circuit.values),
            dict(decisions),
            literals_by_attribute(gates),
            frozenset(a.id for a in self._kb.attributes.values() if a.question in preferences),
        )

    def variant(self, rule: Rule) -> RuleGates:
        """The gates of a rule written otherwise, which take nothing away from the rule as it stands."""
        edges = tuple(self.circuit.condition(c, rule.id) for c in rule.conditions)
        gate = self.circuit.join(GateKind.ALL, edges, rule.id, own=True).gate
        return RuleGates(rule.id, gate, edges, self._grades(rule, gate), rule.settings)

    def decision(self, decision: Decision, wanted: set[str]) -> DecisionProgram:
        """One decision with everything that its options, its notes and its applicability rest on."""
        chosen = [rule for rule in self._kb.rules.values() if self._concerns(rule, decision.id, wanted)]
        for rule in chosen:
            self._rule(rule)
        about = self._by_option(chosen)
        keys = [f"{decision.id}.{option}" for option in decision.options]
        options = tuple(self._option(key, about.get(key, ())) for key in keys)
        applies = (
            None
            if decision.applies_when is None
            else self.circuit.condition(decision.applies_when, decision.id)
        )
        advice = tuple((r.id, r.conclusion.advice) for r in chosen if isinstance(r.conclusion, Advises))
        return DecisionProgram(
            decision.id, decision.policy, options, applies, advice, tuple(r.id for r in chosen)
        )

    def _concerns(self, rule: Rule, decision: str, wanted: set[str]) -> bool:
        match rule.conclusion:
            case Meets(option) | Weighs(option):
                return option_decision(option) == decision
            case RulesOut(decision=owner):
                return owner == decision
            case Advises(decisions=named):
                return decision in named and named <= wanted
            case Concludes():
                return False

    def _rule(self, rule: Rule) -> RuleGates:
        """Build a rule's gates and those of every rule that it needs."""
        if rule.id not in self.rules:
            gate, edges = self.circuit.rule(rule)
            self.rules[rule.id] = RuleGates(rule.id, gate, edges, self._grades(rule, gate), rule.settings)
        return self.rules[rule.id]

    def _grades(self, rule: Rule, gate: int) -> tuple[tuple[int, Fraction], ...]:
        """The gates of each degree above nothing, from the largest down, given the gate of the rule's conditions."""
        if not isinstance(rule.conclusion, Weighs) or not rule.conclusion.degrees:
            return ((gate, Fraction(1)),)
        degrees = rule.conclusion.degrees
        steps = sorted({g for d in degrees for _, g in d.degrees if g > 0}, reverse=True)
        return tuple((self.circuit.degree(degrees, step, Edge(gate), rule.id), step) for step in steps)

    def _register_needed(self) -> None:
        """Rules that were built only because something needed their conclusion get their place in the program too."""
        for rule_id in self.circuit.built:
            self._rule(self._kb.rules[rule_id])

    def _by_option(self, rules: Iterable[Rule]) -> dict[str, list[Rule]]:
        """For each option the rules that conclude something about it, in their order."""
        found: dict[str, list[Rule]] = {}
        for rule in rules:
            match rule.conclusion:
                case Meets(option) | Weighs(option):
                    found.setdefault(option, []).append(rule)
                case RulesOut():
                    for key in self.circuit.options_out(rule.conclusion):
                        found.setdefault(key, []).append(rule)
                case Advises() | Concludes():
                    pass
        return found

    def _option(self, key: str, rules: Iterable[Rule]) -> OptionProgram:
        meets: list[int] = []
        partly: list[int] = []
        out: list[int] = []
        contributions: list[Contribution] = []
        specificity = 0
        for rule in rules:
            gates = self._rule(rule)
            match rule.conclusion:
                case Meets(_, in_part):
                    (partly if in_part else meets).append(gates.gate)
                    specificity = max(specificity, 0 if in_part else len(rule.conditions))
                case RulesOut():
                    out.append(gates.gate)
                case Weighs():
                    contributions.extend(self._contributions(rule, rule.conclusion, gates))
                case Advises() | Concludes():
                    pass
        return OptionProgram(key, tuple(meets), tuple(partly), tuple(out), tuple(contributions), specificity)

    def _contributions(self, rule: Rule, weighs: Weighs, gates: RuleGates) -> list[Contribution]:
        preference = any(
            self._kb.questions[q].preference for q in self._questions_of(rule) if q in self._kb.questions
        )
        return contributions(weighs, gates, self._settings, preference=preference)

    def _questions_of(self, rule: Rule) -> set[str]:
        return {self._kb.attributes[a].question for a in rule.reads}


def contributions(
    weighs: Weighs, gates: RuleGates, settings: Mapping[str, SettingValue], *, preference: bool
) -> list[Contribution]:
    """The points that a rule with these gates makes of what it weighs, one for each degree."""
    weights = settings.get(IMPORTANCE_WEIGHTS, {})
    importance = Fraction(1)
    if weighs.importance and isinstance(weights, Mapping):
        importance = Fraction(weights[weighs.importance])
    return [
        Contribution(
            gates.rule, gate, importance * degree, weighs.against, weighs.importance, degree, preference
        )
        for gate, degree in gates.grades
    ]


@dataclass(frozen=True, slots=True)
class Variants:
    """A program, and after its own gates those of further ways to write some of its rules.

    The first `own` gates are those that the decisions need; `gates` has those of each variant, in the order given.
    """

    program: Program
    own: int
    gates: tuple[RuleGates, ...]


def compile_variants(
    kb: KnowledgeBase,
    settings: Mapping[str, SettingValue],
    decisions: Iterable[str],
    variants: Iterable[Rule],
) -> Variants:
    """Compile the rules that the decisions need, and the conditions of each variant in the same circuit.

    Nothing hangs on a variant's gate: it is there to be compared. Raises `KnowledgeBaseError` as `compile_program` does.
    """
    compiler = _Compiler(kb, settings)
    compiled = compiler.all(decisions)
    own = len(compiler.circuit.gates)
    gates = tuple(compiler.variant(rule) for rule in variants)
    return Variants(compiler.program(compiled), own, gates)
