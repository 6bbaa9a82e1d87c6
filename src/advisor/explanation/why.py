"""A decision explained in; why an option is recommended out: the policy's step, and below it the proof that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Outcome, Status
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.proof import Step, StepKind, proof_of
from advisor.explanation.requirements import options_out
from advisor.explanation.sentences import (
    interval_words,
    recommended_by_conditions,
    recommended_by_weight,
    recommended_on_ladder,
    recommended_with_others,
    surely_recommended,
)
from advisor.model.conditions import Truth
from advisor.model.options import Policy
from advisor.model.rules import Concludes
from advisor.trace import DerivedFact


def why_option(decision: DecisionExplanation, key: str) -> Step:
    """Why a recommended option is recommended. The option must be among the verdict's recommended ones."""
    sentence, because = _settled(decision, key)
    return Step(sentence, StepKind.POLICY, key, because=tuple(dict.fromkeys(because)))


def why_concept(decision: DecisionExplanation, concept: str) -> tuple[Step, ...]:
    """The proof of every value that a concept is known to have; empty where none is known."""
    return tuple(
        step
        for rule in decision.wording.kb.rules.values()
        if isinstance(rule.conclusion, Concludes) and rule.conclusion.concept == concept
        for step in rule_steps(decision, rule.id)
    )


def rule_steps(decision: DecisionExplanation, rule: str) -> tuple[Step, ...]:
    """The proof of a rule that holds, in the grade that counts; empty for one that does not."""
    standing = decision.trace.rules.get(rule)
    if standing is None or standing.truth is not Truth.TRUE:
        return ()
    graded = proof_of(DerivedFact(f"{rule}@{standing.degree}", True), decision.trace, decision.wording)
    return graded or proof_of(DerivedFact(rule, True), decision.trace, decision.wording)


def weights_for(decision: DecisionExplanation, key: str) -> tuple[Step, ...]:
    """The proof of every point that counts for or against an option now, by rule."""
    counting = (w.rule for w in decision.options[key].weights if w.counts)
    return tuple(step for rule in counting for step in rule_steps(decision, rule))


def rules_out(decision: DecisionExplanation, key: str) -> tuple[Step, ...]:
    """The proof of every rule that rules an option out."""
    rules = decision.wording.kb.rules
    return tuple(
        step
        for rule in decision.trace.rules
        if key in options_out(rules[rule], decision.wording)
        for step in rule_steps(decision, rule)
    )


def _settled(decision: DecisionExplanation, key: str) -> tuple[str, tuple[Step, ...]]:
    match decision.wording.kb.decisions[decision.decision].policy:
        case Policy.CONDITIONS:
            return _by_conditions(decision, key)
        case Policy.WEIGHTED:
            return _by_weight(decision, key)
        case Policy.LADDER:
            return _by_ladder(decision, key)


def _by_conditions(decision: DecisionExplanation, key: str) -> tuple[str, tuple[Step, ...]]:
    option, verdict = decision.options[key], decision.verdict
    partly = option.status is Status.PARTLY_MET
    rivals = [k for k, o in decision.options.items() if k != key and o.status is option.status]
    beside = [decision.options[k].label for k in verdict.recommended if k != key]
    if verdict.outcome is Outcome.UNDECIDED:
        sentence = surely_recommended(option.label)
    elif beside:
        sentence = recommended_with_others(option.label, beside, partly=partly)
    else:
        nets = [(decision.options[k].label, interval_words(verdict.options[k].net)) for k in rivals]
        balance = interval_words(verdict.options[key].net)
        sentence = recommended_by_conditions(option.label, partly=partly, rivals=nets, balance=balance)
    weighed = tuple(weights_for(decision, key)) if rivals else ()
    return sentence, (*option.proof, *weighed)


def _by_weight(decision: DecisionExplanation, key: str) -> tuple[str, tuple[Step, ...]]:
    verdict = decision.verdict
    beside = [decision.options[k].label for k in verdict.recommended if k != key]
    others = [
        (o.label, interval_words(verdict.options[k].net))
        for k, o in decision.options.items()
        if k not in verdict.recommended and o.status is not Status.RULED_OUT
    ]
    if verdict.outcome is Outcome.UNDECIDED:
        sentence = surely_recommended(decision.options[key].label)
    else:
        net = interval_words(verdict.options[key].net)
        sentence = recommended_by_weight(decision.options[key].label, net, others, beside)
    return sentence, weights_for(decision, key)


def _by_ladder(decision: DecisionExplanation, key: str) -> tuple[str, tuple[Step, ...]]:
    verdict = decision.verdict
    described = verdict.described[0] if verdict.described else None
    ceiling = verdict.ceiling[0] if verdict.ceiling else None
    if verdict.outcome is Outcome.UNDECIDED or described is None or ceiling is None:
        return surely_recommended(decision.options[key].label), decision.options[key].proof
    labels = [decision.options[k].label for k in (key, described, ceiling)]
    sentence = recommended_on_ladder(*labels, lowered=described != key)
    return sentence, (*decision.options[described].proof, *_stopped(decision, key, described))


def _stopped(decision: DecisionExplanation, key: str, described: str) -> Iterator[Step]:
    """What rules out the level just above the recommended one, where the answers describe a higher one."""
    rungs = list(decision.options)
    if described != key:
        yield from rules_out(decision, rungs[rungs.index(key) + 1])
