"""A program in; experta rules out: for each gate ways of holding and of being known not to hold, all plain conjunctions.

Because failing is derived like holding, no production needs a NOT: knowledge only grows, and unknown is what neither finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.compiler.program import Edge, Gate, GateKind, Literal, Program
from advisor.facts import Column, FactValue
from advisor.inference.adapter import Given, Holds, InitialFact, Predicate, production_rule


@dataclass(frozen=True, slots=True)
class Production:
    """One way in which a gate becomes known: all `needs` (an edge with the truth it must have) make the gate `truth`."""

    name: str
    gate: int
    truth: bool
    needs: tuple[Edge, ...]


def productions(program: Program) -> Iterator[Production]:
    """Every way in which a gate becomes known, in the order of the gates; literals need none, patterns test the facts."""
    for number, gate in enumerate(program.gates):
        if gate.kind is GateKind.LITERAL:
            continue
        together = gate.kind is GateKind.ALL
        yield Production(
            gate.name if together else f"{gate.name} fails", number, together, _turned(gate, together)
        )
        for i, edge in enumerate(gate.inputs):
            name = f"{gate.name} {'fails' if together else 'by'} {i + 1}"
            yield Production(name, number, not together, (_as(edge, not together),))


def _turned(gate: Gate, truth: bool) -> tuple[Edge, ...]:
    return tuple(_as(edge, truth) for edge in gate.inputs)


def _as(edge: Edge, truth: bool) -> Edge:
    """The edge as what its gate's truth must be for the edge to have `truth`."""
    return edge if truth else Edge(edge.gate, not edge.positive)


def experta_rules(program: Program, made: Sequence[Production]) -> list[Any]:
    """Productions as experta rules, numbered as they stand. Rules that need the same share one pattern.

    Salience is the stratum turned round, so that everything below is settled before a rule fires.
    """
    patterns: dict[Edge, Any] = {}
    initial = InitialFact()
    rules = []
    for number, production in enumerate(made):
        for edge in production.needs:
            if edge not in patterns:
                patterns[edge] = _pattern(program, edge)
        needed = [patterns[edge] for edge in production.needs] or [initial]
        rules.append(
            production_rule(number, production.name, needed, -program.gates[production.gate].stratum)
        )
    return rules


def _pattern(program: Program, edge: Edge) -> Any:
    gate = program.gates[edge.gate]
    if gate.literal is not None:
        return Given(attribute=gate.literal.attribute, value=Predicate(_test(gate.literal, edge.positive)))
    return Holds(gate=gate.name, truth="true" if edge.positive else "false")


def _test(literal: Literal, wanted: bool) -> Callable[[FactValue | Column], bool]:
    def passes(value: FactValue | Column) -> bool:
        # Where cases differ it is enough that some of them pass; which those are the rule that fires finds out.
        values = value.cases if isinstance(value, Column) else (value,)
        return any(literal.holds(v) is wanted for v in values)

    return passes
