"""A decision's policy in; the same as ground rules over the rails of a world out, for all its options or for some.

| atom | says |
|---|---|
| `rec(w,o)`, `sole(w,o)` | option o is recommended, and no other is; `none`, `several(w,d)`: decision d recommends so many |
| `met`, `part`, `out(w,o)` | its condition holds and it is not ruled out, the same in part, it is ruled out |
| `in(w,o)`, `abreast(w,o,r)` | option o competes; rival r competes, and o is not ahead of it |

As in `evaluation.policies`, what weighs counts where it surely holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise

from advisor.compiler.program import DecisionProgram, OptionProgram
from advisor.model.options import Policy
from advisor.proof.emit import World, rail
from advisor.proof.levels import MANY, best_by_level
from advisor.proof.points import UNSEEN, Joint, Points, one_by_one
from advisor.proof.rules import AtLeast, If, Rule


def policy(decision: DecisionProgram, world: World, points: Points | None = None) -> Iterator[Rule]:
    """The policy of a decision, over the rails of its circuit in the same world.

    With `points`, balances are summed by joint states of the variables (see `points_of`), which makes hard questions easy.
    Without them, many options are compared by levels, and then no `abreast` is given.
    """
    single = one_by_one(decision.options)
    yield from competition(decision, world, points or single)
    keys = [o.key for o in decision.options]
    if points is None and len(keys) >= MANY and decision.policy is not Policy.LADDER:
        yield from best_by_level(single.single, world)
        yield from _aims_by_level(decision, world)
    else:
        yield from aims(decision, world, points or single, keys)
    yield AtLeast(
        f"several({world.number},{decision.id})", tuple((1, f"rec{_name(key, world)}") for key in keys), 2
    )
    some = f"some({world.number},{decision.id})"
    yield from (If(some, (f"rec{_name(o.key, world)}",)) for o in decision.options)
    yield If(f"none({world.number},{decision.id})", (), (some,))


def _aims_by_level(decision: DecisionProgram, world: World) -> Iterator[Rule]:
    """Whether each option is recommended, alone or not, where it is known which have the most."""
    applies = () if decision.applies is None else (rail(decision.applies, world, holds=True),)
    for option in decision.options:
        name = _name(option.key, world)
        yield If(f"rec{name}", (f"best{name}", *applies))
        yield If(f"sole{name}", (f"rec{name}",), (f"several({world.number},{decision.id})",))


def competition(decision: DecisionProgram, world: World, points: Points) -> Iterator[Rule]:
    """How the options stand, which of them compete, and what the sums are made of."""
    for option in decision.options:
        yield from _standing(option, world)
    match decision.policy:
        case Policy.CONDITIONS:
            yield from _tiers(decision, world)
            yield from _unseen(points, world)
        case Policy.WEIGHTED:
            yield from _unseen(points, world)
            yield from _switched_on(decision, world, points)
        case Policy.LADDER:
            yield from _ladder(decision.options, world)


def aims(
    decision: DecisionProgram,
    world: World,
    points: Points,
    wanted: Collection[str],
    done: Collection[str] = (),
) -> Iterator[Rule]:
    """Whether the wanted options are recommended, each alone or not; `done` are those whose aims the world has already."""
    ladder = decision.policy is Policy.LADDER
    keys = [o.key for o in decision.options]
    for one, two in () if ladder else combinations(keys, 2):
        if {one, two} & {*wanted} and not {one, two} & {*done}:
            yield from _duel(one, two, world, points)
    applies = () if decision.applies is None else (rail(decision.applies, world, holds=True),)
    for key in keys:
        if key in wanted and key not in done:
            if not ladder:
                yield from _against_all(key, keys, world)
            name = _name(key, world)
            yield If(f"rec{name}", (f"best{name}", *applies))
            # A ladder never recommends two of its rungs.
            yield If(f"sole{name}", (f"rec{name}",), () if ladder else (f"other{name}",))


def _name(key: str, world: World) -> str:
    return f"({world.number},{key})"


def _standing(option: OptionProgram, world: World) -> Iterator[Rule]:
    key = _name(option.key, world)
    yield from (If(f"out{key}", (f"h({world.of_gate(g)},{g})",)) for g in option.out)
    yield from (If(f"met{key}", (f"h({world.of_gate(g)},{g})",), (f"out{key}",)) for g in option.meets)
    yield from (If(f"part{key}", (f"h({world.of_gate(g)},{g})",), (f"out{key}",)) for g in option.partly)


def _tiers(decision: DecisionProgram, world: World) -> Iterator[Rule]:
    """Options that hold compete; those that hold in part do so only where none holds wholly."""
    whole = f"whole({world.number},{decision.id})"
    for option in decision.options:
        key = _name(option.key, world)
        yield If(whole, (f"met{key}",))
        yield If(f"in{key}", (f"met{key}",))
        yield If(f"in{key}", (f"part{key}",), (whole,))


def _switched_on(decision: DecisionProgram, world: World, points: Points) -> Iterator[Rule]:
    """Under weights every option that is not ruled out competes, as soon as any point counts."""
    on = f"on({world.number},{decision.id})"
    gates = dict.fromkeys(gate for terms in points.single.values() for _, gate in terms)
    yield from (If(on, (f"h({world.of_gate(gate)},{gate})",)) for gate in gates)
    for group in points.groups:
        yield from (If(on, _seen(world, group.variables, j)) for j in group.joints if j.counts)
    for option in decision.options:
        key = _name(option.key, world)
        yield If(f"in{key}", (on,), (f"out{key}",))


def _unseen(points: Points, world: World) -> Iterator[Rule]:
    """`u(w,i)`: the world does not know variable i."""
    for group in points.groups:
        for k, i in enumerate(group.variables):
            found = {joint.states[k] for joint in group.joints}
            if UNSEEN in found and world.of((i,)) == world.number:
                yield If(
                    _sees(world, i, UNSEEN), (), tuple(world.sees(i, s) for s in sorted(found - {UNSEEN}))
                )


def _duel(one: str, two: str, world: World, points: Points) -> Iterator[Rule]:
    """`beats(w,o,r)` and `level(w,o,r)`: the balance of o is above that of r, or not below it."""
    rules, terms, least = _difference(one, two, world, points)
    yield from rules
    yield AtLeast(f"beats({world.number},{one},{two})", terms, 1 - least)
    yield AtLeast(f"level({world.number},{one},{two})", terms, -least)


def _against_all(key: str, keys: Sequence[str], world: World) -> Iterator[Rule]:
    """An option is the best of those that compete where none is strictly ahead of it, and alone where it is ahead of all."""
    name, at = _name(key, world), keys.index(key)
    for number, rival in enumerate(keys):
        if number == at:
            continue
        competes, abreast = f"in{_name(rival, world)}", f"abreast({world.number},{key},{rival})"
        if at < number:
            yield If(f"lost{name}", (competes,), (f"level({world.number},{key},{rival})",))
            yield If(abreast, (competes,), (f"beats({world.number},{key},{rival})",))
        else:
            yield If(f"lost{name}", (competes, f"beats({world.number},{rival},{key})"))
            yield If(abreast, (competes, f"level({world.number},{rival},{key})"))
        yield If(f"other{name}", (abreast,))
    yield If(f"best{name}", (f"in{name}",), (f"lost{name}",))


def _difference(
    one: str, two: str, world: World, points: Points
) -> tuple[list[Rule], tuple[tuple[int, str], ...], int]:
    """By how much one option is ahead of the other: a sum of terms on top of the least that it can come to."""
    rules: list[Rule] = []
    terms: list[tuple[int, str]] = []
    least = 0
    for g, group in enumerate(points.groups):
        ahead = [(joint, joint.gains.get(one, 0) - joint.gains.get(two, 0)) for joint in group.joints]
        steps = sorted({gap for _, gap in ahead})
        least += steps[0]
        home = world.of(group.variables)
        gaps = {step: f"gap({home},{one},{two},{g},{step})" for step in steps[1:]}
        terms += [(upper - lower, gaps[upper]) for lower, upper in pairwise(steps)]
        if home == world.number:
            rules += (If(gaps[gap], _seen(world, group.variables, j)) for j, gap in ahead if gap in gaps)
            rules += (If(gaps[lower], (gaps[upper],)) for lower, upper in pairwise(gaps))
    terms += [(weight, f"h({world.of_gate(gate)},{gate})") for weight, gate in points.single[one]]
    terms += [(-weight, f"h({world.of_gate(gate)},{gate})") for weight, gate in points.single[two]]
    return rules, tuple(terms), least


def _seen(world: World, variables: Sequence[int], joint: Joint) -> tuple[str, ...]:
    """The atoms that say that a world sees a joint state."""
    return tuple(_sees(world, i, s) for i, s in zip(variables, joint.states, strict=True))


def _sees(world: World, variable: int, state: int) -> str:
    return f"u({world.of((variable,))},{variable})" if state == UNSEEN else world.sees(variable, state)


def _ladder(options: Sequence[OptionProgram], world: World) -> Iterator[Rule]:
    """The lower of the highest level described and the highest that is allowed."""
    keys = [_name(o.key, world) for o in options]
    for option, key in zip(options, keys, strict=True):
        yield from (If(f"level{key}", (f"h({world.of_gate(g)},{g})",)) for g in option.meets)
        yield If(f"shut{key}", (f"out{key}",))
    for lower, upper in pairwise(keys):
        yield If(f"shut{upper}", (f"shut{lower}",))
        yield from (If(f"above{lower}", (f"{atom}{upper}",)) for atom in ("level", "above"))
        yield If(f"best{lower}", (f"above{lower}", f"shut{upper}"), (f"shut{lower}",))
    yield from (If(f"best{key}", (f"level{key}",), (f"above{key}", f"shut{key}")) for key in keys)
