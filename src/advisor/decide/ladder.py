"""The policy `ladder`: the level that the answers describe and the highest that is allowed; the lower of the
two is recommended.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.compiler.program import DecisionProgram
from advisor.decide.standing import Truths, any_truth, weight_interval
from advisor.decide.verdict import OptionVerdict, Outcome, Status, Verdict
from advisor.model.conditions import Truth

NOTHING = -1
"""The rung below the lowest: nothing is described, or nothing is allowed."""


def settle_ladder(decision: DecisionProgram, truths: Truths) -> Verdict:
    """Settle a ladder, whose options run from the lowest rung up, by the bounds of what is described and of the ceiling."""
    meets = [any_truth(o.meets, truths) for o in decision.options]
    outs = [any_truth(o.out, truths) for o in decision.options]
    described = _described(meets)
    ceiling = _ceiling(outs, Truth.TRUE, Truth.UNKNOWN), _ceiling(outs, Truth.TRUE)
    lowest, highest = min(described[0], ceiling[0]), min(described[1], ceiling[1])
    keys = [o.key for o in decision.options]
    recommended: tuple[str, ...] = ()
    if lowest != highest:
        outcome = Outcome.UNDECIDED
    elif lowest == NOTHING:
        outcome = Outcome.NONE
    else:
        outcome, recommended = Outcome.ONE, (keys[lowest],)
    options = {}
    for option, status in zip(decision.options, rung_statuses(meets, outs), strict=True):
        in_favour = weight_interval(option.contributions, truths, against=False)
        against = weight_interval(option.contributions, truths, against=True)
        options[option.key] = OptionVerdict(option.key, status, in_favour, against)

    def name(rung: int) -> str | None:
        return None if rung == NOTHING else keys[rung]

    return Verdict(
        decision.id,
        outcome,
        recommended,
        options,
        described=(name(described[0]), name(described[1])),
        ceiling=(name(ceiling[0]), name(ceiling[1])),
    )


def rung_statuses(meets: Sequence[Truth], outs: Sequence[Truth]) -> list[Status]:
    """The status of each rung, from the lowest up, by whether it is described and whether it is ruled out."""
    described = _described(meets)
    return [_status(i, met, out, described) for i, (met, out) in enumerate(zip(meets, outs, strict=True))]


def _described(meets: Sequence[Truth]) -> tuple[int, int]:
    """The lowest and the highest rung that the answers may come to describe."""
    return _highest(meets, Truth.TRUE), _highest(meets, Truth.TRUE, Truth.UNKNOWN)


def _highest(truths: Sequence[Truth], *counted: Truth) -> int:
    return max((i for i, truth in enumerate(truths) if truth in counted), default=NOTHING)


def _ceiling(outs: list[Truth], *closed: Truth) -> int:
    """The highest rung below the first closed one."""
    return next((i - 1 for i, truth in enumerate(outs) if truth in closed), len(outs) - 1)


def _status(position: int, meets: Truth, out: Truth, described: tuple[int, int]) -> Status:
    """The described level is met, what is above the ceiling ruled out, the rest not met; unknown while either is open."""
    if out is Truth.TRUE:
        return Status.RULED_OUT
    low, high = described
    contending = low != high and low <= position <= high and meets is not Truth.FALSE
    if out is Truth.UNKNOWN or contending:
        return Status.UNKNOWN
    return Status.MET if position == low == high else Status.NOT_MET
