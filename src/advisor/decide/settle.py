"""One decision's policy over the truths of one run: bounds first, all combinations of the unknown answers where those
are not enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from advisor.compiler.program import Contribution, DecisionProgram
from advisor.decide.bounds import bounds
from advisor.decide.completions import complete, relevant_unknowns
from advisor.decide.conclude import Conclusion, OptionTruths, conclude
from advisor.decide.differences import unknown_below, weight_interval
from advisor.decide.ladder import rung_names, rungs_of
from advisor.decide.situation import Situation
from advisor.decide.standing import Truths, any_truth
from advisor.decide.verdict import Alternative, Interval, OptionVerdict, Outcome, Status, Verdict
from advisor.evaluation.lanes import Prospect
from advisor.model.options import Policy


def judge(situation: Situation, others: Mapping[str, DecisionProgram]) -> Verdict:
    """Settle one decision. `others` maps a name to the same decision under other weights (`reweighed`), which a
    weighted decision is tried under as well.
    """
    verdict = _settled(situation)
    match situation.decision.policy:
        case Policy.LADDER:
            described, ceiling = rungs_of(situation.decision, situation.truths)
            return replace(
                verdict,
                described=rung_names(situation.decision, described),
                ceiling=rung_names(situation.decision, ceiling),
            )
        case Policy.WEIGHTED:
            tried = sorted(others.items())
            return replace(
                verdict, alternatives=tuple(_alternative(situation, *one, verdict) for one in tried)
            )
        case Policy.CONDITIONS:
            return verdict


def _settled(situation: Situation) -> Verdict:
    decision = situation.decision
    prospect = _prospect(situation)
    conclusion = _conclusion(situation, prospect)
    options = {
        option.key: OptionVerdict(
            option.key,
            conclusion.statuses[option.key],
            weight_interval(situation, option.contributions, against=False),
            weight_interval(situation, option.contributions, against=True),
        )
        for option in decision.options
    }
    contenders = (o.key for k, o in enumerate(decision.options) if prospect.sometimes >> k & 1)
    awaited = unknown_below(situation, (c.gate for o in decision.options for c in o.contributions))
    return Verdict(
        decision.id,
        conclusion.outcome,
        conclusion.recommended,
        options,
        open_attributes=prospect.decisive,
        unanswered_preferences=tuple(sorted(awaited & situation.program.preferences)),
        contenders=tuple(contenders) if conclusion.outcome is Outcome.UNDECIDED else (),
    )


def concluded(situation: Situation) -> Conclusion:
    """What a decision comes to, without by how much."""
    return _conclusion(situation, _prospect(situation))


def _conclusion(situation: Situation, prospect: Prospect) -> Conclusion:
    decision = situation.decision
    return conclude(decision, _option_truths(decision, situation.truths), prospect)


def _prospect(situation: Situation) -> Prospect:
    """What the completions of the case come to: by trying them all, or where they are too many by bounds."""
    unknown = relevant_unknowns(situation)
    return complete(situation, unknown) or bounds(situation, unknown)


def _option_truths(decision: DecisionProgram, truths: Truths) -> list[OptionTruths]:
    return [
        OptionTruths(*(any_truth(gates, truths) for gates in (o.meets, o.partly, o.out)))
        for o in decision.options
    ]


def reweighed(decision: DecisionProgram, weights: Mapping[str, Fraction]) -> DecisionProgram:
    """The decision with its contributions weighed by other importance weights."""

    def weighed(c: Contribution) -> Contribution:
        weight = weights.get(c.importance, Fraction(1)) * c.degree
        return c if weight == c.weight else replace(c, weight=weight)

    return replace(
        decision,
        options=tuple(
            replace(option, contributions=tuple(map(weighed, option.contributions)))
            for option in decision.options
        ),
    )


def _alternative(situation: Situation, name: str, other: DecisionProgram, verdict: Verdict) -> Alternative:
    """What comes of the decision under other weights, and whether that changes the order of the options."""
    tried = _settled(situation.decided(other))
    nets = {key: option.net for key, option in tried.options.items()}
    # What is ruled out comes before or after nothing.
    competing = [key for key, option in verdict.options.items() if option.status is not Status.RULED_OUT]
    before = {key: verdict.options[key].net for key in competing}
    differs = _order({key: nets[key] for key in competing}) != _order(before)
    return Alternative(name, nets, tried.recommended, differs or tried.recommended != verdict.recommended)


def _order(nets: Mapping[str, Interval]) -> list[list[str]]:
    """Options from the highest net down, equals together; by the middle of the interval while it is open."""
    levels = sorted({net.low + net.high for net in nets.values()}, reverse=True)
    return [sorted(key for key, net in nets.items() if net.low + net.high == level) for level in levels]
