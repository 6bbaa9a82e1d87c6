"""The ground rules mean what the bit-parallel evaluator means, on every combination of answers, unknown ones included."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.compiler.program import Program
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import evaluate
from advisor.facts import Column
from advisor.model.conditions import Truth
from advisor.proof.emit import Variable, World, choices, circuit, rails_of, seen
from advisor.proof.points import points_of
from advisor.proof.policies import policy
from advisor.proof.rules import AtLeast, If, OneOf
from advisor.proof.solve import GaveUpError, Solver, least, states
from tests.unit.proof.programs import DECISION, VALUES, programs

UNKNOWN: dict[str, str] = {}
WORLD = World(0)


def every_choice() -> list[Variable]:
    return [Variable(a, (UNKNOWN, *({a: value} for value in values))) for a, values in sorted(VALUES.items())]


def solver_of(program: Program, variables: list[Variable]) -> Solver:
    rules = [*choices(variables), *seen(variables, WORLD), *circuit(program, variables, WORLD)]
    return Solver([*rules, *policy(program.decisions[DECISION], WORLD)])


def columns_of(variables: list[Variable], chosen: list[tuple[int, ...]]) -> dict[str, Column]:
    columns = {}
    for i, variable in enumerate(variables):
        cases = {}
        for s, facts in enumerate(variable.states):
            for value in facts.values():
                cases[value] = sum(1 << k for k, choice in enumerate(chosen) if choice[i] == s)
        columns[variable.name] = Column(cases)
    return columns


@settings(max_examples=40, deadline=None)
@given(programs(), st.data())
def test_rails_and_recommendations_agree_with_the_evaluator_in_every_case(program, data):
    variables = every_choice()
    solver = solver_of(program, variables)

    def cases(atom: str) -> set[tuple[int, ...]]:
        return {states(chosen, len(variables)) for chosen in solver.all([atom])}

    everything = sorted(states(chosen, len(variables)) for chosen in solver.all())
    rails = evaluate(program, columns_of(variables, everything), len(everything))
    gate = data.draw(st.integers(0, len(program.gates) - 1))
    for atom, truth in ((f"h(0,{gate})", Truth.TRUE), (f"n(0,{gate})", Truth.FALSE)):
        assert cases(atom) == {c for k, c in enumerate(everything) if rails.truth(gate, k) is truth}
    recommended = settle(program.decisions[DECISION], rails).recommended
    key = data.draw(st.sampled_from(sorted(recommended)))
    wins, others = recommended[key], 0
    for rival, winning in recommended.items():
        others |= winning if rival != key else 0
    for atom, wanted in ((f"rec(0,{key})", wins), (f"sole(0,{key})", wins & ~others)):
        assert cases(atom) == {c for k, c in enumerate(everything) if wanted >> k & 1}


@settings(max_examples=40, deadline=None)
@given(programs())
def test_fewer_rails_and_sums_by_joint_states_settle_a_decision_in_the_same_way(program):
    variables = every_choice()
    decision = program.decisions[DECISION]
    points = points_of(program, decision.options, [dict(enumerate(v.states)) for v in variables])
    needed = circuit(program, variables, WORLD, rails_of(decision, points))
    slim = Solver([*choices(variables), *seen(variables, WORLD), *needed, *policy(decision, WORLD, points)])
    whole = solver_of(program, variables)
    for option in decision.options:
        for atom in ("rec", "sole"):
            assert set(slim.all([f"{atom}(0,{option.key})"])) == set(whole.all([f"{atom}(0,{option.key})"]))


class Knowing(World):
    """A world of which every variable is known, so that each gate holds or does not."""

    def knows(self, gate: int) -> bool:
        return True


@settings(max_examples=40, deadline=None)
@given(programs())
def test_where_all_is_known_the_rails_are_each_other_turned_round(program):
    variables = [Variable(a, tuple({a: value} for value in values)) for a, values in sorted(VALUES.items())]
    given_rules = [*choices(variables), *seen(variables, WORLD)]
    half = Solver([*given_rules, *circuit(program, variables, Knowing(0))])
    both = Solver([*given_rules, *circuit(program, variables, WORLD)])
    for atom in (f"{rail}(0,{gate})" for gate in range(len(program.gates)) for rail in "hn"):
        assert set(half.all([atom])) == set(both.all([atom]))
        assert set(half.all([], [atom])) == set(both.all([], [atom]))


def test_every_combination_of_the_states_is_one_choice():
    assert len(set(Solver(choices(every_choice())).all())) == 4 * 3 * 3 * 5


TWO = (OneOf(("x(0,0)", "x(0,1)")), OneOf(("x(1,0)", "x(1,1)")), OneOf(("x(2,0)", "x(2,1)")))


def test_the_least_that_blocks_leaves_nothing_out_that_could_be():
    solver = Solver([*TWO, If("good", ("x(0,1)", "x(1,1)"))])

    def blocking(atoms: Sequence[str]) -> frozenset[str] | None:
        return solver.clash(["good", *atoms])

    assert least(["x(0,0)", "x(1,0)", "x(2,0)"], blocking) == ("x(1,0)",)
    assert least(["x(2,0)"], blocking) is None


def test_a_clash_names_atoms_that_are_enough_for_it():
    solver = Solver([*TWO, If("good", ("x(0,1)", "x(1,1)"))])
    found = solver.clash(["x(2,0)", "good", "x(0,1)"], ["x(1,1)", "never"])
    assert found is not None
    assert {"good", "x(1,1)"} <= found <= {"x(2,0)", "good", "x(0,1)", "x(1,1)"}
    assert solver.clash(["good", "x(2,0)"], ["never"]) is None
    assert solver.clash(["x(2,0)", "never"]) == frozenset(("never",))


def test_rules_added_later_are_asked_about_with_the_earlier_ones():
    solver = Solver([OneOf(("x(0,0)", "x(0,1)", "x(0,2)")), If("big", ("x(0,2)",))])
    solver.add([If("small", (), ("big",))])
    assert {states(chosen, 1) for chosen in solver.all(["small"])} == {(0,), (1,)}
    assert not solver.possible(["small", "big"])
    assert not solver.possible(["never"])


@pytest.mark.parametrize("bound", [-3, -1, 0, 1, 2, 3])
def test_weights_of_both_signs_are_summed(bound):
    weights = (2, -1, -2)
    terms = tuple((w, f"x({i},1)") for i, w in enumerate(weights))
    solver = Solver([*TWO, AtLeast("enough", terms, bound)])
    expected = {
        c for c in product((0, 1), repeat=3) if sum(w * s for w, s in zip(weights, c, strict=True)) >= bound
    }
    assert {states(chosen, 3) for chosen in solver.all(["enough"])} == expected


def test_a_bounded_solver_says_that_it_gave_up():
    # Eight pigeons and seven holes: there is no way, and it takes conflicts to find that out.
    pigeons = [OneOf(tuple(f"x({p},{h})" for h in range(7))) for p in range(8)]
    crowded = [If("", (f"x({p},{h})", f"x({q},{h})")) for h in range(7) for p in range(8) for q in range(p)]
    assert not Solver([*pigeons, *crowded]).possible()
    with pytest.raises(GaveUpError):
        Solver([*pigeons, *crowded], conflicts=3).possible()


def test_rules_can_be_read_as_the_language_of_the_solver():
    rules = [
        OneOf(("a", "b")),
        If("c", ("a",), ("d",)),
        If("", ("c",)),
        If("e"),
        AtLeast("f", ((2, "a"), (-1, "b")), 1),
    ]
    assert [str(rule) for rule in rules] == [
        "1 { a; b } 1.",
        "c :- a, not d.",
        " :- c.",
        "e.",
        "f :- 1 <= #sum { 2,0 : a; -1,1 : b }.",
    ]
