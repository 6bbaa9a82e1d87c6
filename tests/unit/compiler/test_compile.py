"""From rules to gates: strata, shared gates, settings put in as numbers, degrees, and circles refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from advisor.compiler import Program, compile_program
from advisor.compiler.program import GateKind
from advisor.errors import KnowledgeBaseError
from advisor.model.knowledge import KnowledgeBase, SettingValue
from tests.small_kb import knowledge

CONCEPTS = "c: {label: c, values: {big: big, small: small}}\ne: {label: e, values: {on: on, off: off}}"


def compiled(kb: KnowledgeBase, **overrides: SettingValue) -> Program:
    return compile_program(kb, kb.settings_for(kb.default_profile, overrides), kb.decisions)


def stratum(program: Program, rule: str) -> int:
    return program.gates[program.rules[rule].gate].stratum


def test_a_rule_stands_above_everything_that_it_reads() -> None:
    program = compiled(
        knowledge(
            concepts=CONCEPTS,
            rules="""
                R-1: {meets: a, when: {e: on}, basis: tool, because: x}
                R-2: {concludes: {e: on}, when: {c: big}, unless: {q: yes}, basis: tool, because: x}
                R-3: {concludes: {c: big}, when: {p: yes}, basis: tool, because: x}
            """,
        )
    )
    assert stratum(program, "R-3") < stratum(program, "R-2") < stratum(program, "R-1")


def test_gates_stand_after_their_inputs_and_have_names_of_their_own(kb: KnowledgeBase) -> None:
    program = compiled(kb)
    for number, gate in enumerate(program.gates):
        for edge in gate.inputs:
            assert edge.gate < number
            assert program.gates[edge.gate].stratum < gate.stratum
        assert (gate.literal is not None) == (gate.kind is GateKind.LITERAL)
    assert len({gate.name for gate in program.gates}) == len(program.gates)


def test_the_order_of_rules_in_a_file_makes_no_difference() -> None:
    one = "R-1: {meets: a, when: {c: big}, basis: tool, because: x}\n"
    two = "R-2: {concludes: {c: big}, when: {p: yes, q: no}, basis: tool, because: x}\n"
    first, second = (compiled(knowledge(concepts=CONCEPTS, rules=rules)) for rules in (one + two, two + one))
    assert first == second


def test_equal_conditions_are_one_gate() -> None:
    program = compiled(
        knowledge(
            rules="""
                R-1: {meets: a, when: {any: [{p: yes}, {q: yes}]}, basis: tool, because: x}
                R-2: {meets: b, when: {any: [{p: yes}, {q: yes}]}, basis: tool, because: x}
            """
        )
    )
    assert program.rules["R-1"].conditions == program.rules["R-2"].conditions
    assert sum(gate.kind is GateKind.LITERAL for gate in program.gates) == 2


def test_settings_are_put_in_as_numbers_and_remembered() -> None:
    kb = knowledge(
        questions="s: {kind: scale, label: s, ask: s, help: h, matters: m, where: w}",
        rules="R-1: {meets: a, when: {s: high}, basis: tool, because: x}",
    )
    for value in (2, 3):
        program = compiled(kb, **{"scale-high": Fraction(value)})
        (gate,) = (program.gates[number] for number in program.attributes["s"])
        assert gate.literal is not None
        assert gate.literal.operands == (Fraction(value),)
        assert program.rules["R-1"].settings == ("scale-high",)


def test_an_answer_makes_a_point_count_by_degrees() -> None:
    kb = knowledge(
        questions="v: {kind: applies, label: v, ask: v, items: {x: X, y: Y}, help: h, matters: m, where: w}",
        rules="""
            R-1: {supports: a, as-much-as: v.x, basis: tool, because: x}
            R-2: {counts-against: b, as-much-as: {p: {yes: 1/4}}, basis: tool, because: x}
        """,
    )
    program = compiled(kb)
    a, b = program.decisions["d"].options
    assert [(c.degree, c.against) for c in a.contributions] == [(Fraction(1), False), (Fraction(1, 2), False)]
    assert [(c.weight, c.against) for c in b.contributions] == [(Fraction(1, 4), True)]


def test_only_what_the_wanted_decisions_need_is_compiled(kb: KnowledgeBase) -> None:
    settings = kb.settings_for(kb.default_profile, {})
    alone = compile_program(kb, settings, ("provision",))
    assert list(alone.decisions) == ["provision"]
    assert {kb.rules[rule].decision for rule in alone.rules} <= {"provision", "across"}
    assert len(alone.gates) < len(compiled(kb).gates) / 3


def circle(rules: str) -> list[str]:
    with pytest.raises(KnowledgeBaseError) as refused:
        compiled(knowledge(concepts=CONCEPTS, rules=rules))
    assert {problem.code for problem in refused.value.problems} == {"KB211"}
    return [
        problem.message.removeprefix("rules depend on themselves: ") for problem in refused.value.problems
    ]


def test_a_rule_that_reads_its_own_conclusion_is_refused() -> None:
    assert circle("R-1: {meets: a, when: {a: met}, basis: tool, because: x}") == ["R-1 needs R-1"]


def test_a_circle_is_printed_whole_from_its_first_rule_wherever_it_is_entered() -> None:
    rules = """
        R-9: {supports: b, when: {e: on}, basis: tool, because: x}
        R-3: {concludes: {c: big}, when: {a: met}, basis: tool, because: x}
        R-2: {concludes: {e: on}, when: {c: big}, basis: tool, because: x}
        R-5: {meets: a, unless: {e: on}, basis: tool, because: x}
    """
    assert circle(rules) == ["R-2 needs R-3 needs R-5 needs R-2"]


def test_every_circle_is_reported() -> None:
    rules = """
        R-1: {meets: a, when: {a: partly-met}, basis: tool, because: x}
        R-2: {partly-meets: a, when: {a: met}, basis: tool, because: x}
        R-3: {meets: b, when: {b: ruled-out}, basis: tool, because: x}
        R-4: {rules-out: b, when: {b: met, a: met}, basis: tool, because: x}
    """
    assert circle(rules) == ["R-1 needs R-2 needs R-1", "R-3 needs R-4 needs R-3"]


def test_another_value_of_the_same_concept_is_no_circle() -> None:
    rules = """
        R-1: {concludes: {c: big}, when: {p: yes}, basis: tool, because: x}
        R-2: {concludes: {c: small}, unless: {c: big}, basis: tool, because: x}
        R-3: {meets: a, when: {c: small}, basis: tool, because: x}
    """
    assert set(compiled(knowledge(concepts=CONCEPTS, rules=rules)).rules) == {"R-1", "R-2", "R-3"}
