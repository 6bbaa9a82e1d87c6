"""The shipped scenarios all come out as they say, and between them recommend and refuse every option."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from advisor.authoring.mutation.shown import Same
from advisor.authoring.mutation.unnoticed import Mutation
from advisor.authoring.scenarios.expectations import differences
from advisor.authoring.scenarios.run import read_scenarios, scenario_files
from advisor.consultation import Consultant, decisions_of
from advisor.decide import Outcome, Status
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.shipped import shipped_scenarios

pytestmark = pytest.mark.slow
REFUSED = (Status.NOT_MET, Status.RULED_OUT)


@dataclass
class Seen:
    """What came out of the scenarios: how many there are, and what became of each option."""

    count: int = 0
    recommended: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    outcomes: dict[str, set[Outcome]] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(kb: KnowledgeBase) -> Seen:
    found = Seen()
    consultants: dict[object, Consultant] = {}
    for path in sorted(shipped_scenarios().rglob("*.yaml")):
        case = read_case(path.name, path.read_bytes(), kb)
        settings, decisions = kb.settings_for(case.profile, case.settings), decisions_of(kb, case)
        key = (repr(sorted(settings.items())), decisions)
        if key not in consultants:
            consultants[key] = Consultant(kb, settings, decisions)
        found.count += 1
        explanation = consultants[key].explain(case)
        for decision, expected in case.expect.items():
            came = differences(kb, decision, ("expect", decision), expected, explanation.decisions[decision])
            found.differing += [f"{path.name}: {difference}" for difference in came]
        for decision, explained in explanation.decisions.items():
            for part in (explained.verdict, *(group.verdict for group in explained.groups.values())):
                found.outcomes.setdefault(decision, set()).add(part.outcome)
                found.recommended |= set(part.recommended)
                found.refused |= {key for key, option in part.options.items() if option.status in REFUSED}
    return found


def test_there_are_enough_of_them(seen: Seen) -> None:
    assert seen.count >= 100
    in_collaboration = list((shipped_scenarios() / "collaboration").glob("*.yaml"))
    assert len(in_collaboration) >= 20


def test_every_one_comes_out_as_it_says(seen: Seen) -> None:
    assert seen.differing == []


def test_no_fault_in_a_rule_goes_unseen(kb: KnowledgeBase) -> None:
    """Every rule with one thing changed: some scenario notices it, or it is proved that no complete answers show it."""
    folder = shipped_scenarios()
    read = read_scenarios(kb, scenario_files([folder]), folder)
    survivors = list(Mutation(kb, [case for _, case in read if isinstance(case, Case)]).survivors())
    told = [
        (s.mutant.rule_id, s.mutant.what)
        for s in survivors
        if not (isinstance(s.shown, Same) and s.shown.proved)
    ]
    assert told == []


def test_every_option_is_recommended_by_some_scenario(seen: Seen, kb: KnowledgeBase) -> None:
    assert seen.recommended == set(kb.options)


def test_every_option_is_refused_by_some_scenario(seen: Seen, kb: KnowledgeBase) -> None:
    assert seen.refused == set(kb.options)


def test_every_decision_comes_out_in_every_way_that_it_can(seen: Seen, kb: KnowledgeBase) -> None:
    always = {Outcome.ONE, Outcome.NONE, Outcome.UNDECIDED}
    further: Mapping[str, set[Outcome]] = {
        "collaboration": {Outcome.SEVERAL, Outcome.NOT_APPLICABLE},
        "footprint": {Outcome.SEVERAL, Outcome.NOT_APPLICABLE},
        "delivery": {Outcome.SEVERAL},
        # The conditions of its options exclude one another, and a ladder has one level.
        "provision": set(),
        "integration": set(),
    }
    for decision in kb.decisions:
        assert seen.outcomes[decision] >= always | further[decision], decision
