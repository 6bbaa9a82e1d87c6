"""A run in; an event for each rule and each value that rules found out, with what every one of them rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from advisor.explanation.tracing.context import RunContext
from advisor.explanation.tracing.events import Event, EventKind, Link, Parent, SettingRead
from advisor.explanation.tracing.grounds import GIVEN, RuleGround, fact_id, rule_id, value_names
from advisor.explanation.tracing.words import conditions_found, rule_text
from advisor.explanation.weights import whole_weight
from advisor.model.conditions import SettingRef, Truth
from advisor.model.rules import Rule, Weighs

LINKS = {Truth.TRUE: Link.GROUND, Truth.FALSE: Link.OBSTACLE, Truth.UNKNOWN: Link.MISSING}


def strata(run: RunContext) -> dict[str, int]:
    """Every rule's stratum: one more than the highest among the rules that conclude what it reads."""
    concluding: dict[tuple[str, str], list[str]] = {}
    for rule in run.grounds.rules:
        for value in run.concluded(run.kb.rules[rule]):
            concluding.setdefault(value, []).append(rule)

    @cache
    def stratum(rule: str) -> int:
        tests = run.kb.rules[rule].tests
        read = {(test.attribute, str(operand)) for test in tests for operand in test.operands}
        return 1 + max((stratum(other) for value in read for other in concluding.get(value, ())), default=0)

    return {rule: stratum(rule) for rule in run.grounds.rules}


def found_events(run: RunContext) -> Iterator[Event]:
    """Every rule of the run, whether it fired or not, and every value that some rule reads."""
    layers = strata(run)
    for rule, ground in run.grounds.rules.items():
        yield _rule(run, run.kb.rules[rule], ground, layers[rule])
    read = {key for ground in run.grounds.rules.values() for key in ground.rests_on}
    for attribute, value in value_names(run.kb):
        key = fact_id(attribute, value)
        # An option's standing has an event of its own; as something found it is told only where a rule reads it.
        if key in run.grounds.values and (attribute not in run.kb.options or key in read):
            yield _value(run, attribute, value, layers)


def _rule(run: RunContext, rule: Rule, ground: RuleGround, stratum: int) -> Event:
    wording = run.wording(rule.decision)
    waits = ground.rests_on if ground.truth is Truth.UNKNOWN else ()
    counted = None
    if isinstance(rule.conclusion, Weighs) and ground.degree is not None:
        counted = ground.degree * whole_weight(rule.conclusion, wording)
    return Event(
        rule_id(rule.id),
        EventKind.RULE,
        rule.decision,
        stratum,
        ground.truth,
        rule.id,
        rule_text(rule, ground, tuple(key.removeprefix(GIVEN) for key in waits), wording),
        counted,
        tuple(Parent(key, LINKS[ground.truth]) for key in ground.rests_on),
        conditions_found(rule, ground.conditions, wording),
        rule.statements,
        tuple(
            SettingRead(setting, wording.setting_in_force(SettingRef(setting)))
            for setting in run.first.trace.rules[rule.id].settings
        ),
        str(rule.basis),
        f"{rule.where.file}:{rule.where.line}",
    )


def _value(run: RunContext, attribute: str, value: str, layers: dict[str, int]) -> Event:
    ground = run.grounds.values[fact_id(attribute, value)]
    of_option = attribute in run.kb.options
    decision = run.kb.options[attribute].decision if of_option else run.kb.concepts[attribute].decision
    wording = run.wording(decision)
    concluding = (
        rule for rule in run.grounds.rules if (attribute, value) in run.concluded(run.kb.rules[rule])
    )
    return Event(
        fact_id(attribute, value),
        EventKind.FACT,
        decision,
        max((layers[rule] for rule in concluding), default=0),
        ground.truth,
        wording.label(attribute),
        wording.value_text(attribute, value),
        parents=tuple(Parent(key, Link.RULE) for key in ground.rests_on),
    )
