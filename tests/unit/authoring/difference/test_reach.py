"""Which decisions of a case a change can reach: all that come out otherwise, and none on which nothing bears."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from advisor.authoring.difference.reach import Reach
from advisor.authoring.scenarios.run import Runner
from advisor.consultation import decisions_of
from advisor.model.case import Answer, Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base
from tests.unit.authoring.workshop import FILES, edited, write

SAID: dict[str, tuple[Answer, ...]] = {
    "distance": (Fraction(5), Fraction(20), Fraction(60)),
    "load": ("none", "bags", "children"),
    "hills": (Fraction(0), Fraction(3)),
    "theft": ("yes", "no"),
    "hurry": ("yes", "no"),
}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return read_knowledge_base(write(tmp_path_factory.mktemp("old")))


def cases() -> list[Case]:
    source = random.Random(4)
    found = []
    for _ in range(12):
        said = [q for q in SAID if source.random() < 0.8]
        answers = {q: source.choice(SAID[q]) for q in said}
        found.append(Case("case", "", "plain", {}, None, answers, {}, {}))
    return found


def outcomes(runner: Runner, case: Case) -> dict[str, tuple[object, object]]:
    settled = runner.consultant(case).settle(case)
    return {d: (found.verdict.outcome, found.verdict.recommended) for d, found in settled.items()}


def test_what_is_not_reached_comes_out_the_same(old: KnowledgeBase) -> None:
    reached, runner = 0, Runner(old)
    before = {number: outcomes(runner, case) for number, case in enumerate(cases())}
    for rule in old.rules:
        new = replace(old, rules={r: kept for r, kept in old.rules.items() if r != rule})
        reach, changed = Reach(old, new), Runner(new)
        for number, case in enumerate(cases()):
            found = reach.of(case, case)
            after = outcomes(changed, case)
            assert {d for d in after if before[number][d] != after[d]} <= set(found), (rule, case.answers)
            reached += len(found)
    # A rule belongs to one of two decisions, so about half need not be settled.
    assert 0 < reached < len(old.rules) * sum(len(decisions_of(old, case)) for case in cases())


@pytest.mark.parametrize(
    ("file", "before", "after", "reached"),
    [
        ("bike/rules.yaml", "It is far.", "A long way.", ()),
        ("bike/rules.yaml", "hills: exactly 3", "hills: at least 2", ("bike",)),
        ("lock/rules.yaml", "importance: low", "importance: high", ("lock",)),
        ("kb.yaml", "high: 3", "high: 4", ("lock",)),
        ("kb.yaml", "value: 20", "value: 21", ("bike",)),
        ("bike/questions.yaml", "max: 100", "max: 90", ("bike",)),
        ("bike/questions.yaml", "hills: {", "hills: {asked-when: {load: children}, ", ("bike",)),
    ],
)
def test_what_each_change_reaches(
    tmp_path: Path, old: KnowledgeBase, file: str, before: str, after: str, reached: tuple[str, ...]
) -> None:
    new = read_knowledge_base(write(tmp_path, edited(file, before, after)))
    said = b"title: All\nanswers: {distance: 5, load: bags, hills: 1, theft: yes, hurry: no}\n"
    assert Reach(old, new).of(read_case("all", said, old), read_case("all", said, new)) == reached


def test_a_case_is_reached_by_its_own_settings(tmp_path: Path, old: KnowledgeBase) -> None:
    new = read_knowledge_base(write(tmp_path, edited("kb.yaml", "value: 20", "value: 21")))
    said = b"title: Own\nsettings: {far: 9}\nanswers: {distance: 5, load: bags, hills: 1}\n"
    assert FILES["kb.yaml"].count("far:") == 1
    assert Reach(old, new).of(read_case("own", said, old), read_case("own", said, new)) == ()
