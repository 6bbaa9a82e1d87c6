"""Learning more never takes anything back: over random answers to every decision of the shipped knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.consultation import Consultant
from advisor.decide import Outcome, Status, Verdict
from advisor.model.case import Answer, Case
from advisor.reader import read_knowledge_base
from advisor.shipped import shipped_kb
from tests.strategies import known

KB = read_knowledge_base(shipped_kb())
DECISIONS = list(KB.decisions)


@cache
def consultant(decision: str, profile: str) -> Consultant:
    return Consultant(KB, KB.settings_for(profile, {}), (decision,))


def verdicts(decision: str, profile: str, answers: Mapping[str, Answer]) -> dict[str, Verdict]:
    """The verdict for the whole (under the empty name) and for each group."""
    case = Case("case", "case", profile, {}, (decision,), answers, {}, {})
    found = consultant(decision, profile).settle(case)[decision]
    return {"": found.verdict, **{name: group.verdict for name, group in found.groups.items()}}


@pytest.mark.slow
@pytest.mark.parametrize("decision", DECISIONS)
@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_statuses_and_outcomes_are_final_as_answers_come_in(decision: str, data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(list(KB.profiles)))
    world = data.draw(known(KB, decision))
    before, after = verdicts(decision, profile, world.less), verdicts(decision, profile, world.more)
    assert set(before) == set(after)
    for part, earlier in before.items():
        later = after[part]
        for key, option in earlier.options.items():
            if option.status is not Status.UNKNOWN:
                assert later.options[key].status is option.status, (part, key)
        if earlier.outcome is not Outcome.UNDECIDED:
            assert (later.outcome, later.recommended) == (earlier.outcome, earlier.recommended), part
        # What is recommended while the rest is open is recommended whatever the rest turns out to be.
        assert set(earlier.recommended) <= set(later.recommended), part


@pytest.mark.slow
@pytest.mark.parametrize("decision", [d for d in DECISIONS if any(q.preference for q in KB.questions_of(d))])
@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_preferences_weigh_and_never_change_a_status(decision: str, data: st.DataObject) -> None:
    world = data.draw(known(KB, decision, preferences_grow=True))
    preferences = {q.id for q in KB.questions_of(decision) if q.preference}
    without = {q: a for q, a in world.more.items() if q not in preferences}
    profile = KB.default_profile
    before, after = verdicts(decision, profile, without), verdicts(decision, profile, world.more)
    for part, earlier in before.items():
        later = after[part]
        assert {k: o.status for k, o in later.options.items()} == {
            k: o.status for k, o in earlier.options.items()
        }
        if earlier.outcome in (Outcome.NONE, Outcome.NOT_APPLICABLE):
            assert later.outcome is earlier.outcome
        if earlier.outcome is Outcome.SEVERAL:
            assert later.outcome in (Outcome.ONE, Outcome.SEVERAL)
            assert set(later.recommended) <= {
                k for k, o in later.options.items() if o.status in (Status.MET, Status.PARTLY_MET)
            }
