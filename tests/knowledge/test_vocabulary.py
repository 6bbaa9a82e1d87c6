"""The ids of the shipped knowledge base are those that other people's files rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.model.knowledge import KnowledgeBase, SettingValue

TEXT = (Path(__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8")
FIXED: dict[str, Any] = yaml.load(TEXT, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
QUESTIONS = [(decision, question) for decision, asked in FIXED["questions"].items() for question in asked]


def test_decisions_options_and_policies(kb: KnowledgeBase) -> None:
    assert list(kb.decisions) == list(FIXED["decisions"])
    for name, fixed in FIXED["decisions"].items():
        decision = kb.decisions[name]
        assert list(decision.options) == fixed["options"]
        assert (str(decision.policy), decision.source) == (fixed["policy"], fixed["source"])


@pytest.mark.parametrize(("decision", "name"), QUESTIONS)
def test_question(decision: str, name: str, kb: KnowledgeBase) -> None:
    fixed = FIXED["questions"][decision][name]
    question = kb.questions[name]
    assert (question.decision, str(question.kind)) == (decision, fixed["kind"])
    assert set(question.values) == set(fixed.get("values", []))
    assert set(question.items) == set(fixed.get("items", []))
    assert question.minimum == (Fraction(fixed["min"]) if "min" in fixed else question.minimum)
    assert question.maximum is None
    if "unit" in fixed:
        assert question.unit == fixed["unit"]
    columns = question.columns
    found = [columns.member, columns.group, columns.amount, columns.percent] if columns else []
    assert found == fixed.get("columns", [])
    assert question.preference == (name in FIXED["preferences"])


def test_no_decision_lacks_a_question_and_none_has_changed_its_place(kb: KnowledgeBase) -> None:
    for decision, asked in FIXED["questions"].items():
        assert set(asked) <= set(kb.decisions[decision].questions)
    for decision, read in FIXED["also-reads"].items():
        assert set(read) <= set(kb.decisions[decision].also_reads)


def as_text(value: SettingValue) -> object:
    if isinstance(value, Mapping):
        return {key: inner if isinstance(inner, str) else Fraction(inner) for key, inner in value.items()}
    return value


def as_fixed(value: object) -> object:
    if isinstance(value, dict):
        return {key: as_fixed(inner) for key, inner in value.items()}
    assert isinstance(value, str)
    return Fraction(value) if value[0].isdigit() else value


def test_settings_and_profiles(kb: KnowledgeBase) -> None:
    for name, value in FIXED["settings"].items():
        assert as_text(kb.settings[name].value) == as_fixed(value), name
    assert kb.default_profile == "england-2012"
    assert set(kb.profiles) == set(FIXED["profiles"])
    for profile, settings in FIXED["profiles"].items():
        assert kb.profiles[profile].settings == as_fixed(settings)


def test_as_many_statements_of_each_source_as_there_are(kb: KnowledgeBase) -> None:
    counted = Counter(statement.source for statement in kb.statements.values())
    assert counted == {source: int(count) for source, count in FIXED["statements"].items()}
    assert sum(counted.values()) == 266
