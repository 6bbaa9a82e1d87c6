"""Unknown answers in; every combination of them settled at once, so that 'undecided' is said only where the
result truly hangs on one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from advisor.compiler.program import DecisionProgram, OptionProgram, Program
from advisor.decide.differences import unknown_below, widened
from advisor.decide.standing import Truths, any_truth, condition_standing
from advisor.evaluation.policies import Settled, settle
from advisor.evaluation.rails import evaluate
from advisor.evaluation.regions import combinations, periodic, regions
from advisor.facts import Facts, FactValue
from advisor.model.conditions import Truth
from advisor.model.options import Policy
from advisor.model.questions import Attribute

MOST_COMPLETIONS = 1 << 16


@dataclass(frozen=True, slots=True)
class Completions:
    """The decision settled under every combination of its unknown answers.

    `always` and `sometimes` are the options that every and that some combination recommends; `applies` tells
    whether the decision
    always (True), never (False) or only sometimes (None) applies; `decisive` are the attributes that can change the result.
    """

    always: frozenset[str]
    sometimes: frozenset[str]
    applies: bool | None
    decided: bool
    decisive: tuple[str, ...]


def relevant_unknowns(program: Program, decision: DecisionProgram, truths: Truths) -> frozenset[str]:
    """The unknown attributes that can still matter to the result.

    Preferences only weigh and are left out, and so is all that concerns an option which is known not to fit, and what weighs
    for a single option that has no rival.
    """
    options = [o for o in decision.options if _contends(decision, o, truths)]
    gates = [g for o in options for g in (*o.meets, *o.partly, *o.out)]
    if len(options) > 1 and decision.policy is not Policy.LADDER:
        gates += [c.gate for o in options for c in o.contributions if not c.preference]
    if decision.applies is not None:
        gates.append(decision.applies.gate)
    return unknown_below(program, gates, truths)


def _contends(decision: DecisionProgram, option: OptionProgram, truths: Truths) -> bool:
    """Whether an option may still be recommended. On a ladder every rung bears on the result."""
    match decision.policy:
        case Policy.CONDITIONS:
            return condition_standing(option, truths).high > 0
        case Policy.WEIGHTED:
            return any_truth(option.out, truths) is not Truth.TRUE
        case Policy.LADDER:
            return True


def complete(
    program: Program,
    decision: DecisionProgram,
    attributes: Mapping[str, Attribute],
    facts: Facts,
    truths: Truths,
) -> Completions | None:
    """Settle every combination of the unknown answers; None where there are too many to try."""
    unknown = relevant_unknowns(program, decision, truths)
    choices: dict[str, Sequence[FactValue]] = {
        name: regions(program, attributes[name]) for name in sorted(unknown)
    }
    if prod(len(values) for values in choices.values()) > MOST_COMPLETIONS:
        return None
    columns, total, strides = combinations(choices)
    settled = settle(decision, evaluate(program, {**widened(facts, total), **columns}, total))
    everyone = (1 << total) - 1
    masks = [settled.applies, *settled.recommended.values()]
    decisive = tuple(
        name for name, values in choices.items() if _matters(strides[name], len(values), total, masks)
    )
    return Completions(
        frozenset(k for k, cases in settled.recommended.items() if cases == everyone),
        frozenset(k for k, cases in settled.recommended.items() if cases),
        _applies(settled, everyone),
        all(mask in (0, everyone) for mask in masks),
        decisive,
    )


def _applies(settled: Settled, everyone: int) -> bool | None:
    if settled.applies == everyone:
        return True
    return False if settled.applies == 0 else None


def _matters(stride: int, count: int, total: int, masks: Sequence[int]) -> bool:
    """Whether two combinations that differ in this attribute alone are settled differently."""
    first = periodic(stride, count, 0, total)
    return any(
        (mask & first) != ((mask >> (stride * which)) & first) for mask in masks for which in range(1, count)
    )
