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
class Joint:
    """One joint state of some variables, what each option gains by it, and whether any point counts in it at all.

    The state of a variable is its number, or `UNSEEN` where it is not known.
    """

    states: tuple[int, ...]
    gains: Mapping[str, int]
    counts: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Variables on which points rest together, with each of their joint states."""

    variables: tuple[int, ...]
    joints: tuple[Joint, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """All points of a decision in whole numbers: in groups, and one by one where a group would be too large.

    `below` are for each gate the variables on which it rests, bit i for variable i, as far as points are in groups.
    """

    groups: tuple[Group, ...]
    single: Mapping[str, tuple[tuple[int, int], ...]]
    below: Sequence[int] = ()


def one_by_one(options: Sequence[OptionProgram]) -> Points:
    """The points of the options, each by itself."""
    factor = _factor(options)
    return Points((), {o.key: tuple((_whole(c, factor), c.gate) for c in o.contributions) for o in options})


def points_of(
    program: Program, options: Sequence[OptionProgram], states: Sequence[Mapping[int, Facts]]
) -> Points:
    """The points of the options; `states` are those that each variable may be seen in, with the facts that each gives."""
    owner = {a: i for i, of in enumerate(states) for facts in of.values() for a in facts}
    below = _variables_below(program, owner)
    factor = _factor(options)
    groups: list[tuple[int, list[tuple[str, Contribution]]]] = []
    for option in options:
        for c in option.contributions:
            joined = below[c.gate]
            met = [g for g in groups if g[0] & joined]
            for others, _ in met:
                joined |= others
            groups = [g for g in groups if not g[0] & joined]
            groups.append((joined, [*(term for _, terms in met for term in terms), (option.key, c)]))
    found, single = [], {o.key: list[tuple[int, int]]() for o in options}
    for joined, terms in groups:
        variables = tuple(i for i in range(len(states)) if joined >> i & 1)
        if prod(len(states[i]) for i in variables) > MOST_STATES:
            for key, c in terms:
                single[key].append((_whole(c, factor), c.gate))
        else:
            found.append(_group(program, variables, terms, factor, states))
    return Points(tuple(found), {key: tuple(of) for key, of in single.items()}, below)


def _factor(options: Sequence[OptionProgram]) -> int:
    return lcm(*(c.weight.denominator for o in options for c in o.contributions))


def _whole(c: Contribution, factor: int) -> int:
    whole = int(c.weight * factor)
    return -whole if c.against else whole


def _variables_below(program: Program, owner: Mapping[str, int]) -> list[int]:
    """For each gate the variables on which it rests, bit i for variable i."""
    below: list[int] = []
    for gate in program.gates:
        found = 0
        if gate.literal is not None and gate.literal.attribute in owner:
            found = 1 << owner[gate.literal.attribute]
        for edge in gate.inputs:
            found |= below[edge.gate]
        below.append(found)
    return below


def _group(
    program: Program,
    variables: tuple[int, ...],
    terms: Sequence[tuple[str, Contribution]],
    factor: int,
    states: Sequence[Mapping[int, Facts]],
) -> Group:
    joints = []
    for chosen in product(*(states[i] for i in variables)):
        facts = {a: v for i, s in zip(variables, chosen, strict=True) for a, v in states[i][s].items()}
        known: dict[int, bool | None] = {}
        gains: dict[str, int] = {}
        counts = False
        for key, c in terms:
            if _holds(program.gates, c.gate, facts, known):
                gains[key] = gains.get(key, 0) + _whole(c, factor)
                counts = True
        joints.append(Joint(chosen, gains, counts))
    return Group(variables, tuple(joints))


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
