"""A settled situation and a grade of importance in; the weights of that grade at which two options may change places out.

An option's balance is a straight line in the weight. Where answers are unknown, the least and the most by which one option
can be ahead of another are made of such lines, and what a decision comes to hangs on where these two cross nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod

from advisor.compiler.program import OptionProgram
from advisor.decide import Situation
from advisor.decide.differences import Differences, unknown_below
from advisor.evaluation.columns import widened
from advisor.evaluation.rails import evaluate

Line = tuple[int, int]
"""What it is at a weight of nothing, and by how much it rises for each more."""
GRADE = " by this grade"
MOST_SPLIT = 256
"""Of more combinations of answers on which points and conditions rest alike, each is not looked at by itself."""


def levels(situation: Situation, grade: str) -> set[Fraction]:
    """The weights, from nothing up, at which some option may come level with another."""
    keys = [o.key for o in situation.decision.options]
    found: set[Fraction] = set()
    for split in _split(situation):
        sums = _balances(split, grade)
        for one, two in combinations(keys, 2):
            groups = [{(v[one] - v[two], v[one + GRADE] - v[two + GRADE]) for v in group} for group in sums]
            # Where nothing is open, the least is the most.
            for extreme in (min, max) if len(groups) > 1 else (min,):
                found |= set(_zeros(groups, extreme))
    return found


def _split(situation: Situation) -> Iterator[Situation]:
    """The situation with every answer given on which both points and conditions wait: they are not unknown by themselves."""
    program, decision = situation.program, situation.decision
    applies = () if decision.applies is None else (decision.applies.gate,)
    standing = [*applies, *(g for o in decision.options for g in (*o.meets, *o.partly, *o.out))]
    points = [c.gate for o in decision.options for c in o.contributions]
    shared = sorted(unknown_below(situation, standing) & unknown_below(situation, points))
    if prod(len(situation.choices[name]) for name in shared) > MOST_SPLIT:
        shared = []
    if not shared:
        yield situation
        return
    for values in product(*(situation.choices[name] for name in shared)):
        facts = {**situation.facts, **dict(zip(shared, values, strict=True))}
        rails = evaluate(program, widened(facts, 1), 1)
        truths = tuple(rails.truth(gate, 0) for gate in range(len(program.gates)))
        yield replace(situation, facts=facts, truths=truths)


def _balances(situation: Situation, grade: str) -> list[list[dict[str, int]]]:
    """What each option gains, apart from the grade and by it: for certain, and under each combination of unknown answers."""
    decision, program = situation.decision, situation.program
    halves = [half for o in decision.options for half in _halves(o, grade)]
    doubled = situation.decided(replace(decision, options=tuple(halves)))
    gates = [c.gate for o in halves for c in o.contributions]
    differences = Differences(doubled, unknown_below(situation, gates) - program.preferences)
    return [[{o.key: gains.get(o.key, 0) for o in halves} for gains in group] for group in differences.gains]


def _halves(option: OptionProgram, grade: str) -> tuple[OptionProgram, OptionProgram]:
    """An option as two: what it gains by other grades, and how often it gains by this one."""
    own = tuple(replace(c, weight=c.degree) for c in option.contributions if c.importance == grade)
    others = tuple(c for c in option.contributions if c.importance != grade)
    return (
        replace(option, contributions=others),
        replace(option, key=option.key + GRADE, contributions=own),
    )


def _zeros(groups: Sequence[Set[Line]], extreme: Callable[[Iterator[int]], int]) -> Iterator[Fraction]:
    """Where the sum over groups of the least (or the most) of each group's lines is nothing."""

    def height(weight: Fraction) -> Fraction:
        # Whole numbers do what fractions would, and many times as fast.
        over, under = weight.numerator, weight.denominator
        highest = (extreme(start * under + slope * over for start, slope in group) for group in groups)
        return Fraction(sum(highest), under)

    bends = {level for group in groups for pair in combinations(group, 2) for level in _crossing(*pair)}
    ends = [Fraction(0), *sorted(bends), max(bends, default=Fraction(0)) + 1]
    for low, high in pairwise(ends):
        yield from _zero_between(low, height(low), high, height(high))
    # Beyond the last bend it runs on as a straight line.
    last, before = height(ends[-1]), height(ends[-2])
    rise = (last - before) / (ends[-1] - ends[-2])
    if rise and -last / rise >= 0:
        yield ends[-1] - last / rise


def _crossing(one: Line, two: Line) -> Iterator[Fraction]:
    if one[1] != two[1]:
        weight = Fraction(two[0] - one[0], one[1] - two[1])
        if weight > 0:
            yield weight


def _zero_between(low: Fraction, first: Fraction, high: Fraction, last: Fraction) -> Iterator[Fraction]:
    if first == 0:
        yield low
    if first * last < 0:
        yield low + (high - low) * first / (first - last)
