"""What the completions of a case come to, and where each option stands, in; outcome, recommendation and statuses out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.compiler.program import DecisionProgram
from advisor.decide.ladder import rung_statuses
from advisor.decide.standing import standing_of
from advisor.decide.verdict import Outcome, Status
from advisor.evaluation.lanes import Prospect
from advisor.model.conditions import Truth
from advisor.model.options import Policy


@dataclass(frozen=True, slots=True)
class OptionTruths:
    """Whether an option is met, met in part, and ruled out, each known or not."""

    meets: Truth
    partly: Truth
    out: Truth


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A decision settled: keys of the recommended options in order, and the status of each by key."""

    outcome: Outcome
    recommended: tuple[str, ...]
    statuses: Mapping[str, Status]


def conclude(decision: DecisionProgram, options: Sequence[OptionTruths], prospect: Prospect) -> Conclusion:
    """Settle a decision whose completions were tried; `options` stand in the decision's order."""
    always = frozenset(o.key for k, o in enumerate(decision.options) if prospect.always >> k & 1)
    recommended: tuple[str, ...] = ()
    if prospect.applies is False:
        outcome = Outcome.NOT_APPLICABLE
    elif not prospect.settled:
        outcome = Outcome.UNDECIDED
        recommended = in_order(decision, always) if prospect.applies else ()
    else:
        outcome = outcome_of(len(always))
        recommended = in_order(decision, always)
    return Conclusion(outcome, recommended, _statuses(decision, options, prospect))


def outcome_of(count: int) -> Outcome:
    """What it comes to when so many options are recommended and nothing is open."""
    match count:
        case 0:
            return Outcome.NONE
        case 1:
            return Outcome.ONE
        case _:
            return Outcome.SEVERAL


def in_order(decision: DecisionProgram, keys: frozenset[str]) -> tuple[str, ...]:
    """Options with the more specific condition first; specificity orders, it does not decide."""
    position = {o.key: (-o.specificity, i) for i, o in enumerate(decision.options)}
    return tuple(sorted(keys, key=position.__getitem__))


def _statuses(
    decision: DecisionProgram, options: Sequence[OptionTruths], prospect: Prospect
) -> dict[str, Status]:
    """Under weights an option's status is whether it comes out ahead; elsewhere it rests on its own conditions."""
    return dict(
        zip((o.key for o in decision.options), _in_turn(decision.policy, options, prospect), strict=True)
    )


def _in_turn(policy: Policy, options: Sequence[OptionTruths], prospect: Prospect) -> list[Status]:
    match policy:
        case Policy.CONDITIONS:
            return [standing_of(o.meets, o.partly, o.out).status for o in options]
        case Policy.LADDER:
            return rung_statuses([o.meets for o in options], [o.out for o in options])
        case Policy.WEIGHTED:
            ahead = [
                (bool(prospect.always >> k & 1), bool(prospect.sometimes >> k & 1))
                for k in range(len(options))
            ]
            return [
                weighted_status(o.out, always=always, sometimes=sometimes)
                for o, (always, sometimes) in zip(options, ahead, strict=True)
            ]


def weighted_status(out: Truth, *, always: bool, sometimes: bool) -> Status:
    """Met where it surely comes out ahead; what may yet be ruled out stays unknown, even if it is surely behind."""
    if out is Truth.TRUE:
        return Status.RULED_OUT
    if always:
        return Status.MET
    return Status.UNKNOWN if sometimes or out is Truth.UNKNOWN else Status.NOT_MET
