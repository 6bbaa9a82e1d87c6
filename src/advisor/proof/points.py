"""A decision's points and what may be answered in; what each option gains in each joint state of the answers out.

Points that rest on the same variables are taken together. A solver that counted each point by itself would have to find out
by search that the points of one answer exclude each other; of whole states it knows at once what a sum can come to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import lcm, prod

from advisor.compiler.program import Contribution, Gate, GateKind, OptionProgram, Program
from advisor.facts import Facts

MOST_STATES = 256
"""Points that rest on more joint states than this are counted one by one."""
UNSEEN = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Variables on which points rest together, and for each of their joint states what every option gains by it.

    A state of a variable is its number, or `UNSEEN` where it is not known.
    """

    variables: tuple[int, ...]
    gains: tuple[tuple[tuple[int, ...], Mapping[str, int]], ...]


@dataclass(frozen=True, slots=True)
class Points:
    """All points of a decision in whole numbers: in groups, and one by one where a group would be too large."""

    groups: tuple[Group, ...]
    single: Mapping[str, tuple[tuple[int, int], ...]]


def points_of(
    program: Program, options: Sequence[OptionProgram], states: Sequence[Sequence[Facts]]
) -> Points:
    """The points of the options; `states` are the facts that each variable gives in each of its states."""
    owner = {a: i for i, of in enumerate(states) for facts in of for a in facts}
    below = _variables_below(program, owner)
    factor = lcm(*(c.weight.denominator for o in options for c in o.contributions))
    groups: list[tuple[frozenset[int], list[tuple[str, Contribution]]]] = []
    for option in options:
        for c in option.contributions:
            joined = below[c.gate].union(*(g[0] for g in groups if g[0] & below[c.gate]))
            terms = [t for g in groups if g[0] & joined for t in g[1]]
            groups = [g for g in groups if not g[0] & joined]
            groups.append((joined, [*terms, (option.key, c)]))
    found, single = [], {o.key: list[tuple[int, int]]() for o in options}
    for variables, terms in groups:
        if prod(len(states[i]) + 1 for i in variables) > MOST_STATES:
            for key, c in terms:
                single[key].append((_whole(c, factor), c.gate))
        else:
            found.append(_group(program, tuple(sorted(variables)), terms, factor, states))
    return Points(tuple(found), {key: tuple(of) for key, of in single.items()})


def _whole(c: Contribution, factor: int) -> int:
    whole = int(c.weight * factor)
    return -whole if c.against else whole


def _variables_below(program: Program, owner: Mapping[str, int]) -> list[frozenset[int]]:
    """For each gate the variables on which it rests."""
    below: list[frozenset[int]] = []
    for gate in program.gates:
        own = {owner[gate.literal.attribute]} if gate.literal and gate.literal.attribute in owner else set()
        below.append(frozenset(own).union(*(below[e.gate] for e in gate.inputs)))
    return below


def _group(
    program: Program,
    variables: tuple[int, ...],
    terms: Sequence[tuple[str, Contribution]],
    factor: int,
    states: Sequence[Sequence[Facts]],
) -> Group:
    gains = []
    for chosen in product(*((UNSEEN, *range(len(states[i]))) for i in variables)):
        facts = {
            a: v for i, s in zip(variables, chosen, strict=True) if s >= 0 for a, v in states[i][s].items()
        }
        known: dict[int, bool | None] = {}
        gain: dict[str, int] = {}
        for key, c in terms:
            if _holds(program.gates, c.gate, facts, known):
                gain[key] = gain.get(key, 0) + _whole(c, factor)
        gains.append((chosen, gain))
    return Group(variables, tuple(gains))


def _holds(gates: Sequence[Gate], number: int, facts: Facts, known: dict[int, bool | None]) -> bool | None:
    """Whether a gate is known to hold, given facts; None where it is not known."""
    if number in known:
        return known[number]
    gate = gates[number]
    if gate.literal is not None:
        value = facts.get(gate.literal.attribute)
        truth = None if value is None else gate.literal.holds(value)
    else:
        decisive = gate.kind is GateKind.ANY
        truth = not decisive
        for edge in gate.inputs:
            below = _holds(gates, edge.gate, facts, known)
            if below is None:
                truth = None
            elif (below == edge.positive) == decisive:
                truth = decisive
                break
    known[number] = truth
    return truth
