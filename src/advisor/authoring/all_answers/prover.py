"""A space of answers and programs in; a solver over all complete cases out: it finds a case or proves that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.authoring.all_answers.space import Choice, Space
from advisor.authoring.all_answers.telling import Tests, literals_of
from advisor.compiler import Program
from advisor.compiler.cone import gates_below
from advisor.compiler.program import Edge, Literal
from advisor.proof.emit import Variable, World, choices, circuit, rails_of, seen
from advisor.proof.points import one_by_one
from advisor.proof.policies import policy
from advisor.proof.rules import If, Rule
from advisor.proof.solve import Solver, states

MOST_CONFLICTS = 20_000
"""Where the solver gives up, a check says that it could not prove the matter."""


class Prover:
    """The solver over a space; one world for each program. It knows the decisions named, and of each edge whether it is
    known to hold, or known not to.
    """

    def __init__(
        self,
        space: Space,
        programs: Sequence[Program],
        decisions: Sequence[str] = (),
        edges: Sequence[tuple[Edge, bool]] = (),
    ) -> None:
        self._space = space
        literals: list[Literal] = []
        wanted: list[list[tuple[Edge, bool]]] = []
        for program in programs:
            wanted.append(
                [
                    *edges,
                    *(
                        e
                        for d in decisions
                        for e in rails_of(program.decisions[d], one_by_one(program.decisions[d].options))
                    ),
                ]
            )
            below = gates_below(program, (edge.gate for edge, _ in wanted[-1]))
            literals += literals_of(program, below)
        tests = Tests(literals)
        self._states = {
            n: tests.among((c.facts, c.whole) for c in space.parts[n].choices)
            for n in space.parts_for(tests.of)
        }
        told = [[space.parts[n].choices[k] for k in kept] for n, kept in self._states.items()]
        variables = [Variable(str(n), tuple(c.facts for c in part)) for n, part in enumerate(told)]
        rules: list[Rule] = list(choices(variables))
        for number, program in enumerate(programs):
            world = World(number)
            rules += seen(variables, world)
            rules += circuit(program, variables, world, wanted[number])
            for decision in decisions:
                rules += policy(program.decisions[decision], world)
        apart = [f"x({n},{s})" for n, part in enumerate(told) for s, c in enumerate(part) if not c.whole]
        self._solver = Solver([*rules, *(If("split", (atom,)) for atom in apart)], MOST_CONFLICTS)

    @classmethod
    def on(cls, space: Space, program: Program, gates: Iterable[int]) -> Prover:
        """The solver for whether these gates hold."""
        return cls(space, (program,), edges=[(Edge(g), True) for g in gates])

    def find(
        self, wanted: Sequence[str], unwanted: Sequence[str] = (), *, whole: bool | None = None
    ) -> Sequence[Choice] | None:
        """Choices under which the wanted atoms are true and the unwanted false, or None where there are none.

        Raises `GaveUpError` where the solver reached its bound.

        With `whole`, cases that are judged for each group of a table by itself are left out; without, they alone are
        looked for; where it is None, both.
        """
        if whole is False:
            wanted = [*wanted, "split"]
        chosen = self._solver.find(wanted, [*unwanted, *(["split"] if whole else [])])
        if chosen is None:
            return None
        found = zip(self._states.items(), states(chosen, len(self._states)), strict=True)
        picked = {n: kept[state] for (n, kept), state in found}
        # What the question does not rest on may be answered in any way.
        return tuple(part.choices[picked.get(n, 0)] for n, part in enumerate(self._space.parts))

    def add(self, rules: Iterable[Rule]) -> None:
        """Add rules that define new atoms."""
        self._solver.add(rules)
