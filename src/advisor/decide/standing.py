"""The truths of an option's gates in; how well it can and must stand out, by three-valued bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.decide.verdict import Status
from advisor.model.conditions import Truth

Truths = Sequence[Truth]


def any_truth(gates: Iterable[int], truths: Truths) -> Truth:
    """Kleene's or over gates; FALSE over none."""
    found = Truth.FALSE
    for gate in gates:
        if truths[gate] is Truth.TRUE:
            return Truth.TRUE
        if truths[gate] is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """An option's status, and the lowest and highest tier that it can reach: 2 met, 1 partly met, 0 neither."""

    status: Status
    low: int
    high: int


def standing_of(met: Truth, partly: Truth, out: Truth) -> Standing:
    """The standing of an option under the policy `conditions`.

    `met` needs every rule-out known not to hold; an option that fails while a rule-out is open stays unknown, because it may
    yet be ruled out, but its highest tier says that it is known not to fit.
    """
    if out is Truth.TRUE:
        return Standing(Status.RULED_OUT, 0, 0)
    high = 2 if met is not Truth.FALSE else 1 if partly is not Truth.FALSE else 0
    if out is Truth.UNKNOWN:
        return Standing(Status.UNKNOWN, 0, high)
    if met is Truth.TRUE:
        return Standing(Status.MET, 2, 2)
    low = 1 if partly is Truth.TRUE else 0
    if met is Truth.UNKNOWN or partly is Truth.UNKNOWN:
        return Standing(Status.UNKNOWN, low, high)
    return Standing(Status.PARTLY_MET if low else Status.NOT_MET, low, low)
