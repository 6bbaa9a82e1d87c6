"""`advisor kb check` and `kb explain`, from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import run_kb
from tests.unit.authoring.workshop import edited, write

GAP = ("bike/rules.yaml", "when: {trip: short, load: none or bags}", "when: {trip: short, load: none}")
CLASH = ("bike/rules.yaml", "when: {distance: less than far}", "when: {distance: at most far}")


def test_the_shipped_knowledge_base_has_no_open_finding() -> None:
    result = run_kb("check", "--fail-on", "note")
    assert result.exit_code == 0, result.output
    assert "0 problems found" in result.output
    assert "not exact" not in result.output


def test_accepted_findings_are_listed_with_their_reasons() -> None:
    result = run_kb("check", "--accepted")
    assert "KB322 accepted: the option footprint.multi-la can never be recommended alone" in result.output
    assert "level with it and never ahead" in result.output


def test_a_file_in_the_place_of_its_folder_is_told(tmp_path: Path) -> None:
    result = run_kb("check", write(tmp_path) / "kb.yaml")
    assert result.exit_code == 2
    assert "is a file; name the folder that holds kb.yaml" in result.output


def test_a_gap_is_shown_with_a_case(tmp_path: Path) -> None:
    result = run_kb("check", write(tmp_path, edited(*GAP)))
    assert result.exit_code == 0
    assert "KB323 there are answers on which bike recommends nothing (warning)" in result.output
    assert "for example: distance: 0; hills: 0; load: bags" in result.output


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_fail_on(tmp_path: Path, fail_on: str, status: int) -> None:
    assert run_kb("check", write(tmp_path, edited(*GAP)), "--fail-on", fail_on).exit_code == status


def test_a_contradiction_is_an_error(tmp_path: Path) -> None:
    assert run_kb("check", write(tmp_path, edited(*CLASH))).exit_code == 1
    assert run_kb("check", tmp_path / "kb", "--quick").exit_code == 0


def test_a_witness_is_saved_as_a_scenario_that_passes(tmp_path: Path) -> None:
    kb = write(tmp_path, edited(*GAP))
    (tmp_path / "scenarios").mkdir()
    result = run_kb("check", kb, "--save", tmp_path / "scenarios")
    saved = tmp_path / "scenarios" / "kb323-bike.yaml"
    assert saved.exists(), result.output
    tested = run_kb("test", "--kb", kb)
    assert tested.output == "1 passed, 0 failed\n"


def test_json(tmp_path: Path) -> None:
    result = run_kb("check", write(tmp_path, edited(*GAP)), "--format", "json")
    (finding,) = json.loads(result.output)["findings"]
    assert finding["code"] == "KB323"
    assert finding["severity"] == "warning"
    assert finding["file"] == "bike/decision.yaml"
    assert finding["witness"].startswith("distance:")


def test_sarif(tmp_path: Path) -> None:
    result = run_kb("check", write(tmp_path, edited(*GAP)), "--format", "sarif")
    document = json.loads(result.output)
    (found,) = document["runs"][0]["results"]
    assert document["version"] == "2.1.0"
    assert (
        found["ruleId"] == document["runs"][0]["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == "KB323"
    )
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("kb/bike/decision.yaml")
    assert place["region"] == {"startLine": 1, "startColumn": 1}


def test_sarif_suppresses_what_is_accepted() -> None:
    document = json.loads(run_kb("check", "--format", "sarif").output)
    results = document["runs"][0]["results"]
    assert results
    assert all(r["suppressions"][0]["justification"] for r in results)


def test_github_annotations(tmp_path: Path) -> None:
    result = run_kb("check", write(tmp_path, edited(*GAP)), "--format", "github")
    assert result.output.startswith("::warning file=")
    assert "bike/decision.yaml,line=1,col=1,title=KB323::there are answers" in result.output


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "findings.json"
    result = run_kb("check", "--quick", "--format", "json", "-o", target)
    assert result.output == ""
    assert json.loads(target.read_text())["knowledge_base"].startswith("nhs")


def test_explain_a_code() -> None:
    result = run_kb("explain", "kb311")
    assert result.output.startswith("# KB311: a rule that can never hold")
    assert run_kb("explain", "KB999").exit_code == 2
    assert "KB104  a word that is not allowed here" in run_kb("explain").output


def test_a_mistyped_command_is_answered_with_the_closest() -> None:
    result = run_kb("chek")
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.output
