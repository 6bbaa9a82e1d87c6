"""The solver: what rules say holds, and nothing that they do not."""

from __future__ import annotations

from advisor.proof.rules import AtLeast, If, OneOf, Rule
from advisor.proof.solve import Solver

EIGHT = tuple(f"x(0,{s})" for s in range(8))


def test_what_rests_on_an_atom_that_no_rule_gives_never_holds() -> None:
    solver = Solver([OneOf(EIGHT), If("rule", ("nowhere",)), If("on", ("rule",))])
    assert solver.find(["rule"]) is None
    assert solver.find(["on"]) is None
    assert solver.find(["nowhere"]) is None
    assert len(list(solver.all([], ["on"]))) == len(EIGHT)


def test_an_atom_that_is_another_holds_with_it() -> None:
    rules: list[Rule] = [OneOf(EIGHT), If("a", ("x(0,1)",)), If("b", ("a",)), AtLeast("c", ((2, "b"),), 2)]
    solver = Solver(rules)
    assert list(solver.all(["c"])) == [frozenset({"x(0,1)"})]
    assert len(list(solver.all([], ["b"]))) == len(EIGHT) - 1
    solver.add([If("d", ("c",)), If("e", ("gone",))])
    assert list(solver.all(["d"])) == [frozenset({"x(0,1)"})]
    assert solver.find(["e"]) is None


def test_an_atom_that_is_what_another_is_not_holds_without_it() -> None:
    rules: list[Rule] = [OneOf(EIGHT), If("a", (), ("x(0,1)",)), If("b", (), ("a",))]
    solver = Solver([*rules, AtLeast("c", ((2, "a"), (-1, "b")), 2)])
    assert list(solver.all(["b"])) == [frozenset({"x(0,1)"})]
    assert list(solver.all([], ["c"])) == [frozenset({"x(0,1)"})]
    assert len(list(solver.all(["a", "c"]))) == len(EIGHT) - 1
    assert solver.clash(["a", "x(0,1)"]) == frozenset({"a", "x(0,1)"})


def test_what_an_atom_that_no_rule_gives_is_not_always_holds() -> None:
    solver = Solver([OneOf(EIGHT), If("rule", (), ("nowhere",))])
    assert len(list(solver.all(["rule"]))) == len(EIGHT)
    assert solver.find([], ["rule"]) is None
