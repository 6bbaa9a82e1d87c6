"""A case and an option in; the fewest answers that would have to be otherwise for it to be recommended, every such set, out.

Exact: where answers stay unknown, the option must come out in every completion of them. A candidate is tested by looking for
a completion that defeats it; each one found becomes a world in which the next candidates have to succeed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from advisor.compiler.program import DecisionProgram
from advisor.proof.answers import Answers, Scope, State
from advisor.proof.solve import Chosen, Solver
from advisor.proof.worlds import FREE, Worlds

MOST_SETS = 200
"""Of more smallest sets than this, only so many are listed; how few answers they change is exact all the same."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer that is otherwise, and the state it would have to be in."""

    name: str
    question: str
    state: State


@dataclass(frozen=True, slots=True)
class SmallestChanges:
    """Every smallest set of changes; `complete` is false where there are more than are listed."""

    sets: tuple[tuple[ChangedAnswer, ...], ...]
    complete: bool = True


class Changes:
    """Questions about changing one case, for one decision. Grows as it learns which completions defeat what."""

    def __init__(
        self, scope: Scope, decision: DecisionProgram, answers: Answers, fixed: Iterable[str] = ()
    ) -> None:
        self.answers = answers
        self._worlds = Worlds(scope, decision, answers)
        held = set(fixed)
        self.fixed = tuple(
            f"x({i},{a.current})"
            for i, a in enumerate(answers.answerables)
            if a.name in held or a.question in held
        )
        self._solver = Solver(self._worlds.base())
        self._oracle = Solver([*self._worlds.base(), *self._worlds.free()])
        self._next = FREE + 1
        self._now = [f"x({i},{a.current})" for i, a in enumerate(answers.answerables)]

    def recommended(self, option: str) -> bool:
        """Whether the option is the recommendation as things are, whatever is not known."""
        return self._defeat(option, self._now) is None

    def smallest(self, option: str) -> SmallestChanges | None:
        """Every smallest set of changes that makes the option the recommendation; None where no change can."""
        self._learn(option, self._now)
        fewest = self._fewest(option)
        if fewest is None:
            return None
        while True:
            found = self._confirmed(option, fewest)
            if found:
                shown = sorted(found, key=sorted)[:MOST_SETS]
                return SmallestChanges(tuple(self._changed(c) for c in shown), len(found) <= MOST_SETS)
            more = self._fewest(option, fewest + 1)
            if more is None:
                return None
            fewest = more

    def _fewest(self, option: str, least: int = 0) -> int | None:
        """The fewest changes with which the option succeeds in every world so far; None where it never does."""
        if not self._solver.possible([*self._wanted(option), *self.fixed]):
            return None
        count = len(self._worlds.units)
        for size in range(least, count):
            if self._solver.possible([*self._wanted(option), *self.fixed], [f"more({size})"]):
                return size
        return count

    def _confirmed(self, option: str, size: int) -> list[Chosen]:
        """The choices of so many changes that no completion defeats. Each defeat is learned for the rest."""
        while True:
            good: list[Chosen] = []
            defeated: list[str] = []
            with closing(self._solver.all([*self._wanted(option), *self.fixed], [f"more({size})"])) as found:
                for choice in found:
                    if self._defeat(option, sorted(choice)) is not None:
                        defeated = sorted(choice)
                        break
                    good.append(choice)
                    if len(good) > MOST_SETS:
                        break
            if not defeated:
                return good
            self._learn(option, defeated)

    def _learn(self, option: str, chosen: Sequence[str]) -> None:
        """Add the completion that defeats a choice as a world; the first one is added even if nothing defeats it."""
        completion = self._defeat(option, chosen)
        if completion is None:
            if self._next > FREE + 1:
                return
            completion = {}
        self._solver.add(self._worlds.world(self._next, completion))
        self._next += 1

    def _defeat(self, option: str, chosen: Sequence[str]) -> dict[int, int] | None:
        """A completion of what stays unknown in which the option is not the recommendation; None where there is none."""
        model = self._oracle.find(chosen, [f"sole({FREE},{option})"])
        if model is None:
            return None
        pairs = (atom[2:-1].split(",") for atom in model if atom.startswith("c("))
        return {int(i): int(s) for i, s in sorted(pairs)}

    def _wanted(self, option: str) -> list[str]:
        return [f"sole({world},{option})" for world in range(FREE + 1, self._next)]

    def _changed(self, choice: Chosen) -> tuple[ChangedAnswer, ...]:
        return tuple(
            ChangedAnswer(a.name, a.question, state)
            for i, a in enumerate(self.answers.answerables)
            for s, state in enumerate(a.states)
            if s != a.current and f"x({i},{s})" in choice
        )
