"""Inference, evaluation and batches never disagree, whatever the knowledge base, the answers and their order.

`pytest tests/differential --draws 50000` draws more, and anew each time; the default draws the same in every run.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.differential.agreement import check_agreement
from tests.differential.random_kb import Sizes, draw_kb, draw_steps

PARTS = 8
sizes = st.builds(
    Sizes,
    questions=st.integers(1, 8),
    concepts=st.integers(0, 6),
    rules=st.integers(0, 30),
    depth=st.integers(0, 3),
)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_way_of_settling_a_case_agrees_after_every_step(part: int, draws: int) -> None:
    @settings(
        max_examples=-(-draws // PARTS),
        deadline=None,
        derandomize=draws <= 2000,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32), sizes, st.integers(1, 5))
    def check(seed: int, drawn: Sizes, steps: int) -> None:
        # The part is in the seed, so that no two parts draw the same.
        rnd = random.Random(f"{part}:{seed}")
        kb = draw_kb(rnd, drawn)
        check_agreement(kb, draw_steps(rnd, kb, steps))

    check()
