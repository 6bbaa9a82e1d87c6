"""`advisor kb test` and `kb coverage`, from outside."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.program import run_kb
from tests.unit.authoring.workshop import write

OTHER_KB = Path(__file__).parents[1] / "other_kb" / "kb"
SCENARIO = """\
# a comment that stays
title: A child rides along
shows: cargo
answers:
  load: children
expect:
  bike:
    outcome: {outcome}   # a remark
    recommended: [{recommended}]
"""


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    (tmp_path / "scenarios" / "bike").mkdir(parents=True)
    return write(tmp_path)


def scenario(kb: Path, text: str, name: str = "child") -> Path:
    path = kb.parent / "scenarios" / "bike" / f"{name}.yaml"
    path.write_text(text)
    return path


def test_the_scenarios_beside_the_knowledge_base_are_run(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="undecided", recommended="cargo"))
    result = run_kb("test", "--kb", kb)
    assert result.exit_code == 1
    assert "bike outcome\n        expected undecided\n        got      one" in result.output


def test_what_decided_a_difference_is_named(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="one", recommended="road"))
    result = run_kb("test", "--kb", kb)
    assert "bike.road: nearest is BIK-030" in result.output
    assert "load: not children (load is children)" in result.output
    assert "bike.cargo: BIK-040 holds (bike/rules.yaml:17:1), because load: children" in result.output


def test_notes_that_came_stand_below_one_another(tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(
        "title: Notes\nanswers: {support-needed: none}\n"
        "expect: {collaboration: {outcome: undecided, notes: [Mind the step]}}\n"
    )
    said = run_kb("test", path).output
    assert re.search(r"  expected Mind the step\n {8}got      \w.*\n {17}\w.*\n", said), said
    annotation = run_kb("test", path, "--format", "github").output
    assert annotation.count("\n") == 1
    assert "%0A" in annotation


def test_where_points_are_weighed_each_balance_and_its_rules_are_named(tmp_path: Path) -> None:
    path = tmp_path / "hall.yaml"
    path.write_text(
        "title: Thieves\nanswers: {around: {thieves: yes, rain: unknown, muddy: no}, crowd: empty}\n"
        "expect: {storage: {outcome: one, recommended: [shed]}}\n"
    )
    result = run_kb("test", path, "--kb", OTHER_KB)
    lines = [line.strip() for line in result.output.splitlines()]
    assert "storage.hall: net 4, of KEEP-010 (+4)" in lines, result.output
    assert "storage.shed: net −4 to −3, of KEEP-030 (+1 at most, not known), KEEP-040 (−4)" in lines
    assert "storage.rack: net 0, of no rule" in lines


def test_a_scenario_that_would_be_passed_over_is_refused(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="one", recommended="cargo")).rename(
        kb.parent / "scenarios" / "bike" / "child.yml"
    )
    result = run_kb("test", "--kb", kb)
    assert result.exit_code == 2
    assert "child.yml would not be read; a scenario's name ends in .yaml" in result.output


def test_update_rewrites_what_is_expected_and_nothing_else(kb: Path) -> None:
    path = scenario(kb, SCENARIO.format(outcome="several", recommended="road, city"))
    result = run_kb("test", "--kb", kb, "--update")
    assert result.exit_code == 0
    assert result.stdout == "1 passed, 0 failed\n"
    assert "    bike recommended: road, city → cargo\n" in result.stderr
    assert "did you mean 'bike/child'?" in run_kb("test", "--kb", kb, "bike/chil").output
    assert path.read_text() == SCENARIO.format(outcome="one", recommended="cargo")
    assert run_kb("test", "--kb", kb).output == "1 passed, 0 failed\n"


def test_a_known_fault_counts_until_it_passes(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="several", recommended="road") + "bug: not written yet\n")
    assert run_kb("test", "--kb", kb).output == "1 passed, 0 failed; 1 of them known faults\n"
    scenario(kb, SCENARIO.format(outcome="one", recommended="cargo") + "bug: not written yet\n")
    result = run_kb("test", "--kb", kb)
    assert result.exit_code == 1
    assert "remove 'bug: not written yet'" in result.output


def test_rules_and_sums_may_be_expected(kb: Path) -> None:
    text = SCENARIO.format(outcome="one", recommended="cargo").replace(
        "load: children", "load: children\n  taste: {speed: 2}"
    )
    scenario(kb, text + "    rules: {BIK-040: yes, BIK-030: no, BIK-060: unknown}\n    for: {road: 2/3}\n")
    assert run_kb("test", "--kb", kb).exit_code == 0
    scenario(kb, text + "    rules: {BIK-040: no}\n    for: {road: 1}\n")
    result = run_kb("test", "--kb", kb)
    assert "bike rule BIK-040\n        expected no\n        got      yes" in result.output
    assert "bike for road\n        expected 1\n        got      2/3" in result.output


def test_filters(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="one", recommended="cargo"))
    assert run_kb("test", "--kb", kb, "-k", "CHILD rides").output == "1 passed, 0 failed\n"
    assert run_kb("test", "--kb", kb, "--decision", "bike").output == "1 passed, 0 failed\n"
    assert run_kb("test", "--kb", kb, "-k", "nothing").exit_code == 2
    assert run_kb("test", "--kb", kb, "--decision", "bkie").exit_code == 2


def test_junit(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="one", recommended="cargo"))
    scenario(kb, SCENARIO.format(outcome="none", recommended=""), "wrong")
    scenario(kb, "nonsense: yes\n", "broken")
    report = kb.parent / "report.xml"
    run_kb("test", "--kb", kb, "--junit", report)
    suites = ElementTree.fromstring(report.read_text())  # noqa: S314 - our own output
    assert suites.attrib == {"tests": "3", "failures": "1", "errors": "1", "skipped": "0"}
    assert [len(case) for case in suites.iter("testcase")] == [1, 0, 1]


def test_json_and_github(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="none", recommended=""))
    (found,) = json.loads(run_kb("test", "--kb", kb, "--format", "json").output)
    assert found["passed"] is False
    assert found["differences"][0] == {"where": "bike outcome", "expected": "none", "got": "one"}
    assert run_kb("test", "--kb", kb, "--format", "github").output.startswith("::error file=bike/child.yaml")


def test_coverage(kb: Path) -> None:
    scenario(kb, SCENARIO.format(outcome="one", recommended="cargo"))
    result = run_kb("coverage", "--kb", kb, "--json")
    kinds = {k["name"]: k for k in json.loads(result.output)["kinds"]}
    assert "BIK-040" not in kinds["rules"]["missing"]
    assert "BIK-050" in kinds["rules"]["missing"]
    assert "bike.road" in kinds["recommended"]["missing"]
    assert "BIK-040  load: children  false" in kinds["conditions"]["missing"]
    assert "BIK-040  load: children  true" not in kinds["conditions"]["missing"]
    assert "distance: at least far, at" in kinds["thresholds"]["missing"]
    assert run_kb("coverage", "--kb", kb, "--threshold", 50).exit_code == 1
    lock = run_kb("coverage", "--kb", kb, "--json", "--decision", "lock")
    rules = next(k for k in json.loads(lock.output)["kinds"] if k["name"] == "rules")
    assert (rules["total"], rules["missing"]) == (4, ["LOC-010", "LOC-020", "LOC-030", "LOC-040"])
    assert run_kb("coverage", "--kb", kb, "--decision", "lck").exit_code == 2
    page = kb.parent / "c.html"
    assert run_kb("coverage", "--kb", kb, "--html", page).exit_code == 0
    assert "BIK-050" in page.read_text()


def test_all_shipped_scenarios_pass() -> None:
    result = run_kb("test")
    assert result.exit_code == 0, result.output
    assert result.output.endswith(" passed, 0 failed\n")
