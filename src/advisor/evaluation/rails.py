"""Columns of facts in; for every gate two integers out: bit i of one says that it surely holds in case i, of
the other that it possibly does.

An unknown answer is in neither `true` nor `false`, so three values pass through any number of cases at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.compiler.program import Edge, Gate, GateKind, Program
from advisor.facts import Column
from advisor.model.conditions import Truth


@dataclass(frozen=True, slots=True)
class Rails:
    """Two integers a gate, `surely` within `possibly`; `width` is the number of cases."""

    width: int
    surely: tuple[int, ...]
    possibly: tuple[int, ...]

    @property
    def everyone(self) -> int:
        """All cases, as one integer."""
        return (1 << self.width) - 1

    def edge(self, edge: Edge) -> tuple[int, int]:
        """The cases in which an edge surely and possibly holds."""
        if edge.positive:
            return self.surely[edge.gate], self.possibly[edge.gate]
        return self.everyone ^ self.possibly[edge.gate], self.everyone ^ self.surely[edge.gate]

    def some(self, gates: Sequence[int]) -> tuple[int, int]:
        """The cases in which any of the gates surely and possibly holds; none do where there are no gates."""
        surely = possibly = 0
        for gate in gates:
            surely |= self.surely[gate]
            possibly |= self.possibly[gate]
        return surely, possibly

    def open(self, gate: int) -> int:
        """The cases in which it is not known whether a gate holds."""
        return self.surely[gate] ^ self.possibly[gate]

    def truth(self, gate: int, case: int) -> Truth:
        """The truth of one gate in one case."""
        if self.surely[gate] >> case & 1:
            return Truth.TRUE
        return Truth.UNKNOWN if self.possibly[gate] >> case & 1 else Truth.FALSE


def single(truths: Sequence[Truth]) -> Rails:
    """What is known of one case already, as rails."""
    true, false = Truth.TRUE, Truth.FALSE
    surely = [1 if truth is true else 0 for truth in truths]
    return Rails(1, tuple(surely), tuple([0 if truth is false else 1 for truth in truths]))


def evaluate(
    program: Program, columns: Mapping[str, Column], width: int, wanted: Iterable[int] | None = None
) -> Rails:
    """Evaluate every gate over `width` cases, or those that are wanted with all below them; the rest stay unknown.

    Attributes without a column are unknown in all cases.
    """
    everyone = (1 << width) - 1
    count = len(program.gates)
    surely, possibly = [0] * count, [everyone] * count
    nothing = Column({})
    for number in range(count) if wanted is None else wanted:
        gate = program.gates[number]
        if gate.literal is not None:
            passing, known = columns.get(gate.literal.attribute, nothing).passing(gate.literal.holds)
            surely[number] = passing
            possibly[number] = passing | (everyone ^ known)
            continue
        surely[number], possibly[number] = _joined(gate.kind, gate.inputs, surely, possibly, everyone)
    return Rails(width, tuple(surely), tuple(possibly))


def revised(
    rails: Rails,
    gates: Sequence[Gate],
    forced: Mapping[int, tuple[int, int]],
    inputs: Mapping[int, tuple[Edge, ...]],
    order: Iterable[int],
) -> tuple[Rails, frozenset[int]]:
    """The rails of the given gates as they would be with some gates forced to what is said, and others joined otherwise.

    `order` has the gates that may differ, from the lowest up; nothing else is evaluated again. Returns with the rails
    which gates came out otherwise.
    """
    surely, possibly = list(rails.surely[: len(gates)]), list(rails.possibly[: len(gates)])
    changed: set[int] = set()
    for number in order:
        if number in forced:
            sure, maybe = forced[number]
        else:
            own = inputs.get(number, gates[number].inputs)
            if number not in inputs and not any(edge.gate in changed for edge in own):
                continue
            sure, maybe = _joined(gates[number].kind, own, surely, possibly, rails.everyone)
        if (sure, maybe) != (surely[number], possibly[number]):
            surely[number], possibly[number] = sure, maybe
            changed.add(number)
    return Rails(rails.width, tuple(surely), tuple(possibly)), frozenset(changed)


def _joined(
    kind: GateKind, inputs: Iterable[Edge], surely: Sequence[int], possibly: Sequence[int], everyone: int
) -> tuple[int, int]:
    """Edges joined by ALL or ANY, over the rails of the gates below."""
    together = kind is GateKind.ALL
    sure = maybe = everyone if together else 0
    for edge in inputs:
        if edge.positive:
            a, b = surely[edge.gate], possibly[edge.gate]
        else:
            a, b = everyone ^ possibly[edge.gate], everyone ^ surely[edge.gate]
        if together:
            sure &= a
            maybe &= b
        else:
            sure |= a
            maybe |= b
    return sure, maybe
