"""A decision explained in; why an option is not recommended out: the smallest sets of failing conditions, with figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.decide import Outcome, Status
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.failing import failing_option
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.sentences import (
    beaten,
    does_not_arise,
    may_be_the_level,
    not_recommended,
    nothing_counts,
    off_ladder,
    outweighed,
)
from advisor.explanation.why import rules_out, weights_for
from advisor.model.options import Policy


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why one option is not recommended.

    `head` says where it stands, and rests on what rules it out or weighs. `sets` are the smallest sets of conditions that
    fail, each condition with what is so and what is needed: any one set put right would make the option hold. The kind of
    each step says whether it fails on an answer (short), on a rule-out (bars) or on an unknown (open).
    """

    option: str
    label: str
    status: Status
    head: Step
    sets: tuple[tuple[Step, ...], ...]

    def steps(self) -> Iterator[Step]:
        """Every step, for whoever wants to check each."""
        yield from self.head.walk()
        for conditions in self.sets:
            for step in conditions:
                yield from step.walk()


def why_not(decision: DecisionExplanation, key: str) -> WhyNot:
    """Why an option is not recommended. The option must not be among the verdict's recommended ones."""
    option, verdict = decision.options[key], decision.verdict
    if verdict.outcome is Outcome.NOT_APPLICABLE and not verdict.see_groups:
        head = Step(does_not_arise(option.label), StepKind.POLICY, key, because=_not_arising(decision))
        return WhyNot(key, option.label, option.status, head, ())
    sentence = _head(decision, key)
    weighted = decision.wording.kb.decisions[decision.decision].policy is Policy.WEIGHTED
    holds = option.status in (Status.MET, Status.PARTLY_MET)
    behind = rules_out(decision, key)
    if weighted or (holds and verdict.recommended):
        behind += weights_for(decision, key)
    sets = () if weighted else failing_option(key, decision.trace, decision.wording)
    head = Step(sentence, StepKind.POLICY, key, because=tuple(dict.fromkeys(behind)))
    return WhyNot(key, option.label, option.status, head, sets)


def _head(decision: DecisionExplanation, key: str) -> str:
    option, verdict, fails = decision.options[key], decision.verdict, decision.surely_fails(key)
    rivals = [(decision.options[k].label, verdict.options[k]) for k in verdict.recommended]
    match decision.wording.kb.decisions[decision.decision].policy:
        case Policy.WEIGHTED:
            if option.status is Status.RULED_OUT:
                return not_recommended(option.label, option.status)
            if verdict.outcome is Outcome.NONE:
                return nothing_counts(option.label)
            return outweighed(option.label, verdict.options[key], rivals, open_yet=key in verdict.contenders)
        case Policy.LADDER:
            described = verdict.described[0] if verdict.described else None
            rungs = list(decision.options)
            higher = described is not None and rungs.index(described) > rungs.index(key)
            name = decision.options[described].label if described else ""
            if key in verdict.contenders:
                return may_be_the_level(option.label, described=described == key, fails=fails)
            return off_ladder(option.label, option.status, name, higher=higher)
        case Policy.CONDITIONS:
            if option.status in (Status.MET, Status.PARTLY_MET) and rivals:
                return beaten(option.label, verdict.options[key], rivals)
            open_yet = key in verdict.contenders
            return not_recommended(option.label, option.status, fails=fails, open_yet=open_yet)


def _not_arising(decision: DecisionExplanation) -> tuple[Step, ...]:
    """What makes a decision not arise, in the knowledge base's words."""
    declared = decision.wording.kb.decisions[decision.decision]
    if not declared.otherwise:
        return ()
    place = f"{declared.where.file}:{declared.where.line}"
    return (Step(decision.wording.fill(declared.otherwise), StepKind.SHORT, declared.id, place=place),)
