"""What a run knows, kept as it was; the standing of each rule and every firing out, worked out when somebody first asks.

Most of a trace is never looked at: an interview settles a case after every answer, and explains it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, overload

from advisor.compiler.program import Program, RuleGates, edge_truth
from advisor.inference.adapter import Given, Holds
from advisor.inference.productions import Production
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.trace import ConditionStanding, DerivedFact, Fact, Firing, GivenFact, RuleStanding


class NamedTruths(Mapping[str, Truth]):
    """The truth of each gate by its name."""

    def __init__(self, numbers: Mapping[str, int], truths: Sequence[Truth]) -> None:
        self._numbers = numbers
        self._truths = truths

    def __getitem__(self, name: str) -> Truth:
        return self._truths[self._numbers[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class Standings(Mapping[str, RuleStanding]):
    """Where each rule stands, by id."""

    def __init__(self, kb: KnowledgeBase, program: Program, truths: Sequence[Truth]) -> None:
        self._kb = kb
        self._program = program
        self._truths = truths
        self._found: dict[str, RuleStanding] = {}
        self._waiting: dict[int, tuple[str, ...]] = {}

    def __getitem__(self, rule: str) -> RuleStanding:
        if rule not in self._found:
            self._found[rule] = self._standing(self._program.rules[rule])
        return self._found[rule]

    def __iter__(self) -> Iterator[str]:
        return iter(self._program.rules)

    def __len__(self) -> int:
        return len(self._program.rules)

    def __contains__(self, rule: object) -> bool:
        return rule in self._program.rules

    def _standing(self, gates: RuleGates) -> RuleStanding:
        rule, truths = self._kb.rules[gates.rule], self._truths
        conditions = tuple(
            ConditionStanding(condition, edge_truth(edge, truths), self._waits_for(edge.gate))
            for condition, edge in zip(rule.conditions, gates.conditions, strict=True)
        )
        graded = [truths[gate] for gate in gates.standing]
        degree: Fraction | None = None
        if Truth.TRUE in graded:
            truth, degree = Truth.TRUE, gates.grades[graded.index(Truth.TRUE)][1]
        elif Truth.UNKNOWN in graded:
            truth = Truth.UNKNOWN
        else:
            truth, degree = Truth.FALSE, Fraction(0)
        waits = sorted({a for gate in gates.standing for a in self._waits_for(gate)})
        return RuleStanding(gates.rule, truth, degree, conditions, tuple(waits), gates.settings)

    def _waits_for(self, gate: int) -> tuple[str, ...]:
        """The unknown attributes below a gate that is unknown, sorted."""
        if self._truths[gate] is not Truth.UNKNOWN:
            return ()
        if gate not in self._waiting:
            found: set[str] = set()
            pending, seen = [gate], {gate}
            while pending:
                current = self._program.gates[pending.pop()]
                if current.literal is not None:
                    found.add(current.literal.attribute)
                for edge in current.inputs:
                    if self._truths[edge.gate] is Truth.UNKNOWN and edge.gate not in seen:
                        seen.add(edge.gate)
                        pending.append(edge.gate)
            self._waiting[gate] = tuple(sorted(found))
        return self._waiting[gate]


class Firings(Sequence[Firing]):
    """Every firing, numbered by stratum and production, whatever the order in which the answers came.

    `fired` maps the number of each production that fired to the facts that it matched.
    """

    def __init__(
        self, program: Program, made: Sequence[Production], fired: Mapping[int, tuple[Any, ...]]
    ) -> None:
        self._program = program
        self._made = made
        self._fired = fired

    @cached_property
    def _all(self) -> tuple[Firing, ...]:
        gates = self._program.gates
        ordered = sorted((gates[self._made[number].gate].stratum, number) for number in self._fired)
        seen: set[DerivedFact] = set()
        firings = []
        for position, (stratum, number) in enumerate(ordered, start=1):
            production = self._made[number]
            name = gates[production.gate].name
            rule = name.split("@")[0]
            found = DerivedFact(name, production.truth)
            matched = tuple(f for fact in self._fired[number] if (f := _fact(fact)) is not None)
            rule = rule if rule in self._program.rules else ""
            firings.append(
                Firing(position, production.name, rule, stratum, matched, found, found not in seen)
            )
            seen.add(found)
        return tuple(firings)

    def __len__(self) -> int:
        return len(self._fired)

    def __eq__(self, other: object) -> bool:
        return self._all == other._all if isinstance(other, Firings) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, index: int) -> Firing: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Firing, ...]: ...
    def __getitem__(self, index: int | slice) -> Firing | tuple[Firing, ...]:
        return self._all[index]

    def __iter__(self) -> Iterator[Firing]:
        return iter(self._all)


def _fact(fact: Any) -> Fact | None:
    if isinstance(fact, Given):
        return GivenFact(fact["attribute"], fact["value"])
    return DerivedFact(fact["gate"], fact["truth"] == "true") if isinstance(fact, Holds) else None
