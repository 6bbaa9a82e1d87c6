"""Scenarios run side by side come out as they do one after another."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.authoring.checks.codes import page_of
from advisor.authoring.scenarios import side_by_side
from advisor.authoring.scenarios.run import scenario_files
from advisor.authoring.scenarios.side_by_side import Selection, run_selected
from advisor.reader import read_knowledge_base
from tests.unit.authoring.workshop import write

SCENARIO = """\
title: Load {number}
answers: {{distance: {number}, load: {load}}}
expect: {{bike: {{outcome: one, recommended: [cargo]}}}}
"""


@pytest.mark.parametrize("selection", [Selection(), Selection("load 1"), Selection(decision="lock")])
def test_side_by_side_or_not_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, selection: Selection
) -> None:
    kb = read_knowledge_base(write(tmp_path))
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for number in range(12):
        load = "children" if number % 3 else "bags"
        (folder / f"{number}.yaml").write_text(SCENARIO.format(number=number, load=load))
    (folder / "broken.yaml").write_text("nonsense: yes\n")
    files = scenario_files([folder])
    one_after_another = run_selected(kb, files, folder, selection)
    monkeypatch.setattr(side_by_side, "FEWEST", 1)
    assert run_selected(kb, files, folder, selection) == one_after_another
    assert {result.passed for _, result in one_after_another} == (
        {False} if selection.decision else {True, False}
    )


def test_a_scenario_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    kb = read_knowledge_base(write(tmp_path))
    (tmp_path / "scenarios" / "folder.yaml").mkdir(parents=True)
    files = scenario_files([tmp_path / "scenarios"])
    [(_, result)] = run_selected(kb, files, tmp_path / "scenarios", Selection())
    assert [problem.code for problem in result.problems] == ["CS500"]
    assert page_of("CS500").startswith("# CS500: a case that could not be run")
