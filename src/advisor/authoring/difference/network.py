"""Versions of one decision in; one network of ands and ors for all of them out, in which what they share stands once.

Every node is a plain truth: that a gate is known to hold, or that it is known not to. So no unknown is left in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import lcm

from advisor.compiler.program import DecisionProgram, Edge, GateKind, Literal, OptionProgram, Program
from advisor.evaluation.policies import whole
from advisor.model.options import Policy

Input = tuple[int, bool]
"""A node, as it is or denied."""
Terms = tuple[tuple[int, int], ...]
"""Nodes with whole weights: what an option gains where each holds."""


@dataclass(frozen=True, slots=True)
class Node:
    """All of the inputs or, with `some`, any of them. A leaf is a literal, known to hold or (not `holds`) known not to."""

    some: bool
    inputs: tuple[Input, ...]
    leaf: Literal | None = None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """How one version settles: `stands` has for each option the node that says that it competes (or, on a ladder, that it is
    recommended), `gains` what each gains.
    """

    policy: Policy
    options: tuple[str, ...]
    stands: tuple[int, ...]
    gains: tuple[Terms, ...]


class Network:
    """Nodes, each after those on which it rests. Equal nodes are one."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Node, int] = {}

    def version(self, program: Program, decision: str, factor: int) -> Version:
        """Add one version of a decision; weights are multiplied by `factor`, which makes them whole."""
        return _Reading(self, program).decision(program.decisions[decision], factor)

    def add(self, node: Node) -> int:
        """The number of a node."""
        if len(node.inputs) == 1 and node.inputs[0][1] and node.leaf is None:
            return node.inputs[0][0]
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]

    def every(self, inputs: Iterable[Input]) -> int:
        """All of the inputs."""
        return self._join(inputs, some=False)

    def some(self, inputs: Iterable[Input]) -> int:
        """Any of the inputs."""
        return self._join(inputs, some=True)

    def _join(self, inputs: Iterable[Input], *, some: bool) -> int:
        """What is settled once and for all is left out: nothing to hold always does, nothing to choose from never does."""
        kept = set()
        for number, positive in inputs:
            constant = self.constant(number)
            if constant is None:
                kept.add((number, positive))
            elif (constant == positive) == some:
                return self.add(Node(not some, ()))
        return self.add(Node(some, tuple(sorted(kept))))

    def constant(self, number: int) -> bool | None:
        """Whether a node always holds, or never; None for others."""
        node = self.nodes[number]
        return not node.some if node.leaf is None and not node.inputs else None


def common_factor(decisions: Iterable[DecisionProgram]) -> int:
    """A factor that makes the weights of all of them whole."""
    return lcm(*(c.weight.denominator for d in decisions for o in d.options for c in o.contributions))


class _Reading:
    def __init__(self, network: Network, program: Program) -> None:
        self._network = network
        self._gates = program.gates
        self._rails: dict[tuple[int, bool], int] = {}

    def decision(self, decision: DecisionProgram, factor: int) -> Version:
        stands = self._stands(decision)
        if decision.applies is not None:
            applies = self._rail(decision.applies.gate, holds=decision.applies.positive)
            stands = [self._network.every([(node, True), (applies, True)]) for node in stands]
        ladder = decision.policy is Policy.LADDER
        return Version(
            decision.policy,
            tuple(o.key for o in decision.options),
            tuple(stands),
            tuple(() if ladder else self._gains(o, factor) for o in decision.options),
        )

    def _stands(self, decision: DecisionProgram) -> list[int]:
        match decision.policy:
            case Policy.CONDITIONS:
                return self._by_conditions(decision.options)
            case Policy.WEIGHTED:
                return self._by_weight(decision.options)
            case Policy.LADDER:
                return self._on_ladder(decision.options)

    def _gains(self, option: OptionProgram, factor: int) -> Terms:
        terms: dict[int, int] = {}
        for c in option.contributions:
            node = self._rail(c.gate, holds=True)
            terms[node] = terms.get(node, 0) + (-whole(c, factor) if c.against else whole(c, factor))
        return tuple(sorted(terms.items()))

    def _rail(self, number: int, *, holds: bool) -> int:
        """The node that says that a gate is known to hold, or known not to."""
        key = (number, holds)
        if key not in self._rails:
            gate = self._gates[number]
            if gate.literal is not None:
                self._rails[key] = self._network.add(Node(False, (), gate.literal, holds))
            else:
                inputs = [(self._edge(edge, holds=holds), True) for edge in gate.inputs]
                together = (gate.kind is GateKind.ALL) == holds
                join = self._network.every if together else self._network.some
                self._rails[key] = join(inputs)
        return self._rails[key]

    def _edge(self, edge: Edge, *, holds: bool) -> int:
        return self._rail(edge.gate, holds=edge.positive == holds)

    def _any(self, gates: Iterable[int]) -> int:
        return self._network.some((self._rail(g, holds=True), True) for g in gates)

    def _by_conditions(self, options: Sequence[OptionProgram]) -> list[int]:
        join = self._network
        out = [self._any(o.out) for o in options]
        met = [
            join.every([(self._any(o.meets), True), (no, False)]) for o, no in zip(options, out, strict=True)
        ]
        part = [
            join.every([(self._any(o.partly), True), (no, False)]) for o, no in zip(options, out, strict=True)
        ]
        some = join.some((node, True) for node in met)
        rest = [join.every([(node, True), (some, False)]) for node in part]
        return [join.some([(m, True), (p, True)]) for m, p in zip(met, rest, strict=True)]

    def _by_weight(self, options: Sequence[OptionProgram]) -> list[int]:
        on = self._any(c.gate for o in options for c in o.contributions)
        return [self._network.every([(on, True), (self._any(o.out), False)]) for o in options]

    def _on_ladder(self, options: Sequence[OptionProgram]) -> list[int]:
        join = self._network
        level = [self._any(o.meets) for o in options]
        shut = [self._any(g for o in options[: k + 1] for g in o.out) for k in range(len(options))]
        above = [join.some((node, True) for node in level[k + 1 :]) for k in range(len(options))]
        here = [
            join.every([(at, True), (higher, False), (no, False)])
            for at, higher, no in zip(level, above, shut, strict=True)
        ]
        stopped = [
            join.every([(higher, True), (upper, True), (no, False)])
            for higher, (no, upper) in zip(above, pairwise(shut), strict=False)
        ]
        return [
            join.some([(a, True), *([(b, True)] if b is not None else [])])
            for a, b in zip(here, [*stopped, None], strict=True)
        ]
