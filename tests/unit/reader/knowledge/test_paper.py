"""paper.yaml: the words of a field for its papers, and every fault in them with its place."""

from __future__ import annotations

import pytest

from advisor.model.knowledge import KnowledgeBase
from advisor.model.paper_words import STATUS, PaperWords
from tests.small_kb import knowledge

RULES = "D-1: {meets: a, when: {p: yes}, basis: guidance, because: p, statements: [s.1]}"


def read(text: str) -> KnowledgeBase:
    return knowledge(rules=RULES, files={"paper.yaml": text})


def test_words_are_kept_in_the_order_of_the_file() -> None:
    paper = read(
        """
        status: Not a decision.
        present: {d: q}
        assessments: {second: The second, first: The first}
        next-steps: {all: {b: B, a: A}, d: {c: C}}
        signatures: [Chair, Clerk]
        """
    ).paper
    assert (paper.status, paper.present, paper.signatures) == (
        "Not a decision.",
        {"d": "q"},
        ("Chair", "Clerk"),
    )
    assert list(paper.assessments) == ["second", "first"]
    assert {group: list(steps) for group, steps in paper.next_steps.items()} == {
        "all": ["b", "a"],
        "d": ["c"],
    }


def test_without_the_file_a_paper_has_only_its_status() -> None:
    paper = knowledge(rules=RULES).paper
    assert paper == PaperWords()
    assert paper.status == STATUS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("present: {e: q}", "unknown decision 'e'"),
        ("present: {d: nothing}", "there is no question 'nothing'"),
        ("next-steps: {e: {a: A}}", "unknown decision 'e'"),
        ("assesments: {a: A}", "paper.yaml has no key 'assesments'"),
        ("assessments: {a: [b]}", "'a' must be one text"),
    ],
)
def test_faults_are_reported(text: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        read(text)
