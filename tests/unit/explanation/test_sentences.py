"""Sentences whose words would run into each other."""

from __future__ import annotations

import pytest

from advisor.explanation.other_answers import fragile_sentence, open_sentence


def test_what_moves_by_a_tenth_is_said_as_a_sentence() -> None:
    assert fragile_sentence(
        ["the value of A"], weights=False, settings=["the tool default “a line”"], limits=[]
    ) == (
        "Fragile, because moving the value of A by a tenth turns the result, and moving the tool default “a line” by a "
        "tenth does so as well."
    )


@pytest.mark.parametrize(
    ("missing", "said"),
    [(["trust"], "Open until this is known: trust."), (["a", "b"], "Open until these are known: a; b.")],
)
def test_what_an_open_result_waits_for(missing: list[str], said: str) -> None:
    assert open_sentence(missing) == said
