"""What the engine recorded and what a plain reading of the rules gives never differ, so that a trace can be checked."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.consultation import Consultant
from advisor.explanation.tracing.grounds import grounds_of
from advisor.explanation.tracing.replay import replayed_grounds
from tests.differential.agreement import case_of
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.differential.test_agreement import sizes


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), sizes)
def test_the_engine_records_what_the_rules_say(seed: int, drawn: Sizes) -> None:
    rnd = random.Random(seed)
    kb = draw_kb(rnd, drawn)
    consultant = Consultant(kb, kb.settings_for(kb.default_profile), tuple(kb.decisions))
    for answers in draw_steps(rnd, kb, 3):
        for decision in consultant.explain(case_of(kb, answers)).decisions.values():
            for part in (decision, *decision.groups.values()):
                recorded = grounds_of(part.trace, kb)
                replayed = replayed_grounds(part.wording, part.trace.rules)
                assert recorded.rules == replayed.rules
                assert {key: recorded.values[key] for key in replayed.values} == replayed.values
