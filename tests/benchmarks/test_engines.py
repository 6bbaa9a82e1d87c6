"""Every engine of the benchmarks gives the same answers: one case, answers that change, the winners of many."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks.against_peers import engines
from tests.benchmarks.engines import Engine, OursBatch, PlainPython
from tests.benchmarks.measure import milliseconds, quantile, ratio, table
from tests.benchmarks.rule_base import draw_cases, generate

BASE = generate(60)
CASES = draw_cases(BASE, 8)


@pytest.mark.parametrize("kind", engines()[1:], ids=lambda kind: kind.name)
def test_an_engine_answers_as_plain_python_does(kind: type[Engine]) -> None:
    plain, other = PlainPython(BASE), kind(BASE)
    assert [other.case(answers) for answers in CASES] == [plain.case(answers) for answers in CASES]
    assert other.cases(CASES) == plain.cases(CASES)
    plain.begin(CASES[0])
    other.begin(CASES[0])
    rnd = random.Random(4)
    for _ in range(12):
        question = rnd.choice(BASE.questions)
        value = rnd.choice(question.values) if question.values else rnd.randint(0, 100)
        assert other.add(question.id, value) == plain.add(question.id, value)


def test_rules_bear_on_the_result_and_results_differ() -> None:
    plain = PlainPython(BASE)
    found = [plain.case(answers) for answers in draw_cases(BASE, 100, seed=2)]
    assert len({one.winners for one in found}) > 3
    assert all(one.concepts for one in found)
    used = {part.concept for rule in BASE.rules for part in rule.parts if hasattr(part, "concept")}
    assert set(BASE.concepts()) <= used


def test_with_gaps_a_batch_still_decides_what_is_certain() -> None:
    batch = OursBatch(BASE)
    assert set(batch.outcomes(CASES)) <= {"one", "several", "none"}
    assert set(batch.outcomes([{} for _ in range(3)])) == {"undecided"}


def test_figures_read_as_figures() -> None:
    assert [milliseconds(s) for s in (0.25, 0.0123, 0.0001234, None)] == ["250", "12.3", "0.123", "–"]
    assert [ratio(v) for v in (326.2, 0.2812, None)] == ["326", "0.28", "–"]
    assert quantile([5.0, 1.0, 3.0], 0.99) == 5.0
    assert table(["a", "b"], [["1", "long"]]) == "| a | b    |\n|---|------|\n| 1 | long |"
