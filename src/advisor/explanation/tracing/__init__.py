"""A case explained in; its rule trace out, as events with ids and parents, to be selected from, drawn and checked."""

from advisor.explanation.tracing.case import case_trace
from advisor.explanation.tracing.events import CaseTrace, Event, EventKind, Link, Parent, TraceRun
from advisor.explanation.tracing.selection import Selection, select

__all__ = [
    "CaseTrace",
    "Event",
    "EventKind",
    "Link",
    "Parent",
    "Selection",
    "TraceRun",
    "case_trace",
    "select",
]
