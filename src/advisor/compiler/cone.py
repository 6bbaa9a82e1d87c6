"""A program and one of its decisions in; the program of only those gates on which that decision's result hangs out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from advisor.compiler.program import (
    DecisionProgram,
    Edge,
    Gate,
    OptionProgram,
    Program,
    literals_by_attribute,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cone:
    """A smaller program; `gates` has for each of its gates the number of that gate in the whole."""

    program: Program
    gates: tuple[int, ...]

    def of(self, values: Sequence[T]) -> tuple[T, ...]:
        """What belongs to the cone's gates of values given for each gate of the whole."""
        return tuple(map(values.__getitem__, self.gates))


def cone_of(program: Program, decision: str, also: Iterable[int] = ()) -> Cone:
    """What settling the decision needs and nothing else: notes and other decisions are left out, gates numbered anew.

    Gates of the whole that are wanted besides are kept as well, with what they hang on.

    Evaluating it over many cases costs in proportion. It has no rules: nothing can be explained from it.
    """
    whole = program.decisions[decision]
    kept = gates_below(program, roots(whole).union(also))
    number = {gate: position for position, gate in enumerate(kept)}

    def moved(gates: Iterable[int]) -> tuple[int, ...]:
        return tuple(number[gate] for gate in gates)

    def option(o: OptionProgram) -> OptionProgram:
        contributions = tuple(replace(c, gate=number[c.gate]) for c in o.contributions)
        return replace(
            o, meets=moved(o.meets), partly=moved(o.partly), out=moved(o.out), contributions=contributions
        )

    def edge(e: Edge) -> Edge:
        return Edge(number[e.gate], e.positive)

    def gate(g: Gate) -> Gate:
        return Gate(g.name, g.kind, tuple([edge(e) for e in g.inputs]), g.literal, g.stratum)

    gates: Sequence[Gate] = tuple(gate(program.gates[g]) for g in kept)
    smaller = replace(
        whole,
        options=tuple(option(o) for o in whole.options),
        applies=None if whole.applies is None else edge(whole.applies),
        advice=(),
        rules=(),
    )
    return Cone(
        Program(tuple(gates), {}, {}, {decision: smaller}, literals_by_attribute(gates), program.preferences),
        tuple(kept),
    )


def roots(decision: DecisionProgram) -> set[int]:
    """The gates on which a decision's result hangs at first hand."""
    found = {g for o in decision.options for g in (*o.meets, *o.partly, *o.out)}
    found |= {c.gate for o in decision.options for c in o.contributions}
    return found | ({decision.applies.gate} if decision.applies is not None else set())


def gates_below(program: Program, roots: Iterable[int]) -> list[int]:
    """The gates on which others hang, themselves included, in the order of their numbers."""
    found = set(roots)
    pending = list(found)
    while pending:
        for edge in program.gates[pending.pop()].inputs:
            if edge.gate not in found:
                found.add(edge.gate)
                pending.append(edge.gate)
    return sorted(found)
