"""A fault in a rule in; the answers that would show it, or that none do and why, out.

Only the answers on which the rule rests are gone through, and of those every combination, so the result is exact. Where
there are too many of them, cases are drawn at random, and where those show nothing the solver says whether any could.
Where no complete answers show the fault, those are gone through in which some are not known.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from advisor.authoring.all_answers.answers import columns_of
from advisor.authoring.all_answers.domination import joined, parts_below
from advisor.authoring.all_answers.prover import MOST_CONFLICTS
from advisor.authoring.all_answers.space import Space, space_of
from advisor.authoring.mutation.faults import Effect, Faults
from advisor.authoring.mutation.mutants import Mutant
from advisor.authoring.mutation.observing import Aspect, Key, apart, statuses_of, sums
from advisor.authoring.mutation.shown import Same, Showing
from advisor.compiler.cone import gates_below
from advisor.compiler.program import Edge, Program
from advisor.evaluation.bits import lowest
from advisor.evaluation.rails import Rails, evaluate
from advisor.facts import Column
from advisor.model.options import Policy, option_decision
from advisor.model.rules import Concludes, Meets, RulesOut, Weighs
from advisor.proof.emit import Variable, World, choices, circuit, rail, seen
from advisor.proof.solve import GaveUpError, Solver, states

MOST = 1 << 18
DRAWN = 1 << 12


class Shower:
    """Finds what shows the faults of a program, over the space of the answers on which they rest."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._program = faults.program
        decisions = faults.program.decisions.values()
        self._applying = {d.applies.gate: d.id for d in decisions if d.applies is not None}
        self._resting = self._tested()
        self._complete = space_of(faults.kb, faults.settings, self._resting)
        self._below = parts_below(faults.program, self._complete)

    @cached_property
    def space(self) -> Space:
        """The answers on which the faults rest, complete or not: the parts of the complete ones, with further choices."""
        return space_of(self._faults.kb, self._faults.settings, self._resting, unknown=True)

    def _tested(self) -> Program:
        """The program as if nothing but what the faults rest on were tested: to tell other answers apart is in vain."""
        gates = (g for m in self._faults.mutants for _, gates, _ in self._places(m) for g in gates)
        below = set(gates_below(self._program, gates))
        tested = {a: tuple(g for g in tests if g in below) for a, tests in self._program.attributes.items()}
        return replace(self._program, attributes={a: tests for a, tests in tested.items() if tests})

    def shown(self, mutant: Mutant) -> Showing | Same:
        """The answers that show a fault, or why none do."""
        found = self._shown_in(self._complete, mutant)
        return found if isinstance(found, Showing) else self._shown_in(self.space, mutant)

    def _shown_in(self, space: Space, mutant: Mutant) -> Showing | Same:
        tried, proved = 0, True
        for key, gates, look in self._places(mutant):
            numbers = joined(self._below, gates)
            size = space.size(numbers)
            if size > MOST:
                found = self._beyond(space, mutant, key, gates, numbers, look)
                if isinstance(found, Showing):
                    return found
                proved &= found.proved
            else:
                columns, width = space.columns(numbers)
                cases = self._cases(mutant, gates, columns, width, look)
                if cases:
                    return Showing(_counts(space, numbers), cases, key)
            tried = max(tried, size)
        return Same(tried, proved)

    def _places(self, mutant: Mutant) -> Iterator[tuple[Key, tuple[int, ...], Look]]:
        """Where a fault could be seen: what to expect there, the gates on which that rests, and how to look."""
        faults = self._faults
        before = faults.kb.rules[mutant.rule_id].conclusion
        variant = faults.variant(mutant)
        if mutant.rule is None or variant is not None:
            own = faults.program.rules[mutant.rule_id].standing
            gates = own if variant is None else (*own, variant)
            yield (Aspect.RULE, mutant.rule_id), gates, _differs(own)
            return
        match before, mutant.rule.conclusion:
            case Weighs() as one, Weighs() as two:
                yield from self._points(mutant, one, two)
            case (
                Meets(option=str(one)) | RulesOut(option=str(one)),
                Meets(option=str(two)) | RulesOut(option=str(two)),
            ):
                yield from self._statuses({one, two})
                yield from self._rules_above(mutant)
            case Concludes(), Concludes():
                yield from self._rules_above(mutant)
            case _:
                return

    def _points(
        self, mutant: Mutant, one: Weighs, two: Weighs
    ) -> Iterator[tuple[Key, tuple[int, ...], Look]]:
        before, factor = self._faults.points(mutant.rule_id), self._faults.factor
        moved = (one.option, one.against) != (two.option, two.against)
        after = [] if moved else self._faults.points_with(mutant)
        if [(c.gate, c.weight) for c in before] == [(c.gate, c.weight) for c in after]:
            return
        gates = tuple(c.gate for c in (*before, *after) if c.weight)

        def look(rails: Rails, effect: Effect) -> int:
            return apart(sums(before, rails, factor), sums(after, rails, factor))

        yield (Aspect.AGAINST if one.against else Aspect.FOR, one.option), gates, look

    def _statuses(self, keys: set[str]) -> Iterator[tuple[Key, tuple[int, ...], Look]]:
        decision = self._program.decisions[option_decision(min(keys))]
        if decision.policy is Policy.LADDER:
            keys = {o.key for o in decision.options}
        options = [o for o in decision.options if o.key in keys]
        gates = tuple(g for o in options for g in (*o.meets, *o.partly, *o.out))
        for option in options:

            def look(rails: Rails, effect: Effect, key: str = option.key) -> int:
                changed = effect.decisions.get(decision.id, decision)
                return apart(statuses_of(decision, rails)[key], statuses_of(changed, effect.rails)[key])

            if option.key in keys:
                yield (Aspect.STATUS, option.key), gates, look

    def _rules_above(self, mutant: Mutant) -> Iterator[tuple[Key, tuple[int, ...], Look]]:
        own = self._faults.gate(mutant)
        for gate in self._faults.touched(mutant):
            if gate in self._faults.rule_at:
                rule = self._faults.rule_at[gate]
                gates = self._program.rules[rule].standing
                yield (Aspect.RULE, rule), (*gates, own), _differs(gates)
            elif gate in self._applying:
                yield (Aspect.OUTCOME, self._applying[gate]), (gate, own), _differs((gate,))

    def _cases(
        self, mutant: Mutant, gates: Iterable[int], columns: Mapping[str, Column], width: int, look: Look
    ) -> int:
        """The cases of the columns that show the fault; only gates below the given ones are told apart."""
        wanted = gates_below(self._program, gates)
        rails = evaluate(self._program, columns, width, wanted)
        return look(rails, self._faults.effect(mutant, rails))

    def _beyond(
        self,
        space: Space,
        mutant: Mutant,
        key: Key,
        gates: tuple[int, ...],
        numbers: tuple[int, ...],
        look: Look,
    ) -> Showing | Same:
        """The same where there are too many combinations to go through."""
        source = random.Random(0)  # noqa: S311 - the same cases every time, and nothing secret
        counts = _counts(space, numbers)
        picks = {n: source.choices(range(count), k=DRAWN) for n, count in counts.items()}
        columns = {a: c for n in numbers for a, c in columns_of(space.parts[n], picks[n]).items()}
        cases = self._cases(mutant, gates, columns, DRAWN, look)
        if cases:
            case = lowest(cases)
            return Showing(counts, 0, key, {n: picks[n][case] for n in numbers})
        variant, own = self._faults.variant(mutant), self._faults.gate(mutant)
        if variant is None or gates != (own, variant):
            return Same(space.size(numbers), proved=False)
        try:
            found = self._solved(space, own, variant, numbers)
        except GaveUpError:
            return Same(space.size(numbers), proved=False)
        return Same(space.size(numbers)) if found is None else Showing(counts, 0, key, found)

    def _solved(
        self, space: Space, gate: int, variant: int, numbers: tuple[int, ...]
    ) -> dict[int, int] | None:
        """Choices under which a rule and the fault in it are not the same; None is a proof that there are none."""
        variables = [Variable(str(n), tuple(c.facts for c in space.parts[n].choices)) for n in numbers]
        both = [(Edge(g), holds) for g in (gate, variant) for holds in (True, False)]
        world = World()
        rules = [
            *choices(variables),
            *seen(variables, world),
            *circuit(self._program, variables, world, both),
        ]
        solver = Solver(rules, MOST_CONFLICTS)
        for one, two in ((gate, variant), (variant, gate)):
            for holds in (True, False):
                found = solver.find(
                    [rail(Edge(one), world, holds=holds)], [rail(Edge(two), world, holds=holds)]
                )
                if found is not None:
                    return dict(zip(numbers, states(found, len(numbers)), strict=True))
        return None


def _counts(space: Space, numbers: Iterable[int]) -> dict[int, int]:
    return {n: len(space.parts[n].choices) for n in numbers}


Look = Callable[[Rails, Effect], int]
"""The cases in which something is seen otherwise, given what there was without the fault and with it."""


def _differs(gates: tuple[int, ...]) -> Look:
    """Whether any of the gates holds comes out otherwise."""

    def look(rails: Rails, effect: Effect) -> int:
        return apart(rails.some(gates), effect.rails.some(gates))

    return look
