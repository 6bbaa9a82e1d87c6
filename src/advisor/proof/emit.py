"""A program in; the same program as ground rules for an answer-set solver out. Text only: nothing here runs.

What may be answered is a list of variables, each in exactly one of its states; a state gives facts, and an attribute that it
gives no fact for is unknown. A *world* is one reading of the answers: usually one world sees exactly what was answered.

| atom | says |
|---|---|
| `x(i,s)` | variable i is answered by its state s |
| `v(w,i,s)` | world w sees variable i in state s |
| `h(w,g)`, `n(w,g)` | gate g is known to hold, known not to hold: the two rails, so unknown is neither |
| `rec(w,"o")`, `sole(w,"o")` | option o is recommended, and no other is; `none(w,"d")`: decision d recommends nothing |
| `met`, `part`, `out(w,"o")` | its condition holds and it is not ruled out, the same in part, it is ruled out |

The rules are acyclic and hold no choice, so for each choice of the variables there is exactly one answer set: the
fixpoint of forward chaining. As in `evaluation.policies`, what weighs counts where it surely holds.
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


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that is answered in one of several ways: a question, an item, a table. `states` are the facts each gives."""

    name: str
    states: tuple[Facts, ...]


def choices(variables: Sequence[Variable]) -> Iterator[str]:
    """Each variable is in exactly one of its states."""
    for i, variable in enumerate(variables):
        yield f"1 {{ x({i},0..{len(variable.states) - 1}) }} 1."


def seen(variables: Sequence[Variable], world: int) -> Iterator[str]:
    """A world that sees exactly what was answered."""
    yield f"v({world},I,S) :- x(I,S)."


def circuit(program: Program, variables: Sequence[Variable], world: int) -> Iterator[str]:
    """Both rails of every gate of the program, over what the world sees of the variables."""
    owner = {a: i for i, variable in enumerate(variables) for state in variable.states for a in state}
    for number, gate in enumerate(program.gates):
        head = f"({world},{number})"
        if gate.literal is not None:
            i = owner.get(gate.literal.attribute)
            if i is not None:
                yield from _literal(gate, variables[i], f"({world},{i}", head)
            continue
        holding = [rail(edge, world, holds=True) for edge in gate.inputs]
        failing = [rail(edge, world, holds=False) for edge in gate.inputs]
        every, some = (holding, failing) if gate.kind is GateKind.ALL else (failing, holding)
        all_head, any_head = ("h", "n") if gate.kind is GateKind.ALL else ("n", "h")
        yield f"{all_head}{head} :- {', '.join(every)}." if every else f"{all_head}{head}."
        yield from (f"{any_head}{head} :- {atom}." for atom in some)


def _literal(gate: Gate, variable: Variable, sees: str, head: str) -> Iterator[str]:
    assert gate.literal is not None
    for s, facts in enumerate(variable.states):
        value = facts.get(gate.literal.attribute)
        if value is not None:
            yield f"{'h' if gate.literal.holds(value) else 'n'}{head} :- v{sees},{s})."


def rail(edge: Edge, world: int, *, holds: bool) -> str:
    """The atom that says that an edge is known to hold, or known not to."""
    return f"{'h' if edge.positive == holds else 'n'}({world},{edge.gate})"


def policy(decision: DecisionProgram, world: int) -> Iterator[str]:
    """The policy of a decision, over the rails of its circuit in the same world."""
    for option in decision.options:
        yield from _standing(option, world)
    match decision.policy:
        case Policy.CONDITIONS:
            yield from _tiers(decision, world)
            yield from _balance(decision.options, world)
        case Policy.WEIGHTED:
            yield from _switched_on(decision, world)
            yield from _balance(decision.options, world)
        case Policy.LADDER:
            yield from _ladder(decision.options, world)
    applies = "" if decision.applies is None else f", {rail(decision.applies, world, holds=True)}"
    keys = [_name(o, world) for o in decision.options]
    for key in keys:
        yield f"rec{key} :- best{key}{applies}."
        yield f'some({world},"{decision.id}") :- rec{key}.'
        yield from (f"other{key} :- rec{rival}." for rival in keys if rival != key)
        yield f"sole{key} :- rec{key}, not other{key}."
    yield f'none({world},"{decision.id}") :- not some({world},"{decision.id}").'


def _name(option: OptionProgram, world: int) -> str:
    return f'({world},"{option.key}")'


def _standing(option: OptionProgram, world: int) -> Iterator[str]:
    key = _name(option, world)
    yield from (f"out{key} :- h({world},{g})." for g in option.out)
    yield from (f"met{key} :- h({world},{g}), not out{key}." for g in option.meets)
    yield from (f"part{key} :- h({world},{g}), not out{key}." for g in option.partly)


def _tiers(decision: DecisionProgram, world: int) -> Iterator[str]:
    """Options that hold compete; those that hold in part do so only where none holds wholly."""
    whole = f'whole({world},"{decision.id}")'
    for option in decision.options:
        key = _name(option, world)
        yield f"{whole} :- met{key}."
        yield f"in{key} :- met{key}."
        yield f"in{key} :- part{key}, not {whole}."


def _switched_on(decision: DecisionProgram, world: int) -> Iterator[str]:
    """Under weights every option that is not ruled out competes, as soon as any point counts."""
    on = f'on({world},"{decision.id}")'
    yield from (f"{on} :- h({world},{c.gate})." for o in decision.options for c in o.contributions)
    yield from (f"in{_name(o, world)} :- {on}, not out{_name(o, world)}." for o in decision.options)


def _balance(options: Sequence[OptionProgram], world: int) -> Iterator[str]:
    """The competing options that no other competing one is strictly ahead of."""
    factor = lcm(*(c.weight.denominator for o in options for c in o.contributions))
    for one, two in combinations(options, 2):
        left, right = _name(one, world), _name(two, world)
        terms = [*_terms(one.contributions, factor, world, 1), *_terms(two.contributions, factor, world, -1)]
        for head, beaten, bound in ((left, right, "> 0"), (right, left, "< 0")):
            if terms:
                yield f"lost{beaten} :- in{head}, #sum {{ {'; '.join(terms)} }} {bound}."
    for option in options:
        key = _name(option, world)
        yield f"best{key} :- in{key}, not lost{key}."


def _terms(contributions: Iterable[Contribution], factor: int, world: int, sign: int) -> Iterator[str]:
    """Each contribution as a term of a sum; the sign tells two options' contributions by the same gate apart."""
    for k, c in enumerate(contributions):
        whole = int(c.weight * factor) * sign
        yield f"{-whole if c.against else whole},{sign},{k} : h({world},{c.gate})"


def _ladder(options: Sequence[OptionProgram], world: int) -> Iterator[str]:
    """The lower of the highest level described and the highest that is allowed."""
    keys = [_name(o, world) for o in options]
    for option, key in zip(options, keys, strict=True):
        yield from (f"level{key} :- h({world},{g})." for g in option.meets)
        yield f"shut{key} :- out{key}."
    for lower, upper in pairwise(keys):
        yield f"shut{upper} :- shut{lower}."
        yield from (f"above{lower} :- {atom}{upper}." for atom in ("level", "above"))
        yield f"best{lower} :- above{lower}, not shut{lower}, shut{upper}."
    yield from (f"best{key} :- level{key}, not above{key}, not shut{key}." for key in keys)
