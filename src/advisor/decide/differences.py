"""Options and the truths in; by how much one can be ahead of another out, counting each unknown answer once for both.

Two options that wait for the same answer do not drift apart by it: their difference is bounded answer by answer, which is
exact as long as each open weight hangs on few unknown answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import sub

from advisor.compiler.program import Contribution
from advisor.decide.situation import Situation
from advisor.decide.verdict import Interval
from advisor.evaluation.policies import whole, whole_weights
from advisor.model.conditions import Truth


def unknown_below(situation: Situation, gates: Iterable[int]) -> frozenset[str]:
    """The unknown attributes on which gates of unknown truth wait."""
    return frozenset[str]().union(*[situation.waiting[gate] for gate in gates])


class Differences:
    """Bounds of every option's balance against every other's, in whole units: weights are multiplied until they have no
    fractions, which changes no order.
    """

    def __init__(self, situation: Situation, unknown: Collection[str]) -> None:
        """`unknown` are the attributes that may still be learnt; what waits for others alone counts nothing."""
        options, truths = situation.decision.options, situation.truths
        factor, _ = whole_weights(options)
        self._fixed = {o.key: 0 for o in options}
        self._found: dict[tuple[str, str], tuple[int, int]] = {}
        self._columns_of: dict[str, list[list[int]]] = {}
        open_terms: list[Term] = []
        learnable = frozenset(unknown)
        for option in options:
            for c in option.contributions:
                truth = truths[c.gate]
                if truth is Truth.FALSE:
                    continue
                amount = -whole(c, factor) if c.against else whole(c, factor)
                if truth is Truth.TRUE:
                    self._fixed[option.key] += amount
                elif names := situation.waiting[c.gate] & learnable:
                    open_terms.append(Term(option.key, c.gate, amount, names))
        self._vectors = [_vectors(situation, names, terms) for names, terms in _connected(open_terms)]

    @property
    def gains(self) -> list[list[dict[str, int]]]:
        """What each option gains: for certain, and for each group of unknown answers under each of its combinations."""
        return [[self._fixed], *self._vectors]

    def between(self, left: str, right: str) -> tuple[int, int]:
        """By how much `left` is ahead of `right`, at least and at most."""
        if (left, right) not in self._found:
            low = high = self._fixed[left] - self._fixed[right]
            for mine, theirs in zip(self._columns(left), self._columns(right), strict=True):
                gaps = list(map(sub, mine, theirs))
                low += min(gaps)
                high += max(gaps)
            self._found[left, right] = (low, high)
            self._found[right, left] = (-high, -low)
        return self._found[left, right]

    def _columns(self, option: str) -> list[list[int]]:
        """What one option gains, for each group of unknown answers under each of its combinations."""
        if option not in self._columns_of:
            self._columns_of[option] = [[v.get(option, 0) for v in vectors] for vectors in self._vectors]
        return self._columns_of[option]


def weight_interval(
    situation: Situation, contributions: Iterable[Contribution], *, against: bool
) -> Interval:
    """What speaks for (or against) an option: at least what surely counts, at most what possibly does.

    The grades of one rule exclude each other, so a rule adds at most its largest open grade. What waits for preferences
    alone counts nothing.
    """
    truths, waiting, preferences = situation.truths, situation.waiting, situation.program.preferences
    low = Fraction(0)
    open_grades: dict[str, Fraction] = {}
    settled: set[str] = set()
    for c in contributions:
        if c.against is not against:
            continue
        truth = truths[c.gate]
        if truth is Truth.TRUE:
            low += c.weight
            settled.add(c.rule)
        elif truth is Truth.UNKNOWN and waiting[c.gate] - preferences:
            open_grades[c.rule] = max(open_grades.get(c.rule, Fraction(0)), c.weight)
    high = sum((w for rule, w in open_grades.items() if rule not in settled), low)
    return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Term:
    """What an option gains (or loses) by a gate that is not known yet, and the unknown attributes that it waits for."""

    option: str
    gate: int
    amount: int
    names: frozenset[str]


def _connected(open_terms: Sequence[Term]) -> list[tuple[frozenset[str], list[Term]]]:
    """Open terms grouped so that no unknown attribute stands in two groups."""
    alike: dict[frozenset[str], list[Term]] = {}
    for term in open_terms:
        alike.setdefault(term.names, []).append(term)
    groups: list[tuple[frozenset[str], list[Term]]] = []
    for names, terms in alike.items():
        touching = [group for group in groups if not names.isdisjoint(group[0])]
        apart = [group for group in groups if names.isdisjoint(group[0])]
        merged = names.union(*[group[0] for group in touching])
        groups = [*apart, (merged, [*(term for group in touching for term in group[1]), *terms])]
    return groups


def _vectors(situation: Situation, names: frozenset[str], terms: Sequence[Term]) -> list[dict[str, int]]:
    """What each option gains under each combination of a group's unknown answers; with too many, each
    option's own bounds.
    """
    together = situation.joint.together(names, frozenset(term.gate for term in terms), situation.facts)
    if together is None:
        return _loose(terms)
    found: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}
    for holding in together:
        gained: dict[str, int] = {}
        for term in terms:
            if term.gate in holding:
                gained[term.option] = gained.get(term.option, 0) + term.amount
        found[tuple(gained.items())] = gained
    return list(found.values())


def _loose(terms: Sequence[Term]) -> list[dict[str, int]]:
    """One vector for every option at its best and one at its worst, which bounds each pair."""
    best: dict[str, int] = {}
    worst: dict[str, int] = {}
    for term in terms:
        side = worst if term.amount < 0 else best
        side[term.option] = side.get(term.option, 0) + term.amount
    vectors = [{key: value} for side in (best, worst) for key, value in side.items()]
    return [{}, *[{a: best[a], b: worst[b]} for a in best for b in worst if a != b], *vectors]
