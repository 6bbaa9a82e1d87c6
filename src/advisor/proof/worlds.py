"""What may be answered in; ground rules out in which every answer that stays unknown is completed, world by world.

A recommendation stands when it is made in every completion of what is not known. A world is one completion: it sees what was
answered, and its own value wherever an answer is unknown or its question is not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from advisor.compiler.program import DecisionProgram, Edge, Program
from advisor.facts import Facts, FactValue
from advisor.model.options import Policy
from advisor.proof.answers import Answers
from advisor.proof.emit import Variable, World, circuit, rail, rails_of
from advisor.proof.points import UNSEEN, points_of
from advisor.proof.policies import aims, competition
from advisor.proof.rules import AtLeast, If, OneOf, Rule
from advisor.proof.scope import Scope

FREE = 1
"""The world whose completion may be any. What rests on no completion is named as there in every other."""


class _Raw(World):
    """The world that sees what was answered before asking whether it was asked for at all."""

    def sees(self, variable: int, state: int) -> str:
        return f"x({variable},{state})"


class Completed(World):
    """A world that completes what is unknown. `completion` has a state for each variable that may be so; empty, it is any.

    What rests on the same completions as in an earlier world is named as there; `earlier` remembers those for all of them.
    """

    def __init__(self, number: int, completion: Mapping[int, int], worlds: Worlds) -> None:
        super().__init__(number)
        self.completion = completion
        self._worlds = worlds
        self._of: dict[Sequence[int], int] = {}

    def of(self, variables: Sequence[int]) -> int:
        """The earliest world that completes these variables alike; where there is nothing to complete, the free one."""
        found = self._of.get(variables)
        if found is None:
            completed = tuple((i, self.completion[i]) for i in variables if i in self.completion)
            found = self._worlds.earlier.setdefault(completed, self.number) if completed else FREE
            self._of[variables] = found
        return found

    def of_gate(self, gate: int) -> int:
        """The same of the variables on which a gate rests."""
        return self.of(self._worlds.completed_below[gate])

    def knows(self, gate: int) -> bool:
        """Whether nothing is below a gate that this world might not see."""
        return self._worlds.certain[gate]

    def sees(self, variable: int, state: int) -> str:
        """The atom that says that it sees a variable in a state: how it is answered, where that is all there is to see."""
        if variable in self._worlds.parted:
            return f"v({self.of((variable,))},{variable},{state})"
        return f"x({variable},{state})"


class Worlds:
    """Ground rules about one case: its answers as choices, which of them count as changes, and worlds that complete them."""

    def __init__(self, scope: Scope, decision: DecisionProgram, answers: Answers) -> None:
        self.answers = answers
        self._scope = scope
        self._decision = decision
        unknown: Facts = {}
        self._variables = [
            *(
                Variable(a.name, tuple(s.facts if s.row is None else unknown for s in a.states))
                for a in answers.answerables
            ),
            *(Variable(name, (unknown, *regions)) for name, regions in answers.figures.items()),
            Variable("given once and for all", (answers.given,)),
        ]
        self._first_figure = len(answers.answerables)
        self._figure = {name: self._first_figure + k for k, name in enumerate(answers.figures)}
        asked = scope.asked.edges
        self._hideable = {i for i, a in enumerate(answers.answerables) if a.question in asked}
        seeable = [self._seeable(i) for i in range(len(self._variables))]
        self._points = points_of(scope.program, decision.options, seeable)
        self.certain = _certain(scope.program, seeable)
        self.units = tuple(dict.fromkeys(a.unit for a in answers.answerables))
        self.completable = self._completable()
        self.any_completion = {i: self._first_known(i) for i in self.completable}
        # All else is seen in every world as it was answered.
        self.parted = self._hideable | {*self.completable}
        self.earlier: dict[tuple[tuple[int, int], ...], int] = {}
        below = {mask: tuple(i for i in self.completable if mask >> i & 1) for mask in {*self._points.below}}
        self.completed_below = [below[mask] for mask in self._points.below]

    def base(self, *, any_table: bool = False) -> Iterator[Rule]:
        """The choices, what follows from a table, and which questions are not asked. What is answered now goes unsaid.

        With `any_table` the figures of tables are chosen freely, even such as no table shows together.
        """
        for i, answerable in enumerate(self.answers.answerables):
            yield OneOf(
                tuple(f"x({i},{s})" for s in range(len(answerable.states))), f"x({i},{answerable.current})"
            )
        yield If(f"x({len(self._variables) - 1},0)")
        yield from self._free_figures() if any_table else self._figures()
        yield from self._together()
        yield from self._hidden()

    def _free_figures(self) -> Iterator[Rule]:
        for number in self._figure.values():
            yield OneOf(tuple(f"x({number},{s})" for s in range(len(self._variables[number].states))))

    def figures_now(self) -> dict[str, str]:
        """For each figure the atom that says that it is as the table has it now."""
        return {
            name: f"x({self._figure[name]},{self._region(name, a.states[a.current].facts.get(name))})"
            for a in self.answers.answerables
            for name in self._figure
            if self._scope.kb.measures[name].table == a.name
        }

    def unknown_figures(self) -> tuple[str, ...]:
        """The figures that no table tells, since none is given or what it says now is not enough."""
        now = self.figures_now()
        return tuple(name for name, k in self._figure.items() if now.get(name, f"x({k},0)") == f"x({k},0)")

    def _figures(self) -> Iterator[Rule]:
        given = {a.name for a in self.answers.answerables}
        for name, number in self._figure.items():
            if self._scope.kb.measures[name].table not in given:
                yield If(f"x({number},0)")
        for i, answerable in enumerate(self.answers.answerables):
            for s, state in enumerate(answerable.states):
                if state.row is None:
                    continue
                for name, number in self._figure.items():
                    if self._scope.kb.measures[name].table == answerable.name:
                        yield If(f"x({number},{self._region(name, state.facts.get(name))})", (f"x({i},{s})",))

    def _region(self, figure: str, value: FactValue | None) -> int:
        """The state of a figure's variable that has a value: 0 where it is unknown."""
        if value is None:
            return 0
        tests = self._scope.tests[figure]
        wanted = [t.holds(value) for t in tests]
        regions = self.answers.figures[figure]
        return 1 + next(k for k, r in enumerate(regions) if [t.holds(r[figure]) for t in tests] == wanted)

    def _together(self) -> Iterator[Rule]:
        """Answered together means all of them or none; the unknown state of each is its first."""
        first: dict[str, int] = {}
        for i, a in enumerate(self.answers.answerables):
            if first.setdefault(a.unit, i) != i:
                yield If("", (f"x({first[a.unit]},0)",), (f"x({i},0)",))
                yield If("", (f"x({i},0)",), (f"x({first[a.unit]},0)",))

    def changes(self) -> Iterator[Rule]:
        """What counts as a change: `ch(k)` says that unit k is answered otherwise."""
        number = {unit: k for k, unit in enumerate(self.units)}
        for i, a in enumerate(self.answers.answerables):
            yield If(f"ch({number[a.unit]})", (), (f"x({i},{a.current})",))

    def more(self, size: int) -> Rule:
        """`more(n)` says that more units than n are answered otherwise."""
        return AtLeast(f"more({size})", tuple((1, f"ch({k})") for k in range(len(self.units))), size + 1)

    def _hidden(self) -> Iterator[Rule]:
        """Questions that are not asked, given what is answered; a measure's stand-in is not looked at."""
        if not self._hideable:
            return
        edges = {
            i: self._scope.asked.edges[self.answers.answerables[i].question] for i in sorted(self._hideable)
        }
        wanted: list[tuple[Edge, bool]] = [(edge, False) for edge in edges.values()]
        own = [self._own(v, k) for k, v in enumerate(self._variables)]
        raw = _Raw()
        yield from circuit(self._scope.asked.program, own, raw, wanted)
        yield from (If(f"hid({i})", (rail(edge, raw, holds=False),)) for i, edge in edges.items())

    def _own(self, variable: Variable, number: int) -> Variable:
        """A variable as it is before it stands in for any figure."""
        if number >= self._first_figure:
            return variable
        states = tuple({a: v for a, v in facts.items() if a == variable.name} for facts in variable.states)
        return Variable(variable.name, states)

    def settled(self, world: Completed) -> Iterator[Rule]:
        """What a world sees, and how its options stand. `c(i,s)` says that the free one completes variable i by state s."""
        for i in sorted(self.parted):
            if world.of((i,)) == world.number:
                yield from self._sees(i, world)
        wanted = rails_of(self._decision, self._points)
        yield from circuit(self._scope.program, self._variables, world, wanted)
        yield from competition(self._decision, world, self._points)

    def aim(self, world: World, option: str, done: Collection[str] = ()) -> Iterator[Rule]:
        """Whether a world recommends an option; `done` are the options that this was added for before."""
        return aims(self._decision, world, self._points, (option,), done)

    def _sees(self, i: int, world: Completed) -> Iterator[Rule]:
        hidden = (f"hid({i})",) if i in self._hideable else ()
        for s, facts in enumerate(self._variables[i].states):
            # A state without facts is one that is not known: the world sees its own completion in its place.
            if facts:
                yield If(world.sees(i, s), (f"x({i},{s})",), hidden)
        if i in world.completion:
            s = world.completion[i]
            yield from (If(world.sees(i, s), (missing,)) for missing in self._missing(i))
        elif i in self.completable:
            known = range(self._first_known(i), len(self._variables[i].states))
            yield OneOf(tuple(f"c({i},{s})" for s in known), f"c({i},{known[0]})")
            for s in known:
                yield from (If(world.sees(i, s), (f"c({i},{s})", missing)) for missing in self._missing(i))

    def _missing(self, i: int) -> Iterator[str]:
        """The atoms that say that a variable is not known."""
        if self._first_known(i):
            yield f"x({i},0)"
        if i in self._hideable:
            yield f"hid({i})"

    def _seeable(self, i: int) -> dict[int, Facts]:
        """The states in which some world may see a variable. Only what weighs may be seen by none."""
        states = self._variables[i].states
        known = {s: states[s] for s in range(self._first_known(i), len(states))}
        if i >= self._first_figure or not self.answers.answerables[i].weighs:
            return known
        missing = self.answers.answerables[i].unknown or i in self._hideable
        return {UNSEEN: {}, **known} if missing else known

    def _first_known(self, i: int) -> int:
        if i < self._first_figure:
            return 1 if self.answers.answerables[i].unknown else 0
        return 1 if i < len(self._variables) - 1 else 0

    def worst_completions(self, option: str) -> list[dict[int, int]]:
        """Under weights, for each rival the completion in which the option is least ahead of it; else none.

        What is unknown is completed answer by answer, so where points do not rest on several answers at once, and none of
        these rules an option out, no completion is worse.
        """
        if self._decision.policy is not Policy.WEIGHTED or not self.completable:
            return []
        found = []
        for rival in (o.key for o in self._decision.options if o.key != option):
            completion = dict(self.any_completion)
            for group in self._points.groups:
                joint = min(group.joints, key=lambda j: j.gains.get(option, 0) - j.gains.get(rival, 0))
                states = zip(group.variables, joint.states, strict=True)
                completion.update((i, s) for i, s in states if i in completion)
            if completion not in found:
                found.append(completion)
        return found

    def _completable(self) -> tuple[int, ...]:
        """The variables that may be unknown in some world and are completed then. What only weighs is not."""
        answerables = enumerate(self.answers.answerables)
        found = [i for i, a in answerables if not a.weighs and (a.unknown or i in self._hideable)]
        return (*found, *self._figure.values())


def _certain(program: Program, seeable: Sequence[Mapping[int, Facts]]) -> list[bool]:
    """For each gate whether each of its literals tests what every world sees; variables may be seen in these states."""
    always = set[str]()
    for states in seeable:
        always |= frozenset.intersection(*(frozenset(facts) for facts in states.values()))
    found: list[bool] = []
    for gate in program.gates:
        tested = gate.literal
        found.append(
            all(found[e.gate] for e in gate.inputs) if tested is None else tested.attribute in always
        )
    return found
