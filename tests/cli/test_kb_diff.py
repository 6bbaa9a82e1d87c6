"""`advisor kb diff`, from outside: what changed, for which answers, and the status that a gate needs."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from advisor.authoring.difference.outcomes import outcome_changes
from advisor.authoring.difference.versions import Pair
from advisor.compiler import compile_program
from advisor.evaluation import evaluate
from advisor.evaluation.policies import settle
from advisor.facts import Column, FactValue
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base
from tests.cli.program import run_kb
from tests.unit.authoring.workshop import edited, write

NARROWER = ("bike/rules.yaml", "when: {trip: short, load: none or bags}", "when: {trip: short, load: none}")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
    return write(tmp_path / "old"), write(tmp_path / "new", edited(*NARROWER))


def test_the_same_knowledge_does_not_differ(two: tuple[Path, Path]) -> None:
    result = run_kb("diff", two[0], two[0])
    assert result.exit_code == 0
    assert "no outcome changes, whatever is answered" in result.output


def test_words_alone_change_no_outcome(tmp_path: Path, two: tuple[Path, Path]) -> None:
    (tmp_path / "worded").mkdir()
    worded = write(tmp_path / "worded", edited("bike/rules.yaml", "It is far.", "It is a long way."))
    result = run_kb("diff", two[0], worded)
    assert result.exit_code == 0
    assert "rule BIK-010  because: It is far. → It is a long way." in result.output


def test_a_changed_outcome_is_counted_and_shown(two: tuple[Path, Path]) -> None:
    result = run_kb("diff", *two)
    assert result.exit_code == 1
    assert "rule BIK-050  when: load: none or bags; trip: short → load: none; trip: short" in result.output
    assert "bike: city → nothing\n    8.3% of the ways to answer (16 of 192)\n" in result.output
    assert "for example: distance: 0; hills: 0; load: bags" in result.output


def test_counts_are_those_of_trying_every_answer(two: tuple[Path, Path]) -> None:
    found = json.loads(run_kb("diff", *two, "--format", "json").output)["outcomes"]
    by_kind = {(tuple(o["before"]), tuple(o["after"])): (o["count"], o["of"]) for o in found}
    regions: dict[str, list[FactValue]] = {
        "distance": [Fraction(19), Fraction(20)],
        "load": ["none", "bags", "children"],
        "hills": [Fraction(2), Fraction(3)],
        "taste.speed": [Fraction(n) for n in range(4)],
        "taste.calm": [Fraction(n) for n in range(4)],
    }
    programs = []
    for folder in two:
        kb = read_knowledge_base(folder)
        programs.append(compile_program(kb, kb.settings_for("plain", {}), ("bike",)))
    counted: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for values in product(*regions.values()):
        columns = {a: Column({v: 1}) for a, v in zip(regions, values, strict=True)}
        sides = [settle(p.decisions["bike"], evaluate(p, columns, 1)).recommended for p in programs]
        before, after = (tuple(k for k, cases in side.items() if cases) for side in sides)
        if before != after:
            counted[before, after] = counted.get((before, after), 0) + 1
    total = 1
    for choices in regions.values():
        total *= len(choices)
    assert by_kind == {kind: (count, total) for kind, count in counted.items()}


def test_sessions_and_scenarios_are_tried_in_both(two: tuple[Path, Path]) -> None:
    folder = two[1].parent / "scenarios"
    folder.mkdir()
    (folder / "bags.yaml").write_text("title: Bags\nanswers: {distance: 5, load: bags, hills: 1}\n")
    result = run_kb("diff", *two)
    assert "bags.yaml  bike: one: city → none" in result.output
    saved = two[1].parent / "saved"
    saved.mkdir()
    (saved / "mine.yaml").write_text("title: Mine\nanswers: {distance: 9, load: bags, hills: 0}\n")
    assert "mine.yaml  bike: one: city → none" in run_kb("diff", *two, "--sessions", saved).output


def test_git_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*args: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", *who, *args], cwd=tmp_path, check=True, capture_output=True)

    write(tmp_path)
    git("init", "-q", "-b", "main")
    git("add", "kb")
    git("commit", "-q", "-m", "before")
    write(tmp_path, edited(*NARROWER))
    git("commit", "-q", "-a", "-m", "after")
    monkeypatch.chdir(tmp_path)
    result = run_kb("diff", "HEAD~1", "HEAD")
    assert result.exit_code == 1, result.output
    assert "bike: city → nothing" in result.output
    assert run_kb("diff", "HEAD~9", "HEAD").exit_code == 2


def test_what_is_neither_folder_nor_revision(two: tuple[Path, Path]) -> None:
    result = run_kb("diff", two[0], "nowhere")
    assert result.exit_code == 2
    assert "neither a folder nor a git revision" in result.output


def test_the_first_change_alone_is_not_counted(two: tuple[Path, Path]) -> None:
    result = run_kb("diff", *two, "--first")
    assert result.exit_code == 1
    assert "bike: city → nothing" in result.output
    assert "at least 1 of 192 ways to answer (not counted)" in result.output
    assert "for example: distance: 0; hills: 0; load: bags" in result.output
    assert run_kb("diff", two[0], two[0], "--first").output.splitlines()[-2:] == [
        "no outcome changes, whatever is answered",
        "0 kinds of changed outcome; 0 results of given cases changed",
    ]


def test_what_a_profile_says_is_compared_word_by_word(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
    old, new = write(tmp_path / "old"), write(tmp_path / "new")
    (profile,) = new.glob("profiles/*.yaml")
    profile.write_text(profile.read_text() + "settings: {far: 15}\n")
    result = run_kb("diff", old, new)
    assert f"profile {profile.stem}  settings.far: nothing → 15" in result.output


def test_billions_of_ways_to_answer_are_counted_exactly(kb: KnowledgeBase) -> None:
    rules = {name: rule for name, rule in kb.rules.items() if name != "COL-110"}
    pair = Pair.of(kb, replace(kb, rules=rules), kb.default_profile)
    inexact: list[str] = []
    found = list(outcome_changes(pair, inexact))
    assert not inexact
    assert pair.decisions == ("collaboration",)
    assert {c.before for c in found} > {("collaboration.shared",)}
    assert all(c.count and c.of > 10**13 and c.witness for c in found)
    assert [c.count for c in found] == sorted((c.count for c in found if c.count), reverse=True)


def test_a_setting_a_statement_and_a_way_of_asking_are_compared(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
    old = write(tmp_path / "old")
    new = write(tmp_path / "new", edited("kb.yaml", "value: 20", "value: 22.5"))
    sources = new / "sources.yaml"
    sources.write_text(sources.read_text().replace("place: page 2", "place: page 20"))
    result = run_kb("diff", old, new)
    assert "setting far  value: 20 → 22.5" in result.output
    assert "statement book.cargo  place: page 2 → page 20" in result.output
    assert "for example: distance: 20; hills: 0; load: none" in result.output
    assert "not exact" not in result.output
    questions = new / "bike/questions.yaml"
    questions.write_text(
        questions.read_text().replace("label: hills,", "label: hills, asked-when: {load: none},")
    )
    asked = run_kb("diff", old, new)
    assert asked.exit_code == 1
    assert (
        "not exact: what is compared takes answers as the new version does, which reads hills otherwise"
        in asked.output
    )


def test_with_the_first_change_no_case_is_tried(two: tuple[Path, Path]) -> None:
    folder = two[1].parent / "scenarios"
    folder.mkdir()
    (folder / "bags.yaml").write_text("title: Bags\nanswers: {distance: 5, load: bags, hills: 1}\n")
    assert "bags.yaml" not in run_kb("diff", *two, "--first").output
