"""Answers that come, change and go leave exactly what a fresh run on the last answers finds: firings and standings."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.compiler import Program, compile_program
from advisor.facts import Facts, given_facts
from advisor.inference import Inference
from advisor.model.case import UNKNOWN, Answer
from advisor.reader import read_knowledge_base
from advisor.shipped import shipped_kb
from tests.strategies import answers_to, partly

KB = read_knowledge_base(shipped_kb())
SETTINGS = KB.settings_for(KB.default_profile, {})


@cache
def program(decision: str) -> Program:
    return compile_program(KB, SETTINGS, (decision,))


@pytest.mark.slow
@pytest.mark.parametrize("decision", list(KB.decisions))
@settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_consultation_is_as_good_as_a_fresh_one(decision: str, data: st.DataObject) -> None:
    consultation = Inference(KB, program(decision))
    asked = [question.id for question in KB.questions_of(decision)]
    answers: dict[str, Answer] = {}
    facts: Facts = {}
    for _ in range(data.draw(st.integers(2, 5))):
        for name in data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=6, unique=True)):
            question = KB.questions[name]
            match data.draw(st.sampled_from(("answer", "in part", "unknown", "withdraw"))):
                case "answer":
                    answers[name] = data.draw(answers_to(question))
                case "in part":
                    answers[name] = data.draw(partly(data.draw(answers_to(question))))
                case "unknown":
                    answers[name] = UNKNOWN
                case _:
                    answers.pop(name, None)
        facts = given_facts(KB, answers, SETTINGS).facts
        consultation.update(facts)
    changed, fresh = consultation.result(facts), Inference(KB, program(decision)).result(facts)
    assert changed.truths == fresh.truths
    assert changed.trace.firings == fresh.trace.firings
    assert changed.trace == fresh.trace
