"""A case and an option in; the fewest answers that would have to be otherwise for it to be recommended, every such set, out.

Exact: where answers stay unknown, the option must come out in every completion of them. A candidate is tested by looking for
a completion that defeats it; each one found becomes a world in which the next candidates have to succeed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property

from advisor.compiler.program import DecisionProgram
from advisor.model.options import Policy
from advisor.proof.answers import Answers, State
from advisor.proof.scope import Scope
from advisor.proof.solve import Chosen, Solver, least
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


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why no change makes an option the recommendation.

    `fixed` answers and `figures` of the table that together make it impossible, none of which could be left out; or
    `rivals` of which one is at least level whenever the option's condition holds; or its condition `never_holds`.
    """

    fixed: tuple[str, ...]
    figures: tuple[str, ...]
    rivals: tuple[str, ...]
    never_holds: bool = False


class Changes:
    """Questions about changing one case, for one decision. Grows as it learns which completions defeat what."""

    def __init__(
        self, scope: Scope, decision: DecisionProgram, answers: Answers, fixed: Iterable[str] = ()
    ) -> None:
        self.answers = answers
        self._worlds = Worlds(scope, decision, answers)
        held = set(fixed)
        kept = [(i, a) for i, a in enumerate(answers.answerables) if a.name in held or a.question in held]
        self.fixed = tuple(f"x({i},{a.current})" for i, a in kept)
        self._fixed_names = tuple(a.name for _, a in kept)
        self._decision = decision
        self._solver = Solver(self._worlds.base())
        self._next = FREE + 1
        self._now = [f"x({i},{a.current})" for i, a in enumerate(answers.answerables)]

    @cached_property
    def _oracle(self) -> Solver:
        """The solver that looks for a completion of what is not known."""
        return Solver([*self._worlds.base(), *self._worlds.free()])

    def smallest(self, option: str, *, alone: bool = True) -> SmallestChanges | None:
        """Every smallest set of changes that makes the option the recommendation; None where no change can.

        Without `alone`, it is enough that the option is one of several.
        """
        aim = f"{'sole' if alone else 'rec'}({{}},{option})"
        self._learn(aim, self._now)
        fewest = self._fewest(aim)
        while fewest is not None:
            found = self._confirmed(aim, fewest)
            if found:
                shown = sorted(found, key=sorted)[:MOST_SETS]
                return SmallestChanges(tuple(self._changed(c) for c in shown), len(found) <= MOST_SETS)
            fewest = self._fewest(aim, fewest + 1)
        return None

    def enough_against(self, option: str) -> tuple[str, ...] | None:
        """Answers as they are now that keep an option from being recommended whatever the others were; none can be left out.

        None where they do not: what is unknown may yet bring it about. A table is kept but for the amount of one row.
        """
        known = [
            (f"x({i},{a.current})", a.name) for i, a in enumerate(self.answers.answerables) if not a.unknown
        ]
        held = dict(reversed(known))
        aim = f"rec({FREE},{option})"
        found = least([*held], lambda atoms: not self._oracle.possible([aim, *atoms]))
        return None if found is None else tuple(held[atom] for atom in reversed(found))

    def obstacles(self, option: str) -> Obstacles:
        """What stands in the way of an option that no change can make the recommendation."""
        aim = f"sole({FREE},{option})"
        held = dict(zip(self.fixed, self._fixed_names, strict=True))
        stuck = least([*held], lambda atoms: not self._oracle.possible([aim, *atoms]))
        if stuck is None:
            # Some completion of what stays unknown would do, and others would not.
            unknown = {a.name for a in self.answers.answerables if a.unknown}
            return Obstacles(tuple(name for name in self._fixed_names if name in unknown), (), ())
        if stuck:
            return Obstacles(tuple(held[atom] for atom in stuck), (), ())
        whole = Solver([*self._worlds.base(any_table=True), *self._worlds.free()])
        figures = {atom: name for name, atom in self._worlds.figures_now().items()}
        blocking = least([*figures], lambda atoms: not whole.possible([aim, *atoms]))
        if blocking:
            return Obstacles((), tuple(figures[atom] for atom in blocking), ())
        ladder = self._decision.policy is Policy.LADDER
        holds = f"{'level' if ladder else 'in'}({FREE},{option})"
        if not whole.possible([holds]):
            return Obstacles((), (), (), never_holds=True)
        others = [o.key for o in self._decision.options if o.key != option]
        rivals = {f"rec({FREE},{o})" if ladder else f"abreast({FREE},{option},{o})": o for o in others}
        ahead = least([*rivals], lambda atoms: not whole.possible([holds], atoms)) or ()
        return Obstacles((), (), tuple(rivals[atom] for atom in ahead))

    def _fewest(self, aim: str, at_least: int = 0) -> int | None:
        """The fewest changes with which the aim is reached in every world so far; None where it never is."""
        if not self._solver.possible([*self._wanted(aim), *self.fixed]):
            return None
        count = len(self._worlds.units)
        if at_least > count:
            return None
        for size in range(at_least, count):
            if self._solver.possible([*self._wanted(aim), *self.fixed], [f"more({size})"]):
                return size
        return count

    def _confirmed(self, aim: str, size: int) -> list[Chosen]:
        """The choices of so many changes that no completion defeats. Each defeat is learned for the rest."""
        while True:
            good: list[Chosen] = []
            defeated: list[str] = []
            with closing(self._solver.all([*self._wanted(aim), *self.fixed], [f"more({size})"])) as found:
                for choice in found:
                    if self._defeat(aim, sorted(choice)) is not None:
                        defeated = sorted(choice)
                        break
                    good.append(choice)
                    if len(good) > MOST_SETS:
                        break
            if not defeated:
                return good
            self._learn(aim, defeated)

    def _learn(self, aim: str, chosen: Sequence[str]) -> None:
        """Add the completion that defeats a choice as a world; the first one is added even if nothing defeats it."""
        completion = self._defeat(aim, chosen)
        if completion is None:
            if self._next > FREE + 1:
                return
            completion = self._worlds.any_completion()
        self._solver.add(self._worlds.world(self._next, completion))
        self._next += 1

    def _defeat(self, aim: str, chosen: Sequence[str]) -> dict[int, int] | None:
        """A completion of what stays unknown in which the aim is missed; None where there is none."""
        if not self._worlds.completable():
            # Nothing can be unknown, so the one world there is says it all.
            return None
        model = self._oracle.find(chosen, [aim.format(FREE)])
        if model is None:
            return None
        pairs = (atom[2:-1].split(",") for atom in model if atom.startswith("c("))
        return {int(i): int(s) for i, s in sorted(pairs)}

    def _wanted(self, aim: str) -> list[str]:
        return [aim.format(world) for world in range(FREE + 1, self._next)]

    def _changed(self, choice: Chosen) -> tuple[ChangedAnswer, ...]:
        return tuple(
            ChangedAnswer(a.name, a.question, state)
            for i, a in enumerate(self.answers.answerables)
            for s, state in enumerate(a.states)
            if s != a.current and f"x({i},{s})" in choice
        )
