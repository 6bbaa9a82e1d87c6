"""Options with points in; rules that say which of them have the most out, by levels and not by comparing every two.

Between few options a comparison of every two is the smaller; among a hundred and fifty there are eleven thousand of those,
and a few dozen levels that any sum can reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.proof.emit import World
from advisor.proof.rules import AtLeast, If, Rule

MANY = 12
"""From so many options on, levels are used."""


def best_by_level(terms: Mapping[str, Sequence[tuple[int, int]]], world: World) -> Iterator[Rule]:
    """`best(w,o)`: option o competes, and no other that competes reaches a level that it does not.

    `terms` are, for each option, its weights in whole numbers, each with the gate on which it rests.
    """
    sums = {option: _sums(weight for weight, _ in of) for option, of in terms.items()}
    levels = sorted({level for own in sums.values() for level in own})
    for option, own in sums.items():
        key = f"({world.number},{option})"
        for level in own[1:]:
            yield AtLeast(_reaches(world, option, level), _atoms(terms[option], world), level)
        for level in levels:
            within = next((s for s in own if s >= level), None)
            top = f"top({world.number},{level})"
            if within is None:
                yield If(f"short{key}", (top,))
            elif within == own[0]:
                yield If(top, (f"in{key}",))
            else:
                yield If(top, (f"in{key}", _reaches(world, option, within)))
                yield If(f"short{key}", (top,), (_reaches(world, option, within),))
        yield If(f"best{key}", (f"in{key}",), (f"short{key}",))


def _atoms(terms: Iterable[tuple[int, int]], world: World) -> tuple[tuple[int, str], ...]:
    return tuple((weight, f"h({world.of_gate(gate)},{gate})") for weight, gate in terms)


def _sums(weights: Iterable[int]) -> list[int]:
    """Every sum that some of the weights can come to, from the smallest up."""
    found = {0}
    for weight in weights:
        found |= {s + weight for s in found}
    return sorted(found)


def _reaches(world: World, option: str, level: int) -> str:
    return f"reaches({world.number},{option},{level})"
