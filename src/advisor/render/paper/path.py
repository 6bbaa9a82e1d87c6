"""A decision in; its decisive path as a figure that fits a page out: what was given, the rules that fired, the result."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.explanation import DecisionExplanation
from advisor.explanation.parts import options_of_part
from advisor.explanation.sentences import listed
from advisor.explanation.tracing import Event, EventKind, Selection, case_trace, select
from advisor.explanation.tracing.events import ancestors
from advisor.quantities import counted
from advisor.render.paper.context import Context
from advisor.render.paper.document import Box, Column, Figure, Flow
from advisor.render.paper.sizes import fitting
from advisor.render.trace.dot_labels import FACT_STATES

LONGEST = 150

WORDS = {Column.GIVEN: "more answer", Column.FOUND: "more step", Column.SETTLED: "more option"}
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
    # The options that are judged for each of several groups have no place in the path of the whole, nor what they rest on.
    options = options_of_part(decision, None)
    elsewhere = {f"option:{key}" for key in decision.options if key not in options}
    here = [event for event in run.events if event.id not in elsewhere]
    kept = ancestors(here, [f"outcome:{decision.decision}"])
    events = [event for event in here if event.kind in COLUMNS and event.id in kept]
    # What is recommended stands next to the outcome, to which its arrow leads.
    order = sorted(options, key=lambda key: key in decision.verdict.recommended)
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
    # The outcome stands last, and is drawn whatever is not.
    columns[Column.SETTLED].sort(
        key=lambda e: len(order) if e.kind is EventKind.OUTCOME else order.index(e.id)
    )
    # What is nearest to the outcome is drawn first of all, and of what was given only what is read by what is drawn.
    settled, rules = (_boxes(reversed(columns[c])) for c in (Column.SETTLED, Column.FOUND))
    drawn = rules | settled
    read = {parent.id for event in events if event.id in drawn for parent in event.parents}
    kept = drawn | _boxes(event for event in columns[Column.GIVEN] if event.id in read)
    boxes = {e.id: kept[e.id] for found in columns.values() for e in found if e.id in kept}
    left_out = [
        counted(more, WORDS[column])
        for column, found in columns.items()
        if (more := sum(e.id not in boxes for e in found))
    ]
    arrows = ((p.id, e.id) for e in events if e.id in boxes for p in e.parents if p.id in boxes)
    rest = f"Not drawn: {listed(left_out)}; see the tables." if left_out else ""
    return Flow(tuple(boxes.values()), tuple(dict.fromkeys(arrows)), rest)


def _boxes(telling: Iterable[Event]) -> dict[str, Box]:
    """The boxes of one column by id, the most telling first, as many as are legible: the rest stands in the tables."""
    boxes = [Box(event.id, COLUMNS[event.kind], event.title, _text(event)) for event in telling]
    return {box.id: box for box in fitting(boxes)}


def _text(event: Event) -> str:
    """What a box says: a rule's first sentence, and at most so much of anything that it stays a box."""
    state = FACT_STATES[event.truth] if event.kind is EventKind.FACT else ""
    said = f"{state}: {event.text}" if state else event.text
    if event.kind is EventKind.RULE and ". " in said:
        said = said.partition(". ")[0] + "."
    return textwrap.shorten(said, LONGEST, placeholder=" …")
