"""Unknown answers in; every combination of them settled at once, so that 'undecided' is said only where the
result truly hangs on one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from advisor.compiler.program import DecisionProgram, OptionProgram
from advisor.decide.differences import choices_for, unknown_below, widened
from advisor.decide.situation import Situation
from advisor.decide.standing import Truths, any_truth, condition_standing
from advisor.evaluation.policies import Settled, settle
from advisor.evaluation.rails import evaluate
from advisor.evaluation.regions import combinations, periodic
from advisor.model.conditions import Truth
from advisor.model.options import Policy

MOST_COMPLETIONS = 1 << 16


@dataclass(frozen=True, slots=True)
class Completions:
    """The decision settled under every combination of its unknown answers.

    `always` and `sometimes` are the options that come out ahead in every and in some combination; `applies`
    tells whether the decision always (True), never (False) or only sometimes (None) applies; `decisive` are the
    attributes that can change the result.
    """

    always: frozenset[str]
    sometimes: frozenset[str]
    applies: bool | None
    decided: bool
    decisive: tuple[str, ...]


def relevant_unknowns(situation: Situation) -> frozenset[str]:
    """The unknown attributes that can still matter to the result.

    Preferences only weigh and are left out, and so is all that concerns an option which is known not to fit, and what weighs
    for a single option that has no rival.
    """
    decision, truths = situation.decision, situation.truths
    options = [o for o in decision.options if _contends(decision, o, truths)]
    gates = [g for o in options for g in (*o.meets, *o.partly, *o.out)]
    if len(options) > 1 and decision.policy is not Policy.LADDER:
        gates += [c.gate for o in options for c in o.contributions if not c.preference]
    if decision.applies is not None:
        gates.append(decision.applies.gate)
    return unknown_below(situation, gates)


def _contends(decision: DecisionProgram, option: OptionProgram, truths: Truths) -> bool:
    """Whether an option may still be recommended. On a ladder every rung bears on the result."""
    match decision.policy:
        case Policy.CONDITIONS:
            return condition_standing(option, truths).high > 0
        case Policy.WEIGHTED:
            return any_truth(option.out, truths) is not Truth.TRUE
        case Policy.LADDER:
            return True


def complete(situation: Situation) -> Completions | None:
    """Settle every combination of the unknown answers; None where there are too many to try."""
    choices = choices_for(situation, relevant_unknowns(situation))
    if prod(len(values) for values in choices.values()) > MOST_COMPLETIONS:
        return None
    columns, total, strides = combinations(choices)
    rails = evaluate(situation.program, {**widened(situation.facts, total), **columns}, total)
    settled = settle(situation.decision, rails)
    everyone = (1 << total) - 1
    masks = [settled.applies, *settled.recommended.values()]
    decisive = tuple(
        name for name, values in choices.items() if _matters(strides[name], len(values), total, masks)
    )
    return Completions(
        frozenset(k for k, cases in settled.leading.items() if cases == everyone),
        frozenset(k for k, cases in settled.leading.items() if cases),
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
