"""A situation in; what is certain of its result without trying completions out: which options surely come out ahead, which
may.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from advisor.compiler.program import DecisionProgram, OptionProgram, edge_truth
from advisor.decide.differences import Differences
from advisor.decide.ladder import NOTHING, rungs_of
from advisor.decide.situation import Situation
from advisor.decide.standing import Standing, Truths, any_truth, standing_of
from advisor.decide.verdict import Status
from advisor.evaluation.lanes import Prospect
from advisor.model.conditions import Truth
from advisor.model.options import Policy

_APPLIES = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def bounds(situation: Situation, unknown: tuple[str, ...]) -> Prospect:
    """Bounds of a situation in which these attributes may still be learnt: no option is in `always` that some completion
    does not put ahead, and none missing from `sometimes` that some completion does.
    """
    decision, truths = situation.decision, situation.truths
    applies = Truth.TRUE if decision.applies is None else edge_truth(decision.applies, truths)
    always, sometimes = (
        _rungs(decision, truths) if decision.policy is Policy.LADDER else _balanced(situation, unknown)
    )
    settled = applies is Truth.FALSE or (applies is Truth.TRUE and always == sometimes)
    return Prospect(_APPLIES[applies], always, sometimes, settled, () if settled else unknown)


def _rungs(decision: DecisionProgram, truths: Truths) -> tuple[int, int]:
    """On a ladder: between the lower ends and the upper ends of what is described and allowed."""
    described, ceiling = rungs_of(decision, truths)
    low, high = min(described[0], ceiling[0]), min(described[1], ceiling[1])
    reachable = sum(1 << rung for rung in range(low, high + 1) if rung != NOTHING)
    return (reachable if low == high else 0), reachable


def _balanced(situation: Situation, unknown: Collection[str]) -> tuple[int, int]:
    """By tiers and then by balance: what nothing can beat is always ahead, what nothing must beat is sometimes."""
    options = situation.decision.options
    standings = _standings(situation.decision, situation.truths)
    differences = Differences(situation, unknown)
    always = sometimes = 0
    for k, option in enumerate(options):
        own = standings[option.key]
        others = [o.key for o in options if o is not option]
        if own.low > 0 and not any(_can_beat(o, option.key, standings, differences) for o in others):
            always |= 1 << k
        if own.high > 0 and not any(_must_beat(o, option.key, standings, differences) for o in others):
            sometimes |= 1 << k
    return always, sometimes | always


def _standings(decision: DecisionProgram, truths: Truths) -> dict[str, Standing]:
    if decision.policy is Policy.WEIGHTED:
        points = any_truth((c.gate for o in decision.options for c in o.contributions), truths)
        return {o.key: _weighted(o, points, truths) for o in decision.options}
    return {
        o.key: standing_of(*(any_truth(gates, truths) for gates in (o.meets, o.partly, o.out)))
        for o in decision.options
    }


def _weighted(option: OptionProgram, points: Truth, truths: Truths) -> Standing:
    """Every option that is not ruled out competes, as soon as any points at all are switched on."""
    out = any_truth(option.out, truths)
    if out is Truth.TRUE:
        return Standing(Status.RULED_OUT, 0, 0)
    low = 2 if points is Truth.TRUE and out is Truth.FALSE else 0
    return Standing(Status.UNKNOWN, low, 0 if points is Truth.FALSE else 2)


def _can_beat(left: str, right: str, standings: Mapping[str, Standing], differences: Differences) -> bool:
    """Whether some completion may put `left` strictly ahead of `right`."""
    mine, theirs = standings[left], standings[right]
    if mine.high == 0 or mine.high < theirs.low:
        return False
    return mine.high > theirs.low or differences.between(left, right)[1] > 0


def _must_beat(left: str, right: str, standings: Mapping[str, Standing], differences: Differences) -> bool:
    """Whether every completion puts `left` strictly ahead of `right`."""
    mine, theirs = standings[left], standings[right]
    if mine.low == 0 or mine.low < theirs.high:
        return False
    return mine.low > theirs.high or differences.between(left, right)[0] > 0
