"""The ranges over which a result stands, against settling the case anew for every value."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from advisor.explanation.firmness import Grade
from advisor.inquiry.answer_ranges import AnswerRanges
from advisor.inquiry.changes import changed_case
from advisor.inquiry.contrast import contrast
from advisor.inquiry.firmness import firmness
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.shipped import shipped_scenarios
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.unit.inquiry.brute import edits


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.integers(0, 10**9), st.integers(2, 4))
def test_an_answer_that_could_be_anything_turns_nothing_and_another_does(seed, questions):
    rnd = random.Random(seed)
    kb = draw_kb(rnd, Sizes(questions=questions, concepts=2, rules=8))
    answers = draw_steps(rnd, kb, 1)[0]
    inquirer = Inquirer(kb, Case("drawn", "drawn", kb.default_profile, {}, ("d0",), answers, {}, {}))
    verdict = inquirer.explanation.decisions["d0"].verdict
    assume(not verdict.see_groups)
    answerables = inquirer.answers("d0", None)[1].answerables
    assume(not any(kb.questions[a.question].preference and not a.weighs for a in answerables))
    turned: dict[str, bool] = {}
    for unit, ways in edits(kb, inquirer.case).items():
        cases = (
            replace(inquirer.case, answers={**answers, question: edit(answers[question])})
            for question, edit in ways
            if question in answers
            and isinstance(answers[question], (str, Fraction, frozenset, tuple, Mapping))
        )
        results = map(Result.of, inquirer.replay(cases, "d0", None))
        turned[unit] = any(Result.of(verdict).turned_by(result) for result in results)
    for found in AnswerRanges(inquirer, "d0", None).given():
        if found.name in turned:
            assert found.anything != turned[found.name], found


@pytest.mark.parametrize(
    ("name", "decision", "grade"),
    [
        ("collaboration/worked-sixty-forty.yaml", "collaboration", Grade.FRAGILE),
        ("footprint/partly-half.yaml", "footprint", Grade.FRAGILE),
        ("integration/barrier-2-one-level-above.yaml", "integration", Grade.FIRM),
        ("delivery/unknown-accountability.yaml", "delivery", Grade.OPEN),
    ],
)
def test_the_line_on_top(kb, name, decision, grade):
    assert firmness(Inquirer(kb, scenario(kb, name)), decision, None).grade is grade


@pytest.mark.parametrize(
    ("name", "decision"),
    [
        ("collaboration/worked-sixty-forty.yaml", "collaboration"),
        ("footprint/partly-half.yaml", "footprint"),
        ("integration/barrier-2-one-level-above.yaml", "integration"),
        ("delivery/prime-value-exactly.yaml", "delivery"),
    ],
)
def test_what_turns_the_result_does_so_when_it_is_typed_as_a_what_if(kb, name, decision):
    inquirer = Inquirer(kb, scenario(kb, name))
    before = Result.of(inquirer.explanation.decisions[decision].verdict)
    found = firmness(inquirer, decision, None)
    assert any(r.turns for r in found.settings)
    for r in (*found.answers, *found.settings):
        for turn in r.turns:
            case, _ = changed_case(kb, inquirer.case, [f"{turn.name}={turn.value}"])
            after = inquirer.explain(case).decisions[decision].verdict
            assert (str(after.outcome), set(after.recommended)) == (turn.outcome, set(turn.recommended))
            assert before.turned_by(Result.of(after))


def test_a_contrast_names_answers_that_are_enough_and_none_too_many(kb):
    inquirer = Inquirer(kb, scenario(kb, "integration/barrier-2-one-level-above.yaml"))
    (found,) = contrast(inquirer, "integration.unit-targeted", "integration.unit-all")
    assert found.enough is not None
    assert [step.name for step in found.enough.because] == ["barriers.politics"]
    ((change,),) = found.change.sets
    assert (change.name, change.values) == ("barriers.politics", ("1",))


def scenario(kb: KnowledgeBase, name: str) -> Case:
    return read_case(name, (shipped_scenarios() / name).read_bytes(), kb)
