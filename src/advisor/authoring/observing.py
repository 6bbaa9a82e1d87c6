"""A compiled program and many cases in; all that a scenario may expect of a decision, as bits over the cases, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.compiler import Program
from advisor.compiler.program import Contribution, DecisionProgram
from advisor.evaluation.bits import weighted_sum
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import Rails

Seen = Mapping[tuple[str, str], tuple[int, ...]]
"""What is seen by kind and id: `recommended`, `status`, `for` and `against` of an option, `rule` of a rule."""


def observe(
    program: Program, decisions: Iterable[str], rails: Rails
) -> dict[tuple[str, str], tuple[int, ...]]:
    """What can be seen of the decisions, each as integers whose bit i is case i."""
    seen: dict[tuple[str, str], tuple[int, ...]] = {}
    for name in decisions:
        decision = program.decisions[name]
        settled = settle(decision, rails)
        for key, cases in settled.recommended.items():
            seen["recommended", key] = (cases,)
        seen["applies", name] = (settled.applies,)
        for option in decision.options:
            gates = (option.meets, option.partly, option.out)
            seen["status", option.key] = tuple(bits for g in gates for bits in rails.some(g))
            for against in (False, True):
                kind = "against" if against else "for"
                own = [c for c in option.contributions if c.against is against]
                seen[kind, option.key] = _sums(decision, own, rails)
        for rule in decision.rules:
            gate = program.rules[rule].gate
            seen["rule", rule] = (rails.surely[gate], rails.possibly[gate])
    for rule, gates_of in program.rules.items():
        seen.setdefault(("rule", rule), (rails.surely[gates_of.gate], rails.possibly[gates_of.gate]))
    return seen


def _sums(decision: DecisionProgram, own: Sequence[Contribution], rails: Rails) -> tuple[int, ...]:
    """The least sum as planes. Weights are taken in hundred-and-twentieths, which every degree and weight divides."""
    del decision
    terms = [(rails.surely[c.gate], int(c.weight * 120)) for c in own]
    return tuple(weighted_sum(terms, 0, rails.everyone))


def differing(before: Seen, after: Seen) -> dict[tuple[str, str], int]:
    """The cases in which something is seen differently, by what it is."""
    found = {}
    for key in {*before, *after}:
        a, b = before.get(key, ()), after.get(key, ())
        size = max(len(a), len(b))
        cases = 0
        for x, y in zip((*a, *[0] * (size - len(a))), (*b, *[0] * (size - len(b))), strict=True):
            cases |= x ^ y
        if cases:
            found[key] = cases
    return found
