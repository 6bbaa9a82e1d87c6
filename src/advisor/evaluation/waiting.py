"""A decision and the rails in; for each unknown attribute the cases in which it can still matter to the result out."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.compiler.program import DecisionProgram, OptionProgram, Program
from advisor.evaluation.rails import Rails
from advisor.model.options import Policy


def relevant_unknowns(program: Program, decision: DecisionProgram, rails: Rails) -> dict[str, int]:
    """For each attribute the cases that do not know it and in which the decision may hang on it.

    Preferences only weigh and are left out, and so is all that concerns an option which is known not to fit, and what weighs
    for a single option that has no rival. Under weights nothing is recommended before any point counts, whosever it is.
    """
    contending = {o.key: _contending(decision, o, rails) for o in decision.options}
    one = several = 0
    for cases in contending.values():
        several |= one & cases
        one |= cases
    points = [c for o in decision.options for c in o.contributions]
    weighted = decision.policy is Policy.WEIGHTED
    quiet = rails.everyone & ~rails.some([c.gate for c in points])[0] if weighted else 0
    roots = {c.gate: quiet for c in points if quiet and not c.preference}
    for option in decision.options:
        cases = contending[option.key]
        for gate in (*option.meets, *option.partly, *option.out):
            roots[gate] = roots.get(gate, 0) | cases
        if decision.policy is not Policy.LADDER:
            for c in option.contributions:
                if not c.preference:
                    roots[c.gate] = roots.get(c.gate, 0) | (cases & several)
    if decision.applies is not None:
        roots[decision.applies.gate] = rails.everyone
    return unknown_below(program, roots, rails)


def _contending(decision: DecisionProgram, option: OptionProgram, rails: Rails) -> int:
    """The cases in which an option may still be recommended. On a ladder every rung bears on the result."""
    match decision.policy:
        case Policy.CONDITIONS:
            fits = rails.some(option.meets)[1] | rails.some(option.partly)[1]
            return fits & ~rails.some(option.out)[0]
        case Policy.WEIGHTED:
            return rails.everyone & ~rails.some(option.out)[0]
        case Policy.LADDER:
            return rails.everyone


def unknown_below(program: Program, roots: Mapping[int, int], rails: Rails) -> dict[str, int]:
    """For each attribute the cases in which a root gate (in its cases) is unknown and waits for it."""
    asking = [0] * len(program.gates)
    for gate, cases in roots.items():
        asking[gate] = cases & rails.open(gate)
    found: dict[str, int] = {}
    # Inputs have smaller numbers, so one pass from the top reaches everything below.
    for number in range(len(program.gates) - 1, -1, -1):
        cases = asking[number]
        if not cases:
            continue
        literal = program.gates[number].literal
        if literal is not None:
            found[literal.attribute] = found.get(literal.attribute, 0) | cases
        for edge in program.gates[number].inputs:
            asking[edge.gate] |= cases & rails.open(edge.gate)
    return dict(sorted(found.items()))
