"""The ground rules mean what the bit-parallel evaluator means, on every combination of answers, unknown ones included."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.proof.programs import DECISION, VALUES, programs

from advisor.compiler.program import Program
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import Column, evaluate
from advisor.model.conditions import Truth
from advisor.proof.emit import Variable, choices, circuit, policy, seen
from advisor.proof.solve import Solver

UNKNOWN = {}


def every_choice() -> list[Variable]:
    return [Variable(a, (UNKNOWN, *({a: value} for value in values))) for a, values in sorted(VALUES.items())]


def solver_of(program: Program, variables: list[Variable]) -> Solver:
    rules = [*choices(variables), *seen(variables, 0), *circuit(program, variables, 0)]
    return Solver([*rules, *policy(program.decisions[DECISION], 0)], len(variables))


def columns_of(variables: list[Variable], chosen: list[tuple[int, ...]]) -> dict[str, Column]:
    columns = {}
    for i, variable in enumerate(variables):
        cases = {}
        for s, facts in enumerate(variable.states):
            for value in facts.values():
                cases[value] = sum(1 << k for k, choice in enumerate(chosen) if choice[i] == s)
        columns[variable.name] = Column(cases)
    return columns


@settings(max_examples=60, deadline=None)
@given(programs(), st.data())
def test_rails_and_recommendations_agree_with_the_evaluator_in_every_case(program, data):
    variables = every_choice()
    solver = solver_of(program, variables)
    everything = sorted(solver.all())
    rails = evaluate(program, columns_of(variables, everything), len(everything))
    recommended = settle(program.decisions[DECISION], rails).recommended
    gate = data.draw(st.integers(0, len(program.gates) - 1))
    for atom, truth in ((f"h(0,{gate})", Truth.TRUE), (f"n(0,{gate})", Truth.FALSE)):
        assert sorted(solver.all([atom])) == [
            c for k, c in enumerate(everything) if rails.truth(gate, k) is truth
        ]
    for key, cases in recommended.items():
        others = 0
        for rival, winning in recommended.items():
            others |= winning if rival != key else 0
        for atom, wanted in ((f'rec(0,"{key}")', cases), (f'sole(0,"{key}")', cases & ~others)):
            assert sorted(solver.all([atom])) == [c for k, c in enumerate(everything) if wanted >> k & 1]


def test_every_combination_of_the_states_is_one_choice():
    variables = every_choice()
    solver = Solver(choices(variables), len(variables))
    assert len(list(solver.all())) == 4 * 3 * 3 * 5


def test_a_core_leaves_nothing_out_that_could_be():
    rules = ["1 { x(0,0..1) } 1.", "1 { x(1,0..1) } 1.", "1 { x(2,0..1) } 1.", "good :- x(0,1), x(1,1)."]
    solver = Solver(rules, 3)
    assert solver.core(["good"], ["x(0,0)", "x(1,0)", "x(2,0)"]) == ("x(1,0)",)
    assert solver.core(["good"], ["x(2,0)"]) is None


def test_rules_added_later_are_asked_about_with_the_earlier_ones():
    solver = Solver(["1 { x(0,0..2) } 1.", "big :- x(0,2)."], 1)
    solver.add(["small(1) :- not big."])
    assert sorted(solver.all(["small(1)"])) == [(0,), (1,)]
    assert not solver.possible(["small(1)", "big"])
    assert not solver.possible(["never"])
