"""Two people's answers side by side: where they differ, and whether it matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from advisor.interview.comparison import compare
from advisor.model.case import UNKNOWN, Answer, Case, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.render.text.comparison import comparison_text

NAMES = ("Ann", "Ben")


def case(kb: KnowledgeBase, **answers: Answer) -> Case:
    given = {q.replace("_", "-"): answer for q, answer in sorted(answers.items())}
    return Case("x", "x", kb.default_profile, {}, None, given, {}, {})


def table(*amounts: int) -> Table:
    return Table(tuple(Row(f"Commissioner {n}", "City", Fraction(a), None) for n, a in enumerate(amounts)))


def test_differences_that_matter_and_those_that_do_not(kb: KnowledgeBase, golden: Callable[[str, str], None]):
    shared: dict[str, Answer] = {
        "contracts": table(60, 40),
        "support_from_within": "yes",
        "region_wide_service": "no",
    }
    ann = replace(
        case(kb, **shared, support_needed="none", place="region"),
        evidence={"support-needed": "said the board"},
    )
    ben = case(kb, **shared, support_needed="specific-tasks", place="conurbation")
    found = compare(kb, ann, ben)
    assert {d.question: d.matters for d in found.differences} == {"place": False, "support-needed": True}
    assert not found.same_results
    golden("interview/compare-differ.txt", comparison_text(found, NAMES))


def test_the_same_answers(kb: KnowledgeBase):
    one = case(kb, provider_decisions="lead-decides", decision_speed=Fraction(3))
    found = compare(kb, one, one)
    assert found.same_results
    assert not found.differences
    assert "All answers are the same." in comparison_text(found, NAMES)


def test_not_answered_and_not_known_are_no_difference(kb: KnowledgeBase):
    one = case(kb, provider_decisions="lead-decides")
    other = case(kb, provider_decisions="lead-decides", decision_speed=UNKNOWN)
    assert compare(kb, one, other).differences == ()


def test_an_answer_that_the_other_lacks(kb: KnowledgeBase):
    one, other = case(kb, council_areas=Fraction(1)), case(kb, system_areas=Fraction(2))
    found = compare(kb, one, other)
    assert {d.question: d.matters for d in found.differences} == {
        "council-areas": True,
        "system-areas": False,
    }
    assert "Ben: not answered" in comparison_text(found, NAMES)


def test_different_settings_are_said(kb: KnowledgeBase):
    one = case(
        kb,
        contracts=table(62, 38),
        support_from_within="yes",
        support_needed="none",
        region_wide_service="no",
    )
    other = replace(one, settings={"similar-max-ratio": Fraction(2)})
    found = compare(kb, one, other)
    assert found.settings == ("similar-max-ratio",)
    assert not found.same_results
    text = comparison_text(found, NAMES)
    assert "similar-max-ratio: Ann 1.5, Ben 2" in text
    assert "No single difference explains the results" not in text


def test_only_several_differences_together(kb: KnowledgeBase):
    common: dict[str, Answer] = {"contracts": table(60, 40), "region_wide_service": "no"}
    one = case(kb, **common, support_needed="none", support_from_within="no")
    other = case(kb, **common, support_needed="none", support_from_within="mostly")
    found = compare(kb, one, other)
    assert [d.question for d in found.differences if d.matters] == ["support-from-within"]
