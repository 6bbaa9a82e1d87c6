"""The range of every setting over which a result stands, against settling the case anew under one value after another."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from advisor.consultation import Consultant
from advisor.decide import judge
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.programs import Programs
from advisor.inquiry.results import Result
from advisor.inquiry.setting_ranges import SettingRanges
from advisor.model.case import Case
from advisor.model.conditions import Criterion, Operator, SettingRef
from advisor.model.knowledge import KnowledgeBase, SettingKind
from advisor.reader import read_case
from advisor.shipped import shipped_scenarios
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.unit.inquiry.drawing import BY_SEED

CLOSE = Fraction(1, 10**6)
GRID = sorted(
    {Fraction(n, d) for d in (1, 2, 3, 4) for n in range(6 * d + 1)} | {Fraction(n) for n in (8, 12, 40)}
)


@pytest.mark.slow
@settings(BY_SEED, max_examples=12)
@given(st.integers(0, 10**9))
@example(115157)  # A scale that is not known, and that is to be exactly what the setting is.
@example(3617231)  # whole numbers alone are compared, and the setting is one
def test_no_value_within_the_range_turns_the_result_and_the_next_one_beyond_does(seed):
    rnd = random.Random(seed)
    kb = draw_kb(rnd, Sizes(questions=rnd.choice((3, 5)), concepts=2, rules=rnd.choice((8, 14))))
    answers = {q: a for q, a in draw_steps(rnd, kb, 1)[0].items() if rnd.random() < 0.7}
    inquirer = Inquirer(kb, Case("drawn", "drawn", kb.default_profile, {}, ("d0",), answers, {}, {}))
    # A preference that also decides is read in two ways; the check of a knowledge base warns of it.
    answerables = inquirer.answers("d0", None)[1].answerables
    assume(not any(kb.questions[a.question].preference and not a.weighs for a in answerables))
    ranges = SettingRanges(inquirer, "d0", None)
    now = Result.of(inquirer.replay([inquirer.case], "d0", None)[0])
    read = [
        r.name for r in ranges.all() if kb.settings[r.name.partition(".")[0]].kind is not SettingKind.OPTIONS
    ]
    for name in read:
        reference = SettingRef(name.partition(".")[0], name.partition(".")[2])
        alike, turns = ranges.stands(reference)
        stands = alike[0][0].joined(alike[-1][0])
        whole = ranges.in_whole_numbers(reference)
        for value in GRID:
            if stands.holds(value) and (value.denominator == 1 or not whole):
                assert now == result(kb, inquirer, reference, value), (name, value, stands)
        for value, found in turns:
            assert found == result(kb, inquirer, reference, value)
            assert now != found
        for end, inside, way in ((stands.low, stands.low_in, -1), (stands.high, stands.high_in, 1)):
            if end is not None and (end > 0 or way > 0):
                # Of whole numbers only whole ones are looked at.
                beyond = {end + way * CLOSE, end + way} if inside else {end}
                results = [result(kb, inquirer, reference, value) for value in beyond if value >= 0]
                assert any(now != r for r in results), (name, stands)


def result(
    kb: KnowledgeBase, inquirer: Inquirer, reference: SettingRef, value: Fraction | str, decision: str = "d0"
) -> Result:
    """Settled by inference, with everything compiled anew."""
    changed = Programs(inquirer, decision).settings(reference, value)
    return Result.of(judge(Consultant(kb, changed, (decision,)).situation(inquirer.case, decision), {}))


@pytest.mark.parametrize("tested", [False, True])
@pytest.mark.parametrize("name", ["barrier-politics-2", "barrier-3-far-below", "integration-14"])
def test_a_limit_at_any_rung_settles_as_if_compiled_with_it(kb, name, tested):
    if tested:
        # A rule that asks what is ruled out: then a limit is more than what an option hangs on.
        asks = Criterion(
            "integration.virtual-group", Operator.IS, ("ruled-out",), False, "", kb.rules["INT-090"].where
        )
        kb = replace(kb, rules={**kb.rules, "INT-090": replace(kb.rules["INT-090"], conditions=(asks,))})
    (path,) = shipped_scenarios().rglob(f"{name}.yaml")
    inquirer = Inquirer(kb, read_case(path.name, path.read_bytes(), kb))
    ranges, rungs = SettingRanges(inquirer, "integration", None), [*kb.decisions["integration"].options]
    for key in ("2", "3"):
        reference = SettingRef("barrier-ceiling", key)
        found = ranges.results(reference, rungs)
        for rung in rungs:
            assert found(rung) == result(kb, inquirer, reference, rung, "integration"), (key, rung)
