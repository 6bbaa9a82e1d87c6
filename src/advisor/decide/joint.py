"""A program and unknown answers in; which of some gates hold together under each combination of these out, found once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod

from advisor.compiler.cone import gates_below
from advisor.compiler.program import Program
from advisor.evaluation.columns import widened
from advisor.evaluation.rails import evaluate
from advisor.evaluation.regions import combinations
from advisor.facts import Facts, FactValue

MOST_COMBINATIONS = 4096
_MOST_REMEMBERED = 1 << 12
_Below = tuple[list[int], tuple[str, ...]]
_Key = tuple[frozenset[str], frozenset[int], tuple[FactValue | None, ...]]


class Joint:
    """What can hold together, for all cases of one program: many know the same of what a few gates rest on.

    `choices` are for each attribute one value for every answer that the rules could tell apart.
    """

    def __init__(self, program: Program, choices: Mapping[str, Sequence[FactValue]]) -> None:
        self._program = program
        self._choices = choices
        self._found: dict[_Key, list[frozenset[int]] | None] = {}
        self._below_of: dict[frozenset[int], _Below] = {}
        self._before: Joint | None = None
        self._changed: frozenset[int] = frozenset()

    def revised(
        self, program: Program, choices: Mapping[str, Sequence[FactValue]], changed: Collection[int]
    ) -> Joint:
        """The same for the same program with some literals changed: of what does not rest on these it is known already."""
        other = Joint(program, choices)
        other._below_of = self._below_of
        other._before, other._changed = self, frozenset(changed)
        return other

    def together(
        self, names: frozenset[str], gates: frozenset[int], facts: Facts
    ) -> list[frozenset[int]] | None:
        """Which gates hold under each combination of unknown answers; None where these are too many to try."""
        below, read = self._below(gates)
        if self._before is not None and self._changed.isdisjoint(below):
            return self._before.together(names, gates, facts)
        key = names, gates, tuple([facts.get(attribute) for attribute in read])
        if key not in self._found:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            known = {attribute: facts[attribute] for attribute in read if attribute in facts}
            self._found[key] = self._tried(names, gates, below, known)
        return self._found[key]

    def _below(self, gates: frozenset[int]) -> _Below:
        """The gates on which some rest, and the attributes that these test, sorted."""
        if gates not in self._below_of:
            if len(self._below_of) >= _MOST_REMEMBERED:
                self._below_of.clear()
            below = gates_below(self._program, gates)
            literals = (self._program.gates[number].literal for number in below)
            self._below_of[gates] = below, tuple(sorted({t.attribute for t in literals if t is not None}))
        return self._below_of[gates]

    def _tried(
        self, names: frozenset[str], gates: frozenset[int], below: Sequence[int], facts: Facts
    ) -> list[frozenset[int]] | None:
        choices = {name: self._choices[name] for name in sorted(names)}
        if prod(len(values) for values in choices.values()) > MOST_COMBINATIONS:
            return None
        columns, total, _ = combinations(choices)
        rails = evaluate(self._program, {**widened(facts, total), **columns}, total, below)
        found: list[tuple[int, tuple[int, ...]]] = [(rails.everyone, ())]
        for gate in sorted(gates):
            holds = rails.surely[gate]
            found = [
                (part, held)
                for cases, before in found
                for part, held in ((cases & holds, (*before, gate)), (cases & ~holds, before))
                if part
            ]
        return [frozenset(held) for _, held in found]
