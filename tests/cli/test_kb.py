"""`advisor kb check` and `advisor kb test`, from outside: what they find, where they say it, and how they end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.program import advisor, called

TESTS = Path(__file__).parents[1]
SOUND = TESTS / "broken_kb" / "sound"


@pytest.fixture
def hut(tmp_path: Path) -> Path:
    """A copy of a sound small knowledge base."""
    folder = tmp_path / "hut"
    shutil.copytree(SOUND, folder)
    return folder


def test_a_knowledge_base_without_errors_ends_with_0(hut: Path) -> None:
    done = called("kb", "check", hut, "--quick")
    assert (done.returncode, done.stderr) == (0, "")
    assert "hut 1.0.0" in done.stdout


def test_errors_are_findings_on_standard_output_and_end_with_1(hut: Path) -> None:
    rules = hut / "stove" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("meets: gas", "meets: gass"), encoding="utf-8")
    profile = hut / "profiles" / "plain.yaml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("many-guests", "many-guest"), encoding="utf-8"
    )
    done = advisor("kb", "check", hut)
    assert (done.returncode, done.stderr) == (1, "")
    assert "stove/rules.yaml:16:10: KB205 'gass' is not an option" in done.stdout
    assert "did you mean 'gas'?" in done.stdout
    assert "profiles/plain.yaml:3:12: KB204 'many-guest' is not a setting" in done.stdout


def test_the_same_errors_stop_a_recommendation_with_2(hut: Path) -> None:
    rules = hut / "stove" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("meets: gas", "meets: gass"), encoding="utf-8")
    done = called("recommend", "-", "--kb", hut, given="answers: {chimney: yes}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "stove/rules.yaml:16:10: KB205" in done.stderr
    assert "1 problem found; nothing was done." in done.stderr


def test_a_circle_of_rules_is_printed_whole(hut: Path) -> None:
    rules = hut / "stove" / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(
        text.replace("when: {guest-count: at least", "when: {gas: met, guest-count: at least"),
        encoding="utf-8",
    )
    for command in (("kb", "check", hut), ("recommend", "-", "--kb", hut)):
        done = called(*command, given="answers: {chimney: yes}")
        assert done.returncode == (1 if command[0] == "kb" else 2)
        said = done.stdout + done.stderr
        assert "KB211 rules depend on themselves: HUT-010 needs HUT-030 needs HUT-010" in said
        assert "HUT-010 at stove/rules.yaml:1:1; HUT-030 at stove/rules.yaml:15:1" in said


def test_a_folder_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    done = called("kb", "check", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no folder" in done.stderr


GOOD = """\
title: Logs and a chimney
shows: wood fits
answers: {guests: 2, chimney: yes, fuel: [logs], place: valley}
expect:
  stove: {outcome: one, recommended: [wood], options: {gas: unknown}}
"""


def test_scenarios_that_come_out_as_expected_end_with_0(hut: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "good.yaml").write_text(GOOD.replace(", options: {gas: unknown}", ""), encoding="utf-8")
    done = called("kb", "test", "--kb", hut, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 passed, 0 failed" in done.stdout


def test_scenarios_that_differ_end_with_1_and_say_expected_and_got(hut: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "good.yaml").write_text(GOOD.replace(", options: {gas: unknown}", ""), encoding="utf-8")
    (folder / "wrong.yaml").write_text(GOOD.replace("[wood]", "[gas]"), encoding="utf-8")
    (folder / "faulty.yaml").write_text(GOOD.replace("chimney", "chimny"), encoding="utf-8")
    done = called("kb", "test", "--kb", hut, folder)
    said = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert "1 passed, 2 failed" in said
    assert "stove recommended expected gas got wood" in said
    assert "faulty.yaml:3:22: CS207 there is no question 'chimny'" in said


def test_no_scenarios_are_bad_usage(hut: Path, tmp_path: Path) -> None:
    done = called("kb", "test", "--kb", hut, tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no file or folder" in done.stderr
