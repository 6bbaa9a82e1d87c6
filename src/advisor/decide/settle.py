"""One decision's policy over the truths of one run: bounds first, all combinations of the unknown answers
where those are not enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.compiler.program import DecisionProgram, OptionProgram, edge_truth
from advisor.decide.completions import Completions, complete, relevant_unknowns
from advisor.decide.differences import Differences, unknown_below
from advisor.decide.ladder import settle_ladder
from advisor.decide.situation import Situation
from advisor.decide.standing import Standing, Truths, any_truth, condition_standing, weight_interval
from advisor.decide.verdict import Alternative, Interval, OptionVerdict, Outcome, Status, Verdict
from advisor.model.conditions import Truth
from advisor.model.options import Policy


@dataclass(frozen=True, slots=True)
class Reach:
    """The options that every completion of the answers recommends, and those that some completion may."""

    always: frozenset[str]
    sometimes: frozenset[str]


def judge(situation: Situation, other_weights: Mapping[str, Mapping[str, Fraction]]) -> Verdict:
    """Settle one decision. `other_weights` maps a name to importance weights under which a weighted decision
    is tried again.
    """
    decision, truths = situation.decision, situation.truths
    applies = Truth.TRUE if decision.applies is None else edge_truth(decision.applies, truths)
    if decision.policy is Policy.LADDER:
        verdict = settle_ladder(decision, truths)
    else:
        verdict = _settle_balance(situation, other_weights)
    if applies is Truth.FALSE:
        verdict = replace(verdict, outcome=Outcome.NOT_APPLICABLE, recommended=())
    elif applies is Truth.UNKNOWN:
        verdict = replace(verdict, outcome=Outcome.UNDECIDED, recommended=())
    if verdict.outcome is Outcome.UNDECIDED:
        verdict = _by_completions(situation, verdict)
    return replace(verdict, unanswered_preferences=_unanswered_preferences(situation))


def outcome_of(always: frozenset[str], sometimes: frozenset[str]) -> Outcome:
    """What it comes to when these options are recommended whatever happens, and those perhaps."""
    if always != sometimes:
        return Outcome.UNDECIDED
    match len(always):
        case 0:
            return Outcome.NONE
        case 1:
            return Outcome.ONE
        case _:
            return Outcome.SEVERAL


def _settle_balance(situation: Situation, other_weights: Mapping[str, Mapping[str, Fraction]]) -> Verdict:
    decision, truths = situation.decision, situation.truths
    weighted = decision.policy is Policy.WEIGHTED
    standings = _weighted_standings(decision, truths) if weighted else _condition_standings(decision, truths)
    differences = Differences(situation)
    reach = _reach(decision.options, standings, differences)
    options = {o.key: _option(o, standings[o.key].status, truths) for o in decision.options}
    if weighted:
        options = {
            key: replace(v, status=_weighted_status(key, standings[key], reach)) for key, v in options.items()
        }
    verdict = Verdict(
        decision.id, outcome_of(reach.always, reach.sometimes), _in_order(decision, reach.always), options
    )
    if not weighted:
        return verdict
    alternatives = tuple(
        _alternative(situation, name, weights, verdict) for name, weights in sorted(other_weights.items())
    )
    return replace(verdict, alternatives=alternatives)


def _condition_standings(decision: DecisionProgram, truths: Truths) -> dict[str, Standing]:
    return {o.key: condition_standing(o, truths) for o in decision.options}


def _weighted_standings(decision: DecisionProgram, truths: Truths) -> dict[str, Standing]:
    """Every option that is not ruled out competes, as soon as anything at all is switched on."""
    points = any_truth((c.gate for o in decision.options for c in o.contributions), truths)
    standings = {}
    for option in decision.options:
        out = any_truth(option.out, truths)
        if out is Truth.TRUE:
            standings[option.key] = Standing(Status.RULED_OUT, 0, 0)
        else:
            low = 2 if points is Truth.TRUE and out is Truth.FALSE else 0
            high = 0 if points is Truth.FALSE else 2
            standings[option.key] = Standing(
                Status.UNKNOWN if low != high or out is Truth.UNKNOWN else Status.MET, low, high
            )
    return standings


def _weighted_status(key: str, standing: Standing, reach: Reach) -> Status:
    """Met where it surely comes out ahead; what may yet be ruled out stays unknown, even if it is surely behind."""
    if standing.status is Status.RULED_OUT:
        return Status.RULED_OUT
    if key in reach.always:
        return Status.MET
    if key in reach.sometimes or standing.status is Status.UNKNOWN:
        return Status.UNKNOWN
    return Status.NOT_MET


def _reach(
    options: Sequence[OptionProgram], standings: Mapping[str, Standing], differences: Differences
) -> Reach:
    """Which options are recommended whatever the unknown answers are, and which may be, by tiers and then by balance."""
    always, sometimes = set(), set()
    for option in options:
        own = standings[option.key]
        others = [o.key for o in options if o is not option]
        if own.low > 0 and not any(_can_beat(o, option.key, standings, differences) for o in others):
            always.add(option.key)
        if own.high > 0 and not any(_must_beat(o, option.key, standings, differences) for o in others):
            sometimes.add(option.key)
    return Reach(frozenset(always), frozenset(sometimes | always))


def _can_beat(left: str, right: str, standings: Mapping[str, Standing], differences: Differences) -> bool:
    """Whether some completion may put `left` strictly ahead of `right`."""
    mine, theirs = standings[left], standings[right]
    if mine.high == 0 or mine.high < theirs.low:
        return False
    return mine.high > theirs.low or differences.between(left, right).high > 0


def _must_beat(left: str, right: str, standings: Mapping[str, Standing], differences: Differences) -> bool:
    """Whether every completion puts `left` strictly ahead of `right`."""
    mine, theirs = standings[left], standings[right]
    if mine.low == 0 or mine.low < theirs.high:
        return False
    return mine.low > theirs.high or differences.between(left, right).low > 0


def _option(option: OptionProgram, status: Status, truths: Truths) -> OptionVerdict:
    in_favour = weight_interval(option.contributions, truths, against=False)
    return OptionVerdict(
        option.key, status, in_favour, weight_interval(option.contributions, truths, against=True)
    )


def _in_order(decision: DecisionProgram, keys: frozenset[str]) -> tuple[str, ...]:
    """Options with the more specific condition first; specificity orders, it does not decide."""
    position = {o.key: (-o.specificity, i) for i, o in enumerate(decision.options)}
    return tuple(sorted(keys, key=position.__getitem__))


def _alternative(
    situation: Situation, name: str, weights: Mapping[str, Fraction], verdict: Verdict
) -> Alternative:
    """The same decision under other importance weights, and whether that changes the order of the options."""
    decision = situation.decision
    reweighed = replace(
        decision,
        options=tuple(
            replace(
                o,
                contributions=tuple(
                    replace(c, weight=weights.get(c.importance, Fraction(1)) * c.degree)
                    for c in o.contributions
                ),
            )
            for o in decision.options
        ),
    )
    other = _settle_balance(replace(situation, decision=reweighed), {})
    nets = {key: option.net for key, option in other.options.items()}
    differs = _order(nets) != _order({key: option.net for key, option in verdict.options.items()})
    return Alternative(name, nets, other.recommended, differs or other.recommended != verdict.recommended)


def _order(nets: Mapping[str, Interval]) -> list[list[str]]:
    """Options from the highest net down, equals together; by the middle of the interval while it is open."""
    levels = sorted({net.low + net.high for net in nets.values()}, reverse=True)
    return [sorted(key for key, net in nets.items() if net.low + net.high == level) for level in levels]


def _by_completions(situation: Situation, verdict: Verdict) -> Verdict:
    """Settle what bounds left open, by trying every combination of the unknown answers where there are few enough."""
    decision = situation.decision
    found = complete(situation)
    if found is None:
        return replace(verdict, open_attributes=tuple(sorted(relevant_unknowns(situation))))
    recommended = _in_order(decision, found.always) if found.applies else ()
    verdict = replace(verdict, options=_statuses(situation, verdict, found), recommended=recommended)
    if found.applies is False:
        return replace(verdict, outcome=Outcome.NOT_APPLICABLE)
    if not found.decided:
        return replace(verdict, open_attributes=found.decisive)
    return replace(verdict, outcome=outcome_of(found.always, found.sometimes))


def _statuses(situation: Situation, verdict: Verdict, found: Completions) -> dict[str, OptionVerdict]:
    """Under weights an option's status is whether it comes out ahead; elsewhere it rests on its own conditions."""
    if situation.decision.policy is not Policy.WEIGHTED:
        return dict(verdict.options)
    reach = Reach(found.always, found.sometimes)
    standings = _weighted_standings(situation.decision, situation.truths)
    return {
        key: replace(option, status=_weighted_status(key, standings[key], reach))
        for key, option in verdict.options.items()
    }


def _unanswered_preferences(situation: Situation) -> tuple[str, ...]:
    gates = [c.gate for o in situation.decision.options for c in o.contributions if c.preference]
    return tuple(sorted(unknown_below(situation, gates)))
