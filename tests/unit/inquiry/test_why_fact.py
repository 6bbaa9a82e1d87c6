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
from advisor.render.explain_text import account_lines
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
    assert [step.name for step in figure.head.because] == ["contracts"]
    items = why(kb, "integration/barrier-2-one-level-above.yaml", "barriers")
    assert {found.name for found in items} == {f"barriers.{item}" for item in kb.questions["barriers"].items}


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
