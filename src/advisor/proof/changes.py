"""A case and an option in; the fewest answers that would have to be otherwise for it to be recommended, every such set, out.

Exact: where answers stay unknown, the option must come out in every completion of them. A candidate is tested by looking for
a completion that defeats it; each one found becomes a world in which the next candidates have to succeed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter
from typing import Self

from advisor.compiler.program import DecisionProgram
from advisor.model.options import Policy
from advisor.proof.answers import Answers, State
from advisor.proof.rules import If, Rule
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
    `fixed` answers and figures that stay `unknown`, though some value of each would do, and others would not; or it would
    take an answer that is then `unasked`; or `rivals` of which one is at least level whenever the option's condition holds;
    or its condition `never_holds`. None of these: in every combination of answers, whatever a table shows, nothing is.
    """

    fixed: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    never_holds: bool = False
    unasked: bool = False


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
        self._solver = _Aiming(self._worlds, [*self._worlds.base(), *self._worlds.changes()])
        self._seen: list[Mapping[int, int]] = []
        self._counted = self._asked = 0
        self._now = [f"x({i},{a.current})" for i, a in enumerate(answers.answerables)]
        # For each atom that answers otherwise, which answer that is, and the change that it makes.
        self._otherwise = {
            f"x({i},{s})": (i, ChangedAnswer(a.name, a.question, state))
            for i, a in enumerate(answers.answerables)
            for s, state in enumerate(a.states)
            if s != a.current
        }

    @cached_property
    def _oracle(self) -> _Aiming:
        """The solver that looks for a completion of what is not known."""
        found = _Aiming(self._worlds, self._worlds.base())
        found.see(FREE, self._worlds.free())
        return found

    @cached_property
    def _any_table(self) -> _Aiming:
        """The same with figures such as no table may show together; where there are none, it is the same."""
        if not self.answers.figures:
            return self._oracle
        found = _Aiming(self._worlds, self._worlds.base(any_table=True))
        found.see(FREE, self._worlds.free())
        return found

    def smallest(self, option: str, *, alone: bool = True) -> SmallestChanges | None:
        """Every smallest set of changes that makes the option the recommendation; None where no change can.

        Without `alone`, it is enough that the option is one of several.
        """
        aim = f"{'sole' if alone else 'rec'}({{}},{option})"
        self._solver.aim_at([option])
        if self._worlds.completable():
            self._oracle.aim_at([option])
        for completion in self._worlds.worst_completions(option):
            self._see(completion)
        defeat = self._defeat(aim, [frozenset()])
        if defeat is None and not self._solver.worlds:
            # Some world there must be.
            defeat = self._worlds.any_completion()
        if defeat is not None:
            self._see(defeat)
        fewest = self._fewest(aim)
        while fewest is not None:
            found = self._confirmed(aim, fewest)
            if found:
                shown = sorted(found, key=self._answered)[:MOST_SETS]
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
        oracle = self._oracle.aim_at([option])
        found = least([*held], lambda atoms: oracle.clash([aim, *atoms]))
        return None if found is None else tuple(held[atom] for atom in reversed(found))

    def obstacles(self, option: str) -> Obstacles:
        """What stands in the way of an option that no change can make the recommendation."""
        aim = f"sole({FREE},{option})"
        held = dict(zip(self.fixed, self._fixed_names, strict=True))
        oracle = self._oracle.aim_at([option])
        stuck = least([*held], lambda atoms: oracle.clash([aim, *atoms]))
        if stuck is None:
            # Some completion of what stays unknown would do, and others would not.
            unknown = {a.name for a in self.answers.answerables if a.unknown}
            fixed = tuple(name for name in self._fixed_names if name in unknown)
            untold = self._worlds.unknown_figures()
            return Obstacles(fixed, unknown=untold, unasked=not fixed and not untold)
        if stuck:
            return Obstacles(tuple(held[atom] for atom in stuck))
        whole = self._any_table.aim_at([o.key for o in self._decision.options])
        figures = {atom: name for name, atom in self._worlds.figures_now().items()}
        blocking = least([*figures], lambda atoms: whole.clash([aim, *atoms]))
        if blocking:
            return Obstacles(figures=tuple(figures[atom] for atom in blocking))
        ladder = self._decision.policy is Policy.LADDER
        holds = f"{'level' if ladder else 'in'}({FREE},{option})"
        if not whole.possible([holds]):
            return Obstacles(never_holds=True)
        others = [o.key for o in self._decision.options if o.key != option]
        rivals = {f"rec({FREE},{o})" if ladder else f"abreast({FREE},{option},{o})": o for o in others}
        ahead = least([*rivals], lambda atoms: whole.clash([holds], atoms)) or ()
        return Obstacles(rivals=tuple(rivals[atom] for atom in ahead))

    def _fewest(self, aim: str, at_least: int = 0) -> int | None:
        """The fewest changes with which the aim is reached in every world so far; None where it never is."""
        wanted = self._wanted(aim)
        if not self._solver.possible(wanted):
            return None
        count = len(self._worlds.units)
        if at_least > count:
            return None
        for size in range(at_least, count):
            if size == self._counted:
                self._solver.add([self._worlds.more(size)])
                self._counted += 1
            if self._solver.possible(wanted, [f"more({size})"]):
                return size
        return count

    def _confirmed(self, aim: str, size: int) -> list[Chosen]:
        """The choices of so many changes that no completion defeats. Each defeat is learned for the rest."""
        sound: set[Chosen] = set()
        while True:
            good: list[Chosen] = []
            defeat = None
            with closing(self._solver.all(self._wanted(aim), [f"more({size})"])) as found:
                # The first is tried alone, since it is often defeated; then more and more together.
                while together := list(islice(found, min(1 + 4 * len(good), MOST_SETS + 1 - len(good)))):
                    defeat = self._defeat(aim, [choice for choice in together if choice not in sound])
                    if defeat is not None:
                        break
                    good += together
                    sound.update(together)
            if defeat is None:
                return good
            self._see(defeat)

    def _see(self, completion: Mapping[int, int]) -> None:
        """Add a world, unless it is there already."""
        if completion not in self._seen:
            self._seen.append(completion)
            number = FREE + len(self._seen)
            self._solver.see(number, self._worlds.world(number, completion))

    def _defeat(self, aim: str, choices: Sequence[Chosen]) -> dict[int, int] | None:
        """A completion of what stays unknown in which some choice misses the aim; None where there is none."""
        if not choices or not self._worlds.completable():
            # Where nothing can be unknown, the one world there is says it all.
            return None
        answered = [self._answered(choice) for choice in choices]
        if len(answered) > 1:
            self._asked += 1
            one_of_them = f"asked({self._asked})"
            self._oracle.add([If(one_of_them, tuple(atoms)) for atoms in answered])
            answered = [[one_of_them]]
        model = self._oracle.find(answered[0], [aim.format(FREE)])
        if model is None:
            return None
        pairs = (atom[2:-1].split(",") for atom in model if atom.startswith("c("))
        return {int(i): int(s) for i, s in sorted(pairs)}

    def _answered(self, choice: Chosen) -> list[str]:
        """How every answer is answered, sorted, where some are otherwise."""
        answered = list(self._now)
        for atom in choice:
            answered[self._otherwise[atom][0]] = atom
        return sorted(answered)

    def _wanted(self, aim: str) -> list[str]:
        """The aim in every world so far, and what stays fixed."""
        return [*(aim.format(world) for world in self._solver.worlds), *self.fixed]

    def _changed(self, choice: Chosen) -> tuple[ChangedAnswer, ...]:
        return tuple(
            change for _, change in sorted(map(self._otherwise.__getitem__, choice), key=itemgetter(0))
        )


class _Aiming(Solver):
    """A solver with worlds, each of which knows of the options asked about so far whether it recommends them."""

    def __init__(self, worlds: Worlds, rules: Iterable[Rule]) -> None:
        super().__init__(rules)
        self._rules = worlds
        self._options: list[str] = []
        self.worlds: list[int] = []

    def see(self, world: int, rules: Iterable[Rule]) -> None:
        """Add a world."""
        aims = (self._rules.aim(world, o, self._options[:n]) for n, o in enumerate(self._options))
        self.add(chain(rules, *aims))
        self.worlds.append(world)

    def aim_at(self, options: Iterable[str]) -> Self:
        """Let every world say whether it recommends these options."""
        for option in options:
            if option not in self._options:
                for world in self.worlds:
                    self.add(self._rules.aim(world, option, self._options))
                self._options.append(option)
        return self
