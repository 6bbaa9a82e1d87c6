"""Conditions in, gates out: the circuit grows as it is asked for, equal gates are shared, and a cycle is
found while it grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from advisor.compiler.program import Edge, Gate, GateKind, Literal
from advisor.errors import KnowledgeBaseError, Problem
from advisor.facts import FactValue, setting_number
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operator, SettingRef
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import option_id
from advisor.model.rules import Concludes, Degree, Meets, Rule, RulesOut


class Circuit:
    """Builds gates. Derived attributes are built when something first needs them, so strata follow from the rules alone."""

    def __init__(self, kb: KnowledgeBase, settings: Mapping[str, SettingValue]) -> None:
        self._kb = kb
        self._settings = settings
        self.gates: list[Gate] = []
        self._known: dict[tuple[GateKind, tuple[Edge, ...], Literal | None, SettingRef | None], int] = {}
        self._values: dict[tuple[str, str], int] = {}
        self._rules: dict[str, tuple[int, tuple[Edge, ...]]] = {}
        self._stack: list[str] = []
        self._cycles: dict[tuple[str, ...], Problem] = {}
        self._concluding = self._index()

    @property
    def values(self) -> Mapping[tuple[str, str], int]:
        """The gate of each derived value built so far."""
        return self._values

    @property
    def built(self) -> tuple[str, ...]:
        """The rules built so far, in the order in which they were needed."""
        return tuple(self._rules)

    def _index(self) -> dict[tuple[str, str], list[Rule]]:
        """For each derived value, the rules that conclude it."""
        found: dict[tuple[str, str], list[Rule]] = {}
        for rule in self._kb.rules.values():
            match rule.conclusion:
                case Concludes(concept, value):
                    found.setdefault((concept, value), []).append(rule)
                case Meets(option, partly):
                    found.setdefault((option, "partly-met" if partly else "met"), []).append(rule)
                case RulesOut():
                    for key in self.options_out(rule.conclusion):
                        found.setdefault((key, "ruled-out"), []).append(rule)
                case _:
                    pass
        return found

    def options_out(self, conclusion: RulesOut) -> tuple[str, ...]:
        """The options that a rules-out rule rules out, as decision.option."""
        if not conclusion.above:
            return (str(conclusion.option),)
        rungs = [o.key for o in self._kb.options_of(conclusion.decision)]
        named = (
            self._option_setting(conclusion.option)
            if isinstance(conclusion.option, SettingRef)
            else conclusion.option
        )
        bare = option_id(named)
        position = [option_id(key) for key in rungs].index(bare)
        return tuple(rungs[position + 1 :])

    def _option_setting(self, reference: SettingRef) -> str:
        value = self._settings[reference.setting]
        assert isinstance(value, Mapping), reference
        return str(value[reference.key])

    def rule(self, rule: Rule) -> tuple[int, tuple[Edge, ...]]:
        """The gate of a rule, and an edge for each of its conditions. One that depends on itself is noted for
        `refuse_cycles` and given a gate that nothing sets.
        """
        if rule.id in self._rules:
            return self._rules[rule.id]
        if rule.id in self._stack:
            self._note_cycle(rule.id)
            return self._gate(GateKind.ANY, (), None, rule.id), ()
        self._stack.append(rule.id)
        edges = tuple(self.condition(c, rule.id) for c in rule.conditions)
        gate = self.join(GateKind.ALL, edges, rule.id, own=True)
        self._stack.pop()
        self._rules[rule.id] = (gate.gate, edges)
        return self._rules[rule.id]

    def condition(self, condition: Condition, owner: str) -> Edge:
        """A condition as an edge; gates made on the way are named after `owner`."""
        match condition:
            case Criterion():
                return self._criterion(condition, owner)
            case Not(part):
                edge = self.condition(part, owner)
                return Edge(edge.gate, not edge.positive)
            case AllOf(parts):
                return self.join(GateKind.ALL, tuple(self.condition(p, owner) for p in parts), owner)
            case AnyOf(parts):
                return self.join(GateKind.ANY, tuple(self.condition(p, owner) for p in parts), owner)

    def _criterion(self, test: Criterion, owner: str) -> Edge:
        if self._kb.attributes[test.attribute].derived:
            edges = tuple(Edge(self.value(test.attribute, str(v))) for v in test.operands)
            edge = self.join(GateKind.ANY, edges, owner)
        else:
            setting = next((o for o in test.operands if isinstance(o, SettingRef)), None)
            operands = tuple(self._operand(o) for o in test.operands)
            edge = self.literal(test.attribute, test.operator, operands, setting)
        return Edge(edge.gate, edge.positive != test.negated)

    def _operand(self, operand: FactValue | SettingRef) -> FactValue:
        return setting_number(operand, self._settings) if isinstance(operand, SettingRef) else operand

    def literal(
        self,
        attribute: str,
        operator: Operator,
        operands: tuple[FactValue, ...],
        setting: SettingRef | None = None,
    ) -> Edge:
        """A test on a given attribute, with a number that a setting may hold."""
        literal = Literal(attribute, operator, tuple(sorted(operands, key=str)), setting)
        return Edge(self._gate(GateKind.LITERAL, (), literal, _literal_name(literal)))

    def value(self, attribute: str, value: str) -> int:
        """The gate that holds when a derived attribute has a value: any rule concluding it."""
        key = (attribute, value)
        if key not in self._values:
            edges = tuple(Edge(self.rule(rule)[0]) for rule in self._concluding.get(key, ()))
            self._values[key] = self._gate(GateKind.ANY, edges, None, f"{attribute}={value}", shared=False)
        return self._values[key]

    def degree(self, degrees: Sequence[Degree], grade: Fraction, base: Edge, owner: str) -> int:
        """The gate that holds when the largest of `degrees` is exactly `grade` and the rule's own conditions hold."""
        exactly = tuple(e for d in degrees if (e := self._degree_edge(d, grade, at_most=False)) is not None)
        parts = [base, self.join(GateKind.ANY, exactly, owner)]
        if len(degrees) > 1:
            below = (self._degree_edge(d, grade, at_most=True) for d in degrees)
            parts += [edge for edge in below if edge is not None]
        return self.join(GateKind.ALL, tuple(parts), f"{owner}@{grade}", own=True).gate

    def _degree_edge(self, degree: Degree, grade: Fraction, *, at_most: bool) -> Edge | None:
        """The test that an answer's degree is the grade (or at most it); None where every or no value passes."""
        attribute = self._kb.attributes[degree.attribute]
        numeric = attribute.scale
        values = ("0", "1", "2", "3") if numeric else tuple(attribute.values)
        worth = dict(degree.degrees)
        passing = [v for v in values if (worth.get(v, 0) <= grade if at_most else worth.get(v, 0) == grade)]
        if len(passing) == (len(values) if at_most else 0):
            return None
        operands: tuple[FactValue, ...] = tuple(Fraction(v) if numeric else v for v in passing)
        return self.literal(degree.attribute, Operator.IS, operands)

    def join(self, kind: GateKind, edges: tuple[Edge, ...], owner: str, *, own: bool = False) -> Edge:
        """Join edges by ALL or ANY; a single edge needs no gate, unless it is to have one of its own."""
        if len(edges) == 1 and not own:
            return edges[0]
        name = owner if own else f"{owner}#{len(self.gates)}"
        return Edge(self._gate(kind, tuple(dict.fromkeys(edges)), None, name, shared=not own))

    def _gate(
        self,
        kind: GateKind,
        inputs: tuple[Edge, ...],
        literal: Literal | None,
        name: str,
        *,
        shared: bool = True,
    ) -> int:
        # Two tests that compare with the same number are two gates where it may come to be two numbers.
        key = (kind, inputs, literal, None if literal is None else literal.setting)
        if shared and key in self._known:
            return self._known[key]
        stratum = 1 + max((self.gates[e.gate].stratum for e in inputs), default=-1)
        self.gates.append(Gate(name, kind, inputs, literal, stratum))
        if shared:
            self._known[key] = len(self.gates) - 1
        return len(self.gates) - 1

    def _note_cycle(self, again: str) -> None:
        circle = self._stack[self._stack.index(again) :]
        first = circle.index(min(circle))
        circle = [*circle[first:], *circle[:first]]
        places = "; ".join(f"{r} at {self._kb.rules[r].where}" for r in circle)
        self._cycles[tuple(circle)] = Problem(
            "KB211",
            f"rules depend on themselves: {' needs '.join([*circle, circle[0]])}",
            self._kb.rules[circle[0]].where,
            f"break the circle at one of: {places}",
        )

    def refuse_cycles(self) -> None:
        """Raise `KnowledgeBaseError` with every circle of rules that was met while the gates were built."""
        if self._cycles:
            raise KnowledgeBaseError(self._cycles.values())


def _literal_name(literal: Literal) -> str:
    operands = " or ".join(str(o) for o in literal.operands)
    return f"{literal.attribute} {literal.operator} {operands}"
