"""The policy `ladder`: the level that the answers describe and the highest that is allowed; the lower of the
two is recommended.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.compiler.program import DecisionProgram
from advisor.decide.standing import Truths, any_truth
from advisor.decide.verdict import Status
from advisor.model.conditions import Truth

NOTHING = -1
"""The rung below the lowest: nothing is described, or nothing is allowed."""

Rungs = tuple[int, int]
"""The lowest and the highest rung that something can still come to."""


def rungs_of(decision: DecisionProgram, truths: Truths) -> tuple[Rungs, Rungs]:
    """What is described, and the ceiling, on a ladder whose options run from the lowest rung up."""
    outs = [any_truth(o.out, truths) for o in decision.options]
    ceiling = _ceiling(outs, Truth.TRUE, Truth.UNKNOWN), _ceiling(outs, Truth.TRUE)
    return _described([any_truth(o.meets, truths) for o in decision.options]), ceiling


def rung_names(decision: DecisionProgram, rungs: Rungs) -> tuple[str | None, str | None]:
    """Rungs as keys of options; None for the rung below the lowest."""
    low, high = (None if rung == NOTHING else decision.options[rung].key for rung in rungs)
    return low, high


def rung_statuses(meets: Sequence[Truth], outs: Sequence[Truth]) -> list[Status]:
    """The status of each rung, from the lowest up, by whether it is described and whether it is ruled out."""
    described = _described(meets)
    return [_status(i, met, out, described) for i, (met, out) in enumerate(zip(meets, outs, strict=True))]


def _described(meets: Sequence[Truth]) -> Rungs:
    return _highest(meets, Truth.TRUE), _highest(meets, Truth.TRUE, Truth.UNKNOWN)


def _highest(truths: Sequence[Truth], *counted: Truth) -> int:
    return max((i for i, truth in enumerate(truths) if truth in counted), default=NOTHING)


def _ceiling(outs: Sequence[Truth], *closed: Truth) -> int:
    """The highest rung below the first closed one."""
    return next((i - 1 for i, truth in enumerate(outs) if truth in closed), len(outs) - 1)


def _status(position: int, meets: Truth, out: Truth, described: Rungs) -> Status:
    """The described level is met, what is above the ceiling ruled out, the rest not met; unknown while either is open."""
    if out is Truth.TRUE:
        return Status.RULED_OUT
    low, high = described
    contending = low != high and low <= position <= high and meets is not Truth.FALSE
    if out is Truth.UNKNOWN or contending:
        return Status.UNKNOWN
    return Status.MET if position == low == high else Status.NOT_MET
