"""A small set of cases, against every pair of answers written out."""

from __future__ import annotations

from itertools import combinations

import pytest

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.all_answers.space import space_of
from advisor.authoring.scenarios.suggestions import covering_cases
from advisor.compiler import compile_program
from advisor.evaluation.rails import evaluate
from advisor.facts import Column
from advisor.model.knowledge import KnowledgeBase


def answers_for(kb: KnowledgeBase, decision: str) -> AllAnswers:
    settings = kb.settings_for(kb.default_profile, {})
    program = compile_program(kb, settings, (decision,))
    return AllAnswers(kb, settings, program, space_of(kb, settings, program))


@pytest.mark.parametrize(("decision", "most"), [("integration", 45), ("delivery", 35), ("provision", 25)])
def test_every_pair_of_answers_and_every_rule_is_in_a_few_cases(
    kb: KnowledgeBase, decision: str, most: int
) -> None:
    answers = answers_for(kb, decision)
    cases = [
        {a: v for choice in case for a, v in choice.facts.items()}
        for case in covering_cases(answers, decision)
    ]
    assert len(cases) <= most
    values = {a: sorted({str(c[a]) for c in cases if a in c}) for a in answers.program.attributes}
    for part in answers.space.parts:
        for attribute in part.attributes:
            assert {str(c.facts[attribute]) for c in part.choices if attribute in c.facts} == set(
                values[attribute]
            )
    for one, two in combinations(sorted(values), 2):
        if answers.space.part_of[one] != answers.space.part_of[two]:
            met = {(str(c[one]), str(c[two])) for c in cases if one in c and two in c}
            assert met == {(a, b) for a in values[one] for b in values[two]}, (one, two)
    held = set()
    for case in cases:
        rails = evaluate(answers.program, {a: Column({v: 1}) for a, v in case.items()}, 1)
        held |= {r for r, g in answers.program.rules.items() if rails.some([x for x, _ in g.grades])[0]}
    assert held == set(answers.program.rules)
