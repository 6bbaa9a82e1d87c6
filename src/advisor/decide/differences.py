"""Options and the truths in; by how much one can be ahead of another out, counting each unknown answer once for both.

Two options that wait for the same answer do not drift apart by it: their difference is bounded answer by answer, which is
exact as long as each open weight hangs on few unknown answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from math import prod

from advisor.compiler.program import Contribution
from advisor.decide.situation import Situation
from advisor.decide.verdict import Interval
from advisor.evaluation.rails import Column, evaluate, gates_below
from advisor.evaluation.regions import combinations
from advisor.facts import Facts, FactValue
from advisor.model.conditions import Truth

MOST_COMBINATIONS = 4096


def unknown_below(situation: Situation, gates: Sequence[int]) -> frozenset[str]:
    """The unknown attributes on which gates of unknown truth wait."""
    found: set[str] = set()
    pending = [g for g in gates if situation.truths[g] is Truth.UNKNOWN]
    seen = set(pending)
    while pending:
        gate = situation.program.gates[pending.pop()]
        if gate.literal is not None:
            found.add(gate.literal.attribute)
        for edge in gate.inputs:
            if situation.truths[edge.gate] is Truth.UNKNOWN and edge.gate not in seen:
                seen.add(edge.gate)
                pending.append(edge.gate)
    return frozenset(found)


def choices_for(situation: Situation, names: Iterable[str]) -> dict[str, Sequence[FactValue]]:
    """For each attribute, one value for every answer that the rules could tell apart."""
    return {name: situation.choices[name] for name in sorted(names)}


def widened(facts: Facts, total: int) -> dict[str, Column]:
    """Known facts as columns over `total` cases."""
    everyone = (1 << total) - 1
    return {attribute: Column({value: everyone}) for attribute, value in facts.items()}


class Differences:
    """Bounds of every option's balance against every other's."""

    def __init__(self, situation: Situation, unknown: Collection[str]) -> None:
        """`unknown` are the attributes that may still be learnt; what waits for others alone counts nothing."""
        options, truths = situation.decision.options, situation.truths
        self._fixed = {o.key: Fraction(0) for o in options}
        open_terms: list[tuple[str, Contribution, frozenset[str]]] = []
        for option in options:
            for c in option.contributions:
                if truths[c.gate] is Truth.TRUE:
                    self._fixed[option.key] += _signed(c)
                elif names := unknown_below(situation, [c.gate]) & set(unknown):
                    open_terms.append((option.key, c, names))
        self._vectors = [_vectors(situation, names, terms) for names, terms in _connected(open_terms)]

    def between(self, left: str, right: str) -> Interval:
        """By how much `left` is ahead of `right`, at least and at most."""
        base = self._fixed[left] - self._fixed[right]
        low = high = base
        for vectors in self._vectors:
            gaps = [v.get(left, Fraction(0)) - v.get(right, Fraction(0)) for v in vectors]
            low += min(gaps)
            high += max(gaps)
        return Interval(low, high)


def weight_interval(
    situation: Situation, contributions: Iterable[Contribution], *, against: bool
) -> Interval:
    """What speaks for (or against) an option: at least what surely counts, at most what possibly does.

    The grades of one rule exclude each other, so a rule adds at most its largest open grade. What waits for preferences
    alone counts nothing.
    """
    truths = situation.truths
    low = Fraction(0)
    open_grades: dict[str, Fraction] = {}
    settled: set[str] = set()
    for c in contributions:
        if c.against is not against:
            continue
        if truths[c.gate] is Truth.TRUE:
            low += c.weight
            settled.add(c.rule)
        elif unknown_below(situation, [c.gate]) - situation.program.preferences:
            open_grades[c.rule] = max(open_grades.get(c.rule, Fraction(0)), c.weight)
    high = low + sum((w for rule, w in open_grades.items() if rule not in settled), Fraction(0))
    return Interval(low, high)


def _signed(c: Contribution) -> Fraction:
    return -c.weight if c.against else c.weight


Terms = list[tuple[str, Contribution]]


def _connected(
    open_terms: Sequence[tuple[str, Contribution, frozenset[str]]],
) -> list[tuple[frozenset[str], Terms]]:
    """Open terms grouped so that no unknown attribute stands in two groups."""
    groups: list[tuple[frozenset[str], Terms]] = []
    for key, contribution, names in open_terms:
        touching = [g for g in groups if g[0] & names]
        merged = names.union(*(g[0] for g in touching))
        terms = [term for g in touching for term in g[1]]
        groups = [g for g in groups if g not in touching]
        groups.append((merged, [*terms, (key, contribution)]))
    return groups


def _vectors(situation: Situation, names: frozenset[str], terms: Terms) -> list[dict[str, Fraction]]:
    """What each option gains under each combination of a group's unknown answers; with too many, each
    option's own bounds.
    """
    choices = choices_for(situation, names)
    if prod(len(values) for values in choices.values()) > MOST_COMBINATIONS:
        return _loose(terms)
    columns, total, _ = combinations(choices)
    needed = gates_below(situation.program, [c.gate for _, c in terms])
    rails = evaluate(situation.program, {**widened(situation.facts, total), **columns}, total, needed)
    masks = [rails.surely[c.gate] for _, c in terms]
    return [
        _gained(term for term, holds in zip(terms, pattern, strict=True) if holds)
        for pattern in _patterns(masks, rails.everyone)
    ]


def _patterns(masks: Sequence[int], everyone: int) -> list[tuple[bool, ...]]:
    """Which of the masks hold together in some case, each combination once."""
    found: list[tuple[int, tuple[bool, ...]]] = [(everyone, ())]
    for mask in masks:
        found = [
            (part, (*pattern, holds))
            for cases, pattern in found
            for part, holds in ((cases & mask, True), (cases & ~mask, False))
            if part
        ]
    return [pattern for _, pattern in found]


def _gained(terms: Iterable[tuple[str, Contribution]]) -> dict[str, Fraction]:
    """What each option gains by these terms."""
    vector: dict[str, Fraction] = {}
    for key, c in terms:
        vector[key] = vector.get(key, Fraction(0)) + _signed(c)
    return vector


def _loose(terms: Terms) -> list[dict[str, Fraction]]:
    """One vector for every option at its best and one at its worst, which bounds each pair."""
    best: dict[str, Fraction] = {}
    worst: dict[str, Fraction] = {}
    for key, c in terms:
        side = worst if c.against else best
        side[key] = side.get(key, Fraction(0)) + _signed(c)
    vectors = [{key: value} for side in (best, worst) for key, value in side.items()]
    return [
        {},
        *[{a: best.get(a, Fraction(0)), b: worst.get(b, Fraction(0))} for a in best for b in worst if a != b],
        *vectors,
    ]
