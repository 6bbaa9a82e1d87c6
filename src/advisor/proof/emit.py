"""A program in; the same program as ground rules for an answer-set solver out. Nothing here runs.

What may be answered is a list of variables, each in exactly one of its states; a state gives facts, and an attribute that it
gives no fact for is unknown. A *world* is one reading of the answers: usually one world sees exactly what was answered.

| atom | says |
|---|---|
| `x(i,s)` | variable i is answered by its state s |
| `v(w,i,s)` | world w sees variable i in state s |
| `h(w,g)`, `n(w,g)` | gate g is known to hold, known not to hold: the two rails, so unknown is neither |
| `rec(w,o)`, `sole(w,o)` | option o is recommended, and no other is; `none`, `several(w,d)`: decision d recommends so many |
| `met`, `part`, `out(w,o)` | its condition holds and it is not ruled out, the same in part, it is ruled out |
| `in(w,o)`, `abreast(w,o,r)` | option o competes; rival r competes, and o is not ahead of it |

The rules are acyclic, and nothing but the variables is chosen, so each choice has exactly one answer set: the fixpoint of
forward chaining. As in `evaluation.policies`, what weighs counts where it surely holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import lcm

from advisor.compiler.program import (
    Contribution,
    DecisionProgram,
    Edge,
    Gate,
    GateKind,
    OptionProgram,
    Program,
)
from advisor.facts import Facts
from advisor.model.options import Policy
from advisor.proof.levels import MANY, best_by_level
from advisor.proof.points import UNSEEN, Points
from advisor.proof.rules import AtLeast, If, OneOf, Rule


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that is answered in one of several ways: a question, an item, a table. `states` are the facts each gives."""

    name: str
    states: tuple[Facts, ...]


def choices(variables: Sequence[Variable]) -> Iterator[Rule]:
    """Each variable is in exactly one of its states."""
    for i, variable in enumerate(variables):
        yield OneOf(tuple(f"x({i},{s})" for s in range(len(variable.states))))


def seen(variables: Sequence[Variable], world: int) -> Iterator[Rule]:
    """A world that sees exactly what was answered."""
    for i, variable in enumerate(variables):
        for s in range(len(variable.states)):
            yield If(f"v({world},{i},{s})", (f"x({i},{s})",))


def circuit(
    program: Program,
    variables: Sequence[Variable],
    world: int,
    wanted: Iterable[tuple[Edge, bool]] | None = None,
) -> Iterator[Rule]:
    """The rails of gates over what the world sees of the variables.

    `wanted` names edges, each with whether it is to be known to hold or known not to: then only those rails are given, and
    what they rest on. Without it, both rails of every gate are.
    """
    owner = {a: i for i, variable in enumerate(variables) for state in variable.states for a in state}
    rails = (
        {(g, h) for g in range(len(program.gates)) for h in (True, False)}
        if wanted is None
        else _needed(program, wanted)
    )
    for number, holds in sorted(rails):
        gate = program.gates[number]
        head = rail(Edge(number), world, holds=holds)
        if gate.literal is not None:
            i = owner.get(gate.literal.attribute)
            if i is not None:
                yield from _literal(gate, variables[i], f"v({world},{i},", head, holds=holds)
        elif (gate.kind is GateKind.ALL) == holds:
            yield If(head, tuple(rail(edge, world, holds=holds) for edge in gate.inputs))
        else:
            yield from (If(head, (rail(edge, world, holds=holds),)) for edge in gate.inputs)


def _needed(program: Program, wanted: Iterable[tuple[Edge, bool]]) -> set[tuple[int, bool]]:
    """The rails on which the wanted ones rest."""
    pending = [(edge.gate, edge.positive == holds) for edge, holds in wanted]
    found = set(pending)
    while pending:
        number, holds = pending.pop()
        for edge in program.gates[number].inputs:
            below = (edge.gate, edge.positive == holds)
            if below not in found:
                found.add(below)
                pending.append(below)
    return found


def _literal(gate: Gate, variable: Variable, sees: str, head: str, *, holds: bool) -> Iterator[Rule]:
    assert gate.literal is not None
    for s, facts in enumerate(variable.states):
        value = facts.get(gate.literal.attribute)
        if value is not None and gate.literal.holds(value) == holds:
            yield If(head, (f"{sees}{s})",))


def rail(edge: Edge, world: int, *, holds: bool) -> str:
    """The atom that says that an edge is known to hold, or known not to."""
    return f"{'h' if edge.positive == holds else 'n'}({world},{edge.gate})"


def rails_of(decision: DecisionProgram) -> Iterator[tuple[Edge, bool]]:
    """The rails on which a decision's policy rests."""
    for option in decision.options:
        gates = (*option.meets, *option.partly, *option.out, *(c.gate for c in option.contributions))
        yield from ((Edge(gate), True) for gate in gates)
    if decision.applies is not None:
        yield decision.applies, True


def policy(decision: DecisionProgram, world: int, points: Points | None = None) -> Iterator[Rule]:
    """The policy of a decision, over the rails of its circuit in the same world.

    With `points`, balances are summed by joint states of the variables (see `points_of`), which makes hard questions easy.
    Without them, many options are compared by levels, and then no `abreast` is given.
    """
    for option in decision.options:
        yield from _standing(option, world)
    match decision.policy:
        case Policy.CONDITIONS:
            yield from _tiers(decision, world)
            yield from _balance(decision.options, world, points)
        case Policy.WEIGHTED:
            yield from _switched_on(decision, world)
            yield from _balance(decision.options, world, points)
        case Policy.LADDER:
            yield from _ladder(decision.options, world)
    applies = () if decision.applies is None else (rail(decision.applies, world, holds=True),)
    keys = [_name(o, world) for o in decision.options]
    some = f"some({world},{decision.id})"
    several = f"several({world},{decision.id})"
    yield AtLeast(several, tuple((1, f"rec{key}") for key in keys), 2)
    for key in keys:
        yield If(f"rec{key}", (f"best{key}", *applies))
        yield If(some, (f"rec{key}",))
        yield If(f"sole{key}", (f"rec{key}",), (several, f"other{key}"))
    yield If(f"none({world},{decision.id})", (), (some,))


def _name(option: OptionProgram, world: int) -> str:
    return f"({world},{option.key})"


def _standing(option: OptionProgram, world: int) -> Iterator[Rule]:
    key = _name(option, world)
    yield from (If(f"out{key}", (f"h({world},{g})",)) for g in option.out)
    yield from (If(f"met{key}", (f"h({world},{g})",), (f"out{key}",)) for g in option.meets)
    yield from (If(f"part{key}", (f"h({world},{g})",), (f"out{key}",)) for g in option.partly)


def _tiers(decision: DecisionProgram, world: int) -> Iterator[Rule]:
    """Options that hold compete; those that hold in part do so only where none holds wholly."""
    whole = f"whole({world},{decision.id})"
    for option in decision.options:
        key = _name(option, world)
        yield If(whole, (f"met{key}",))
        yield If(f"in{key}", (f"met{key}",))
        yield If(f"in{key}", (f"part{key}",), (whole,))


def _switched_on(decision: DecisionProgram, world: int) -> Iterator[Rule]:
    """Under weights every option that is not ruled out competes, as soon as any point counts."""
    on = f"on({world},{decision.id})"
    gates = dict.fromkeys(c.gate for o in decision.options for c in o.contributions)
    yield from (If(on, (f"h({world},{gate})",)) for gate in gates)
    yield from (If(f"in{_name(o, world)}", (on,), (f"out{_name(o, world)}",)) for o in decision.options)


def _balance(options: Sequence[OptionProgram], world: int, points: Points | None) -> Iterator[Rule]:
    """The competing options that no other competing one is strictly ahead of."""
    if points is None:
        factor = lcm(*(c.weight.denominator for o in options for c in o.contributions))
        single = {o.key: tuple(_terms(o.contributions, factor)) for o in options}
        if len(options) >= MANY:
            yield from best_by_level(single, world)
            return
        points = Points((), single)
    yield from _unseen(points, world)
    for one, two in combinations(options, 2):
        rules, terms, least = _difference(one.key, two.key, world, points)
        yield from rules
        beats, level = (f"{name}({world},{one.key},{two.key})" for name in ("beats", "level_or_beats"))
        yield AtLeast(beats, terms, 1 - least)
        yield AtLeast(level, terms, -least)
        yield If(f"lost{_name(two, world)}", (f"in{_name(one, world)}", beats))
        yield If(f"lost{_name(one, world)}", (f"in{_name(two, world)}",), (level,))
        # That something else is level follows from the rest, but only by comparing sums; said outright, it is seen at once.
        yield If(f"abreast({world},{one.key},{two.key})", (f"in{_name(two, world)}",), (beats,))
        yield If(f"abreast({world},{two.key},{one.key})", (f"in{_name(one, world)}", level))
        yield If(f"other{_name(one, world)}", (f"abreast({world},{one.key},{two.key})",))
        yield If(f"other{_name(two, world)}", (f"abreast({world},{two.key},{one.key})",))
    for option in options:
        key = _name(option, world)
        yield If(f"best{key}", (f"in{key}",), (f"lost{key}",))


def _terms(contributions: Iterable[Contribution], factor: int) -> Iterator[tuple[int, int]]:
    for c in contributions:
        whole = int(c.weight * factor)
        yield -whole if c.against else whole, c.gate


def _unseen(points: Points, world: int) -> Iterator[Rule]:
    """`u(w,i)`: the world does not know variable i."""
    count = {
        i: max(c[k] for c, _ in group.gains) for group in points.groups for k, i in enumerate(group.variables)
    }
    for i, last in sorted(count.items()):
        yield If(f"u({world},{i})", (), tuple(f"v({world},{i},{s})" for s in range(last + 1)))


def _difference(
    one: str, two: str, world: int, points: Points
) -> tuple[list[Rule], tuple[tuple[int, str], ...], int]:
    """By how much one option is ahead of the other: a sum of terms on top of the least that it can come to."""
    rules: list[Rule] = []
    terms: list[tuple[int, str]] = []
    least = 0
    for g, group in enumerate(points.groups):
        ahead = [(chosen, gain.get(one, 0) - gain.get(two, 0)) for chosen, gain in group.gains]
        steps = sorted({gap for _, gap in ahead})
        least += steps[0]
        for lower, upper in pairwise(steps):
            atom = f"gap({world},{one},{two},{g},{upper})"
            terms.append((upper - lower, atom))
            for chosen, gap in ahead:
                if gap >= upper:
                    pairs = zip(group.variables, chosen, strict=True)
                    rules.append(If(atom, tuple(_state(world, i, s) for i, s in pairs)))
    terms += [(weight, f"h({world},{gate})") for weight, gate in points.single[one]]
    terms += [(-weight, f"h({world},{gate})") for weight, gate in points.single[two]]
    return rules, tuple(terms), least


def _state(world: int, i: int, s: int) -> str:
    return f"u({world},{i})" if s == UNSEEN else f"v({world},{i},{s})"


def _ladder(options: Sequence[OptionProgram], world: int) -> Iterator[Rule]:
    """The lower of the highest level described and the highest that is allowed."""
    keys = [_name(o, world) for o in options]
    for option, key in zip(options, keys, strict=True):
        yield from (If(f"level{key}", (f"h({world},{g})",)) for g in option.meets)
        yield If(f"shut{key}", (f"out{key}",))
    for lower, upper in pairwise(keys):
        yield If(f"shut{upper}", (f"shut{lower}",))
        yield from (If(f"above{lower}", (f"{atom}{upper}",)) for atom in ("level", "above"))
        yield If(f"best{lower}", (f"above{lower}", f"shut{upper}"), (f"shut{lower}",))
    yield from (If(f"best{key}", (f"level{key}",), (f"above{key}", f"shut{key}")) for key in keys)
