"""A decision where nothing fits in; the options that come nearest out, with what each lacks, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.decide import Outcome, Status, Verdict
from advisor.explanation.wording import Wording
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.rules import Concludes, Meets, Rule
from advisor.trace import RuleStanding, Trace


@dataclass(frozen=True, slots=True)
class Miss:
    """An option that does not hold, and each thing that it lacks, in a phrase with the figure."""

    option: str
    label: str
    lacks: tuple[str, ...]
    statements: tuple[str, ...]


def nearest_misses(kb: KnowledgeBase, decision: str, verdict: Verdict, trace: Trace, wording: Wording) -> tuple[Miss, ...]:
    """The options with the fewest failing conditions, where the outcome is that nothing fits."""
    if verdict.outcome is not Outcome.NONE or kb.decisions[decision].policy is Policy.WEIGHTED:
        return ()
    misses = []
    for option in kb.options_of(decision):
        if verdict.options[option.key].status is not Status.RULED_OUT:
            lacking = _lacking(option.key, trace, wording)
            if lacking is not None:
                misses.append(Miss(option.key, wording.fill(option.label), *lacking))
    fewest = min((len(miss.lacks) for miss in misses), default=0)
    return tuple(miss for miss in misses if len(miss.lacks) == fewest)


def _lacking(option: str, trace: Trace, wording: Wording) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What the option's nearest rule lacks, and its statements."""
    rules = [
        (rule, trace.rules[rule.id])
        for rule in wording.kb.rules.values()
        if rule.id in trace.rules and isinstance(rule.conclusion, Meets) and rule.conclusion.option == option
    ]
    found = [(failing(standing, trace, wording), rule.statements) for rule, standing in rules]
    return min(found, key=lambda item: len(item[0]), default=None)


def failing(standing: RuleStanding, trace: Trace, wording: Wording) -> tuple[str, ...]:
    """Each condition of a rule that is known not to hold, in a phrase; what rests on other rules is followed down to its figures."""
    return tuple(
        phrase
        for condition in standing.conditions
        if condition.truth is Truth.FALSE
        for phrase in _phrases(condition.condition, trace, wording)
    )


def _phrases(condition: Condition, trace: Trace, wording: Wording) -> tuple[str, ...]:
    match condition:
        case Criterion() if wording.kb.attributes[condition.attribute].derived and not condition.negated:
            deeper = _through_rules(condition, trace, wording)
            return deeper or (_plain(condition, wording),)
        case AllOf(parts):
            return tuple(phrase for part in parts for phrase in _phrases(part, trace, wording))
        case Criterion() | AnyOf() | Not():
            return (_plain(condition, wording),)


def _plain(condition: Condition, wording: Wording) -> str:
    return f"{wording.because(condition, Truth.FALSE)} (needed: {_need(condition, wording)})"


def _need(condition: Condition, wording: Wording) -> str:
    whole = wording.condition(condition)
    return whole.split(": ", 1)[1] if isinstance(condition, Criterion) and ": " in whole else whole


def _through_rules(test: Criterion, trace: Trace, wording: Wording) -> tuple[str, ...]:
    """What the nearest rule that would conclude the value lacks; rules that fail on another route's guard come last."""
    concluding: list[Rule] = [
        rule
        for rule in wording.kb.rules.values()
        if isinstance(rule.conclusion, Concludes)
        and rule.conclusion.concept == test.attribute
        and rule.conclusion.value in test.operands
        and rule.id in trace.rules
    ]
    options = [failing(trace.rules[rule.id], trace, wording) for rule in concluding]
    return min((o for o in options if o), key=len, default=())
