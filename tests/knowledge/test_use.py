"""Nothing of the shipped knowledge stands idle: statements, rules, questions, options, concepts, measures and settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from advisor.compiler import Program, compile_program
from advisor.model.conditions import Condition, Criterion, SettingRef, criteria_in
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import QuestionKind
from advisor.model.rules import Basis, Concludes, Weighs
from advisor.model.texts import placeholders


@pytest.fixture(scope="module")
def program(kb: KnowledgeBase) -> Program:
    return compile_program(kb, kb.settings_for(kb.default_profile, {}), kb.decisions)


def conditions(kb: KnowledgeBase) -> Iterator[Condition]:
    for rule in kb.rules.values():
        yield from rule.conditions
    for decision in kb.decisions.values():
        if decision.applies_when is not None:
            yield decision.applies_when
    for question in kb.questions.values():
        if question.asked_when is not None:
            yield question.asked_when


def criteria(kb: KnowledgeBase) -> list[Criterion]:
    return [test for condition in conditions(kb) for test in criteria_in(condition)]


def filled(kb: KnowledgeBase) -> set[str]:
    """Every name that some text fills in."""
    texts = [rule.because for rule in kb.rules.values()]
    for question in kb.questions.values():
        texts += [question.ask, question.help, question.matters, question.find, question.example]
    return {name for text in texts for name in placeholders(text)}


def read(kb: KnowledgeBase) -> set[str]:
    """Every attribute that a condition or a degree reads."""
    degrees = [d for r in kb.rules.values() if isinstance(r.conclusion, Weighs) for d in r.conclusion.degrees]
    return {test.attribute for test in criteria(kb)} | {degree.attribute for degree in degrees}


def test_every_statement_is_cited_by_a_rule_an_option_or_a_standing_text(kb: KnowledgeBase) -> None:
    cited = {statement for rule in kb.rules.values() for statement in rule.statements}
    cited |= {point.statement for option in kb.options.values() for point in option.points}
    cited |= {statement for decision in kb.decisions.values() for statement in decision.always}
    assert cited == set(kb.statements)
    assert len(cited) == 266


def test_every_statement_says_where_it_stands(kb: KnowledgeBase) -> None:
    for statement in kb.statements.values():
        assert statement.place
        assert statement.source in kb.sources


def test_what_the_guidance_says_is_cited_from_the_decision_s_own_source(kb: KnowledgeBase) -> None:
    for rule in kb.rules.values():
        if rule.basis is Basis.GUIDANCE and rule.decision in kb.decisions:
            own = kb.decisions[rule.decision].source
            assert own in {kb.statements[s].source for s in rule.statements}, rule.id


def test_every_rule_is_part_of_the_program(kb: KnowledgeBase, program: Program) -> None:
    assert set(program.rules) == set(kb.rules)


def test_every_question_and_every_item_is_read(kb: KnowledgeBase) -> None:
    used = read(kb)
    stand_ins = {measure.otherwise for measure in kb.measures.values()}
    tables = {measure.table for measure in kb.measures.values()}
    for question in kb.questions.values():
        parts = [question.id]
        if question.kind in (QuestionKind.RATINGS, QuestionKind.APPLIES):
            parts = [f"{question.id}.{item}" for item in question.items]
        if question.kind is QuestionKind.MULTI:
            parts = [name for value in question.values if (name := f"{question.id}.{value}") in used]
        assert parts, question.id
        assert set(parts) <= used | stand_ins | tables, question.id


def test_every_option_has_a_rule_that_speaks_for_it_and_words_of_its_own(
    kb: KnowledgeBase, program: Program
) -> None:
    for decision in program.decisions.values():
        for option in decision.options:
            assert option.meets or any(not c.against for c in option.contributions), option.key
            assert kb.options[option.key].summary
            assert kb.options[option.key].points


def test_every_value_of_every_concept_is_concluded_and_read(kb: KnowledgeBase) -> None:
    concluded = {
        (rule.conclusion.concept, rule.conclusion.value)
        for rule in kb.rules.values()
        if isinstance(rule.conclusion, Concludes)
    }
    tested = {test.attribute for test in criteria(kb)}
    for concept in kb.concepts.values():
        assert {(concept.id, value) for value in concept.values} <= concluded
        assert concept.id in tested


def test_every_measure_is_read_or_shown(kb: KnowledgeBase) -> None:
    used = read(kb) | filled(kb)
    assert set(kb.measures) <= used


def test_every_setting_is_read(kb: KnowledgeBase, program: Program) -> None:
    operands = [operand for test in criteria(kb) for operand in test.operands]
    used = {operand.setting for operand in operands if isinstance(operand, SettingRef)}
    used |= {setting for rule in program.rules.values() for setting in rule.settings}
    used |= {measure.minor_share for measure in kb.measures.values()}
    others = {
        s for s in kb.settings if s.startswith("importance-weights-")
    }  # tried beside importance-weights
    assert set(kb.settings) <= used | others
    for setting in kb.settings.values():
        assert setting.reason
        assert setting.origin in ("tool default", "guidance")


def test_every_question_is_worded_for_people(kb: KnowledgeBase) -> None:
    for question in kb.questions.values():
        assert question.ask.endswith("?"), question.id
        assert all((question.help, question.matters, question.find)), question.id
        assert len(question.label) < 60, question.id
