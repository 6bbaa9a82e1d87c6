"""A decision in; its decisive path as a figure that fits a page out: what was given, the rules that fired, the result."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import listed
from advisor.explanation.tracing import Event, EventKind, Selection, case_trace, select
from advisor.render.paper.context import Context
from advisor.render.paper.document import Box, Column, Figure, Flow

MOST = 8
"""Boxes in one column: more would not be legible on one page. What is left out stands in the tables all the same."""

LONGEST = 150

WORDS = {Column.GIVEN: "answers", Column.FOUND: "steps", Column.SETTLED: "options"}
COLUMNS = {
    EventKind.ANSWER: Column.GIVEN,
    EventKind.MEASURE: Column.GIVEN,
    EventKind.RULE: Column.FOUND,
    EventKind.FACT: Column.FOUND,
    EventKind.OPTION: Column.SETTLED,
    EventKind.OUTCOME: Column.SETTLED,
}


def path_figure(context: Context, decision: DecisionExplanation) -> Figure:
    """The decisive path as a picture, with all that it shows in words."""
    alone = replace(context.explanation, decisions={decision.decision: replace(decision, groups={})})
    (run,) = select(case_trace(alone), Selection(decisions=(decision.decision,), decisive=True)).runs
    events = [event for event in run.events if event.kind in COLUMNS]
    # What is recommended stands next to the outcome, to which its arrow leads.
    order = sorted(decision.options, key=lambda key: key in decision.verdict.recommended)
    flow = _flow(events, [f"option:{key}" for key in order])
    given = "; ".join(f"{e.title}: {e.text}" for e in events if COLUMNS[e.kind] is Column.GIVEN)
    rules = "; ".join(e.title for e in events if e.kind is EventKind.RULE)
    outcome = "; ".join(e.text for e in events if e.kind is EventKind.OUTCOME)
    said = f"The decisive path, from what was given to the outcome. Given: {given or 'nothing'}. "
    return Figure(
        f"The decisive path: {context.label(decision)}",
        f"{said}Rules: {rules or 'none'}. Outcome: {outcome}.",
        flow,
    )


def _flow(events: Sequence[Event], order: Sequence[str]) -> Flow:
    """The boxes and arrows of a path; options stand in the `order` given."""
    columns = {column: [e for e in events if COLUMNS[e.kind] is column] for column in Column}
    rules = {p.id for e in columns[Column.FOUND][:MOST] for p in e.parents}
    columns[Column.GIVEN].sort(key=lambda event: event.id not in rules)
    # The outcome stands last, and is drawn whatever is not.
    columns[Column.SETTLED].sort(
        key=lambda e: len(order) if e.kind is EventKind.OUTCOME else order.index(e.id)
    )
    drawn = [event for found in columns.values() for event in _first(found)]
    left_out = [f"{len(found) - MOST} more {WORDS[c]}" for c, found in columns.items() if len(found) > MOST]
    shown = {event.id for event in drawn}
    arrows = ((p.id, e.id) for e in drawn for p in e.parents if p.id in shown)
    boxes = tuple(Box(e.id, COLUMNS[e.kind], e.title, _text(e)) for e in drawn)
    rest = f"Not drawn: {listed(left_out)}; see the tables." if left_out else ""
    return Flow(boxes, tuple(dict.fromkeys(arrows)), rest)


def _first(found: list[Event]) -> list[Event]:
    return found if len(found) <= MOST else [*found[: MOST - 1], found[-1]]


def _text(event: Event) -> str:
    """What a box says: a rule's first sentence, and at most so much of anything that it stays a box."""
    said = event.text
    if event.kind is EventKind.RULE and ". " in said:
        said = said.partition(". ")[0] + "."
    return textwrap.shorten(said, LONGEST, placeholder=" …")
