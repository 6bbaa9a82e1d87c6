"""From answers to the facts that rules start from: what a table replaces, what is not used, and what stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from advisor.facts import Given, asked, given_facts
from advisor.model.case import UNKNOWN, Answer, Row, Table
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from tests.small_kb import knowledge

TWO = Table((Row("A", "X", Fraction(60), None), Row("B", "X", Fraction(40), None)))
FOUR = Table((*TWO.rows, Row("A", "Y", Fraction(9), None), Row("B", "Y", None, None)))


def given(kb: KnowledgeBase, answers: Mapping[str, Answer], group: str | None = None) -> Given:
    return given_facts(kb, answers, kb.settings_for(kb.default_profile, {}), group)


def test_every_kind_of_answer_becomes_facts(kb: KnowledgeBase) -> None:
    facts = given(
        kb,
        {
            "place": "region",
            "region-wide-service": "no",
            "change-appetite": Fraction(2),
            "contract-value": Fraction(5),
            "frontline-problems": frozenset({"duplication"}),
            "barriers": {"trust": Fraction(3), "politics": UNKNOWN},
            "circumstances": {"travel": "partly"},
        },
    ).facts
    assert facts["place"] == "region"
    assert facts["change-appetite"] == 2
    assert facts["frontline-problems.duplication"] == "yes"
    assert facts["frontline-problems.service-gaps"] == "no"
    assert facts["barriers.trust"] == 3
    assert facts["circumstances.travel"] == "partly"
    assert "barriers.politics" not in facts
    assert "barriers.culture" not in facts
    assert "circumstances.stability" not in facts


@pytest.mark.parametrize(
    "name", ["place", "region-wide-service", "change-appetite", "frontline-problems", "barriers", "contracts"]
)
def test_unknown_gives_the_same_facts_as_no_answer(name: str, kb: KnowledgeBase) -> None:
    assert given(kb, {name: UNKNOWN}).facts == given(kb, {}).facts


def test_an_empty_set_says_that_none_was_chosen(kb: KnowledgeBase) -> None:
    facts = given(kb, {"frontline-problems": frozenset()}).facts
    assert {facts[f"frontline-problems.{value}"] for value in kb.questions["frontline-problems"].values} == {
        "no"
    }


def test_a_list_counts_its_names() -> None:
    kb = knowledge(
        questions="f: {kind: list, label: f, ask: f, help: h, matters: m, where: w}",
        rules="R-1: {meets: a, when: {f: at least 2}, basis: tool, because: x}",
    )
    assert given(kb, {"f": ("Ann", "Ben")}).facts["f"] == 2
    assert given(kb, {"f": ()}).facts["f"] == 0


def test_a_table_gives_its_measures(kb: KnowledgeBase) -> None:
    facts = given(kb, {"contracts": TWO}).facts
    assert facts["table-given"] == "yes"
    assert facts["commissioners"] == 2
    assert facts["providers"] == 1
    assert facts["largest-to-smallest"] == Fraction(3, 2)
    assert facts["amounts-known"] == "yes"


def test_a_group_is_measured_on_its_own_and_the_whole_stays_in_view(kb: KnowledgeBase) -> None:
    whole, x, y = (given(kb, {"contracts": FOUR}, group).facts for group in (None, "X", "Y"))
    assert [facts["providers"] for facts in (whole, x, y)] == [2, 1, 1]
    assert whole["all-commissioners"] == x["all-commissioners"] == 2
    assert "largest-to-smallest" not in whole
    assert x["largest-to-smallest"] == Fraction(3, 2)
    assert "largest-to-smallest" not in y
    assert (x["amounts-known"], y["amounts-known"]) == ("yes", "no")
    assert whole["same-providers-measured"] == "yes"


def test_without_a_table_the_stated_figures_stand_in(kb: KnowledgeBase) -> None:
    found = given(
        kb, {"commissioner-count": Fraction(3), "provider-count": Fraction(2), "same-providers": "no"}
    )
    assert found.facts["commissioners"] == found.facts["all-commissioners"] == 3
    assert found.facts["providers"] == 2
    assert found.facts["same-providers-measured"] == "no"
    assert found.facts["amounts-known"] == "no"
    assert (found.unused, found.replaced) == ((), ())


def test_a_table_beats_what_is_stated_and_says_so(kb: KnowledgeBase) -> None:
    found = given(kb, {"contracts": TWO, "commissioner-count": Fraction(9), "contract-pattern": "varied"})
    assert found.facts["commissioners"] == 2
    assert "commissioner-count" not in found.facts
    assert "contract-pattern" not in found.facts
    assert found.replaced == ("commissioner-count",)
    assert set(found.unused) == {"commissioner-count", "contract-pattern"}


def test_what_a_table_leaves_open_may_be_stated(kb: KnowledgeBase) -> None:
    unknown = Table((Row("A", "X", None, None), Row("B", "X", None, None)))
    found = given(kb, {"contracts": unknown, "contract-pattern": "similar"})
    assert found.facts["contract-pattern"] == "similar"
    assert found.unused == ()


def test_an_unknown_answer_is_not_called_replaced(kb: KnowledgeBase) -> None:
    assert given(kb, {"contracts": TWO, "commissioner-count": UNKNOWN}).replaced == ()


ASKED = """
n: {kind: number, label: n, ask: n, help: h, matters: m, where: w, asked-when: {p: yes}}
s: {kind: scale, label: s, ask: s, help: h, matters: m, where: w, asked-when: {any: [{n: at least 3}, {q: not yes}]}}
"""


def test_an_answer_that_is_not_asked_for_is_kept_and_not_used() -> None:
    kb = knowledge(
        questions=ASKED, rules="R-1: {meets: a, when: {n: at least 2, s: high}, basis: tool, because: x}"
    )
    assert given(kb, {"p": "no", "n": Fraction(4)}).unused == ("n",)
    assert "n" not in given(kb, {"p": "no", "n": Fraction(4)}).facts
    assert given(kb, {"p": "yes", "n": Fraction(4)}).facts["n"] == 4
    # While it is not known whether it is asked, it is used: an unknown never takes an answer away.
    assert given(kb, {"n": Fraction(4)}).facts["n"] == 4


def test_whether_a_question_is_asked_has_three_values() -> None:
    kb = knowledge(
        questions=ASKED, rules="R-1: {meets: a, when: {n: at least 2, s: high}, basis: tool, because: x}"
    )
    settings = kb.settings_for("p", {})
    scale = kb.questions["s"]
    assert asked(kb.questions["p"], {}, settings) is Truth.TRUE
    table: list[tuple[dict[str, str | Fraction], Truth]] = [
        ({}, Truth.UNKNOWN),
        ({"n": Fraction(3)}, Truth.TRUE),
        ({"n": Fraction(2)}, Truth.UNKNOWN),
        ({"n": Fraction(2), "q": "yes"}, Truth.FALSE),
        ({"q": "no"}, Truth.TRUE),
        ({"q": "yes"}, Truth.UNKNOWN),
    ]
    for facts, truth in table:
        assert asked(scale, facts, settings) is truth, facts


def test_facts_are_sorted_whatever_the_order_of_the_answers(kb: KnowledgeBase) -> None:
    answers: dict[str, Answer] = {"place": "region", "contracts": FOUR, "barriers": {"trust": Fraction(1)}}
    backwards = dict(reversed(answers.items()))
    assert list(given(kb, answers).facts.items()) == list(given(kb, backwards).facts.items())
    assert list(given(kb, answers).facts) == sorted(given(kb, answers).facts)
