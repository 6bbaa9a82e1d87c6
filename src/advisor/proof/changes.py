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
from advisor.proof.worlds import FREE, Completed, Worlds

MOST_SETS = 1000
"""Of more smallest sets than this, only so many are listed; how few answers they change is exact all the same.

Each word and stretch of numbers makes a set of its own here, so that many of them are told as one.
"""


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
        self._settled = [f"c({i},{s})" for i, s in self._worlds.any_completion.items()]
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
    def _any_table(self) -> _Aiming:
        """The same with figures such as no table may show together; where there are none, it is the same."""
        if not self.answers.figures:
            return self._solver
        return _Aiming(self._worlds, self._worlds.base(any_table=True))

    def smallest(self, option: str, *, alone: bool = True) -> SmallestChanges | None:
        """Every smallest set of changes that makes the option the recommendation; None where no change can.

        Without `alone`, it is enough that the option is one of several.
        """
        aim = f"{'sole' if alone else 'rec'}({{}},{option})"
        self._solver.aim_at([option])
        for completion in self._worlds.worst_completions(option):
            self._see(completion)
        known_possible = 0
        for size in range(len(self._worlds.units) + 1):
            found = self._of_size(aim, size)
            if found:
                shown = sorted(found, key=self._answered)[:MOST_SETS]
                return SmallestChanges(tuple(self._changed(c) for c in shown), len(found) <= MOST_SETS)
            if known_possible < len(self._solver.worlds):
                if not self._solver.possible(self._wanted(aim)):
                    return None
                known_possible = len(self._solver.worlds)
        return None

    def _of_size(self, aim: str, size: int) -> list[Chosen]:
        """The choices of so many changes that no completion defeats. Each defeat is learned for the rest."""
        sound: set[Chosen] = set()
        # The first is tried alone, since it is often defeated; then more and more together.
        together = 1
        while True:
            with closing(self._solver.all(self._wanted(aim), [self._more(size)])) as models:
                found = [model.intersection(self._otherwise) for model in islice(models, together)]
            defeat = self._defeat(aim, [choice for choice in found if choice not in sound], size)
            if defeat is not None:
                self._see(defeat)
            elif len(found) < together or together > MOST_SETS:
                return found
            else:
                sound.update(found)
                together = min(25 * together, MOST_SETS + 1)

    def enough_against(self, option: str) -> tuple[str, ...] | None:
        """Answers as they are now that keep an option from being recommended whatever the others were; none can be left out.

        None where they do not: what is unknown may yet bring it about. A table is kept but for the amount of one row.
        """
        known = [
            (f"x({i},{a.current})", a.name) for i, a in enumerate(self.answers.answerables) if not a.unknown
        ]
        held = dict(reversed(known))
        aim = f"rec({FREE},{option})"
        solver = self._solver.aim_at([option])
        found = least([*held], lambda atoms: solver.clash([aim, *atoms]))
        return None if found is None else tuple(held[atom] for atom in reversed(found))

    def obstacles(self, option: str) -> Obstacles:
        """What stands in the way of an option that no change can make the recommendation."""
        aim = f"sole({FREE},{option})"
        held = dict(zip(self.fixed, self._fixed_names, strict=True))
        solver = self._solver.aim_at([option])
        stuck = least([*held], lambda atoms: solver.clash([aim, *atoms]))
        if stuck is None:
            # Some completion of what stays unknown would do, and others would not.
            unknown = {a.name for a in self.answers.answerables if a.unknown}
            fixed = tuple(name for name in self._fixed_names if name in unknown)
            untold = self._worlds.unknown_figures()
            return Obstacles(fixed, unknown=untold, unasked=not fixed and not untold)
        if stuck:
            return Obstacles(tuple(held[atom] for atom in stuck))
        ladder = self._decision.policy is Policy.LADDER
        whole = self._any_table.aim_at([o.key for o in self._decision.options] if ladder else [option])
        figures = {atom: name for name, atom in self._worlds.figures_now().items()}
        blocking = least([*figures], lambda atoms: whole.clash([aim, *atoms]))
        if blocking:
            return Obstacles(figures=tuple(figures[atom] for atom in blocking))
        holds = f"{'level' if ladder else 'in'}({FREE},{option})"
        if not whole.possible([holds]):
            return Obstacles(never_holds=True)
        others = [o.key for o in self._decision.options if o.key != option]
        rivals = {f"rec({FREE},{o})" if ladder else f"abreast({FREE},{option},{o})": o for o in others}
        ahead = least([*rivals], lambda atoms: whole.clash([holds], atoms)) or ()
        return Obstacles(rivals=tuple(rivals[atom] for atom in ahead))

    def _see(self, completion: Mapping[int, int]) -> None:
        """Let the next candidates succeed under this completion as well."""
        worlds = self._solver.worlds
        if completion not in (world.completion for world in worlds):
            self._solver.see(Completed(FREE + len(worlds), completion, self._worlds))

    def _defeat(self, aim: str, choices: Sequence[Chosen], size: int) -> dict[int, int] | None:
        """A completion of what stays unknown in which some choice of so many changes misses the aim; else None."""
        if not choices or not self._worlds.completable:
            # Where nothing can be unknown, the one world there is says it all.
            return None
        wanted = sorted(choices[0])
        if len(choices) > 1:
            self._asked += 1
            one_of_them = f"asked({self._asked})"
            self._solver.add([If(one_of_them, tuple(sorted(choice))) for choice in choices])
            wanted = [one_of_them]
        # What they leave as it is, they leave for want of more changes.
        model = self._solver.find(wanted, [aim.format(FREE), self._more(size)])
        if model is None:
            return None
        pairs = (atom[2:-1].split(",") for atom in model if atom.startswith("c("))
        return {**self._worlds.any_completion, **{int(i): int(s) for i, s in pairs}}

    def _more(self, size: int) -> str:
        """The atom that says that more answers than so many are otherwise."""
        while self._counted <= size:
            self._solver.add([self._worlds.more(self._counted)])
            self._counted += 1
        return f"more({size})"

    def _answered(self, choice: Chosen) -> list[str]:
        """How every answer is answered, sorted, where some are otherwise."""
        answered = list(self._now)
        for atom in choice:
            answered[self._otherwise[atom][0]] = atom
        return sorted(answered)

    def _wanted(self, aim: str) -> list[str]:
        """The aim in every world so far, the free one with some completion, and what stays fixed."""
        return [*(aim.format(world.number) for world in self._solver.worlds), *self._settled, *self.fixed]

    def _changed(self, choice: Chosen) -> tuple[ChangedAnswer, ...]:
        return tuple(
            change for _, change in sorted(map(self._otherwise.__getitem__, choice), key=itemgetter(0))
        )


class _Aiming(Solver):
    """A solver with worlds, each of which knows of the options asked about so far whether it recommends them.

    The first is the free one.
    """

    def __init__(self, worlds: Worlds, rules: Iterable[Rule]) -> None:
        self._rules = worlds
        self._options: list[str] = []
        self.worlds = [Completed(FREE, {}, worlds)]
        super().__init__(chain(rules, worlds.settled(self.worlds[0])))

    def see(self, world: Completed) -> None:
        """Add a world."""
        aims = (self._rules.aim(world, o, self._options[:n]) for n, o in enumerate(self._options))
        self.add(chain(self._rules.settled(world), *aims))
        self.worlds.append(world)

    def aim_at(self, options: Iterable[str]) -> Self:
        """Let every world say whether it recommends these options."""
        for option in options:
            if option not in self._options:
                # All at once: each may name what it shares as any of the others does.
                self.add(chain(*(self._rules.aim(world, option, self._options) for world in self.worlds)))
                self._options.append(option)
        return self
