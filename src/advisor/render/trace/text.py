"""A trace in; its text out: one event after the other, with its id and its parents, to be read and searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from advisor.explanation.tracing import CaseTrace, Difference, Event, EventKind, Link, TraceRun
from advisor.model.conditions import Truth
from advisor.quantities import number_text
from advisor.render.text.lines import WIDTH, cited, fitted, paragraph
from advisor.render.text.steps import BASIS_WORDS

RULE_STATES = {Truth.TRUE: "fired", Truth.FALSE: "did not fire", Truth.UNKNOWN: "still open"}
PHRASES = {
    Link.SOURCE: "drawn from",
    Link.GROUND: "rests on",
    Link.OBSTACLE: "fails on",
    Link.MISSING: "waits for",
    Link.RULE: "settled by",
    Link.OPTION: "chosen from",
    Link.PRECONDITION: "asked because of",
}
DONE = {
    Link.CONDITION: "met by",
    Link.PART_CONDITION: "met in part by",
    Link.RULE_OUT: "ruled out by",
    Link.POINT_FOR: "supported by",
    Link.POINT_AGAINST: "counted against by",
    Link.NOTE: "noted by",
}
"""What a rule does to an option or a decision where it fires."""

INDENT = "      "
FACT_STATES = {Truth.TRUE: "found", Truth.FALSE: "known not to be so", Truth.UNKNOWN: "not known"}


def trace_text(trace: CaseTrace) -> str:
    """The whole trace, ending in a line break. What the result rests on is marked with a star."""
    kb = trace.kb
    lines = [f"Rule trace: {trace.title}" if trace.title else "Rule trace"]
    if trace.against:
        lines += paragraph(f"Held against: {trace.against}")
    star = "differs between the two" if trace.against else "the result rests on"
    about = f"Knowledge base {kb['name']} {kb['version']}, profile {trace.profile}."
    lines += paragraph(f"{about} * marks what {star}.")
    for run in trace.runs:
        lines += ["", *_run(run)]
    if not trace.runs:
        lines += ["", "There is nothing to show: no decision was touched, or nothing is as selected."]
    return fitted(lines)


def _run(run: TraceRun) -> Iterator[str]:
    heading = "; ".join(run.decisions.values())
    heading = f"{heading}: {run.group}" if run.group else heading
    yield from paragraph(heading)
    yield "=" * min(len(heading), WIDTH)
    truths = {event.id: event.truth for event in run.events}
    title = ""
    for event in sorted(run.events, key=_place):
        if title != (title := section(event)):
            yield from ("", title)
        yield from _event(event)
        for line in (*_parents(event, truths), *authority(event)):
            yield from paragraph(line, INDENT)


def _place(event: Event) -> tuple[int, int, str]:
    """Where an event stands in the text: by layer, and within it rules before what they found, by id."""
    given = event.kind in (EventKind.TABLE, EventKind.ANSWER, EventKind.MEASURE)
    ranked = event.kind in (EventKind.RULE, EventKind.FACT)
    return (event.stratum, 0 if given else list(EventKind).index(event.kind), event.id if ranked else "")


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
    star = "* " if event.stands_out else "  "
    if event.other is not None and event.difference is Difference.CHANGED:
        yield from paragraph(f"{event.id} {event.difference}", "", star)
        yield from paragraph(f"here: {_said(event)}", INDENT)
        yield from paragraph(f"in the other: {_said(event.other)}", INDENT)
        return
    only = event.difference in (Difference.ONLY_HERE, Difference.ONLY_OTHER)
    name = f"{event.id} ({event.difference})" if only else event.id
    if event.kind is EventKind.RULE:
        yield f"{star}{name} {rule_state(event)}"
        yield from paragraph(event.text, INDENT)
    else:
        yield from paragraph(f"{name}: {_said(event)}", "", star)


def rule_state(event: Event) -> str:
    """How a rule stands, and what it counts where it weighs."""
    counts = isinstance(event.value, Fraction) and event.value
    return f"{RULE_STATES[event.truth]}, counts {number_text(counts)}" if counts else RULE_STATES[event.truth]


def _said(event: Event) -> str:
    """What an event says, with how a rule or a value stands."""
    match event.kind:
        case EventKind.RULE:
            return f"{rule_state(event)}: {event.text}"
        case EventKind.FACT:
            return f"{FACT_STATES[event.truth]}: {event.title}: {event.text}"
        case _:
            return f"{event.title}: {event.text}"


def _parents(event: Event, truths: Mapping[str, Truth]) -> Iterator[str]:
    """What an event rests on, of what is shown, by the way in which it does."""
    phrases: dict[str, list[str]] = {}
    for parent in event.parents:
        if parent.id in truths:
            phrases.setdefault(_phrase(parent.link, truths[parent.id]), []).append(parent.id)
    for phrase, ids in phrases.items():
        yield f"{phrase} {', '.join(ids)}"


def _phrase(link: Link, truth: Truth) -> str:
    if link in PHRASES:
        return PHRASES[link]
    done = DONE[link]
    return {Truth.TRUE: done, Truth.FALSE: f"not {done}", Truth.UNKNOWN: f"may be {done}"}[truth]


def authority(event: Event) -> Iterator[str]:
    """On whose authority a rule stands, where it is written, and the settings that it reads, with their values."""
    if event.kind is EventKind.RULE:
        uses = f"; uses {', '.join(s.words for s in event.settings)}" if event.settings else ""
        yield f"{BASIS_WORDS[event.basis]}{cited(event.statements)}, {event.place}{uses}"
