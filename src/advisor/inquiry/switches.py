"""An opened decision and the facts of a case in; the decision under many values of a setting, settled together, out.

What a setting decides becomes a fact of its own here, so that other values of it are so many cases with other facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from advisor.compiler.program import Edge, Gate, GateKind, Literal, OptionProgram, literals_by_attribute
from advisor.facts import Facts, FactValue
from advisor.inquiry.programs import Opened
from advisor.inquiry.results import Result, Results
from advisor.model.conditions import Operator, SettingRef
from advisor.model.options import option_id


class Switches:
    """One decision in which a test of a known figure with a setting is a fact, and so is a limit that names a rung.

    A setting that is compared with something unknown is not among these: what could be answered hangs on it.
    """

    def __init__(self, opened: Opened, facts: Facts) -> None:
        self._facts: dict[str, FactValue] = dict(facts)
        self._tests: dict[SettingRef, list[tuple[str, Literal]]] = {}
        self._limits = set(opened.limits)
        decision = opened.now.decision
        self._rungs = [option_id(o.key) for o in decision.options]
        gates = list(opened.now.cone.program.gates)
        for reference, tests in opened.tests.items():
            literals = {g: literal for g in tests if (literal := gates[g].literal) is not None}
            if all(literal.attribute in facts for literal in literals.values()):
                self._tests[reference] = [(_name(g), literal) for g, literal in literals.items()]
                self._facts.update(self._switched(reference, opened.values[reference]))
                for gate in literals:
                    gates[gate] = replace(gates[gate], literal=Literal(_name(gate), Operator.IS, ("yes",)))
        options: Sequence[OptionProgram] = decision.options
        for reference, limiting in opened.limits.items():
            self._facts.update(self._switched(reference, opened.values[reference]))
            options = self._limited(options, reference, limiting, gates)
        program = replace(
            opened.now.cone.program, gates=tuple(gates), attributes=literals_by_attribute(gates)
        )
        switched = replace(opened.now, cone=replace(opened.now.cone, program=program))
        self._results = Results(switched.decided(replace(decision, options=tuple(options))))

    def __contains__(self, reference: SettingRef) -> bool:
        return reference in self._tests or reference in self._limits

    def results(self, reference: SettingRef, values: Iterable[Fraction | str]) -> list[Result]:
        """What the decision comes to with each value of a setting that is among these."""
        return self._results.of([{**self._facts, **self._switched(reference, value)} for value in values])

    def _switched(self, reference: SettingRef, value: Fraction | str) -> Facts:
        """The facts that say what a setting is."""
        if isinstance(value, str):
            return {_name(reference): value}
        tests = ((name, replace(literal, operands=(value,))) for name, literal in self._tests[reference])
        return {name: "yes" if test.holds(self._facts[test.attribute]) else "no" for name, test in tests}

    def _limited(
        self,
        options: Sequence[OptionProgram],
        reference: SettingRef,
        limiting: Sequence[int],
        gates: list[Gate],
    ) -> list[OptionProgram]:
        """The options, each of which these gates rule out where the limit is a rung below it."""
        found = []
        for k, option in enumerate(options):
            out = [g for g in option.out if g not in limiting]
            gates.append(
                _gate(
                    GateKind.LITERAL, literal=Literal(_name(reference), Operator.IS, tuple(self._rungs[:k]))
                )
            )
            below = len(gates) - 1
            for gate in limiting:
                gates.append(_gate(GateKind.ALL, (Edge(gate), Edge(below))))
                out.append(len(gates) - 1)
            found.append(replace(option, out=tuple(out)))
        return found


def _name(of: SettingRef | int) -> str:
    """The name of a fact that no knowledge base can have."""
    return f"what {of} says"


def _gate(kind: GateKind, inputs: tuple[Edge, ...] = (), literal: Literal | None = None) -> Gate:
    return Gate("", kind, inputs, literal, 0)
