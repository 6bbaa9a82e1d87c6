"""A decision's points and the space of answers in; by how much one option can be ahead of another at most out.

The points of a decision fall into groups that share no answer, so the most that a difference can come to is the sum of
what it can come to in each group. That is exact, and needs no search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from advisor.authoring.all_answers.space import Space
from advisor.compiler import Program
from advisor.compiler.program import Contribution, OptionProgram
from advisor.evaluation.bits import few_numbers
from advisor.evaluation.rails import evaluate

MOST_IN_A_GROUP = 1 << 14


class Lead:
    """How far ahead the options of one decision can be of each other."""

    def __init__(self, program: Program, space: Space, options: Sequence[OptionProgram]) -> None:
        self._groups = [
            _vectors(program, space, parts, terms) for parts, terms in _groups(program, space, options)
        ]

    def most(self, option: str, rival: str) -> Fraction:
        """The most by which an option can be ahead of a rival."""
        none = Fraction(0)
        return sum(
            (max(v.get(option, none) - v.get(rival, none) for v in group) for group in self._groups), none
        )


Terms = list[tuple[str, Contribution]]
Vector = dict[str, Fraction]


def parts_below(program: Program, space: Space) -> tuple[int, ...]:
    """For each gate the parts of the space on which it rests, as bits."""
    below: list[int] = []
    for gate in program.gates:
        mask = 0
        if gate.literal is not None and gate.literal.attribute in space.part_of:
            mask = 1 << space.part_of[gate.literal.attribute]
        for edge in gate.inputs:
            mask |= below[edge.gate]
        below.append(mask)
    return tuple(below)


def joined(below: Sequence[int], gates: Iterable[int]) -> tuple[int, ...]:
    """The numbers of the parts on which any of some gates rests, by what `parts_below` says of each."""
    mask = 0
    for gate in gates:
        mask |= below[gate]
    return tuple(few_numbers(mask))


def _groups(program: Program, space: Space, options: Sequence[OptionProgram]) -> list[tuple[int, Terms]]:
    """Contributions joined until no two groups rest on the same part."""
    below = parts_below(program, space)
    groups: list[tuple[int, Terms]] = []
    for option in options:
        for contribution in option.contributions:
            mask, terms = below[contribution.gate], [(option.key, contribution)]
            for other in [g for g in groups if g[0] & mask]:
                groups.remove(other)
                mask, terms = mask | other[0], [*other[1], *terms]
            groups.append((mask, terms))
    return groups


def _vectors(program: Program, space: Space, mask: int, terms: Terms) -> list[Vector]:
    """What each option gains in each case of a group; with too many cases, the best of each option by itself."""
    numbers = list(few_numbers(mask))
    if space.size(numbers) > MOST_IN_A_GROUP:
        return _loose(terms)
    columns, total = space.columns(numbers)
    rails = evaluate(program, columns, total)
    vectors: list[Vector] = [{} for _ in range(total)]
    for key, c in terms:
        for case in range(total):
            if rails.surely[c.gate] >> case & 1:
                vectors[case][key] = vectors[case].get(key, Fraction(0)) + (
                    -c.weight if c.against else c.weight
                )
    return [dict(items) for items in {tuple(sorted(v.items())) for v in vectors}]


def _loose(terms: Terms) -> list[Vector]:
    """Bounds on each pair's difference: one option at its best while another is at its worst."""
    best: Vector = {}
    worst: Vector = {}
    for key, c in terms:
        side = worst if c.against else best
        side[key] = side.get(key, Fraction(0)) + (-c.weight if c.against else c.weight)
    keys = {*best, *worst}
    none = Fraction(0)
    return [
        {},
        *({a: best.get(a, none), b: worst.get(b, none)} for a in keys for b in keys if a != b),
        *({a: best.get(a, none)} for a in keys),
        *({b: worst.get(b, none)} for b in keys),
    ]
