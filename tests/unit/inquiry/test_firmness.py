"""The ranges over which a result stands, against settling the case anew for every value."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.errors import InferenceError
from advisor.explanation.firmness import Grade
from advisor.inquiry.answer_ranges import AnswerRanges
from advisor.inquiry.changes import changed_case, row_name
from advisor.inquiry.contrast import contrast
from advisor.inquiry.firmness import firmness
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result
from advisor.inquiry.settled_anew import settle_anew
from advisor.model.case import Case, Table
from advisor.quantities import number_text
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.unit.inquiry.brute import edits
from tests.unit.inquiry.drawing import BY_SEED, scenario


@pytest.mark.slow
@settings(BY_SEED, max_examples=30)
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
        turned[unit] = any(Result.of(verdict) != result for result in results)
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
            assert before != Result.of(after)


@pytest.mark.parametrize(
    ("name", "decision"),
    [
        ("collaboration/worked-sixty-forty.yaml", "collaboration"),
        ("integration/barrier-2-one-level-above.yaml", "integration"),
    ],
)
def test_what_turns_the_result_by_a_setting_is_settled_anew_before_it_is_shown(kb, name, decision):
    inquirer = Inquirer(kb, scenario(kb, name))
    found = firmness(inquirer, decision, None, anew=True)
    claimed = next(r for r in found.settings if r.turns)
    wrong = replace(claimed.turns[0], outcome="one", recommended=(next(iter(kb.options)),))
    _, (change,) = changed_case(kb, inquirer.case, [f"{wrong.name}={wrong.value}"])
    for turns, message in (
        ((wrong,), f"disagree with {wrong.name} at {wrong.value}"),
        ((replace(claimed.turns[0], value=change.before),), "disagree with"),
    ):
        with pytest.raises(InferenceError, match=message):
            settle_anew(inquirer, decision, None, [replace(claimed, turns=turns)])


def test_a_setting_is_never_said_to_turn_the_result_at_a_number_that_cannot_be_typed(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/preference-tie-stays-several.yaml"))
    found = firmness(inquirer, "collaboration", None, anew=True)
    (ratio,) = (r for r in found.settings if r.name == "similar-max-ratio")
    assert "2.3333" not in [turn.value for turn in ratio.turns]


def test_of_an_amount_that_is_not_known_every_stretch_is_told_and_each_turns_as_it_says(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/several-providers-one-value-unknown.yaml"))
    found = firmness(inquirer, "collaboration", "Mental Health Trust")
    (amount,) = (r for r in found.answers + found.unknown if r.name.startswith("contracts."))
    assert [turn.step.sentence.partition(":")[0] for turn in amount.turns] == [
        "With anything up to £25m",
        "With anything above £25m and up to £33,333,333.33",
        "With anything from £33,333,333.34 to £75m",
        "With anything above £75m and below £100m",
        "With anything from £100m",
    ]
    for pounds, turn in zip((20, 30, 50, 90, 200), amount.turns, strict=True):
        case, _ = changed_case(kb, inquirer.case, [f"{amount.name}={pounds}m"])
        (after,) = inquirer.replay([case], "collaboration", "Mental Health Trust")
        assert (str(after.outcome), set(after.recommended)) == (turn.outcome, set(turn.recommended))


def test_a_contrast_names_answers_that_are_enough_and_none_too_many(kb):
    inquirer = Inquirer(kb, scenario(kb, "integration/barrier-2-one-level-above.yaml"))
    (found,) = contrast(inquirer, "integration.unit-targeted", "integration.unit-all")
    assert found.enough is not None
    assert [step.name for step in found.enough.because] == ["barriers.politics"]
    ((change,),) = found.change.sets
    assert (change.name, change.values) == ("barriers.politics", ("1",))


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("collaboration/worked-two-minor-associates", None),
        ("collaboration/worked-forty-thirty-five-twenty-five", None),
        ("collaboration/several-providers-all-gaps", "City Hospital"),
    ],
)
def test_an_amount_turns_the_result_first_where_its_range_says(kb, name, group):
    inquirer = Inquirer(kb, scenario(kb, f"{name}.yaml"))
    (now,) = map(Result.of, inquirer.replay([inquirer.case], "collaboration", group))
    table = inquirer.case.answers["contracts"]
    assert isinstance(table, Table)
    amounts = {f"contracts.{row_name(row)}": row.amount for row in table.rows}
    ranges = [r for r in AnswerRanges(inquirer, "collaboration", group).given() if r.name in amounts]
    assert ranges
    for found in ranges:
        amount = amounts[found.name]
        assert amount is not None
        turns = sorted(Fraction(turn.value) for turn in found.turns)
        low = max((turn for turn in turns if turn < amount), default=None)
        high = min((turn for turn in turns if turn > amount), default=None)
        grid = {Fraction(n * 10**k, 100) for k in range(4, 11) for n in range(5, 60, 7)}
        for typed in sorted(grid | {*turns}):
            case, _ = changed_case(kb, inquirer.case, [f"{found.name}={number_text(typed).replace(',', '')}"])
            (after,) = map(Result.of, inquirer.replay([case], "collaboration", group))
            # What turns it is told in few digits, so a little before that it may have turned already.
            if (low is None or typed > low * Fraction(101, 100)) and (
                high is None or typed < high * Fraction(99, 100)
            ):
                assert after == now, (found.name, typed)
            elif typed in turns:
                assert after != now, (found.name, typed)
