"""A decision and the rails in; for each unknown attribute the cases in which it can still matter to the result out."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.compiler.program import DecisionProgram, OptionProgram, Program
from advisor.evaluation.bits import some_and_several
from advisor.evaluation.rails import Rails
from advisor.model.options import Policy


def relevant_unknowns(program: Program, decision: DecisionProgram, rails: Rails) -> dict[str, int]:
    """For each attribute the cases that do not know it and in which the decision may hang on it.

    Preferences that only weigh are left out, and so is all that concerns an option which is known not to fit, and what
    weighs for a single option that has no rival. Under weights nothing is recommended before any point counts, whosever
    it is.
    """
    contending = {o.key: _contending(decision, o, rails) for o in decision.options}
    deciding: dict[int, int] = {}
    for option in decision.options:
        for gate in (*option.meets, *option.partly, *option.out):
            deciding[gate] = deciding.get(gate, 0) | contending[option.key]
    if decision.applies is not None:
        deciding[decision.applies.gate] = rails.everyone
    found = unknown_below(program, deciding, rails)
    for name, cases in unknown_below(program, _weighing(decision, contending, rails), rails).items():
        if name not in program.preferences:
            found[name] = found.get(name, 0) | cases
    return dict(sorted(found.items()))


def _weighing(decision: DecisionProgram, contending: Mapping[str, int], rails: Rails) -> dict[int, int]:
    """The gates of points, with the cases in which they can tell options apart, or in which no point counts yet."""
    if decision.policy is Policy.LADDER:
        return {}
    quiet = 0
    _, several = some_and_several(contending.values())
    if decision.policy is Policy.WEIGHTED:
        points = [c.gate for o in decision.options for c in o.contributions]
        quiet = rails.everyone & ~rails.some(points)[0]
    roots: dict[int, int] = {}
    for option in decision.options:
        for c in option.contributions:
            roots[c.gate] = roots.get(c.gate, 0) | quiet | (contending[option.key] & several)
    return roots


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
    if not any(asking):
        return {}
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
