"""Conditions that add nothing: those named are those without which a rule stands alike in every state of knowledge."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from advisor.authoring.checks.redundant import redundant
from advisor.consultation import Consultant
from advisor.model.case import UNKNOWN, Answer, Case
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from tests.small_kb import knowledge
from tests.unit.authoring.checks.test_proved import CONCEPTS, QUESTIONS, random_kb

RULE = "R-10: {{meets: a, when: {{{}}}, basis: tool, because: b}}"
LIMIT = "R-20: {concludes: {c: x}, when: {p: yes, q: yes}, basis: tool, because: b}"


def named(kb: KnowledgeBase) -> list[tuple[str, str]]:
    inexact: list[str] = []
    found = [(p.about, p.detail) for p in redundant(kb, kb.rules.values(), inexact)]
    assert not inexact
    return found


def stands(kb: KnowledgeBase, rule: str) -> tuple[Truth, ...]:
    """The truth of a rule in every state of knowledge."""
    consultant = Consultant(kb, kb.settings_for("p", {}), ("d",))
    yes_no: list[Answer] = ["yes", "no", UNKNOWN]
    numbers: list[Answer] = [UNKNOWN, *map(Fraction, range(10))]
    states = product(yes_no, yes_no, yes_no, numbers)
    cases = (Case("", "", "p", {}, ("d",), dict(zip("pqrn", s, strict=True)), {}, {}) for s in states)
    return tuple(consultant.settle(case)["d"].trace.rules[rule].truth for case in cases)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_named_is_what_every_state_of_knowledge_shows(seed: int) -> None:
    """Whole conditions alone; and as the rules test no number against a setting, nothing else is kept from being named."""
    kb = random_kb(seed)
    program = Consultant(kb, kb.settings_for("p", {}), ("d",)).program
    compiled = [r for r in kb.rules.values() if len(r.conditions) > 1 and r.id in program.rules]
    said = set(named(kb))
    for rule in compiled[:2]:
        whole = stands(kb, rule.id)
        for k, condition in enumerate(rule.conditions):
            less = replace(rule, conditions=(*rule.conditions[:k], *rule.conditions[k + 1 :]))
            alike = stands(replace(kb, rules={**kb.rules, rule.id: less}), rule.id) == whole
            text = f"{condition.attribute}: {condition.words}"  # type: ignore[union-attr]
            assert ((rule.id, text) in said) == alike, (rule.id, text)


@pytest.mark.parametrize(
    ("when", "dropped"),
    [
        ("n: at least 3, any: [{n: at least 2}, {p: yes}]", ["(n: at least 2 or p: yes)", "p: yes"]),
        ("p: yes, not: {p: no}", ["p: yes", "not p: no"]),
        ("c: x, p: yes", ["p: yes"]),
        ("any: [{p: yes}, {all: [{p: yes}, {q: yes}]}]", ["(p: yes and q: yes)", "q: yes"]),
        ("p: yes, q: yes", []),
        ("n: at least 3, not: {n: at least 5}", []),
        # A test that every answer passes still waits for one.
        ("p: yes or no, q: yes", []),
        # It adds nothing only while the setting is what it is.
        ("n: at least scale-high, any: [{n: at least 1}, {p: yes}]", []),
        ("n: at least scale-high, any: [{n: at least scale-high}, {p: yes}]",
         ["(n: at least scale-high or p: yes)", "p: yes"]),
        ("n: at least scale-high, not: {n: less than scale-high}",
         ["n: at least scale-high", "not n: less than scale-high"]),
        # One test as it was written, though it is read as several.
        ("m: e or none", []),
    ],
)  # fmt: skip
def test_what_is_named(when: str, dropped: list[str]) -> None:
    several = "m: {kind: multi, values: {e: e, f: f}, label: m, ask: m, help: h, matters: m, where: w}"
    kb = knowledge(rules=f"{RULE.format(when)}\n{LIMIT}", questions=QUESTIONS + several, concepts=CONCEPTS)
    assert [text for _, text in named(kb)] == dropped


def test_the_place_is_that_of_the_condition() -> None:
    kb = knowledge(rules=RULE.format("p: yes, any: [{p: yes}, {q: no}]"), questions=QUESTIONS)
    (first, *_) = redundant(kb, kb.rules.values(), [])
    assert str(first.problem.where) == "d/rules.yaml:1:43"
