"""What is enough to keep an option out, against every combination of the other answers; and what unknown answers turn."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from itertools import islice, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from advisor.facts import Facts, given_facts
from advisor.inquiry.answer_ranges import AnswerRanges
from advisor.inquiry.apply import with_changes
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result, Results
from advisor.model.case import Case
from advisor.model.questions import QuestionKind
from advisor.proof.changes import ChangedAnswer
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.unit.inquiry.brute import edited, edits
from tests.unit.inquiry.drawing import BY_SEED

MOST = 4000
"""Of more combinations than this, an example is not tried."""


def drawn(seed: int, sizes: Sizes) -> Inquirer:
    """A small knowledge base and a case in which some answers are missing."""
    rnd = random.Random(seed)
    kb = draw_kb(rnd, sizes)
    answers = {q: a for q, a in draw_steps(rnd, kb, 1)[0].items() if rnd.random() < 0.8}
    inquirer = Inquirer(kb, Case("drawn", "drawn", kb.default_profile, {}, ("d0",), answers, {}, {}))
    # A preference that also decides is read in two ways; the check of a knowledge base warns of it.
    answerables = inquirer.answers("d0", None)[1].answerables
    assume(not any(kb.questions[a.question].preference and not a.weighs for a in answerables))
    return inquirer


def every_case(inquirer: Inquirer, kept: Collection[str]) -> Iterator[Facts]:
    """The facts of the case with every combination of all answers but the kept ones; what only weighs may stay unknown."""
    answerables = inquirer.answers("d0", None)[1].answerables
    ways = [
        [a.states[a.current]] if a.name in kept else [s for s in a.states if s.facts or a.weighs]
        for a in answerables
    ]
    for states in product(*ways):
        pairs = zip(answerables, states, strict=True)
        changes = [ChangedAnswer(a.name, a.question, s) for a, s in pairs if s.facts]
        case = with_changes(inquirer.kb, inquirer.case, changes)
        yield given_facts(inquirer.kb, case.answers, inquirer.settings).facts


def recommended_somewhere(inquirer: Inquirer, key: str, kept: Collection[str]) -> bool:
    """Whether any combination of the other answers recommends an option."""
    results = Results(inquirer.ready("d0"))
    cases = list(islice(every_case(inquirer, kept), MOST + 1))
    assume(len(cases) <= MOST)
    return any(key in found.recommended for found in results.of(cases))


@pytest.mark.slow
@settings(BY_SEED, max_examples=40)
@given(st.integers(0, 10**9))
def test_what_keeps_an_option_out_does_so_whatever_else_is_answered_and_none_of_it_can_be_left_out(seed):
    inquirer = drawn(seed, Sizes(questions=3, concepts=2, rules=8, depth=2, tables=False))
    # A question that is not asked may be answered in no way, and stays unknown; the solver still completes it.
    assume(all(question.asked_when is None for question in inquirer.kb.questions.values()))
    verdict = inquirer.explanation.decisions["d0"].verdict
    keys = sorted(key for key in verdict.options if key not in verdict.recommended)
    assume(keys)
    key = random.Random(seed).choice(keys)
    names = inquirer.changes("d0", None).enough_against(key)
    known = {a.name for a in inquirer.answers("d0", None)[1].answerables if not a.unknown}
    if names is None:
        assert recommended_somewhere(inquirer, key, known)
        return
    assert set(names) <= known
    assert not recommended_somewhere(inquirer, key, names)
    for name in names:
        assert recommended_somewhere(inquirer, key, {*names} - {name})


@pytest.mark.slow
@settings(BY_SEED, max_examples=40)
@given(st.integers(0, 10**9))
@example(690)  # A list of no names is the shortest.
def test_unknown_answers_turn_the_result_into_what_answering_them_in_every_way_does(seed):
    inquirer = drawn(seed, Sizes(questions=4, concepts=2, rules=10, depth=2, tables=False))
    now = Result.of(inquirer.replay([inquirer.case], "d0", None)[0])
    said: dict[str, set[Result]] = {}
    for found in AnswerRanges(inquirer, "d0", None).unknown():
        outcomes = {Result(turn.outcome, frozenset(turn.recommended)) for turn in found.turns}  # type: ignore[arg-type]
        said[found.name] = outcomes
    tried: dict[str, set[Result]] = {}
    unknown = {a.name for a in inquirer.answers("d0", None)[1].answerables if a.unknown}
    for unit, ways in edits(inquirer.kb, inquirer.case).items():
        # Several that are answered together are asked about one by one, which no single edit does.
        together = any(inquirer.kb.questions[q].kind is QuestionKind.MULTI for q, _ in ways)
        if unit in unknown and not together:
            cases = (edited(inquirer.case, [way]) for way in ways)
            results = set(map(Result.of, inquirer.replay(cases, "d0", None)))
            tried[unit] = {found for found in results if now.settled_by(found)}
    assert {name: found for name, found in tried.items() if found} == {
        name: found for name, found in said.items() if name in tried
    }
