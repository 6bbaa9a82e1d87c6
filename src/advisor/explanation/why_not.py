"""A decision explained in; why an option is not recommended out: the smallest sets of failing conditions, with figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from advisor.decide import Outcome, Status
from advisor.explanation.conditions import options_out
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.requirements import Need, Requirements, Way
from advisor.explanation.sentences import (
    beaten,
    does_not_arise,
    not_recommended,
    nothing_counts,
    off_ladder,
    outweighed,
)
from advisor.explanation.why import rules_out, weights_for
from advisor.explanation.wording import Wording
from advisor.measures import WITHOUT_TABLE
from advisor.model.conditions import SettingRef, Truth, opposite
from advisor.model.options import Policy
from advisor.model.rules import Meets, Rule


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
    sets = () if weighted else _failing_sets(decision, key)
    head = Step(sentence, StepKind.POLICY, key, because=tuple(dict.fromkeys(behind)))
    return WhyNot(key, option.label, option.status, head, sets)


def _head(decision: DecisionExplanation, key: str) -> str:
    option, verdict = decision.options[key], decision.verdict
    rivals = [(decision.options[k].label, verdict.options[k]) for k in verdict.recommended]
    match decision.wording.kb.decisions[decision.decision].policy:
        case Policy.WEIGHTED:
            if option.status is Status.RULED_OUT:
                return not_recommended(option.label, option.status)
            if verdict.outcome is Outcome.NONE:
                return nothing_counts(option.label)
            return outweighed(option.label, verdict.options[key], rivals)
        case Policy.LADDER:
            described = verdict.described[0] if verdict.described else None
            rungs = list(decision.options)
            higher = described is not None and rungs.index(described) > rungs.index(key)
            name = decision.options[described].label if described else ""
            return off_ladder(option.label, option.status, name, higher=higher)
        case Policy.CONDITIONS:
            if option.status in (Status.MET, Status.PARTLY_MET) and rivals:
                return beaten(option.label, verdict.options[key], rivals)
            return not_recommended(option.label, option.status, fails=decision.surely_fails(key))


def _failing_sets(decision: DecisionExplanation, key: str) -> tuple[tuple[Step, ...], ...]:
    """The smallest sets of conditions that fail: of one rule that would meet the option, with all that rules it out."""
    requirements = Requirements(decision.trace, decision.wording)
    rules = [decision.wording.kb.rules[r] for r in decision.trace.rules]
    meeting = [way for rule in _meeting(rules, key) for way in requirements.of_rule(rule)]
    barring = [
        requirements.of_rule(rule, wanted=False)
        for rule in rules
        if key in options_out(rule, decision.wording)
        and decision.trace.rules[rule.id].truth is not Truth.FALSE
    ]
    ways = requirements.together([*([meeting] if meeting else []), *barring])
    asked = {need for way in meeting for need in way.missing}
    barred = {need for bars in barring for way in bars for need in way.missing} - asked
    return smallest_sets(decision, ways, barred)


def smallest_sets(
    decision: DecisionExplanation, ways: Sequence[Way], barred: Collection[Need] = ()
) -> tuple[tuple[Step, ...], ...]:
    """Of ways to make something hold, those that ask for least, each as the steps that fail now."""
    ways = [way for way in ways if not _forgets(way, decision.wording)] or ways
    fewest = min((len(way.missing) for way in ways), default=0)
    chosen = [way for way in ways if way.missing and len(way.missing) == fewest]
    sets = (
        tuple(sorted((_step(decision, need, bars=need in barred) for need in way.missing), key=_order))
        for way in chosen
    )
    return tuple(dict.fromkeys(sets))


def _forgets(way: Way, wording: Wording) -> bool:
    """Whether a way asks for less to be known than is: rules for stated answers have such guards, which nobody can meet."""
    measures = wording.kb.measures
    return any(
        need.criterion.attribute in measures
        and measures[need.criterion.attribute].function in WITHOUT_TABLE
        and wording.facts.get(need.criterion.attribute) == "yes"
        for need in way.missing
    )


def _meeting(rules: Sequence[Rule], key: str) -> list[Rule]:
    """The rules that meet the option wholly, or in part where none does so wholly."""
    stated = [(r, r.conclusion) for r in rules if isinstance(r.conclusion, Meets)]
    own = [(r, c.partly) for r, c in stated if c.option == key]
    return [r for r, partly in own if not partly] or [r for r, _ in own]


def _order(step: Step) -> tuple[str, str]:
    return step.place, step.sentence


def _step(decision: DecisionExplanation, need: Need, *, bars: bool) -> Step:
    """One condition that fails: on an answer or figure, on a rule-out, or because something is not known."""
    wording, rule = decision.wording, decision.wording.kb.rules[need.rule]
    condition = need.criterion if need.wanted else opposite(need.criterion)
    known = need.criterion.attribute in wording.facts
    return Step(
        wording.shortfall(condition),
        StepKind.OPEN if not known else StepKind.BARS if bars else StepKind.SHORT,
        need.criterion.attribute,
        basis=str(rule.basis),
        statements=rule.statements,
        settings=tuple(o.setting for o in need.criterion.operands if isinstance(o, SettingRef)),
        place=f"{rule.where.file}:{rule.where.line}",
    )


def _not_arising(decision: DecisionExplanation) -> tuple[Step, ...]:
    """What makes a decision not arise, in the knowledge base's words."""
    declared = decision.wording.kb.decisions[decision.decision]
    if not declared.otherwise:
        return ()
    place = f"{declared.where.file}:{declared.where.line}"
    return (Step(decision.wording.fill(declared.otherwise), StepKind.SHORT, declared.id, place=place),)
