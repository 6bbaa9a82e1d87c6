"""A case explained in; its rule trace as events with ids and parents out: what was given, then found, then settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from advisor.explanation.case import CaseExplanation
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.tracing.context import RunContext
from advisor.explanation.tracing.decisive import decisive
from advisor.explanation.tracing.events import CaseTrace, Event, TraceRun, ancestors, parents_first
from advisor.explanation.tracing.found import found_events
from advisor.explanation.tracing.given import given_events
from advisor.explanation.tracing.grounds import Grounds, grounds_of
from advisor.explanation.tracing.settled import settled_events

GroundsOf = Callable[[DecisionExplanation], Grounds]


def case_trace(explanation: CaseExplanation, grounds: GroundsOf | None = None) -> CaseTrace:
    """The rule trace of a case: a run for the case as a whole, and one for each group where there are several.

    `grounds` says what the rules rest on; by default what the trace of the run recorded.
    """
    kb = explanation.kb
    of = grounds or (lambda part: grounds_of(part.trace, kb))

    def run(parts: Mapping[str, DecisionExplanation], group: str | None) -> TraceRun:
        first = next(iter(parts.values()))
        return _run(RunContext(kb, explanation.case, parts, group, of(first)))

    runs = [run(explanation.decisions, None)] if explanation.decisions else []
    for key, decision in explanation.decisions.items():
        # A single group's run is the same as that of the whole.
        if len(decision.groups) > 1:
            runs += [run({key: part}, name) for name, part in decision.groups.items()]
    case, settings, origins = explanation.case, explanation.settings, explanation.origins()
    return CaseTrace(case.title, case.profile, kb.identity, settings, origins, tuple(runs))


def _run(context: RunContext) -> TraceRun:
    """The run's events: all that belongs to its decisions, and all that those rest on."""
    made = (*given_events(context), *found_events(context), *settled_events(context))
    roots = (event.id for event in made if event.decision in context.parts)
    kept = ancestors(made, roots)
    events = {event.id: event for event in made if event.id in kept}
    for decision, part in context.parts.items():
        _mark(events, decisive(events, part.verdict, context.kb.decisions[decision].policy))
    labels = {key: part.wording.fill(context.kb.decisions[key].label) for key, part in context.parts.items()}
    return TraceRun(context.group, labels, parents_first(events.values()))


def _mark(events: dict[str, Event], ids: frozenset[str]) -> None:
    for key in ids:
        events[key] = replace(events[key], decisive=True)
