"""A run in; an event for each thing that was given out: tables, answers, the figures drawn from them, and open answers."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation.tracing.context import RunContext
from advisor.explanation.tracing.events import Event, EventKind, Link, Parent
from advisor.explanation.tracing.grounds import GIVEN, given_id
from advisor.explanation.tracing.words import table_text
from advisor.model.case import Table
from advisor.model.conditions import Truth, criteria_in
from advisor.model.questions import Measure


def given_events(run: RunContext) -> Iterator[Event]:
    """Every fact that was given, every attribute that some rule waits for, and the tables that figures are drawn from."""
    for attribute in sorted(_attributes(run)):
        yield _attribute(run, attribute)
    for table in run.kb.table_questions():
        answer = run.case.answers.get(table.id)
        if isinstance(answer, Table):
            seen = answer if run.group is None else answer.of_group(run.group)
            title = run.wording(table.decision).fill(table.label)
            yield Event(
                given_id(table.id),
                EventKind.TABLE,
                table.decision,
                0,
                Truth.TRUE,
                title,
                table_text(seen, table),
            )


def _attributes(run: RunContext) -> set[str]:
    """The attributes that were given, that a rule waits for, or that say whether a decision arises."""
    found = set(run.grounds.given)
    for ground in run.grounds.rules.values():
        found |= {key.removeprefix(GIVEN) for key in ground.rests_on if key.startswith(GIVEN)}
    for decision in run.parts:
        applies = run.kb.decisions[decision].applies_when
        found |= {test.attribute for test in criteria_in(applies)} if applies else set()
    return {attribute for attribute in found if not run.kb.attributes[attribute].derived}


def _attribute(run: RunContext, attribute: str) -> Event:
    measure = run.kb.measures.get(attribute)
    question = run.kb.questions.get(run.kb.attributes[attribute].question)
    decision = measure.decision if measure else question.decision if question else ""
    wording = run.wording(decision)
    return Event(
        given_id(attribute),
        EventKind.MEASURE if measure else EventKind.ANSWER,
        decision,
        0,
        Truth.TRUE if attribute in run.grounds.given else Truth.UNKNOWN,
        wording.label(attribute),
        wording.state(attribute),
        run.grounds.given.get(attribute),
        _drawn_from(run, measure) if measure else (),
    )


def _drawn_from(run: RunContext, measure: Measure) -> tuple[Parent, ...]:
    """The table of a figure, or the answer that stands in for it."""
    if isinstance(run.case.answers.get(measure.table), Table):
        source = measure.table
    elif measure.otherwise in run.grounds.given:
        source = measure.otherwise
    else:
        return ()
    return (Parent(given_id(source), Link.SOURCE),)
