"""A trace in; its text out: one event after the other, with its id and its parents, to be read and searched."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation.tracing import CaseTrace, Event, EventKind, TraceRun
from advisor.model.conditions import Truth
from advisor.render.lines import wrap

RULE_STATES = {Truth.TRUE: "fired", Truth.FALSE: "did not fire", Truth.UNKNOWN: "still open"}
FACT_STATES = {Truth.TRUE: "found", Truth.FALSE: "known not to be so", Truth.UNKNOWN: "not known"}


def trace_text(trace: CaseTrace) -> str:
    """The whole trace, ending in a line break. What the result rests on is marked with a star."""
    kb = trace.kb
    lines = [f"Rule trace: {trace.title}" if trace.title else "Rule trace"]
    lines += wrap(
        f"Knowledge base {kb['name']} {kb['version']}, profile {trace.profile}. * marks what the result rests on."
    )
    for run in trace.runs:
        lines += ["", *_run(run)]
    if not trace.runs:
        lines += ["", "There is nothing to show: no decision was touched, or nothing is as selected."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _run(run: TraceRun) -> Iterator[str]:
    heading = "; ".join(run.decisions.values())
    yield from wrap(f"{heading}: {run.group}" if run.group else heading)
    yield "=" * min(len(heading), 96)
    title = ""
    for event in sorted(run.events, key=_place):
        if title != (title := section(event)):
            yield from ("", title)
        yield from _event(event)


def _place(event: Event) -> tuple[int, int, str, bool]:
    given = event.kind in (EventKind.TABLE, EventKind.ANSWER, EventKind.MEASURE)
    kinds = list(EventKind)
    return (
        event.stratum,
        0 if given else kinds.index(event.kind),
        "" if given else event.id,
        not event.decisive,
    )


def section(event: Event) -> str:
    """The heading under which an event stands: given, a layer of rules, options, outcome."""
    match event.kind:
        case EventKind.TABLE | EventKind.ANSWER | EventKind.MEASURE:
            return "Given"
        case EventKind.RULE | EventKind.FACT:
            return f"Rules, layer {event.stratum}"
        case EventKind.OPTION:
            return "Options"
        case EventKind.OUTCOME:
            return "Outcome"


def _event(event: Event) -> Iterator[str]:
    star = "* " if event.decisive else "  "
    match event.kind:
        case EventKind.RULE:
            yield f"{star}{event.id} {RULE_STATES[event.truth]}"
            yield from wrap(event.text, "      ")
        case EventKind.FACT:
            yield from wrap(f"{event.id} {FACT_STATES[event.truth]}: {event.title}: {event.text}", "", star)
        case _:
            yield from wrap(f"{event.id}: {event.title}: {event.text}", "", star)
    for line in _details(event):
        yield from wrap(line, "      ")


def _details(event: Event) -> Iterator[str]:
    """What an event rests on, by the way in which it does, then the authority and the place of a rule."""
    by_link: dict[str, list[str]] = {}
    for parent in event.parents:
        by_link.setdefault(str(parent.link), []).append(parent.id)
    for link, ids in by_link.items():
        yield f"{link} {', '.join(ids)}"
    if event.kind is EventKind.RULE:
        cited = f" [{', '.join(event.statements)}]" if event.statements else ""
        uses = f"; uses {', '.join(event.settings)}" if event.settings else ""
        yield f"{event.basis}{cited}, {event.place}{uses}"
