"""A knowledge base in; a small set of scenarios that between them hold every rule and every pair of answers out.

Two answers that never stand in one case may clash unseen; most faults in rules show where two answers meet. Cases are made
one after another, each by putting together the answers that bring the most pairs which no case before it had.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations

from advisor.authoring.answers import AllAnswers
from advisor.authoring.domination import parts_below
from advisor.authoring.expectations import expectation_of
from advisor.authoring.scenario_text import Draft
from advisor.authoring.space import Choice, Part
from advisor.compiler.program import DecisionProgram
from advisor.consultation import Consultant
from advisor.evaluation.rails import Column, evaluate
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase

CANDIDATES = 12
Token = tuple[str, object]


def suggested(kb: KnowledgeBase, decision: str) -> Iterator[tuple[str, Draft]]:
    """Scenarios for one decision, each with its file's name; what they expect is what comes out now, for you to judge."""
    answers = AllAnswers.of(kb, kb.settings_for(kb.default_profile, {}))
    consultant = Consultant(kb, answers.settings, (decision,))
    for number, choices in enumerate(covering_cases(answers, answers.program.decisions[decision]), start=1):
        given = answers.answers(choices)
        case = Case("", "", kb.default_profile, {}, (decision,), given, {}, {})
        explained = consultant.explain(case).decisions[decision]
        draft = Draft(
            f"Suggested case {number}", "made to try answers together; judge what it expects",
            given, {decision: expectation_of(explained)},
        )  # fmt: skip
        yield f"{decision}/suggested-{number:03d}.yaml", draft


def covering_cases(answers: AllAnswers, decision: DecisionProgram) -> Iterator[tuple[Choice, ...]]:
    """Cases that hold every rule of a decision that can hold, and then every pair of answers that can stand together."""
    parts = _parts(answers, decision)
    source = random.Random(0)  # noqa: S311 - the same cases every time, and nothing secret
    seen: set[frozenset[Token]] = set()
    fired: set[str] = set()
    for rule in decision.rules:
        if rule in fired:
            continue
        found = answers.find([answers.program.rules[rule].gate])
        if found:
            case = tuple(found[answers.space.parts.index(p)] for p in parts)
            seen |= _pairs(parts, case)
            fired |= _fired(answers, found, decision)
            yield case
    wanted = _all_pairs(parts)
    while left := wanted - seen:
        best = max(
            (_candidate(parts, left, source) for _ in range(CANDIDATES)),
            key=lambda c: len(_pairs(parts, c) & left),
        )
        new = _pairs(parts, best) & left
        if not new:
            return
        seen |= new
        yield best


def _parts(answers: AllAnswers, decision: DecisionProgram) -> list[Part]:
    below = parts_below(answers.program, answers.space)
    mask = 0
    for rule in decision.rules:
        mask |= below[answers.program.rules[rule].gate]
    for option in decision.options:
        for c in option.contributions:
            mask |= below[c.gate]
    if decision.applies is not None:
        mask |= below[decision.applies.gate]
    return [p for n, p in enumerate(answers.space.parts) if mask >> n & 1]


def _fired(answers: AllAnswers, choices: Iterable[Choice], decision: DecisionProgram) -> set[str]:
    facts = {a: Column({v: 1}) for c in choices for a, v in c.facts.items()}
    rails = evaluate(answers.program, facts, 1)
    return {r for r in decision.rules if rails.surely[answers.program.rules[r].gate]}


def _tokens(part: Part, choice: Choice) -> tuple[Token, ...]:
    """What a choice answers, one attribute at a time, so that linked answers pair like any others."""
    return tuple((a, choice.facts.get(a)) for a in part.attributes)


def _pairs(parts: list[Part], case: tuple[Choice, ...]) -> set[frozenset[Token]]:
    tokens = [t for part, choice in zip(parts, case, strict=True) for t in _tokens(part, choice)]
    return {frozenset(pair) for pair in combinations(tokens, 2)}


def _all_pairs(parts: list[Part]) -> set[frozenset[Token]]:
    """Every pair of answers that can stand together."""
    answers = [{t for choice in part.choices for t in _tokens(part, choice)} for part in parts]
    pairs = {frozenset((a, b)) for one, two in combinations(answers, 2) for a in one for b in two}
    within = {frozenset(p) for part in parts for c in part.choices for p in combinations(_tokens(part, c), 2)}
    return pairs | within


def _candidate(parts: list[Part], left: set[frozenset[Token]], source: random.Random) -> tuple[Choice, ...]:
    """A case put together answer by answer, each the one that brings most pairs that are left."""
    chosen: dict[int, Choice] = {}
    tokens: list[Token] = []
    order = list(range(len(parts)))
    source.shuffle(order)
    for n in order:
        tried = parts[n].choices if len(parts[n].choices) <= 8 else source.sample(parts[n].choices, 8)

        start = source.randrange(len(tried))
        chosen[n] = max([*tried[start:], *tried[:start]], key=partial(_gain, parts[n], tokens, left))
        tokens += _tokens(parts[n], chosen[n])
    return tuple(chosen[n] for n in range(len(parts)))


def _gain(part: Part, tokens: list[Token], left: set[frozenset[Token]], choice: Choice) -> int:
    """How many pairs that are left a choice brings, with the answers chosen before it and within itself."""
    own = _tokens(part, choice)
    with_others = sum(frozenset((a, b)) in left for a in own for b in tokens)
    return with_others + sum(frozenset(pair) in left for pair in combinations(own, 2))
