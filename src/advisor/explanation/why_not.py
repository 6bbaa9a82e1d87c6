"""A decision explained in; why an option is not recommended out: the smallest sets of failing conditions, with figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from advisor.decide import Outcome, Status
from advisor.explanation.conditions import options_out
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.requirements import Need, Requirements, Way, passes
from advisor.explanation.sentences import (
    beaten,
    does_not_arise,
    listed,
    may_be_the_level,
    not_recommended,
    nothing_counts,
    off_ladder,
    outweighed,
)
from advisor.explanation.why import rules_out, weights_for
from advisor.explanation.wording import Wording
from advisor.measures import WITHOUT_TABLE
from advisor.model.conditions import Criterion, Operator, SettingRef, Truth, opposite
from advisor.model.options import Policy
from advisor.model.questions import SCALE_WORDS
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
    return smallest_sets(decision, ways, {need: _spared(decision, need, key) for need in barred})


def _spared(decision: DecisionExplanation, need: Need, key: str) -> str:
    """What has to be answered so that one step of a scale rules an option out no more, in words; empty for any other test.

    Several rules may each rule out by one step of the scale: not to be at one of them is not enough.
    """
    wording, name = decision.wording, need.criterion.attribute
    if not wording.kb.attributes[name].scale or need.criterion.operator is not Operator.EXACTLY:
        return ""
    rules = (wording.kb.rules[r] for r in decision.trace.rules)
    alone = [r.conditions[0] for r in rules if len(r.conditions) == 1 and key in options_out(r, wording)]
    tests = [c for c in alone if isinstance(c, Criterion) and c.attribute == name]
    steps = [Fraction(step) for step in range(len(SCALE_WORDS))]
    free = [step for step in steps if not any(passes(test, step, wording) for test in tests)]
    return listed((wording.value_text(name, step) for step in free), "or") if tests else ""


def smallest_sets(
    decision: DecisionExplanation, ways: Sequence[Way], barred: Mapping[Need, str] | None = None
) -> tuple[tuple[Step, ...], ...]:
    """Of ways to make something hold, those that ask for least, each as the steps that fail now.

    `barred` are tests that rule an option out, each with what is needed where that is more than that it fails.
    """
    ways = [way for way in ways if not _forgets(way, decision.wording)] or ways
    fewest = min((len(way.missing) for way in ways), default=0)
    chosen = [way for way in ways if way.missing and len(way.missing) == fewest]
    bars = barred or {}
    sets = (
        sorted((_step(decision, need, bars.get(need)) for need in way.missing), key=_order) for way in chosen
    )
    return tuple(dict.fromkeys(tuple(_once(steps)) for steps in sets))


def _once(steps: Sequence[Step]) -> Iterable[Step]:
    """What two rules ask for in the same words, once."""
    found: dict[str, Step] = {}
    for step in steps:
        found.setdefault(step.sentence, step)
    return found.values()


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


def _step(decision: DecisionExplanation, need: Need, bars: str | None) -> Step:
    """One condition that fails: on an answer or figure, on a rule-out (`bars` may say what is needed), or on an unknown."""
    wording, rule = decision.wording, decision.wording.kb.rules[need.rule]
    condition = need.criterion if need.wanted else opposite(need.criterion)
    known = need.criterion.attribute in wording.facts
    return Step(
        wording.shortfall(condition, bars or ""),
        StepKind.OPEN if not known else StepKind.SHORT if bars is None else StepKind.BARS,
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
