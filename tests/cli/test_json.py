"""`advisor recommend --json`, from outside: the shape that other people's scripts rely on, for every decision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from tests.cli.program import called

OUTCOMES = {"one", "several", "none", "undecided", "not-applicable"}
STATUSES = {"met", "partly-met", "not-met", "unknown", "ruled-out"}
Result = dict[str, Any]


def recommend(*arguments: object, given: str = "") -> Result:
    done = called("recommend", *arguments, "--json", given=given)
    assert done.returncode in (0, 3), done.stderr
    assert done.stderr == ""
    found: Result = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def everything() -> Result:
    return recommend("across/all-five-in-2012")


def parts(result: Result) -> list[tuple[str, Result]]:
    """Every decision of a result, and every provider's part of one."""
    found = []
    for name, decision in result["decisions"].items():
        found.append((name, decision))
        found += [(name, part) for part in decision.get("by_provider", {}).values()]
    return found


def test_the_head_says_which_knowledge_base_profile_and_settings(
    everything: Result, kb: KnowledgeBase
) -> None:
    assert everything["kb"] == {"name": kb.name, "version": kb.version, "sha256": kb.sha256}
    assert everything["profile"] == "england-2012"
    assert set(everything["settings"]) == set(kb.settings)
    assert everything["settings"]["similar-max-ratio"] == 1.5
    assert everything["settings"]["prime-value"] == 100_000_000
    assert everything["settings"]["importance-weights"] == {"high": 3, "medium": 2, "low": 1}
    assert everything["settings"]["barrier-ceiling"] == {"3": "virtual-aligned", "2": "unit-targeted"}


def test_every_decision_and_every_option_of_it_is_there(everything: Result, kb: KnowledgeBase) -> None:
    assert list(everything["decisions"]) == list(kb.decisions)
    for name, part in parts(everything):
        assert list(part["options"]) == list(kb.decisions[name].options)


def test_outcomes_and_statuses_are_those_of_the_contract(everything: Result) -> None:
    for _, part in parts(everything):
        assert part["outcome"] in OUTCOMES
        assert isinstance(part["recommended"], list)
        assert set(part["recommended"]) <= set(part["options"])
        assert len(part["recommended"]) == 1 or part["outcome"] != "one"
        assert isinstance(part["undecided_because"], list)
        assert isinstance(part["assumed"], list)
        for option in part["options"].values():
            assert option["status"] in STATUSES
            assert option["basis"] in ("guidance", "inferred")


def test_conditions_say_what_how_and_on_whose_authority(everything: Result, kb: KnowledgeBase) -> None:
    seen = 0
    for _, part in parts(everything):
        for option in part["options"].values():
            for condition in option["conditions"]:
                seen += 1
                assert condition["text"]
                assert condition["because"]
                assert condition["status"] in STATUSES
                assert set(condition["statements"]) <= set(kb.statements)
    assert seen > 100


def test_notes_are_sentences_with_their_statements(everything: Result, kb: KnowledgeBase) -> None:
    for _, part in parts(everything):
        assert part["notes"]
        for note in part["notes"]:
            assert note["text"]
            assert set(note["statements"]) <= set(kb.statements)


def test_every_benefit_and_risk_of_the_sources_is_listed_under_its_option(
    everything: Result, kb: KnowledgeBase
) -> None:
    headings = {"benefit": "benefits", "advantage": "benefits", "risk": "risks", "disadvantage": "risks"}
    seen = 0
    for statement in kb.statements:
        decision, option, kind = statement.split(".")[:3]
        options = everything["decisions"][decision]["options"]
        if kind in headings and option in options:
            seen += 1
            listed = options[option][headings[kind]]
            assert [p["text"] for p in listed if p["statement"] == statement], statement
    assert seen == 161


def test_sums_are_numbers_and_under_weights_intervals(everything: Result, kb: KnowledgeBase) -> None:
    for name, part in parts(everything):
        for option in part["options"].values():
            for key in ("for", "against"):
                if kb.decisions[name].policy is Policy.WEIGHTED:
                    low, high = option[key]
                    assert 0 <= low <= high
                else:
                    assert option[key] >= 0


def test_a_ladder_says_what_is_described_and_what_is_allowed(everything: Result) -> None:
    ladder = everything["decisions"]["integration"]
    assert ladder["described"] == "virtual-pooled"
    assert ladder["ceiling"] == "virtual-aligned"
    assert ladder["recommended"] == ["virtual-aligned"]
    statuses = {name: option["status"] for name, option in ladder["options"].items()}
    assert statuses["virtual-pooled"] == "ruled-out"
    assert statuses["virtual-aligned"] == "not-met"
    assert statuses["one-organisation"] == "ruled-out"


CONTRACTS = """\
answers:
  contracts:
    - {commissioner: North, provider: City, value: 60m}
    - {commissioner: South, provider: City, value: 40m}
    - {commissioner: North, provider: Hill, value: 9m}
    - {commissioner: South, provider: Hill, value: unknown}
  support-from-within: mostly
  support-needed: none
  region-wide-service: no
"""


def test_several_providers_are_judged_one_by_one_and_together() -> None:
    result = recommend("-", given=CONTRACTS)
    decision = result["decisions"]["collaboration"]
    assert list(result["decisions"]) == ["collaboration"]
    assert list(decision["by_provider"]) == ["City", "Hill"]
    city, hill = decision["by_provider"].values()
    assert (city["outcome"], city["recommended"]) == ("one", ["shared"])
    assert city["options"]["shared"]["status"] == "partly-met"
    assert hill["outcome"] == "undecided"
    assert hill["undecided_because"] == ["contracts", "contract-pattern"]
    assert "by_provider" not in city
    # Across them only the options that span providers can hold; the others speak of one provider.
    assert {name: o["status"] for name, o in decision["options"].items()} == {
        "shared": "not-met",
        "shared-css-tasks": "not-met",
        "css-interface": "not-met",
        "lead-per-provider": "unknown",
        "lead-ccg": "not-met",
        "css-lead": "not-met",
    }
    # Wherever the place is, the one that spans them is met or partly met, and nothing else can be.
    assert (decision["outcome"], decision["recommended"]) == ("one", ["lead-per-provider"])
    assert decision["undecided_because"] == []


def test_a_case_without_a_contracts_table_has_no_providers() -> None:
    result = recommend(
        "-", given="answers: {commissioner-count: 3, provider-count: 1, contract-pattern: similar}"
    )
    assert result["decisions"]["collaboration"].get("by_provider", {}) == {}


def test_overridden_settings_and_the_other_profile_are_in_force() -> None:
    given = (
        "profile: england-2026\nsettings: {similar-max-ratio: 1.7, importance-weights: {high: 5}}\n"
        + CONTRACTS
    )
    settings = recommend("-", given=given)["settings"]
    assert settings["similar-max-ratio"] == 1.7
    assert settings["importance-weights"] == {"high": 5, "medium": 2, "low": 1}
    assert settings["large-number-of-commissioners"] == 5


def test_what_users_type_is_text_and_comes_out_as_it_went_in() -> None:
    name = 'North {ccg} "&" <b>Süd</b> \\ $x | #1'
    given = json.dumps(
        {
            "title": name,
            "answers": {
                "contracts": [
                    {"commissioner": "A", "provider": name, "value": 60},
                    {"commissioner": "B", "provider": name, "value": 40},
                ],
                "support-from-within": "yes",
                "support-needed": "none",
                "region-wide-service": False,
            },
            "evidence": {"support-from-within": name},
        }
    )
    result = recommend("-", given=given)
    decision = result["decisions"]["collaboration"]
    assert result["title"] == name
    assert result["evidence"] == {"support-from-within": name}
    assert list(decision["by_provider"]) == [name]
    assert decision["outcome"] == "one"
    assert any(name in note["text"] for note in decision["notes"])


def test_another_knowledge_base_has_its_own_words(tmp_path: Path) -> None:
    hut = Path(__file__).parents[1] / "broken_kb" / "sound"
    given = "answers: {supplies: [{buyer: Ann, shop: Corner, cost: 3}], chimney: yes, fuel: [logs], place: valley}"
    done = called("recommend", "-", "--json", "--kb", hut, given=given, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    decision = json.loads(done.stdout)["decisions"]["stove"]
    assert decision["recommended"] == ["wood"]
    assert list(decision["by_shop"]) == ["Corner"]
