"""Two versions of a decision in; what changes in cases drawn at random, and about how often, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from advisor.authoring.all_answers.answers import draw
from advisor.authoring.all_answers.space import Choice
from advisor.authoring.difference.versions import Pair
from advisor.compiler import Program
from advisor.compiler.cone import gates_below
from advisor.evaluation.columns import Codes, numbers
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import evaluate
from advisor.facts import Column
from advisor.model.comparison import OutcomeChange
from advisor.proof.emit import rails_of
from advisor.proof.points import one_by_one

DRAWN, SHOWN = 4096, 4


class DrawnChanges:
    """Cases drawn over a pair's space, the same ones every time, settled by both versions of one decision."""

    def __init__(self, pair: Pair, decision: str) -> None:
        self._pair = pair
        self._decision = decision
        self._parts = pair.space.parts_for(a for p in pair.programs for a in _attributes(p, decision))
        self._of = pair.space.size(self._parts)

    @cached_property
    def _drawn(self) -> tuple[tuple[Codes, ...], list[dict[str, int]]]:
        picks, columns = draw(self._pair.space, DRAWN, self._parts)
        settled = [
            settle(p.decisions[self._decision], evaluate(p, columns, DRAWN, _gates(p, self._decision)))
            for p in self._pair.programs
        ]
        return picks, [side.recommended for side in settled]

    def all(self) -> Iterator[tuple[OutcomeChange, Sequence[Sequence[Choice]]]]:
        """Every kind of change among the cases, the commonest first, each with a few of them."""
        picks, (old, new) = self._drawn
        differing = 0
        for key in {**old, **new}:
            differing |= old.get(key, 0) ^ new.get(key, 0)
        kinds: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
        for case in numbers(differing, DRAWN):
            results = (tuple(k for k, cases in side.items() if cases >> case & 1) for side in (old, new))
            before, after = results
            kinds.setdefault((before, after), []).append(case)
        for (before, after), cases in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
            shown = [
                [self._pair.space.parts[n].choices[picks[n][case]] for n in self._parts] for case in cases
            ]
            yield self._change(before, after, len(cases)), shown[:SHOWN]

    def kind_of(self, choices: Sequence[Choice]) -> OutcomeChange:
        """How a complete case changes, with the share that its kind has of the drawn cases."""
        facts = {a: Column({v: 1}) for c in choices for a, v in c.facts.items()}
        sides = [
            settle(p.decisions[self._decision], evaluate(p, facts, 1)).recommended
            for p in self._pair.programs
        ]
        before, after = (tuple(k for k, cases in side.items() if cases) for side in sides)
        return self._change(before, after, 0)

    def bearing(self, choices: Sequence[Choice]) -> list[Choice]:
        """Of a complete case what bears on the decision."""
        return [choices[n] for n in self._parts]

    def _change(self, before: tuple[str, ...], after: tuple[str, ...], count: int) -> OutcomeChange:
        return OutcomeChange(self._decision, before, after, None, self._of, count / DRAWN, None)


def _gates(program: Program, decision: str) -> list[int]:
    compiled = program.decisions[decision]
    return gates_below(program, (edge.gate for edge, _ in rails_of(compiled, one_by_one(compiled.options))))


def _attributes(program: Program, decision: str) -> Iterator[str]:
    for gate in _gates(program, decision):
        literal = program.gates[gate].literal
        if literal is not None:
            yield literal.attribute
