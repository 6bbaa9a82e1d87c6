"""A program in; the same program as ground rules for an answer-set solver out. Nothing here runs.

What may be answered is a list of variables, each in exactly one of its states; a state gives facts, and an attribute that it
gives no fact for is unknown. A *world* is one reading of the answers: usually one world sees exactly what was answered.

| atom | says |
|---|---|
| `x(i,s)` | variable i is answered by its state s |
| `v(w,i,s)` | world w sees variable i in state s |
| `h(w,g)`, `n(w,g)` | gate g is known to hold, known not to hold: the two rails, so unknown is neither |

Where a world knows of a gate in any case, `n(w,g)` is what `h(w,g)` is not, which is half the rules.

What a decision makes of the rails is in `policies`. The rules are acyclic, and nothing but the variables is chosen, so each
choice has exactly one answer set: the fixpoint of forward chaining.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.compiler.program import DecisionProgram, Edge, GateKind, Literal, Program
from advisor.facts import Facts
from advisor.proof.points import Points
from advisor.proof.rules import If, OneOf, Rule


class World:
    """One reading of the answers; its number names its atoms."""

    def __init__(self, number: int = 0) -> None:
        self.number = number

    def of(self, variables: Sequence[int]) -> int:
        """The number that names what rests on these variables alone: its own, or that of a world that reads them alike."""
        return self.number

    def of_gate(self, gate: int) -> int:
        """The same of the variables on which a gate rests."""
        return self.number

    def knows(self, gate: int) -> bool:
        """Whether it knows of a gate whatever is answered: then one of the two rails is what the other is not."""
        return False

    def sees(self, variable: int, state: int) -> str:
        """The atom that says that it sees a variable in a state."""
        return f"v({self.number},{variable},{state})"


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that is answered in one of several ways: a question, an item, a table. `states` are the facts each gives."""

    name: str
    states: tuple[Facts, ...]


def choices(variables: Sequence[Variable]) -> Iterator[Rule]:
    """Each variable is in exactly one of its states."""
    for i, variable in enumerate(variables):
        yield OneOf(tuple(f"x({i},{s})" for s in range(len(variable.states))))


def seen(variables: Sequence[Variable], world: World) -> Iterator[Rule]:
    """A world that sees exactly what was answered."""
    for i, variable in enumerate(variables):
        for s in range(len(variable.states)):
            yield If(world.sees(i, s), (f"x({i},{s})",))


def circuit(
    program: Program,
    variables: Sequence[Variable],
    world: World,
    wanted: Iterable[tuple[Edge, bool]] | None = None,
) -> Iterator[Rule]:
    """The rails of gates over what the world sees of the variables, but for those that it shares with an earlier one.

    `wanted` names edges, each with whether it is to be known to hold or known not to: then only those rails are given, and
    what they rest on. Without it, both rails of every gate are.
    """
    owner = {a: i for i, variable in enumerate(variables) for state in variable.states for a in state}
    rails = (
        {(g, h) for g in range(len(program.gates)) for h in (True, False)}
        if wanted is None
        else _needed(program, world, wanted)
    )
    for number, holds in sorted(rails):
        if world.of_gate(number) != world.number:
            continue
        gate = program.gates[number]
        head = rail(Edge(number), world, holds=holds)
        if not holds and world.knows(number):
            yield If(head, (), (rail(Edge(number), world, holds=True),))
        elif gate.literal is not None:
            i = owner.get(gate.literal.attribute)
            if i is not None:
                passing, failing = _parted(gate.literal, i, variables[i], world, holds=holds)
                yield from _literal(passing, failing, head, known=world.knows(number))
        elif (gate.kind is GateKind.ALL) == holds:
            yield If(head, tuple(rail(edge, world, holds=holds) for edge in gate.inputs))
        else:
            yield from (If(head, (rail(edge, world, holds=holds),)) for edge in gate.inputs)


def _needed(program: Program, world: World, wanted: Iterable[tuple[Edge, bool]]) -> set[tuple[int, bool]]:
    """The rails on which the wanted ones rest."""
    pending = [(edge.gate, edge.positive == holds) for edge, holds in wanted]
    found = set(pending)
    while pending:
        number, holds = pending.pop()
        if not holds and world.knows(number):
            resting = [(number, True)]
        else:
            resting = [(edge.gate, edge.positive == holds) for edge in program.gates[number].inputs]
        for below in resting:
            if below not in found:
                found.add(below)
                pending.append(below)
    return found


def _literal(passing: Sequence[str], failing: Sequence[str], head: str, *, known: bool) -> Iterator[Rule]:
    """The head holds where one of the passing states is seen; `known` says that always one is, of these and the failing."""
    if known and len(passing) > 1:
        yield If(head, (), tuple(failing))
    else:
        yield from (If(head, (state,)) for state in passing)


def _parted(
    literal: Literal, number: int, variable: Variable, world: World, *, holds: bool
) -> tuple[list[str], list[str]]:
    """The atoms that say that a variable is seen in a state that passes a test, and in one that fails it."""
    passing, failing = list[str](), list[str]()
    for s, facts in enumerate(variable.states):
        value = facts.get(literal.attribute)
        if value is not None:
            (passing if literal.holds(value) == holds else failing).append(world.sees(number, s))
    return passing, failing


def rail(edge: Edge, world: World, *, holds: bool) -> str:
    """The atom that says that an edge is known to hold, or known not to."""
    return f"{'h' if edge.positive == holds else 'n'}({world.of_gate(edge.gate)},{edge.gate})"


def rails_of(decision: DecisionProgram, points: Points) -> Iterator[tuple[Edge, bool]]:
    """The rails on which a decision's policy rests, but for points that are summed by joint states."""
    for option in decision.options:
        gates = (*option.meets, *option.partly, *option.out, *(g for _, g in points.single[option.key]))
        yield from ((Edge(gate), True) for gate in gates)
    if decision.applies is not None:
        yield decision.applies, True
