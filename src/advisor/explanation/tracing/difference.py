"""Two traces and a selection in; one trace out, in which every event says how it differs from the other trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advisor.explanation.tracing.events import (
    CaseTrace,
    Difference,
    Event,
    Selection,
    TraceRun,
    parents_first,
)
from advisor.explanation.tracing.selection import select


def merged(here: CaseTrace, other: CaseTrace, selection: Selection) -> CaseTrace:
    """Both traces as one: what the selection shows in either, each event with how it differs and what it is in the other.

    What is the same in both stands as it is here. Runs are paired by their id, events by theirs.
    """
    shown_here, shown_other = _by_id(select(here, selection)), _by_id(select(other, selection))
    runs, others = _by_id(here), _by_id(other)
    merged_runs = []
    for key in dict.fromkeys((*runs, *others)):
        shown = {e.id for side in (shown_here, shown_other) if key in side for e in side[key].events}
        run = _merged_run(runs.get(key), others.get(key), shown)
        if run.events:
            merged_runs.append(run)
    return replace(here, runs=tuple(merged_runs), selection=selection, against=other.title)


def _by_id(trace: CaseTrace) -> dict[str, TraceRun]:
    return {run.id: run for run in trace.runs}


def _merged_run(here: TraceRun | None, other: TraceRun | None, shown: set[str]) -> TraceRun:
    run = here or other
    assert run is not None
    left, right = (side.by_id() if side else {} for side in (here, other))
    events = [_paired(key, left, right) for key in {**left, **right} if key in shown]
    decisions = {**(other.decisions if other else {}), **(here.decisions if here else {})}
    return replace(run, decisions=decisions, events=parents_first(events))


def _paired(key: str, here: Mapping[str, Event], other: Mapping[str, Event]) -> Event:
    """An event of either trace, with how it differs from the other's and, where both have it, what it is there."""
    mine, theirs = here.get(key), other.get(key)
    if mine is None:
        return replace(other[key], difference=Difference.ONLY_OTHER)
    if theirs is None:
        return replace(mine, difference=Difference.ONLY_HERE)
    same = (mine.truth, mine.value, mine.text) == (theirs.truth, theirs.value, theirs.text)
    return replace(mine, difference=Difference.SAME if same else Difference.CHANGED, other=theirs)
