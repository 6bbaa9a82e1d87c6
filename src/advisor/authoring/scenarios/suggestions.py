"""A knowledge base in; a small set of scenarios that between them hold every rule and every pair of answers out.

Two answers that never stand in one case may clash unseen; most faults in rules show where two answers meet. Cases are made
one after another, each by putting together the answers that bring the most pairs which no case before it had. A rule that
holds in none of them then gets a case of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.all_answers.domination import joined, parts_below
from advisor.authoring.all_answers.space import Choice, Part, space_of
from advisor.authoring.scenarios.expectations import expectation_of
from advisor.authoring.scenarios.text import Draft
from advisor.compiler import Program, compile_program
from advisor.compiler.cone import roots
from advisor.consultation import Consultant
from advisor.evaluation.bits import few_numbers
from advisor.evaluation.rails import evaluate
from advisor.facts import Column, FactValue
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase

CANDIDATES = 12


def suggested(kb: KnowledgeBase, decision: str) -> Iterator[tuple[str, Draft]]:
    """Scenarios for one decision, each with its file's name; what they expect is what comes out now, for you to judge."""
    settings = kb.settings_for(kb.default_profile, {})
    # Alone, so that notes which need another decision do not bring in all of its questions.
    program = compile_program(kb, settings, (decision,))
    answers = AllAnswers(kb, settings, program, space_of(kb, settings, program))
    consultant = Consultant(kb, settings, (decision,))
    for number, choices in enumerate(covering_cases(answers, decision), start=1):
        given = answers.answers(choices)
        case = Case("", "", kb.default_profile, {}, (decision,), given, {}, {})
        explained = consultant.explain(case).decisions[decision]
        draft = Draft(
            f"Suggested case {number}", "made to try answers together; judge what it expects",
            given, {decision: expectation_of(explained)},
        )  # fmt: skip
        yield f"{decision}/suggested-{number:03d}.yaml", draft


def covering_cases(answers: AllAnswers, decision: str) -> Iterator[tuple[Choice, ...]]:
    """Cases with every pair of answers that can stand together, and then every rule of a decision that can hold."""
    parts = _parts(answers, decision)
    pairs, source = _Pairs(parts, answers.program), random.Random(0)  # noqa: S311 - the same cases every time, and nothing secret
    fired: set[str] = set()
    while pairs.left():
        best = max((pairs.candidate(source) for _ in range(CANDIDATES)), key=pairs.gain)
        pairs.take(best)
        case = tuple(part.choices[which] for part, which in zip(parts, best, strict=True))
        fired |= _fired(answers, case, decision)
        yield case
    for rule in answers.program.decisions[decision].rules:
        if rule not in fired:
            found = answers.find(answers.program.rules[rule].standing[:1])
            if found:
                case = tuple(found[answers.space.parts.index(p)] for p in parts)
                fired |= _fired(answers, case, decision)
                yield case


def _parts(answers: AllAnswers, decision: str) -> list[Part]:
    """What the decision's result and its rules rest on."""
    program = answers.program
    below = parts_below(program, answers.space)
    gates = roots(program.decisions[decision])
    gates |= {g for rule in program.decisions[decision].rules for g in program.rules[rule].standing}
    return [answers.space.parts[n] for n in joined(below, gates)]


def _fired(answers: AllAnswers, case: Sequence[Choice], decision: str) -> set[str]:
    facts = {a: Column({v: 1}) for c in case for a, v in c.facts.items()}
    rails = evaluate(answers.program, facts, 1)
    rules = answers.program.decisions[decision].rules
    return {r for r in rules if rails.some(answers.program.rules[r].standing)[0]}


class _Pairs:
    """The pairs of answers that no case had yet: for each answer, by number, those that it is still to meet, as bits.

    A choice answers one attribute at a time, so that answers which hang together pair like any others.
    """

    def __init__(self, parts: Sequence[Part], program: Program) -> None:
        number: dict[tuple[str, object], int] = {}
        self._own: list[list[tuple[int, ...]]] = []
        for part in parts:
            answers = [
                [(a, _told(program, a, c.facts.get(a))) for a in part.attributes] for c in part.choices
            ]
            self._own.append([tuple(number.setdefault(a, len(number)) for a in own) for own in answers])
        self._masks = [[_bits(own) for own in choices] for choices in self._own]
        self._left = [0] * len(number)
        whole = [_bits({a for own in choices for a in own}) for choices in self._own]
        for one, two in combinations(range(len(parts)), 2):
            self._join(whole[one], whole[two])
        for masks in self._masks:
            for mask in masks:
                self._join(mask, mask)

    def _join(self, one: int, two: int) -> None:
        for a in few_numbers(one):
            self._left[a] |= two & ~(1 << a)
        for b in few_numbers(two):
            self._left[b] |= one & ~(1 << b)

    def left(self) -> bool:
        """Whether any pair is left."""
        return any(self._left)

    def _mask(self, case: Sequence[int]) -> int:
        mask = 0
        for masks, which in zip(self._masks, case, strict=True):
            mask |= masks[which]
        return mask

    def gain(self, case: Sequence[int]) -> int:
        """How many pairs that are left a case has, each counted from both sides."""
        mask = self._mask(case)
        return sum((self._left[a] & mask).bit_count() for a in few_numbers(mask))

    def take(self, case: Sequence[int]) -> None:
        """Strike out the pairs of a case."""
        mask = self._mask(case)
        for a in few_numbers(mask):
            self._left[a] &= ~mask

    def candidate(self, source: random.Random) -> tuple[int, ...]:
        """A case put together choice by choice, each the one that brings most; it begins where most pairs are left."""
        most = max(range(len(self._left)), key=lambda a: self._left[a].bit_count())
        first = next(n for n, choices in enumerate(self._own) if any(most in own for own in choices))
        order = [n for n in range(len(self._own)) if n != first]
        source.shuffle(order)
        chosen: dict[int, int] = {}
        mask = 0
        for n in (first, *order):
            tried = [w for w, own in enumerate(self._own[n]) if n != first or most in own]
            start = source.randrange(len(tried))
            chosen[n] = max([*tried[start:], *tried[:start]], key=partial(self._brings, n, mask))
            mask |= self._masks[n][chosen[n]]
        return tuple(chosen[n] for n in range(len(self._own)))

    def _brings(self, part: int, mask: int, which: int) -> int:
        """The pairs that are left which a choice brings, with the answers chosen before it and within itself."""
        own = self._masks[part][which]
        return sum(
            2 * (self._left[a] & mask).bit_count() + (self._left[a] & own).bit_count()
            for a in self._own[part][which]
        )


def _told(program: Program, attribute: str, value: FactValue | None) -> object:
    """What the rules can tell of a value: the same for two that no test tells apart."""
    if value is None:
        return None
    tests = (program.gates[gate].literal for gate in program.attributes[attribute])
    return tuple(test.holds(value) for test in tests if test is not None)


def _bits(numbers: Iterable[int]) -> int:
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask
