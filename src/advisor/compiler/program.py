"""The compiled program: gates in topological order, what each rule and option hangs on, the policies as data. Values only.

Every evaluator (experta's productions, the bit-parallel one, the proof emitter) interprets this and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from advisor.facts import FactValue, compare
from advisor.model.conditions import Operator, SettingRef, Truth
from advisor.model.options import Policy
from advisor.model.rules import Advice


class GateKind(Enum):
    """A literal tests one given attribute; ALL and ANY join signed inputs."""

    LITERAL = "literal"
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Literal:
    """A test on one given attribute, with every setting already a number. `setting` is where the number comes from."""

    attribute: str
    operator: Operator
    operands: tuple[FactValue, ...]
    setting: SettingRef | None = field(default=None, compare=False)

    def holds(self, value: FactValue) -> bool:
        """Whether a value passes the test."""
        if self.operator is Operator.IS:
            return value in self.operands
        bound = self.operands[0]
        assert isinstance(value, Fraction), (self.attribute, value)
        assert isinstance(bound, Fraction), (self.attribute, bound)
        return compare(self.operator, value, bound)


@dataclass(frozen=True, slots=True)
class Edge:
    """A gate as an input: as it is, or turned round where `positive` is false."""

    gate: int
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Gate:
    """One node of the circuit. `inputs` point to gates with smaller numbers; `stratum` is the longest way
    down to a literal.
    """

    name: str
    kind: GateKind
    inputs: tuple[Edge, ...]
    literal: Literal | None
    stratum: int


@dataclass(frozen=True, slots=True)
class RuleGates:
    """Where a rule stands in the circuit: its own gate, and one edge for each authored condition, in order.

    `grades` are the gates of an `as-much-as` with the degree of each, from the largest down; a rule without one has
    its own gate there, with degree 1. `settings` are the ids that the rule reads.
    """

    rule: str
    gate: int
    conditions: tuple[Edge, ...]
    grades: tuple[tuple[int, Fraction], ...]
    settings: tuple[str, ...]

    @property
    def standing(self) -> tuple[int, ...]:
        """The gates any of which says that the rule holds: its own, or that of each degree above nothing."""
        return tuple(gate for gate, _ in self.grades)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One gate that, when it holds, adds `weight` for an option (or against it)."""

    rule: str
    gate: int
    weight: Fraction
    against: bool
    importance: str
    degree: Fraction
    preference: bool


@dataclass(frozen=True, slots=True)
class OptionProgram:
    """What an option hangs on: gates of the rules that meet it, meet it in part, rule it out, or weigh for or against it."""

    key: str
    meets: tuple[int, ...]
    partly: tuple[int, ...]
    out: tuple[int, ...]
    contributions: tuple[Contribution, ...]
    specificity: int


@dataclass(frozen=True, slots=True)
class DecisionProgram:
    """One decision's policy as data; `options` in the source's order (for a ladder from the lowest rung)."""

    id: str
    policy: Policy
    options: tuple[OptionProgram, ...]
    applies: Edge | None
    advice: tuple[tuple[str, Advice], ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that the evaluators need. `attributes` maps each given attribute that a literal tests to
    those literals' gates; `preferences` are those of questions that only weigh.
    """

    gates: tuple[Gate, ...]
    rules: Mapping[str, RuleGates]
    values: Mapping[tuple[str, str], int]
    decisions: Mapping[str, DecisionProgram]
    attributes: Mapping[str, tuple[int, ...]]
    preferences: frozenset[str] = frozenset()


def literals_by_attribute(gates: Sequence[Gate]) -> dict[str, tuple[int, ...]]:
    """For each given attribute, sorted, the gates that test it."""
    found: dict[str, list[int]] = {}
    for number, gate in enumerate(gates):
        if gate.literal is not None:
            found.setdefault(gate.literal.attribute, []).append(number)
    return {attribute: tuple(numbers) for attribute, numbers in sorted(found.items())}


def edge_truth(edge: Edge, truths: Sequence[Truth]) -> Truth:
    """The truth of an edge, given that of every gate."""
    return truths[edge.gate] if edge.positive else ~truths[edge.gate]
