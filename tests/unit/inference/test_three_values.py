"""Kleene's three values through rules, concepts and options: unknown never becomes no, and no is never unknown."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from advisor.compiler import compile_program
from advisor.inference import Inference
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from tests.small_kb import knowledge

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
ANSWERS = {T: "yes", F: "no", U: None}


def standing(kb: KnowledgeBase, rule: str, **answers: Truth) -> Truth:
    """Where a rule stands when its questions are answered yes (true), no (false) or not at all (unknown)."""
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    facts = {name: value for name, truth in answers.items() if (value := ANSWERS[truth])}
    return Inference(kb, program).result(facts).trace.rules[rule].truth


def a_rule(conditions: str) -> KnowledgeBase:
    return knowledge(rules=f"R-1: {{meets: a, {conditions}, basis: tool, because: x}}")


def both(a: Truth, b: Truth) -> Truth:
    return F if F in (a, b) else U if U in (a, b) else T


def either(a: Truth, b: Truth) -> Truth:
    return T if T in (a, b) else U if U in (a, b) else F


def turned(a: Truth) -> Truth:
    return {T: F, F: T, U: U}[a]


TWO = {
    "when: {p: yes, q: yes}": both,
    "when: {all: [{p: yes}, {q: yes}]}": both,
    "when: {any: [{p: yes}, {q: yes}]}": either,
    "when: {not: {p: yes, q: yes}}": lambda a, b: turned(both(a, b)),
    "when: {not: {any: [{p: yes}, {q: yes}]}}": lambda a, b: turned(either(a, b)),
    "when: {p: yes, not: {q: yes}}": lambda a, b: both(a, turned(b)),
    "when: {p: not yes, q: no}": lambda a, b: both(turned(a), turned(b)),
    "when: {p: yes}, unless: {q: yes}": lambda a, b: both(a, turned(b)),
    "unless: {p: yes, q: yes}": lambda a, b: turned(both(a, b)),
    "when: {any: [{p: yes}, {not: {q: yes}}]}": lambda a, b: either(a, turned(b)),
    "when: {any: [{p: yes, q: yes}, {p: no}]}": lambda a, b: either(both(a, b), turned(a)),
}


@pytest.mark.parametrize("conditions", TWO)
def test_two_questions(conditions: str) -> None:
    kb = a_rule(conditions)
    for a, b in product((T, F, U), repeat=2):
        assert standing(kb, "R-1", p=a, q=b) is TWO[conditions](a, b), (a, b)


def test_three_questions_nested() -> None:
    kb = a_rule("when: {p: yes, any: [{q: yes}, {not: {r: yes}}]}")
    for a, b, c in product((T, F, U), repeat=3):
        assert standing(kb, "R-1", p=a, q=b, r=c) is both(a, either(b, turned(c)))


def test_a_rule_without_conditions_holds() -> None:
    kb = knowledge(rules="R-1: {meets: a, basis: tool, because: x}")
    assert standing(kb, "R-1") is T


NUMBERS = {
    "at least 3": {2: F, 3: T, 4: T},
    "at most 3": {2: T, 3: T, 4: F},
    "more than 3": {2: F, 3: F, 4: T},
    "less than 3": {2: T, 3: F, 4: F},
    "exactly 3": {2: F, 3: T, 4: F},
    "at least scale-high": {1: F, 2: T, 3: T},
}


@pytest.mark.parametrize("test", NUMBERS)
def test_numbers(test: str) -> None:
    kb = knowledge(
        questions="n: {kind: number, label: n, ask: n, help: h, matters: m, where: w}",
        rules=f"R-1: {{meets: a, when: {{n: {test}}}, basis: tool, because: x}}",
    )
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    for value, truth in NUMBERS[test].items():
        facts = {"n": Fraction(value)}
        assert Inference(kb, program).result(facts).trace.rules["R-1"].truth is truth, value
    assert Inference(kb, program).result({}).trace.rules["R-1"].truth is U


CONCEPT = """
R-1: {concludes: {c: big}, when: {p: yes}, basis: tool, because: x}
R-2: {concludes: {c: big}, when: {q: yes}, basis: tool, because: x}
R-3: {meets: a, when: {c: big}, basis: tool, because: x}
R-4: {meets: b, when: {c: not big}, basis: tool, because: x}
"""


def test_a_concept_is_known_not_to_have_a_value_only_when_every_rule_for_it_fails() -> None:
    kb = knowledge(rules=CONCEPT, concepts="c: {label: c, values: {big: big, small: small}}")
    for a, b in product((T, F, U), repeat=2):
        assert standing(kb, "R-3", p=a, q=b) is either(a, b)
        assert standing(kb, "R-4", p=a, q=b) is turned(either(a, b))


def test_a_value_that_no_rule_concludes_is_known_not_to_be_had() -> None:
    kb = knowledge(
        rules="R-1: {meets: a, when: {c: small}, basis: tool, because: x}",
        concepts="c: {label: c, values: {big: big, small: small}}",
    )
    assert standing(kb, "R-1") is F


def test_one_value_of_a_concept_does_not_deny_another() -> None:
    kb = knowledge(
        rules="""
            R-1: {concludes: {c: big}, when: {p: yes}, basis: tool, because: x}
            R-2: {concludes: {c: small}, when: {q: yes}, basis: tool, because: x}
            R-3: {meets: a, when: {c: small}, basis: tool, because: x}
        """,
        concepts="c: {label: c, values: {big: big, small: small}}",
    )
    assert standing(kb, "R-3", p=T, q=U) is U
    assert standing(kb, "R-3", p=T, q=T) is T


STANDINGS = """
R-1: {meets: a, when: {p: yes}, basis: tool, because: x}
R-2: {partly-meets: a, when: {q: yes}, basis: tool, because: x}
R-3: {rules-out: a, when: {r: yes}, basis: tool, because: x}
R-4: {supports: b, when: {a: met}, basis: tool, because: x}
R-5: {supports: b, when: {a: partly-met}, basis: tool, because: x}
R-6: {supports: b, when: {a: not ruled-out}, basis: tool, because: x}
"""


def test_rules_may_read_where_an_option_stands() -> None:
    kb = knowledge(rules=STANDINGS)
    for truth in (T, F, U):
        assert standing(kb, "R-4", p=truth) is truth
        assert standing(kb, "R-5", q=truth) is truth
        assert standing(kb, "R-6", r=truth) is turned(truth)


MULTI = """
m: {kind: multi, label: m, ask: m, values: {x: X, y: Y}, help: h, matters: m, where: w}
"""
CHOSEN = {
    "x": {"x": T, "y": F, "xy": T, "": F},
    "x or y": {"x": T, "y": T, "xy": T, "": F},
    "not x": {"x": F, "y": T, "xy": F, "": T},
    "none": {"x": F, "y": F, "xy": F, "": T},
    "not none": {"x": T, "y": T, "xy": T, "": F},
    "x or none": {"x": T, "y": F, "xy": T, "": T},
}


@pytest.mark.parametrize("test", CHOSEN)
def test_several_values(test: str) -> None:
    kb = knowledge(questions=MULTI, rules=f"R-1: {{meets: a, when: {{m: {test}}}, basis: tool, because: x}}")
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    for chosen, truth in CHOSEN[test].items():
        facts = {f"m.{value}": "yes" if value in chosen else "no" for value in "xy"}
        assert Inference(kb, program).result(facts).trace.rules["R-1"].truth is truth, chosen
    assert Inference(kb, program).result({}).trace.rules["R-1"].truth is U


def test_a_condition_says_what_it_waits_for() -> None:
    kb = knowledge(rules=CONCEPT, concepts="c: {label: c, values: {big: big, small: small}}")
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    trace = Inference(kb, program).result({"p": "no"}).trace
    assert trace.rules["R-3"].waits_for == ("q",)
    assert trace.rules["R-3"].conditions[0].waits_for == ("q",)
    assert Inference(kb, program).result({"p": "yes"}).trace.rules["R-3"].waits_for == ()
