"""Completions side by side against completions one at a time, and the cone of a decision against the whole program."""

from __future__ import annotations

import random
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.compiler import compile_program
from advisor.compiler.asked import compile_asked
from advisor.compiler.cone import cone_of
from advisor.evaluation import evaluate
from advisor.evaluation.columns import column
from advisor.evaluation.given import given_columns
from advisor.evaluation.lanes import Completer
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import single
from advisor.evaluation.regions import combinations, periodic, regions
from advisor.evaluation.waiting import relevant_unknowns
from advisor.facts import Column, Facts, facts_of, given_facts, measured
from advisor.model.case import UNKNOWN, Table
from advisor.model.knowledge import KnowledgeBase
from tests.differential.random_kb import Sizes, draw_kb, draw_steps

sizes = st.builds(Sizes, questions=st.integers(1, 7), rules=st.integers(4, 24), concepts=st.integers(0, 4))
MOST = 600


def draw(seed: int, drawn: Sizes, count: int) -> tuple[KnowledgeBase, list[Facts]]:
    rnd = random.Random(seed)
    kb = draw_kb(rnd, drawn)
    plain = kb.settings_for(kb.default_profile)
    return kb, [given_facts(kb, answers, plain).facts for answers in draw_steps(rnd, kb, count)]


def together(facts: list[Facts], names: set[str]) -> dict[str, Column]:
    """Many cases' facts as columns."""
    found = {}
    for name in names:
        values = list(dict.fromkeys([None, *(f.get(name) for f in facts)]))
        found[name] = column(bytes(values.index(f.get(name)) for f in facts), values)
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), sizes)
def test_lanes_of_many_cases_say_what_each_completion_says(seed, drawn):
    kb, cases = draw(seed, drawn, 5)
    program = compile_program(kb, kb.settings_for(kb.default_profile), kb.decisions)
    for decision in kb.decisions:
        cone = cone_of(program, decision).program
        policy = cone.decisions[decision]
        columns = together(cases, set(cone.attributes))
        rails = evaluate(cone, columns, len(cases))
        waiting = relevant_unknowns(cone, policy, rails)
        choices = {name: regions(cone, kb.attributes[name]) for name in cone.attributes}
        unknown = {n: tuple(a for a, who in waiting.items() if who >> n & 1) for n in range(len(cases))}
        few = {n: names for n, names in unknown.items() if prod(len(choices[a]) for a in names) <= MOST}
        found = Completer(cone, policy, choices).complete(columns, len(cases), few)
        for n, names in few.items():
            results = []
            for values in product(*(choices[a] for a in names)):
                facts = {**cases[n], **dict(zip(names, values, strict=True))}
                one = evaluate(cone, {a: Column({v: 1}) for a, v in facts.items()}, 1)
                settled = settle(policy, one)
                results.append((settled.applies, tuple(settled.leading.values())))
            prospect = found[n]
            assert prospect is not None
            leading = [sum(bit << k for k, bit in enumerate(ahead)) for _, ahead in results]
            always = sometimes = leading[0]
            for bits in leading:
                always, sometimes = always & bits, sometimes | bits
            assert (prospect.always, prospect.sometimes) == (always, sometimes)
            applies = {bool(a) for a, _ in results}
            assert prospect.applies == (applies.pop() if len(applies) == 1 else None)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), sizes)
def test_the_cone_of_a_decision_knows_what_the_whole_program_knows(seed, drawn):
    kb, cases = draw(seed, drawn, 2)
    program = compile_program(kb, kb.settings_for(kb.default_profile), kb.decisions)
    for facts in cases:
        columns = {name: Column({value: 1}) for name, value in facts.items()}
        whole = evaluate(program, columns, 1)
        truths = [whole.truth(gate, 0) for gate in range(len(program.gates))]
        for decision in kb.decisions:
            cone = cone_of(program, decision)
            assert single(cone.of(truths)) == evaluate(cone.program, columns, 1)
            left, right = (p.decisions[decision] for p in (program, cone.program))
            assert settle(left, whole) == settle(right, single(cone.of(truths)))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), sizes)
def test_given_columns_are_the_given_facts_of_each_case(seed, drawn):
    rnd = random.Random(seed)
    kb = draw_kb(rnd, drawn)
    plain = kb.settings_for(kb.default_profile)
    cases = draw_steps(rnd, kb, 6)
    said: list[Facts] = []
    for answers in cases:
        facts = {k: v for q, a in answers.items() for k, v in facts_of(kb.questions[q], a)}
        for measure in kb.measures.values():
            table = answers.get(measure.table, UNKNOWN)
            figure = measured(measure, table, plain, None) if isinstance(table, Table) else None
            facts |= {} if figure is None else {measure.id: figure}
        said.append(facts)
    tables = {
        q.id: sum(1 << n for n, answers in enumerate(cases) if isinstance(answers.get(q.id), Table))
        for q in kb.table_questions()
    }
    answers_by_attribute = together(said, {name for facts in said for name in facts})
    found = given_columns(kb, compile_asked(kb, plain), answers_by_attribute, tables, len(cases))
    for n, answers in enumerate(cases):
        mine = {name: v for name, c in found.items() for v, who in c.cases.items() if who >> n & 1}
        assert mine == given_facts(kb, answers, plain).facts


@pytest.mark.parametrize(("stride", "count", "total"), [(1, 2, 8), (2, 3, 12), (4, 1, 4), (3, 4, 24)])
def test_periods(stride, count, total):
    for which in range(count):
        found = periodic(stride, count, which, total)
        assert [found >> i & 1 for i in range(total)] == [
            (i // stride) % count == which for i in range(total)
        ]


def test_combinations_are_all_of_them_once():
    columns, total, strides = combinations({"a": ("x", "y"), "b": ("1", "2", "3")})
    seen = {
        tuple(next(v for v, cases in columns[name].cases.items() if cases >> n & 1) for name in strides)
        for n in range(total)
    }
    assert seen == set(product("xy", "123"))
