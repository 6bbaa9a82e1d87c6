"""Why of what is no option: an answer, a figure, a concept, a rule; and how an option that is not recommended fails."""

from __future__ import annotations

import pytest

from advisor.errors import UsageError
from advisor.explanation.proof import StepKind
from advisor.explanation.why_fact import WhyFact
from advisor.inquiry.explain import Questions, account
from advisor.inquiry.inquirer import Inquirer
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.render.text.explain import account_lines
from advisor.shipped import shipped_scenarios


def inquirer_of(kb: KnowledgeBase, name: str) -> Inquirer:
    return Inquirer(kb, read_case(name, (shipped_scenarios() / name).read_bytes(), kb))


def why(kb: KnowledgeBase, name: str, *conclusions: str) -> tuple[WhyFact, ...]:
    return account(inquirer_of(kb, name), Questions(conclusions=conclusions)).facts


def test_a_rule_that_applies_is_proved(kb):
    (found,) = why(kb, "collaboration/overlap-lead-ccg-and-css-interface.yaml", "col-020")
    assert found.head.sentence == "The rule COL-020 applies."
    (rule,) = found.head.because
    assert (rule.kind, rule.name) == (StepKind.RULE, "COL-020")
    assert found.sets == ()


def test_a_rule_that_does_not_apply_says_what_it_lacks(kb):
    (found,) = why(kb, "collaboration/overlap-lead-ccg-and-css-interface.yaml", "COL-110")
    assert found.head.sentence == "The rule COL-110 does not apply."
    (conditions,) = found.sets
    assert {(step.kind, step.name) for step in conditions} == {
        (StepKind.SHORT, "support-from-within"),
        (StepKind.SHORT, "largest-to-smallest"),
    }


def test_a_concept_rests_on_the_rule_that_concluded_it_or_says_what_is_missing(kb):
    concept = next(c for c in kb.concepts.values() if c.decision == "collaboration").id
    (known,) = why(kb, "collaboration/worked-sixty-two-thirty-eight.yaml", concept)
    assert [step.kind for step in known.head.because] == [StepKind.RULE]
    (missing,) = why(kb, "collaboration/unknown-value.yaml", concept)
    assert missing.head.sentence.endswith("not known")
    assert all(step.kind is StepKind.OPEN for conditions in missing.sets for step in conditions)
    assert missing.sets


def test_a_figure_rests_on_its_table_and_a_question_with_items_stands_for_all_of_them(kb):
    (figure,) = why(kb, "collaboration/worked-sixty-two-thirty-eight.yaml", "largest-to-next")
    (worked_out,) = figure.head.because
    assert (worked_out.name, worked_out.settings) == ("contracts", ("minor-associate-share",))
    assert [row.sentence for row in worked_out.because] == [
        "Northtown with City Hospital, £62m",
        "Southtown with City Hospital, £38m",
    ]
    items = why(kb, "integration/barrier-2-one-level-above.yaml", "barriers")
    assert {found.name for found in items} == {f"barriers.{item}" for item in kb.questions["barriers"].items}


def test_a_table_shows_its_rows_once_and_then_what_is_worked_out_of_them(kb):
    table, *figures = why(kb, "collaboration/worked-sixty-two-thirty-eight.yaml", "contracts")
    assert table.head.sentence == "the table of contracts: 2 rows"
    assert [row.sentence for row in table.head.because][1] == "Southtown with City Hospital, £38m"
    assert {f.name for f in figures} == {m.id for m in kb.measures.values() if m.table == "contracts"}
    assert not any(below.because for f in figures for below in f.head.because)


def test_of_a_group_only_its_own_rows_stand_behind_a_figure_that_they_do_not_tell(kb):
    name = "collaboration/several-providers-one-value-unknown.yaml"
    found = {f.group: f.head for f in why(kb, name, "largest-to-next")}
    (untold,) = found["Mental Health Trust"].because
    assert untold.sentence == "the answer on the table of contracts does not tell it"
    assert [row.sentence for row in untold.because] == [
        "Northtown with Mental Health Trust, £50m",
        "Southtown with Mental Health Trust, not known",
    ]


def test_without_a_table_a_figure_rests_on_the_answer_that_stands_in_or_waits_for_it(kb):
    name = "collaboration/counts-and-stated-similar.yaml"
    table, stated = why(kb, name, "contracts", "commissioners")[:1], why(kb, name, "commissioners")
    assert table[0].head.sentence == "the table of contracts: not known"
    assert [step.name for step in stated[0].head.because] == ["commissioner-count"]


def test_a_name_that_nothing_has_is_refused_with_the_closest(kb):
    with pytest.raises(UsageError) as caught:
        why(kb, "collaboration/worked-sixty-two-thirty-eight.yaml", "larges-to-next")
    assert caught.value.closest == "largest-to-next"


@pytest.mark.parametrize(
    ("name", "option", "heading"),
    [
        ("collaboration/overlap-lead-ccg-and-css-interface.yaml", "shared", "What fails, each of these:"),
        ("collaboration/unknown-support-needed.yaml", "shared-css-tasks", "What is not known:"),
        ("delivery/alliance-trust-1.yaml", "alliance", "What rules it out:"),
    ],
)
def test_what_fails_what_bars_and_what_is_not_known_are_told_apart(kb, name, option, heading):
    lines = account_lines(account(inquirer_of(kb, name), Questions(conclusions=[option])))
    assert f"  {heading}" in lines
