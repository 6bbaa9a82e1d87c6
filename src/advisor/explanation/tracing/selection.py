"""A run of the trace and a selection in; the run with only the events selected out. Pure filters over one list of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.explanation.tracing.events import (
    CaseTrace,
    Event,
    EventKind,
    Link,
    Selection,
    TraceRun,
    ancestors,
)
from advisor.model.conditions import Truth

SIDE_LINKS = frozenset({Link.POINT_FOR, Link.POINT_AGAINST, Link.NOTE})
"""How rules that only weigh or advise are tied to what they speak of; those that did not fire change nothing."""


def select(trace: CaseTrace, selection: Selection) -> CaseTrace:
    """The trace with only the runs and events selected. Runs that are left with nothing go too."""
    runs = (run for run in trace.runs if selection.group in (None, run.group))
    kept = tuple(selected for run in runs if (selected := select_run(run, selection)).events)
    return replace(trace, runs=kept, selection=selection)


def select_run(run: TraceRun, selection: Selection) -> TraceRun:
    """One run with only the events selected."""
    kept = {event.id for event in run.events}
    if selection.decisions:
        kept &= ancestors(run.events, (f"outcome:{decision}" for decision in selection.decisions))
    if selection.options:
        kept &= ancestors(run.events, (f"option:{option}" for option in selection.options))
    if selection.rules:
        kept &= _about_rules(run.events, {f"rule:{rule}" for rule in selection.rules})
    if selection.truths:
        kept &= _standing(run.events, selection.truths)
    if selection.decisive:
        kept &= {event.id for event in run.events if event.decisive}
    elif not (selection.everything or selection.truths or selection.rules):
        kept &= _bearing(run.events)
    if selection.decisions:
        run = replace(
            run, decisions={key: run.decisions[key] for key in run.decisions if key in selection.decisions}
        )
    return replace(run, events=tuple(event for event in run.events if event.id in kept))


def _about_rules(events: tuple[Event, ...], rules: Iterable[str]) -> set[str]:
    """The rules, what they rest on, and what rests on them at once."""
    named = set(rules)
    resting = {event.id for event in events if named & {parent.id for parent in event.parents}}
    return resting | ancestors(events, named)


def _standing(events: tuple[Event, ...], truths: frozenset[Truth]) -> set[str]:
    """The rules that stand so, what each rests on at once, and what rests on it."""
    rules = {event.id for event in events if event.kind is EventKind.RULE and event.truth in truths}
    around = {parent.id for event in events if event.id in rules for parent in event.parents}
    resting = {event.id for event in events if rules & {parent.id for parent in event.parents}}
    return rules | around | resting


def _bearing(events: tuple[Event, ...]) -> set[str]:
    """All but the rules that did not fire and changed nothing by it, with what was given or found for those alone."""
    idle = _idle(events)
    kept = [event for event in events if event.id not in idle]
    read = {parent.id for event in kept for parent in event.parents}
    return {event.id for event in kept if event.id in read or not _only_read(event)}


def _idle(events: tuple[Event, ...]) -> set[str]:
    """Rules that did not fire and that nothing rests on but options that they would have weighed or ruled out."""
    links: dict[str, set[Link]] = {event.id: set() for event in events}
    for event in events:
        for parent in event.parents:
            links.setdefault(parent.id, set()).add(parent.link)
    return {
        event.id
        for event in events
        if event.kind is EventKind.RULE
        and event.truth is not Truth.TRUE
        and not event.decisive
        and links[event.id] <= (SIDE_LINKS | {Link.RULE_OUT} if event.truth is Truth.FALSE else SIDE_LINKS)
    }


def _only_read(event: Event) -> bool:
    """Whether an event is there only for what reads it: something given, or a value that was not found."""
    match event.kind:
        case EventKind.TABLE | EventKind.ANSWER | EventKind.MEASURE:
            return True
        case EventKind.FACT:
            return event.truth is not Truth.TRUE
        case EventKind.RULE | EventKind.OPTION | EventKind.OUTCOME:
            return False
