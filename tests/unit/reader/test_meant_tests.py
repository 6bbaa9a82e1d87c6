"""Tests on numbers in words that a newcomer takes for those of the format."""

from __future__ import annotations

import pytest

from advisor.reader.meant_tests import meant_number, meant_test
from tests.small_kb import knowledge


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (">= 3", "at least 3"),
        ("≥3", "at least 3"),
        ("<12", "less than 12"),
        ("12", "exactly 12"),
        ("is 12", "exactly 12"),
        ("minimum two", "at least 2"),
        ("three or more", "at least 3"),
        ("no more than 50%", "at most 0.5"),
        ("5 or fewer", "at most 5"),
        ("between 1 and 12", ""),
        ("large", ""),
    ],
)
def test_a_test_is_said_as_it_should_be(said, meant):
    assert meant_test(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("three", "3"), ("50%", "0.5"), ("12 months", "12"), ("a few", ""), ("x%", "")],
)
def test_a_number_is_said_in_figures(said, meant):
    assert meant_number(said) == meant


@pytest.mark.parametrize(
    ("test", "hint"),
    [
        (">= 3", "did you mean 'at least 3'?"),
        ("at least three", "did you mean '3'?"),
        ("at least some", "allowed: scale-high, scale-low"),
    ],
)
def test_the_author_is_told(test, hint):
    rule = f"R-010: {{meets: a, when: {{n: '{test}'}}, basis: tool, because: a, statements: []}}"
    asked = "n: {kind: number, label: n, ask: n, help: h, matters: m, where: w}"
    with pytest.raises(AssertionError, match=hint.replace("?", "[?]")):
        knowledge(rules=rule, questions=asked)
