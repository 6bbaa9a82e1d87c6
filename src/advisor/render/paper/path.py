"""A decision in; its decisive path as a figure that fits a page out: what was given, the rules that fired, the result."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.explanation import DecisionExplanation
from advisor.explanation.parts import options_of_part
from advisor.explanation.sentences import listed
from advisor.explanation.tracing import Event, EventKind, Selection, case_trace, select
from advisor.explanation.tracing.decisive import WEIGHTS
from advisor.explanation.tracing.events import ancestors
from advisor.model.conditions import Truth
from advisor.model.options import Policy
from advisor.quantities import counted
from advisor.render.paper.answers import ANSWERS
from advisor.render.paper.audit import FIRED, NOT_FIRED
from advisor.render.paper.context import Context
from advisor.render.paper.document import Box, Column, Figure, Flow
from advisor.render.paper.options import OPTIONS
from advisor.render.paper.sizes import fitting
from advisor.render.paper.weights import POINTS
from advisor.render.paper.words import started
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
    trace = case_trace(alone)
    (whole,) = trace.runs
    (run,) = select(trace, Selection(decisions=(decision.decision,), decisive=True)).runs
    # The options that are judged for each of several groups have no place in the path of the whole, nor what they rest on.
    options = options_of_part(decision, None)
    elsewhere = {f"option:{key}" for key in decision.options if key not in options}
    here = [event for event in run.events if event.id not in elsewhere]
    kept = ancestors(here, [f"outcome:{decision.decision}"])
    weighted = context.kb.decisions[decision.decision].policy is Policy.WEIGHTED
    path = _Path(
        context.label(decision),
        whole.by_id() if weighted else {},
        tuple(event for event in here if event.kind in COLUMNS and event.id in kept),
        # What is recommended stands next to the outcome, to which its arrow leads.
        tuple(f"option:{key}" for key in sorted(options, key=lambda k: k in decision.verdict.recommended)),
    )
    flow = path.flow()
    return Figure(f"The decisive path: {path.label}", path.in_words(flow), flow)


@dataclass(frozen=True, slots=True)
class _Path:
    """A decision's name, the events of its run by id where its options show what they weigh, those of its decisive path, and
    the order of its options.
    """

    label: str
    weighing: Mapping[str, Event]
    events: Sequence[Event]
    order: Sequence[str]

    def flow(self) -> Flow:
        """The boxes and arrows of the path, and what of it is not drawn."""
        columns = {column: [e for e in self.events if COLUMNS[e.kind] is column] for column in Column}
        # The outcome stands last, and is drawn whatever is not.
        columns[Column.SETTLED].sort(
            key=lambda e: len(self.order) if e.kind is EventKind.OUTCOME else self.order.index(e.id)
        )
        # What is nearest to the outcome is drawn first of all, and of what was given only what is read by what is drawn.
        settled, rules = (_boxes(reversed(columns[c])) for c in (Column.SETTLED, Column.FOUND))
        drawn = rules | settled
        read = {parent.id for event in self.events if event.id in drawn for parent in event.parents}
        kept = drawn | _boxes(event for event in columns[Column.GIVEN] if event.id in read)
        boxes = {e.id: kept[e.id] for found in columns.values() for e in found if e.id in kept}
        arrows = ((p.id, e.id) for e in self.events if e.id in boxes for p in e.parents if p.id in boxes)
        rest = tuple(self._rest(boxes))
        return Flow(
            tuple(boxes.values()),
            tuple(dict.fromkeys(arrows)),
            listed(said for said, _ in rest),
            tuple(dict.fromkeys(table for _, tables in rest for table in tables)),
        )

    def in_words(self, flow: Flow) -> str:
        """What a drawing of the path shows, for those who cannot see it."""
        drawn = {box.id for box in flow.boxes}
        shown = [event for event in self.events if event.id in drawn]
        parts = {
            "Given": (f"{e.title}: {e.text}" for e in shown if COLUMNS[e.kind] is Column.GIVEN),
            "Rules": (e.title for e in shown if e.kind is EventKind.RULE),
            "Options": (f"{e.title}: {e.text}" for e in shown if e.kind is EventKind.OPTION),
            "Outcome": (e.text for e in shown if e.kind is EventKind.OUTCOME),
        }
        told = " ".join(f"{name}: {'; '.join(texts) or 'none'}." for name, texts in parts.items())
        return f"The decisive path, from what was given to the outcome. {told}"

    def _rest(self, boxes: Mapping[str, Box]) -> Iterator[tuple[str, Sequence[str]]]:
        """What is not drawn, in words, each with the captions of the tables that have it."""
        missing = [event for event in self.events if event.id not in boxes]
        for column, words in WORDS.items():
            if more := [event for event in missing if COLUMNS[event.kind] is column]:
                yield counted(len(more), words), self._tables(column, more)
        if weighed := sum(e.id in boxes and self._weighed_unseen(e) for e in self.events):
            yield f"points for and against {counted(weighed, 'option')}", [f"{POINTS}: {self.label}"]

    def _tables(self, column: Column, missing: Sequence[Event]) -> Sequence[str]:
        match column:
            case Column.GIVEN:
                answers = (
                    [f"{ANSWERS}: {self.label}"] if any(e.kind is EventKind.ANSWER for e in missing) else []
                )
                # A figure worked out from a table of answers stands with the rules that read it.
                figures = {event.id for event in missing if event.kind is EventKind.MEASURE}
                return [
                    *answers,
                    *self._of_rules(e for e in self.events if figures & {p.id for p in e.parents}),
                ]
            case Column.SETTLED:
                return [f"{OPTIONS}: {self.label}"]
            case Column.FOUND:
                # What a rule found stands with the rule.
                below = ancestors(self.events, (event.id for event in missing))
                return self._of_rules(event for event in self.events if event.id in below)

    def _of_rules(self, events: Iterable[Event]) -> Sequence[str]:
        """The captions of the tables that have the rules among some events."""
        fired = {event.truth is Truth.TRUE for event in events if event.kind is EventKind.RULE}
        return [FIRED if held else NOT_FIRED for held in sorted(fired, reverse=True)]

    def _weighed_unseen(self, option: Event) -> bool:
        """Whether something counts for or against an option that is no step of the path."""
        counting = {p.id for p in option.parents if p.link in WEIGHTS} - {event.id for event in self.events}
        return any(rule in self.weighing and self.weighing[rule].truth is Truth.TRUE for rule in counting)


def _boxes(telling: Iterable[Event]) -> dict[str, Box]:
    """The boxes of one column by id, the most telling first, as many as are legible: the rest stands in the tables."""
    boxes = [Box(e.id, COLUMNS[e.kind], started(e.title), started(_text(e))) for e in telling]
    return {box.id: box for box in fitting(boxes)}


def _text(event: Event) -> str:
    """What a box says: a rule's first sentence, and at most so much of all but the outcome that it stays a box."""
    state = FACT_STATES[event.truth] if event.kind is EventKind.FACT else ""
    said = f"{state}: {event.text}" if state else event.text
    if event.kind is EventKind.RULE and ". " in said:
        said = said.partition(". ")[0] + "."
    if event.kind is EventKind.OUTCOME:
        return said
    return textwrap.shorten(said, LONGEST, placeholder=" …")
