"""The faults that experta 1.9.4 is known for, each shown not to bite: cured by our hooks, or never asked for."""

from __future__ import annotations

import gc
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from advisor.compiler import compile_program
from advisor.errors import InferenceError
from advisor.facts import given_facts
from advisor.inference import Inference
from advisor.inference.adapter import Given, Holds, KnowledgeEngine, Predicate, experta
from advisor.inference.engine import _wrapping_errors
from advisor.inference.matcher import IndexedMatcher
from advisor.inference.productions import experta_rules, productions
from advisor.inference.strategy import TotalOrder
from advisor.model.knowledge import KnowledgeBase
from advisor.trace import DerivedFact, GivenFact
from tests.small_kb import knowledge

Fire = Callable[..., None]


def an_engine(*left_hand_sides: tuple[Any, ...], fire: Fire, salience: int = 0) -> Any:
    """experta's engine with our two hooks and a rule for each left-hand side; `fire(engine, number)` is what each does."""

    def rule(number: int, patterns: tuple[Any, ...]) -> Any:
        for place, pattern in enumerate(patterns):
            if isinstance(pattern, Given):
                pattern.__bind__ = f"p{place:03}"
        made = experta.Rule(*patterns, salience=salience)
        made.number = number
        return made(lambda engine, **_matched: fire(engine, number))

    rules = [rule(number, patterns) for number, patterns in enumerate(left_hand_sides)]

    class Engine(KnowledgeEngine):  # type: ignore[misc]
        __matcher__ = IndexedMatcher
        __strategy__ = TotalOrder

        def get_rules(self) -> list[Any]:
            return rules

    engine = Engine()
    engine.reset()
    return engine


def test_an_activation_whose_fact_has_gone_does_not_fire() -> None:
    fired: list[int] = []
    rules = [(Given(attribute="a", value=Predicate(lambda value: value >= 0)),) for _ in range(12)]
    engine = an_engine(*rules, fire=lambda _, number: fired.append(number))
    fact = engine.declare(Given(attribute="a", value=1))
    assert len(engine.agenda.activations) == 12
    engine.retract(fact)
    assert engine.agenda.activations == []
    engine.run()
    assert fired == []


def test_an_activation_that_lapses_while_others_fire_does_not_fire() -> None:
    fired: list[int] = []

    def fire(engine: Any, number: int) -> None:
        fired.append(number)
        if number == 0:
            engine.retract(fact)

    rules = [(Given(attribute="a", value=1),) for _ in range(12)]
    engine = an_engine(*rules, fire=fire)
    fact = engine.declare(Given(attribute="a", value=1))
    engine.run()
    assert fired == [0]


def test_rules_of_equal_salience_fire_in_the_order_in_which_they_are_given() -> None:
    fired: list[int] = []
    rules = [(Given(attribute="a", value=1),) for _ in range(40)]
    engine = an_engine(*rules, fire=lambda _, number: fired.append(number))
    engine.declare(Given(attribute="a", value=1))
    engine.run()
    assert fired == list(range(40))


def test_one_and_true_are_told_apart() -> None:
    fired: list[int] = []
    rules = [(Given(attribute="a", value=1),), (Given(attribute="a", value=True),)]
    engine = an_engine(*rules, fire=lambda _, number: fired.append(number))
    engine.declare(Given(attribute="a", value=True))
    engine.run()
    assert fired == [1]


def test_a_rule_with_very_many_conditions_fires() -> None:
    fired: list[int] = []
    many = tuple(Given(attribute=f"a{n}", value=1) for n in range(1200))
    engine = an_engine(many, fire=lambda _, number: fired.append(number))
    engine.declare(*(Given(attribute=f"a{n}", value=1) for n in range(1200)))
    engine.run()
    assert fired == [0]


@pytest.mark.parametrize(
    "pattern",
    [
        experta.NOT(Given(attribute="a")),
        experta.OR(Given(attribute="a"), Given(attribute="b")),
        experta.EXISTS(Given(attribute="a")),
        experta.TEST(lambda: True),
        Given(attribute="a", value=~experta.L(1)),
        Given(attribute="a", value=experta.L(1) | experta.L(2)),
        Given(attribute="a", value=experta.MATCH.x),
        Given(attribute="a", value=experta.W()),
    ],
    ids=["NOT", "OR", "EXISTS", "TEST", "not a field", "or in a field", "MATCH", "W"],
)
def test_what_experta_gets_wrong_is_refused_and_not_attempted(pattern: Any) -> None:
    with pytest.raises(TypeError, match="can be matched"):
        an_engine((pattern,), fire=lambda _engine, _number: None)


@pytest.mark.filterwarnings("default")
def test_a_failing_right_hand_side_leaves_no_running_engine_and_is_raised_from_its_cause() -> None:
    def fail(_engine: Any, _number: int) -> None:
        raise ZeroDivisionError("on purpose")

    engine = an_engine((Given(attribute="a", value=1),), fire=fail)
    engine.declare(Given(attribute="a", value=1))
    with pytest.raises(InferenceError, match="on purpose") as failed, _wrapping_errors(engine):
        engine.run()
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    assert engine.running is False


def test_a_fact_that_no_rule_can_test_is_an_inference_error_with_its_cause() -> None:
    kb = knowledge(
        questions="n: {kind: number, label: n, ask: n, help: h, matters: m, where: w}",
        rules="R-1: {meets: a, when: {n: at least 2}, basis: tool, because: x}",
    )
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    with pytest.raises(InferenceError) as failed:
        Inference(kb, program).result({"n": "two"})
    assert failed.value.__cause__ is not None
    # The next consultation is untouched by it.
    assert Inference(kb, program).result({"n": Fraction(2)}).trace.fired() == ("R-1",)


TWICE = """
R-1: {concludes: {c: big}, when: {p: yes}, basis: tool, because: x}
R-2: {concludes: {c: big}, when: {q: yes}, basis: tool, because: x}
R-3: {meets: a, when: {c: big}, basis: tool, because: x}
"""


def test_a_second_justification_is_kept_and_holds_when_the_first_goes() -> None:
    kb = knowledge(rules=TWICE, concepts="c: {label: c, values: {big: big, small: small}}")
    inference = Inference(kb, compile_program(kb, kb.settings_for("p", {}), kb.decisions))
    both = inference.result({"p": "yes", "q": "yes"}).trace
    found = both.of_fact(DerivedFact("c=big", True))
    assert [firing.matched for firing in found] == [(DerivedFact("R-1", True),), (DerivedFact("R-2", True),)]
    assert [firing.first for firing in found] == [True, False]
    one = inference.result({"p": "no", "q": "yes"}).trace
    assert [f.matched for f in one.of_fact(DerivedFact("c=big", True))] == [(DerivedFact("R-2", True),)]
    assert one.fired() == ("R-2", "R-3")
    none = inference.result({"p": "no"}).trace
    assert none.fired() == ()
    assert none.of_fact(DerivedFact("c=big", True)) == ()


def test_an_alternative_fires_its_rule_once() -> None:
    kb = knowledge(rules="R-1: {meets: a, when: {any: [{p: yes}, {q: yes}]}, basis: tool, because: x}")
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    trace = Inference(kb, program).result({"p": "yes", "q": "yes"}).trace
    assert len(trace.of_fact(DerivedFact("R-1", True))) == 1


def test_a_default_does_not_stand_before_what_it_denies_is_derived() -> None:
    kb = knowledge(
        concepts="c: {label: c, values: {big: big, small: small}}",
        rules="""
            R-1: {concludes: {c: big}, when: {p: yes}, basis: tool, because: x}
            R-2: {meets: a, unless: {c: big}, basis: tool, because: x}
            R-3: {meets: b, when: {a: not met}, basis: tool, because: x}
        """,
    )
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    assert Inference(kb, program).result({"p": "yes"}).trace.fired() == ("R-1", "R-3")
    assert Inference(kb, program).result({"p": "no"}).trace.fired() == ("R-2",)
    assert Inference(kb, program).result({}).trace.fired() == ()


def test_no_pattern_can_name_a_slot_a_gate_or_an_answer_that_does_not_exist(kb: KnowledgeBase) -> None:
    program = compile_program(kb, kb.settings_for(kb.default_profile, {}), kb.decisions)
    names = [gate.name for gate in program.gates]
    assert len(names) == len(set(names))
    rules = experta_rules(program, tuple(productions(program)))
    for rule in rules:
        for pattern in rule:
            slots = {slot for slot in pattern if not slot.startswith("__")}
            if isinstance(pattern, Given):
                assert slots == {"attribute", "value"}
                assert pattern["attribute"] in kb.attributes
            elif isinstance(pattern, Holds):
                assert slots == {"gate", "truth"}
                assert pattern["gate"] in names
                assert pattern["truth"] in ("true", "false")
            else:
                assert slots == set()


def test_two_consultations_at_once_do_not_meet(kb: KnowledgeBase) -> None:
    settings = kb.settings_for(kb.default_profile, {})
    program = compile_program(kb, settings, ("provision",))
    left, right = Inference(kb, program), Inference(kb, program)
    lead = given_facts(kb, {"provider-decisions": "lead-decides"}, settings).facts
    equal = given_facts(kb, {"provider-decisions": "equal-say"}, settings).facts
    first, second = left.result(lead), right.result(equal)
    assert first == Inference(kb, program).result(lead)
    assert second == Inference(kb, program).result(equal)
    assert left.result(equal) == second
    assert right.result(lead) == first


def test_the_facts_of_a_consultation_are_those_given() -> None:
    kb = knowledge(rules="R-1: {meets: a, when: {p: yes}, basis: tool, because: x}")
    program = compile_program(kb, kb.settings_for("p", {}), kb.decisions)
    trace = Inference(kb, program).result({"p": "yes", "q": "no"}).trace
    assert trace.given == {"p": "yes", "q": "no"}
    assert trace.of_fact(DerivedFact("R-1", True))[0].matched == (GivenFact("p", "yes"),)


def test_consultations_are_forgotten_when_they_are_over(kb: KnowledgeBase) -> None:
    program = compile_program(kb, kb.settings_for(kb.default_profile, {}), ("provision",))

    def alive() -> int:
        gc.collect()
        return sum(isinstance(thing, IndexedMatcher) for thing in gc.get_objects())

    before = alive()
    for _ in range(5):
        Inference(kb, program).result({})
    assert alive() == before
