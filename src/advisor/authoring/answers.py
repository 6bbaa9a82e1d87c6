"""A knowledge base in; questions about all its complete cases answered: can this hold, and by which answers.

Cases are tried at random first, because most things that can happen happen soon; what never did is put to the solver, which
proves that it cannot. Both run over the same space, so an answer is exact either way.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.authoring.space import Choice, Part, Space, answers_of, space_of
from advisor.compiler import Program, compile_program
from advisor.evaluation.rails import Column, Rails, evaluate
from advisor.facts import FactValue
from advisor.model.case import Answer
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.proof.emit import Variable, choices, circuit, seen
from advisor.proof.policies import policy
from advisor.proof.rules import Rule
from advisor.proof.solve import Solver, states

TRIED = 1024
MOST_CONFLICTS = 20_000
"""Where the solver gives up, a check says that it could not prove the matter."""


@dataclass(frozen=True)
class AllAnswers:
    """A program with the space of its complete cases."""

    kb: KnowledgeBase
    settings: Mapping[str, SettingValue]
    program: Program
    space: Space

    @classmethod
    def of(cls, kb: KnowledgeBase, settings: Mapping[str, SettingValue]) -> AllAnswers:
        """Every decision of the knowledge base under these settings."""
        program = compile_program(kb, settings, kb.decisions)
        return cls(kb, settings, program, space_of(kb, settings, program))

    @cached_property
    def tried(self) -> Tried:
        """Some cases drawn at random, the same ones every time."""
        return Tried.of(self.space, self.program)

    @cached_property
    def prover(self) -> Prover:
        """The solver over all cases."""
        return Prover(self.space, (self.program,))

    def find(self, wanted: Sequence[int], unwanted: Sequence[int] = ()) -> Sequence[Choice] | None:
        """Choices under which all wanted gates surely hold and no unwanted one does; None is a proof that there are none."""
        case = self.tried.find(wanted, unwanted)
        if case is not None:
            return self.tried.choices(case)
        return self.prover.find([holds(g) for g in wanted], [holds(g) for g in unwanted])

    def answers(self, choices: Iterable[Choice]) -> dict[str, Answer]:
        """The choices as the answers of a case file."""
        return answers_of(self.kb, choices)


def holds(gate: int, world: int = 0) -> str:
    """The atom that says that a gate surely holds."""
    return f"h({world},{gate})"


@dataclass(frozen=True, slots=True)
class Tried:
    """Cases drawn at random: which choice each took of each part, and what holds in them."""

    space: Space
    picks: tuple[tuple[int, ...], ...]
    rails: Rails

    @classmethod
    def of(cls, space: Space, program: Program, count: int = TRIED) -> Tried:
        """Draw `count` cases and run the program over them all at once."""
        picks, columns = draw(space, count)
        return cls(space, picks, evaluate(program, columns, count))

    def find(self, wanted: Sequence[int], unwanted: Sequence[int]) -> int | None:
        """The first case in which all wanted gates surely hold and no unwanted one does."""
        cases = self.rails.everyone
        for gate in wanted:
            cases &= self.rails.surely[gate]
        for gate in unwanted:
            cases &= ~self.rails.surely[gate]
        return (cases & -cases).bit_length() - 1 if cases else None

    def choices(self, case: int) -> tuple[Choice, ...]:
        """What one of the cases chose."""
        return tuple(p.choices[picked[case]] for p, picked in zip(self.space.parts, self.picks, strict=True))


def draw(space: Space, count: int) -> tuple[tuple[tuple[int, ...], ...], dict[str, Column]]:
    """Random cases: what each picked of each part, and the columns of their facts."""
    source = random.Random(0)  # noqa: S311 - the same cases every time, and nothing secret
    picks, columns = [], {}
    for part in space.parts:
        picked = tuple(source.choices(range(len(part.choices)), k=count))
        picks.append(picked)
        columns.update(columns_of(part, picked))
    return tuple(picks), columns


def columns_of(part: Part, picked: Sequence[int]) -> dict[str, Column]:
    """The facts of a part in a row of cases, given which choice each of them picked."""
    cases = [0] * len(part.choices)
    for position, which in enumerate(picked):
        cases[which] |= 1 << position
    found: dict[str, dict[FactValue, int]] = {a: {} for a in part.attributes}
    for choice, having in zip(part.choices, cases, strict=True):
        if having:
            for attribute, value in choice.facts.items():
                found[attribute][value] = found[attribute].get(value, 0) | having
    return {attribute: Column(by_value) for attribute, by_value in found.items()}


class Prover:
    """The solver over a space; one world for each program."""

    def __init__(self, space: Space, programs: Sequence[Program]) -> None:
        self._space = space
        variables = [Variable(str(n), tuple(c.facts for c in p.choices)) for n, p in enumerate(space.parts)]
        rules: list[Rule] = list(choices(variables))
        for world, program in enumerate(programs):
            rules += seen(variables, world)
            rules += circuit(program, variables, world)
            for decision in program.decisions.values():
                rules += policy(decision, world)
        self._solver = Solver(rules, MOST_CONFLICTS)
        self._split = [
            f"x({n},{s})"
            for n, part in enumerate(space.parts)
            for s, c in enumerate(part.choices)
            if not c.whole
        ]

    def find(
        self, wanted: Sequence[str], unwanted: Sequence[str] = (), *, whole: bool = False
    ) -> Sequence[Choice] | None:
        """Choices under which the wanted atoms are true and the unwanted false, or None where there are none.

        Raises `GaveUpError` where the solver reached its bound.

        With `whole`, cases that are judged for each group of a table by itself are left out.
        """
        chosen = self._solver.find(wanted, [*unwanted, *(self._split if whole else ())])
        if chosen is None:
            return None
        parts = self._space.parts
        return tuple(part.choices[s] for part, s in zip(parts, states(chosen, len(parts)), strict=True))

    def add(self, rules: Iterable[Rule]) -> None:
        """Add rules that define new atoms."""
        self._solver.add(rules)
