"""`advisor explain`, from outside the process: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import advisor, called

CASE = """\
title: Two commissioners and one hospital
answers:
  contracts:
    - {commissioner: North, provider: City Hospital, value: 60000000}
    - {commissioner: South.East, provider: City Hospital, value: 40000000}
  support-from-within: yes
  support-needed: none
  region-wide-service: no
evidence: {support-from-within: "minutes of 3 May, item 4"}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def explain(*arguments: object) -> subprocess.CompletedProcess[str]:
    return called("explain", *arguments)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_whole_explanation_says_what_was_asked_what_decided_and_on_whose_authority(case):
    result = advisor("explain", case)
    assert (result.returncode, result.stderr) == (0, "")
    said = plain(result.stdout)
    assert "support found from within: Yes, for everything (evidence: minutes of 3 May, item 4)" in said
    assert "Shared, with support from within is recommended" in said
    assert "[guidance; collaboration.shared.use-when.1; rule COL-110, collaboration/rules.yaml:" in said
    assert "One lead commissioner is not recommended" in said


def test_why_is_a_proof_cut_at_the_depth_asked_for(case):
    whole, cut = (
        json.loads(explain(case, "--why", "shared", "--json", *depth).stdout)
        for depth in ((), ("--depth", 1))
    )
    (found,) = whole["options"]["collaboration.shared"]
    assert found["recommended"] is True
    rule = found["why"]["because"][0]
    assert (rule["name"], rule["basis"], rule["statements"]) == (
        "COL-110",
        "guidance",
        ["collaboration.shared.use-when.1"],
    )
    assert {step["name"] for step in rule["because"]} >= {"commissioners", "COL-010", "support-from-within"}
    assert cut["options"]["collaboration.shared"][0]["why"]["because"] == []


def test_why_not_gives_the_smallest_set_of_conditions_with_the_figures(case):
    (found,) = json.loads(explain(case, "--why-not", "lead-ccg", "--json").stdout)["options"][
        "collaboration.lead-ccg"
    ]
    (fails,) = found["fails"]
    assert [(step["name"], step["kind"]) for step in fails] == [
        ("largest-to-next", "short"),
        ("largest-to-smallest", "short"),
    ]
    assert "1.5; needed is at least 2 (tool default)" in fails[0]["sentence"]


def test_a_condition_on_something_unknown_is_not_called_failed(case):
    said = json.loads(explain(case, "--why-not", "lead-per-provider", "--json").stdout)
    (found,) = said["options"]["collaboration.lead-per-provider"]
    assert {(s["name"], s["kind"]) for s in found["fails"][0]} == {("place", "open"), ("providers", "short")}


def test_what_if_takes_rows_items_and_settings_and_says_what_stays(case):
    result = explain(case, "--what-if", "contracts.South.East.City Hospital=30m", "--json")
    found = json.loads(result.stdout)["what_if"]
    assert found["changes"] == [
        {
            "name": "contracts.South.East.City Hospital",
            "before": "£40m",
            "after": "£30m",
            "sentence": "the value of South.East with City Hospital were £30m (it is £40m)",
        }
    ]
    (part,) = found["parts"]
    assert part["after"] == {"outcome": "one", "recommended": ["lead-ccg"]}
    assert {"option": "shared", "before": "met", "after": "not-met", "balances": None} in part["options"]
    assert "Outside support leads for all" in part["stays"]
    by_setting = json.loads(explain(case, "--what-if", "similar-max-ratio=1.4", "--json").stdout)["what_if"]
    assert by_setting["parts"][0]["after"]["outcome"] == "none"


def test_what_if_of_a_rating_in_another_decision_settles_that_decision_too(case):
    found = json.loads(explain(case, "--what-if", "barriers.trust=2", "--json").stdout)["what_if"]
    assert [part["decision"] for part in found["parts"]] == ["collaboration", "integration"]
    assert found["parts"][1]["before"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--why", "lead-provider"), "delivery.lead-provider, provision.lead-provider"),
        (("--why", "sharde"), "did you mean 'shared'?"),
        (
            ("--why", "importance-weights.high"),
            "is a setting: nothing concludes it `advisor kb show importance-weights`",
        ),
        (("--why", "delivery.alliance"), "this case does not settle 'delivery'"),
        (("--what-if", "plaice=region"), "did you mean 'place'?"),
        (("--what-if", "place=rural"), "'place' has no value 'rural'"),
        (("--what-if", "place"), "write question=value"),
        (("--what-if", "barriers=2"), "say which item of 'barriers'"),
        (("--what-if", "contracts.Norht.City Hospital=2"), "did you mean 'North.City Hospital'?"),
        (("--what-if", "contracts.North.City Hospital=-2"), "out of range"),
        (("--depth", "0"), "Invalid value for '--depth'"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_was_meant(case, arguments, said):
    result = explain(case, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in plain(result.stderr)


def test_a_check_is_told_to_programs_too_and_stands_alone(case, tmp_path):
    found = json.loads(explain(case, "--check", "--json").stdout)
    assert (found["confirmed"], found["faults"]) == (True, [])
    assert found["steps"] == found["of"] > 100
    trace = json.loads(called("trace", case, "--json").stdout)
    altered_event = next(event for event in trace["runs"][0]["events"] if event["truth"] == "true")
    altered_event["truth"] = "unknown"
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(trace))
    altered = explain(case, "--check", kept, "--json")
    (fault,) = json.loads(altered.stdout)["faults"]
    assert altered.returncode == 1
    assert (fault["run"], fault["step"]) == ("case", altered_event["id"])
    for other in (("--why", "shared"), ("--depth", 2), ("--how-firm",)):
        refused = explain(case, "--check", *other)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "nothing else is asked with it but --json" in refused.stderr


def test_an_undecided_case_is_explained_and_ends_with_3(tmp_path):
    open_case = tmp_path / "open.yaml"
    open_case.write_text("answers: {commissioner-count: 3, provider-count: 1, contract-pattern: similar}\n")
    result = explain(open_case)
    assert result.returncode == 3
    assert "Still open: - Can the commissioners find the support they need among themselves?" in plain(
        result.stdout
    )
