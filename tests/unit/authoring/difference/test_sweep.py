"""Counts of changed outcomes against every case tried one by one, over random pairs of knowledge bases."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from advisor.authoring.all_answers.space import Choice
from advisor.authoring.difference import sweep
from advisor.authoring.difference.lane_keys import merged, repeated
from advisor.authoring.difference.sweep import Results, TooManyError, count_changes
from advisor.authoring.difference.versions import Pair
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import evaluate
from advisor.facts import Column
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.rules import Meets, Weighs
from tests.differential.random_kb import Sizes, draw_kb

MOST_TRIED = 40_000


def changed(rnd: random.Random, kb: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with one to three things otherwise: rules gone, less strict or swapped; weights; an option gone."""
    rules = dict(kb.rules)
    for _ in range(rnd.choice((1, 1, 2, 3))):
        name = rnd.choice(sorted(rules))
        rule = rules[name]
        draw = rnd.random()
        if draw < 0.3:
            del rules[name]
        elif draw < 0.6:
            rules[name] = replace(rule, conditions=rule.conditions[1:])
        elif isinstance(rule.conclusion, Weighs):
            rules[name] = replace(
                rule, conclusion=replace(rule.conclusion, against=not rule.conclusion.against)
            )
        elif isinstance(rule.conclusion, Meets):
            others = [o for o in kb.options if o.split(".")[0] == rule.conclusion.option.split(".")[0]]
            rules[name] = replace(rule, conclusion=replace(rule.conclusion, option=rnd.choice(others)))
    decisions = dict(kb.decisions)
    one = decisions["d1"]
    if rnd.random() < 0.2 and len(one.options) > 1 and one.policy is not Policy.LADDER:
        decisions["d1"] = replace(one, options=one.options[:-1])
    return replace(kb, rules=rules, decisions=decisions)


def results(pair: Pair, decision: str, columns: dict[str, Column], width: int) -> list[Results]:
    """What both versions recommend, case by case."""
    sides = [
        settle(p.decisions[decision], evaluate(p, columns, width)).recommended.items() for p in pair.programs
    ]
    return [
        tuple(tuple(key for key, cases in side if cases >> n & 1) for side in sides)  # type: ignore[misc]
        for n in range(width)
    ]


def tried(pair: Pair, decision: str) -> tuple[Counter[Results], int]:
    """Every case, one by one, of all that any decision reads: those that change, and how many there are."""
    numbers = [n for n, _ in enumerate(pair.space.parts)]
    size = pair.space.size(numbers)
    if size > MOST_TRIED:
        return Counter(), 0
    columns, _ = pair.space.columns(numbers)
    found = Counter(results(pair, decision, columns, size))
    return Counter({kind: n for kind, n in found.items() if set(kind[0]) != set(kind[1])}), size


@pytest.mark.parametrize("tables", [False, True])
@pytest.mark.parametrize("seed", range(30))
def test_counts_and_kinds_are_those_of_trying_every_case(seed: int, tables: bool) -> None:
    rnd = random.Random(seed)
    kb = draw_kb(rnd, Sizes(questions=4, concepts=2, rules=12, tables=tables))
    pair = Pair.of(kb, changed(rnd, kb), "plain")
    for decision in kb.decisions:
        every, size = tried(pair, decision)
        if not size:
            continue
        counted = count_changes(pair.programs, decision, pair.space)
        assert size % counted.of == 0
        # What does not bear on the decision is not counted.
        assert {k: v.count * (size // counted.of) for k, v in counted.kinds.items()} == every
        for kind, found in counted.kinds.items():
            assert found.cases
            assert all(results(pair, decision, of_one(c), 1) == [kind] for c in found.cases)


def of_one(choices: Sequence[Choice]) -> dict[str, Column]:
    return {a: Column({v: 1}) for c in choices for a, v in c.facts.items()}


def test_the_pairs_that_are_drawn_differ_in_all_ways() -> None:
    kinds: Counter[Policy] = Counter()
    for seed in range(30):
        rnd = random.Random(seed)
        kb = draw_kb(rnd, Sizes(questions=4, concepts=2, rules=12, tables=False))
        pair = Pair.of(kb, changed(rnd, kb), "plain")
        kinds.update(kb.decisions[d].policy for d in kb.decisions if tried(pair, d)[0])
    assert all(kinds[policy] > 1 for policy in Policy), kinds


def test_too_many_to_tell_apart_is_said(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "MOST_LANES", 8)
    rules = {name: rule for name, rule in kb.rules.items() if name != "FOO-1010"}
    pair = Pair.of(kb, replace(kb, rules=rules), kb.default_profile, tables=False)
    with pytest.raises(TooManyError):
        count_changes(pair.programs, "footprint", pair.space)


def test_lanes_are_repeated_and_those_alike_taken_together() -> None:
    assert repeated(0b01, 2, 3) == 0b010101
    assert repeated(0b1, 1, 1) == 0b1
    # Four lanes: two facts, two counts; the last lane is let go.
    facts, counts, first = merged([0b0101, 0b0011], 4, [10, 1], 0b0111)
    assert (facts, counts, first) == ([0b101, 0b011], [10, 1, 10], [0, 1, 2])
    assert merged([0b11], 2, [3, 4], 0b11) == ([0b1], [7], [0])
    assert merged([0b11], 2, [3, 4], 0) == ([], [], [])
