"""`advisor kb mutate` and `kb suggest-scenarios`: what they leave over and what their own scenarios then notice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.authoring.mutation.mutants import mutants
from advisor.reader import read_knowledge_base
from tests.cli.program import run_kb
from tests.unit.authoring.workshop import write


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    folder = tmp_path / "scenarios" / "bike"
    folder.mkdir(parents=True)
    text = "title: A child\nanswers: {load: children}\nexpect: {bike: {outcome: one, recommended: [cargo]}}\n"
    (folder / "child.yaml").write_text(text)
    return write(tmp_path)


def test_every_fault_that_makes_a_difference_is_noticed_once_its_case_is_kept(kb: Path) -> None:
    assert "--save DIR" in run_kb("mutate", "--kb", kb).stderr
    first = run_kb("mutate", "--kb", kb, "--save", kb.parent / "scenarios")
    assert first.exit_code == 1
    assert "BIK-050  left out  (a case would show it)" in first.output
    tested = run_kb("test", "--kb", kb)
    assert tested.exit_code == 0, tested.output
    second = run_kb("mutate", "--kb", kb)
    assert second.exit_code == 0
    *same, summary = second.output.splitlines()
    # On a scale that ends at 3, these say the same; every other change is noticed.
    said = (
        "hills: exactly 3 → hills: at least 3  (makes no difference: "
        "the same for all {} ways to answer what it rests on or leave it open)"
    )
    assert same == [f"BIK-060  {said.format(3)}", f"BIK-065  {said.format(27)}"]
    assert summary.endswith(" noticed, 0 not noticed, 2 that make no difference")


def test_one_rule_or_decision_alone(kb: Path) -> None:
    one = run_kb("mutate", "--kb", kb, "--rule", "BIK-040")
    assert {line.split()[0] for line in one.stdout.splitlines()[:-1]} <= {"BIK-040"}
    lock = run_kb("mutate", "--kb", kb, "--decision", "lock")
    assert {line[:3] for line in lock.stdout.splitlines()[:-1]} == {"LOC"}
    assert run_kb("mutate", "--kb", kb, "--rule", "BIK-041").exit_code == 2


def test_what_is_changed(kb: Path) -> None:
    base = read_knowledge_base(kb)
    said = [m.what for m in mutants(base, base.rules["BIK-020"])]
    assert said == [
        "left out",
        "without distance: less than far",
        "distance: less than far → distance: at most far",
        "distance: less than far → distance: at least far",
        "distance: less than far → distance: less than 19",
        "distance: less than far → distance: less than 21",
        "concludes trip: long",
    ]


def test_suggested_scenarios_hold_every_rule_and_pass(kb: Path) -> None:
    folder = kb.parent / "suggested"
    assert run_kb("suggest-scenarios", folder, "--kb", kb).exit_code == 0
    assert run_kb("test", "--kb", kb, folder).exit_code == 0
    kinds = {
        k["name"]: k for k in json.loads(run_kb("coverage", "--kb", kb, folder, "--json").output)["kinds"]
    }
    assert kinds["rules"]["missing"] == []
    assert kinds["recommended"]["missing"] == []
    assert len(list(folder.rglob("*.yaml"))) < 30
    again = kb.parent / "again"
    run_kb("suggest-scenarios", again, "--kb", kb)
    assert [p.read_text() for p in sorted(folder.rglob("*.yaml"))] == [
        p.read_text() for p in sorted(again.rglob("*.yaml"))
    ]
