"""A run in; an event for each option's standing and for the outcome of each decision out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Outcome, Status
from advisor.explanation.tracing.context import RunContext
from advisor.explanation.tracing.events import Event, EventKind, Link, Parent
from advisor.explanation.tracing.found import strata
from advisor.explanation.tracing.grounds import fact_id, given_id, rule_id
from advisor.explanation.tracing.words import option_text, outcome_text
from advisor.model.conditions import Condition, Truth, criteria_in
from advisor.model.rules import Advises

HELD = {
    Status.MET: Truth.TRUE,
    Status.PARTLY_MET: Truth.TRUE,
    Status.NOT_MET: Truth.FALSE,
    Status.RULED_OUT: Truth.FALSE,
    Status.UNKNOWN: Truth.UNKNOWN,
}


def settled_events(run: RunContext) -> Iterator[Event]:
    """For each decision of the run its options in the source's order, and its outcome."""
    top = max(strata(run).values(), default=0)
    for decision in run.parts:
        yield from _options(run, decision, top + 1)
        yield _outcome(run, decision, top + 2)


def _options(run: RunContext, decision: str, stratum: int) -> Iterator[Event]:
    part = run.parts[decision]
    for key, option in part.verdict.options.items():
        parents = (
            Parent(rule_id(rule), link)
            for rule in run.grounds.rules
            if (link := run.bears_on(run.kb.rules[rule], key)) is not None
        )
        yield Event(
            f"option:{key}",
            EventKind.OPTION,
            decision,
            stratum,
            Truth.TRUE if key in part.verdict.recommended else HELD[option.status],
            part.wording.fill(run.kb.options[key].label),
            option_text(option, part.verdict, run.kb.decisions[decision].policy),
            str(option.status),
            tuple(parents),
        )


def _outcome(run: RunContext, decision: str, stratum: int) -> Event:
    part, declared = run.parts[decision], run.kb.decisions[decision]
    parents = [Parent(f"option:{key}", Link.OPTION) for key in part.verdict.options]
    if declared.applies_when is not None:
        parents += [Parent(key, Link.PRECONDITION) for key in _read(run, declared.applies_when)]
    advising = (rule for rule in run.grounds.rules if _advises(run, rule, decision))
    return Event(
        f"outcome:{decision}",
        EventKind.OUTCOME,
        decision,
        stratum,
        Truth.UNKNOWN if part.verdict.outcome is Outcome.UNDECIDED else Truth.TRUE,
        part.wording.fill(declared.label),
        outcome_text(part.verdict, part.wording),
        str(part.verdict.outcome),
        (*parents, *(Parent(rule_id(rule), Link.NOTE) for rule in advising)),
    )


def _read(run: RunContext, condition: Condition) -> list[str]:
    """The ids of what a condition reads."""
    found: dict[str, None] = {}
    for test in criteria_in(condition):
        if run.kb.attributes[test.attribute].derived:
            found |= dict.fromkeys(fact_id(test.attribute, str(value)) for value in test.operands)
        else:
            found[given_id(test.attribute)] = None
    return list(found)


def _advises(run: RunContext, rule: str, decision: str) -> bool:
    conclusion = run.kb.rules[rule].conclusion
    return isinstance(conclusion, Advises) and decision in conclusion.decisions
