"""Two versions of a knowledge base in; for which answers an outcome changes, from what to what and how often, out.

Both versions stand side by side in one program for the solver, over the answers that both take. Each kind of change is
found once and then excluded, until no other is left; so the list of kinds is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from advisor.authoring.answers import Prover, draw
from advisor.authoring.domination import parts_below
from advisor.authoring.space import Choice, Space, answers_of, space_of
from advisor.authoring.witnesses import Shrinker
from advisor.compiler import Program, compile_program
from advisor.decide import Outcome, Verdict
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import evaluate
from advisor.model.case import Answer
from advisor.model.comparison import OutcomeChange
from advisor.model.findings import Witness
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Attribute
from advisor.proof.rules import If
from advisor.proof.solve import GaveUpError

MOST_COUNTED = 1 << 20
DRAWN = 4096
MOST_KINDS = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions under one profile, compiled over one space of answers that both take."""

    old: KnowledgeBase
    new: KnowledgeBase
    profile: str
    programs: tuple[Program, Program]
    space: Space

    @classmethod
    def of(cls, old: KnowledgeBase, new: KnowledgeBase, profile: str) -> Pair:
        """Compile both; the profile must be one that both have."""
        decisions = [d for d in new.decisions if d in old.decisions]
        programs = (
            compile_program(old, old.settings_for(profile, {}), decisions),
            compile_program(new, new.settings_for(profile, {}), decisions),
        )
        merged = _merged(old, new)
        space = space_of(merged, new.settings_for(profile, {}), _side_by_side(programs))
        return cls(old, new, profile, programs, space)


def _merged(old: KnowledgeBase, new: KnowledgeBase) -> KnowledgeBase:
    """The new version with what only the old one asks, and of each question the values that both take."""
    attributes = {
        name: _common(old.attributes.get(name), new.attributes.get(name))
        for name in sorted({*old.attributes, *new.attributes})
    }
    return replace(
        new,
        questions={**old.questions, **new.questions},
        measures={**old.measures, **new.measures},
        attributes=attributes,
    )


def _common(old: Attribute | None, new: Attribute | None) -> Attribute:
    if old is None or new is None:
        one = new if old is None else old
        assert one is not None
        return one
    values = {v: words for v, words in new.values.items() if v in old.values}
    low = max((b for b in (old.minimum, new.minimum) if b is not None), default=None)
    high = min((b for b in (old.maximum, new.maximum) if b is not None), default=None)
    return replace(new, values=values, minimum=low, maximum=high)


def _side_by_side(programs: tuple[Program, Program]) -> Program:
    """One program that has the tests of both, so that numbers are cut at the thresholds of both."""
    first, second = programs
    offset = len(first.gates)
    attributes = {
        a: (*first.attributes.get(a, ()), *(g + offset for g in second.attributes.get(a, ())))
        for a in sorted({*first.attributes, *second.attributes})
    }
    return Program((*first.gates, *second.gates), {}, {}, {}, attributes)


def outcome_changes(pair: Pair, inexact: list[str]) -> Iterator[OutcomeChange]:
    """Every kind of change of every decision, the commonest first."""
    prover = Prover(pair.space, pair.programs)
    counter = _Counter(pair)
    known: dict[object, int] = {}
    for decision in pair.programs[1].decisions:
        if _meaning(pair.programs[0], decision, known) == _meaning(pair.programs[1], decision, known):
            continue
        kinds = _kinds(pair, prover, decision, inexact)
        found = [counter.counted(decision, before, after, choices) for before, after, choices in kinds]
        yield from sorted(found, key=lambda c: (-(c.count or 0), -(c.share or 0), c.before, c.after))


def _meaning(program: Program, decision: str, known: dict[object, int]) -> object:
    """A decision as it was compiled, with each gate by what it says and not by its number; equal for equal meaning.

    `known` numbers what gates say, and is shared by the programs that are compared.
    """
    said: list[int] = []
    for gate in program.gates:
        inputs = tuple((said[e.gate], e.positive) for e in gate.inputs)
        said.append(known.setdefault((gate.kind, inputs, gate.literal), len(known)))
    compiled = program.decisions[decision]

    def gates(numbers: Iterable[int]) -> tuple[object, ...]:
        return tuple(sorted(said[n] for n in numbers))

    options = tuple(
        (o.key, gates(o.meets), gates(o.partly), gates(o.out),
         tuple(sorted((said[c.gate], c.weight, c.against, c.preference) for c in o.contributions)))
        for o in compiled.options
    )  # fmt: skip
    applies = None if compiled.applies is None else (said[compiled.applies.gate], compiled.applies.positive)
    return compiled.policy, options, applies


Kind = tuple[tuple[str, ...], tuple[str, ...], Sequence[Choice]]


def _kinds(pair: Pair, prover: Prover, decision: str, inexact: list[str]) -> Iterator[Kind]:
    options = tuple(dict.fromkeys(o.key for p in pair.programs for o in p.decisions[decision].options))
    differ = f"differ({decision})"
    rules = [If(differ, (f"rec({w},{o})",), (f"rec({1 - w},{o})",)) for o in options for w in (0, 1)]
    prover.add(rules)
    known: list[str] = []
    while len(known) < MOST_KINDS:
        try:
            choices = prover.find([differ], known, whole=True)
        except GaveUpError:
            inexact.append(f"whether {decision} has further kinds of change was too hard to prove")
            return
        if choices is None:
            return
        before, after = (_recommended(program, decision, choices) for program in pair.programs)
        known.append(f"kind({decision},{len(known)})")
        states = [(w, o, o in side) for w, side in ((0, before), (1, after)) for o in options]
        body = tuple(f"rec({w},{o})" for w, o, holds in states if holds)
        absent = tuple(f"rec({w},{o})" for w, o, holds in states if not holds)
        prover.add([If(known[-1], body, absent)])
        yield before, after, choices
    inexact.append(f"{decision} has more than {MOST_KINDS} kinds of change; the rest are not listed")


def _recommended(program: Program, decision: str, choices: Iterable[Choice]) -> tuple[str, ...]:
    """What a program recommends for one complete case."""
    from advisor.evaluation.rails import Column

    facts = {a: Column({v: 1}) for c in choices for a, v in c.facts.items()}
    settled = settle(program.decisions[decision], evaluate(program, facts, 1))
    return tuple(key for key, cases in settled.recommended.items() if cases)


class _Counter:
    """Counts the cases of a kind, or draws some where there are too many, and finds its smallest case."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._below = tuple(parts_below(program, pair.space) for program in pair.programs)
        self._shrinkers: dict[str, tuple[Shrinker, Shrinker]] = {}
        self._sides: dict[str, tuple[int, int, tuple[Mapping[str, int], Mapping[str, int]]]] = {}

    def counted(
        self, decision: str, before: tuple[str, ...], after: tuple[str, ...], choices: Sequence[Choice]
    ) -> OutcomeChange:
        """The kind with its count, or its share, and a smallest case."""
        size, width, (old, new) = self._settled(decision)
        cases = _exactly(old, before, width) & _exactly(new, after, width)
        exact = width == size
        witness = self._witness(decision, before, after, choices)
        return OutcomeChange(
            decision, before, after,
            cases.bit_count() if exact else None, size, None if exact else cases.bit_count() / width, witness,
        )  # fmt: skip

    def _settled(self, decision: str) -> tuple[int, int, tuple[Mapping[str, int], Mapping[str, int]]]:
        if decision not in self._sides:
            space = self._pair.space
            numbers = self._parts(decision)
            size = space.size(numbers)
            columns, width = (
                space.columns(numbers) if size <= MOST_COUNTED else (draw(space, DRAWN)[1], DRAWN)
            )
            sides = [
                settle(p.decisions[decision], evaluate(p, columns, width)).recommended
                for p in self._pair.programs
            ]
            self._sides[decision] = (size, width, (sides[0], sides[1]))
        return self._sides[decision]

    def _parts(self, decision: str) -> tuple[int, ...]:
        """The parts of the answers that bear on a decision in either version."""
        mask = 0
        for program, below in zip(self._pair.programs, self._below, strict=True):
            compiled = program.decisions[decision]
            gates = [g for o in compiled.options for g in (*o.meets, *o.partly, *o.out)]
            gates += [c.gate for o in compiled.options for c in o.contributions]
            gates += [compiled.applies.gate] if compiled.applies else []
            mask = reduce(lambda m, g, b=below: m | b[g], gates, mask)  # type: ignore[misc]
        return tuple(n for n in range(len(self._pair.space.parts)) if mask >> n & 1)

    def _witness(
        self, decision: str, before: tuple[str, ...], after: tuple[str, ...], choices: Sequence[Choice]
    ) -> Witness | None:
        """A smallest case that both versions take and settle so; None where the versions do not take one case alike."""
        if decision not in self._shrinkers:
            pair = self._pair
            self._shrinkers[decision] = (
                Shrinker(pair.old, pair.profile, decision),
                Shrinker(pair.new, pair.profile, decision),
            )
        old, new = self._shrinkers[decision]
        answers: Mapping[str, Answer] = answers_of(_merged(self._pair.old, self._pair.new), choices)
        wanted = set(before), set(after)

        def shows(verdict: Verdict, recommended: set[str]) -> bool:
            return any(
                set(part.recommended) == recommended and part.outcome is not Outcome.UNDECIDED
                for part in verdict.parts()
            )

        smallest = new.smallest(
            answers, lambda v: shows(v, wanted[1]), lambda a: shows(old.settle(a), wanted[0])
        )
        return None if smallest is None else new.witness(smallest)


def _exactly(recommended: Mapping[str, int], wanted: Iterable[str], width: int) -> int:
    """The cases that recommend exactly these options."""
    cases = (1 << width) - 1
    chosen = set(wanted)
    for key, having in recommended.items():
        cases &= having if key in chosen else ~having
    return cases
