"""A case explained in; its rule trace out, as events with ids and parents, to be selected from, drawn and checked."""

from advisor.explanation.tracing.case import case_trace
from advisor.explanation.tracing.difference import merged
from advisor.explanation.tracing.events import (
    EVERYTHING,
    CaseTrace,
    Difference,
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
    "Difference",
    "Event",
    "EventKind",
    "Link",
    "Parent",
    "Selection",
    "TraceRun",
    "case_trace",
    "merged",
    "replayed_grounds",
    "select",
]
