"""What can hold together is the same whether it is found anew, known from another case, or from before a literal changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.compiler.program import Gate, Program
from advisor.decide.joint import Joint
from advisor.facts import Facts
from tests.unit.proof.programs import VALUES, programs

FACTS: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)


def together(joint: Joint, facts: Facts, gates: frozenset[int]) -> frozenset[frozenset[int]] | None:
    found = joint.together(frozenset(VALUES.keys() - facts.keys()), gates, facts)
    return None if found is None else frozenset(found)


def otherwise(gate: Gate) -> Gate:
    """A test of a number, with the number one more."""
    assert gate.literal is not None
    (bound,) = gate.literal.operands
    assert isinstance(bound, Fraction)
    return replace(gate, literal=replace(gate.literal, operands=(bound + 1,)))


@settings(max_examples=80, deadline=None)
@given(programs(), st.lists(FACTS, min_size=1, max_size=5), st.data())
def test_what_is_remembered_is_what_is_found_anew(
    program: Program, cases: list[Facts], data: st.DataObject
) -> None:
    some = st.frozensets(st.integers(0, len(program.gates) - 1), min_size=1, max_size=4)
    numbers = [n for n, g in enumerate(program.gates) if g.literal and g.literal.attribute == "n"]
    changed = data.draw(st.frozensets(st.sampled_from(numbers)) if numbers else st.just(frozenset[int]()))
    gates = tuple(otherwise(g) if n in changed else g for n, g in enumerate(program.gates))
    other = replace(program, gates=gates)
    before = Joint(program, VALUES)
    after = before.revised(other, VALUES, changed)
    for facts in [*cases, *cases]:
        asked = data.draw(some)
        assert together(before, facts, asked) == together(Joint(program, VALUES), facts, asked)
        assert together(after, facts, asked) == together(Joint(other, VALUES), facts, asked)
