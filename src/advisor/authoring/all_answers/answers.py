"""A knowledge base in; questions about all its complete cases answered: can this hold, and by which answers.

Cases are tried at random first, because most things that can happen happen soon; what never did is put to the solver, which
proves that it cannot. Both run over the same space, so an answer is exact either way.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.authoring.all_answers.prover import Prover
from advisor.authoring.all_answers.space import Choice, Part, Space, answers_of, space_of
from advisor.compiler import Program, compile_program
from advisor.evaluation.bits import lowest
from advisor.evaluation.columns import Codes, bits_of, column
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import Rails, evaluate
from advisor.facts import Column
from advisor.model.case import Answer
from advisor.model.knowledge import KnowledgeBase, SettingValue

TRIED = 4096


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
        return Tried.of(self.space, self.program, TRIED)

    @cached_property
    def prover(self) -> Prover:
        """The solver over all cases, for whether gates hold."""
        return Prover.on(self.space, self.program, range(len(self.program.gates)))

    def prover_of(self, decision: str) -> Prover:
        """The solver over all cases, for what comes of one decision."""
        return Prover(self.space, (self.program,), (decision,))

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


@dataclass(frozen=True)
class Tried:
    """Cases drawn at random: which choice each took of each part, and what holds in them."""

    space: Space
    program: Program
    picks: tuple[Codes, ...]
    rails: Rails

    @classmethod
    def of(cls, space: Space, program: Program, count: int) -> Tried:
        """Draw `count` cases and run the program over them all at once."""
        picks, columns = draw(space, count)
        return cls(space, program, picks, evaluate(program, columns, count))

    def holding(self, wanted: Sequence[int], unwanted: Sequence[int] = ()) -> int:
        """The cases in which all wanted gates surely hold and no unwanted one does."""
        cases = self.rails.everyone
        for gate in wanted:
            cases &= self.rails.surely[gate]
        for gate in unwanted:
            cases &= ~self.rails.surely[gate]
        return cases

    def find(self, wanted: Sequence[int], unwanted: Sequence[int] = ()) -> int | None:
        """The first case in which all wanted gates surely hold and no unwanted one does."""
        cases = self.holding(wanted, unwanted)
        return lowest(cases) if cases else None

    @cached_property
    def whole(self) -> int:
        """The cases that are not judged for each group of a table by itself."""
        split = 0
        for part, picked in zip(self.space.parts, self.picks, strict=True):
            apart = {k for k, choice in enumerate(part.choices) if not choice.whole}
            split |= bits_of(picked, apart) if apart else 0
        return self.rails.everyone & ~split

    def recommended(self, decision: str) -> Mapping[str, int]:
        """For each option of a decision the cases that recommend it."""
        return settle(self.program.decisions[decision], self.rails).recommended

    def said(self, case: int) -> int:
        """How many facts one of the cases gives where it might give fewer."""
        return sum(facts[picked[case]] for facts, picked in self._uneven)

    @cached_property
    def _uneven(self) -> list[tuple[list[int], Codes]]:
        """The parts of which some choices say more than others: how much each says, and what the cases picked."""
        pairs = zip(self.space.parts, self.picks, strict=True)
        found = [([len(c.facts) for c in part.choices], picked) for part, picked in pairs]
        return [(facts, picked) for facts, picked in found if len(set(facts)) > 1]

    def choices(self, case: int) -> tuple[Choice, ...]:
        """What one of the cases chose."""
        return tuple(p.choices[picked[case]] for p, picked in zip(self.space.parts, self.picks, strict=True))


def draw(
    space: Space, count: int, seen: Sequence[int] | None = None
) -> tuple[tuple[Codes, ...], dict[str, Column]]:
    """Random cases, the same ones every time: what each picked of each part, and the columns of their facts.

    Only the facts of the parts `seen` are given, by number, or of all.
    """
    source = random.Random(0)  # noqa: S311 - nothing secret
    picks: list[Codes] = []
    columns: dict[str, Column] = {}
    for number, part in enumerate(space.parts):
        picks.append(_picked(source, len(part.choices), count))
        if seen is None or number in seen:
            columns.update(columns_of(part, picks[-1]))
    return tuple(picks), columns


def _picked(source: random.Random, choices: int, count: int) -> Codes:
    """One of the choices for each case, as bytes where there are few, which are translated all at once."""
    if choices <= 1 << 8:
        return source.randbytes(count).translate(bytes(b % choices for b in range(1 << 8)))
    return [b % choices for b in array("H", source.randbytes(2 * count))]


def columns_of(part: Part, picked: Codes) -> dict[str, Column]:
    """The facts of a part in a row of cases, given which choice each of them picked."""
    found = {}
    for attribute in part.attributes:
        said = [choice.facts.get(attribute) for choice in part.choices]
        values = list(dict.fromkeys(value for value in said if value is not None))
        # Few values, where there may be many choices: so the cases of a value are soon told by one byte each.
        number = {value: k for k, value in enumerate(values)}
        codes = [len(values) if value is None else number[value] for value in said]
        found[attribute] = column(_translated(picked, codes), [*values, None])
    return found


def _translated(picked: Codes, codes: Sequence[int]) -> Codes:
    """The code of each case, given that of each choice."""
    if isinstance(picked, bytes):
        return picked.translate(bytes(codes).ljust(1 << 8))
    of_case = [codes[choice] for choice in picked]
    return bytes(of_case) if max(codes, default=0) < 1 << 8 else of_case
