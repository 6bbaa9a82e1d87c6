"""A case explained in; its rule trace out, as events with ids and parents, to be selected from, drawn and checked."""

from advisor.explanation.tracing.case import case_trace
from advisor.explanation.tracing.events import (
    EVERYTHING,
    CaseTrace,
    Event,
    EventKind,
    Link,
    Parent,
    Selection,
    TraceRun,
)
from advisor.explanation.tracing.replay import replayed_grounds
from advisor.explanation.tracing.selection import select

__all__ = [
    "EVERYTHING",
    "CaseTrace",
    "Event",
    "EventKind",
    "Link",
    "Parent",
    "Selection",
    "TraceRun",
    "case_trace",
    "replayed_grounds",
    "select",
]
