"""Many cases run at once come out as each of them does by itself, and leave nothing behind for the next."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.compiler.program import Program
from advisor.evaluation.columns import columns_of
from advisor.facts import Facts
from advisor.inference import Inference
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from tests.papers import shipped
from tests.unit.proof.programs import VALUES, programs

FACTS: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)


def by_itself(kb: KnowledgeBase, program: Program, facts: Facts) -> tuple[Truth, ...]:
    return Inference(kb, program).truths(facts)


def together(inference: Inference, cases: Sequence[Facts]) -> list[tuple[Truth, ...]]:
    failing, holding = inference.side_by_side(columns_of(cases), len(cases))
    assert not any(f & h for f, h in zip(failing, holding, strict=True))

    def truth(gate: int, case: int) -> Truth:
        if holding[gate] >> case & 1:
            return Truth.TRUE
        return Truth.FALSE if failing[gate] >> case & 1 else Truth.UNKNOWN

    return [tuple(truth(gate, case) for gate in range(len(holding))) for case in range(len(cases))]


@settings(max_examples=60, deadline=None)
@given(
    programs(), st.lists(st.one_of(FACTS, st.lists(FACTS, min_size=1, max_size=6)), min_size=1, max_size=4)
)
def test_cases_side_by_side_are_each_as_by_itself(program: Program, turns: list[Facts | list[Facts]]) -> None:
    kb = shipped()
    inference = Inference(kb, program)
    for turn in turns:
        if isinstance(turn, list):
            assert together(inference, turn) == [by_itself(kb, program, facts) for facts in turn]
        else:
            assert inference.truths(turn) == by_itself(kb, program, turn)


@settings(max_examples=100, deadline=None)
@given(programs(), st.lists(FACTS, min_size=2, max_size=4), st.data())
def test_what_is_answered_alike_in_the_next_cases_keeps_nothing_of_the_last(
    program: Program, cases: list[Facts], data: st.DataObject
) -> None:
    kb = shipped()
    inference = Inference(kb, program)
    together(inference, cases)
    name = data.draw(st.sampled_from(sorted(VALUES)))
    others = [{**facts, name: data.draw(st.sampled_from(VALUES[name]))} for facts in cases]
    assert together(inference, others) == [by_itself(kb, program, facts) for facts in others]
