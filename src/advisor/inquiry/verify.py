"""A knowledge base, a case and a trace that somebody kept in; every step that a replay does not confirm out.

The replay reads the rules as they are written and runs no engine, so it confirms what the engine recorded as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from advisor.consultation import consult
from advisor.errors import UsageError
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.tracing import EVERYTHING, CaseTrace, Selection, case_trace, replayed_grounds, select
from advisor.explanation.tracing.grounds import Grounds
from advisor.model.case import Case
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.render.trace.as_json import selection_value, trace_value

WHOLE = "the trace as a whole"
ABSENT = object()


@dataclass(frozen=True, slots=True)
class StepFault:
    """One step that the replay does not confirm: the run and the id of the event, and in a sentence what is not so."""

    run: str
    step: str
    what: str

    def __str__(self) -> str:
        return f"{self.step} ({self.run}): {self.what}" if self.run else f"{self.step}: {self.what}"


@dataclass(frozen=True, slots=True)
class Check:
    """How many steps the trace shows of how many there are, and those that the replay did not confirm."""

    steps: int
    of: int
    faults: tuple[StepFault, ...]


def read_trace(name: str, content: bytes) -> Any:
    """The value in a trace's JSON file. Raises `UsageError` for what is not JSON or has a key twice."""
    try:
        return json.loads(content, object_pairs_hook=_unique)
    except ValueError as error:
        raise UsageError(f"{name!r} is no trace: {error}") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = sorted(key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {twice[0]!r} stands twice")
    return found


def verify_trace(kb: KnowledgeBase, case: Case, kept: Any = None) -> Check:
    """Replay a case and compare each step with a kept trace (the value of its JSON), or with what the engine records."""
    explanation = consult(kb, case)
    replay = case_trace(explanation, _replayed)
    return compare(trace_value(case_trace(explanation)) if kept is None else kept, replay)


def compare(kept: Any, replay: CaseTrace) -> Check:
    """Compare a kept trace with a replay; where it shows only some events, the replay is narrowed in the same way."""
    shown = select(replay, _selection(kept, replay) or EVERYTHING)
    return Check(_steps(shown), _steps(replay), tuple(_faults(kept, trace_value(shown))))


def _steps(trace: CaseTrace) -> int:
    return sum(len(run.events) for run in trace.runs)


def _replayed(part: DecisionExplanation) -> Grounds:
    return replayed_grounds(part.wording, part.trace.rules)


def _selection(kept: Any, replay: CaseTrace) -> Selection | None:
    """The selection that the kept trace says it shows, or None where it says nothing that can be of this case."""
    claimed = kept.get("selection") if isinstance(kept, Mapping) else None
    match claimed:
        case {
            "truths": [*truths],
            "options": [*options],
            "decisions": [*decisions],
            "rules": [*rules],
            "group": str() | None as group,
            "decisive": bool(decisive),
            "everything": bool(everything),
        }:
            selection = Selection(
                frozenset(truth for truth in Truth if truth.value in truths),
                tuple(map(str, options)),
                tuple(map(str, decisions)),
                tuple(map(str, rules)),
                group,
                decisive,
                everything,
            )
        case _:
            return None
    return selection if _possible(selection, replay) and _same(selection_value(selection), claimed) else None


def _possible(selection: Selection, replay: CaseTrace) -> bool:
    """Whether the replay has what the selection names, so that nothing is hidden by asking for what is not there."""
    ids = {event.id for run in replay.runs for event in run.events}
    named = {f"outcome:{decision}" for decision in selection.decisions}
    named |= {f"option:{option}" for option in selection.options} | {
        f"rule:{rule}" for rule in selection.rules
    }
    return named <= ids and selection.group in {None, *(run.group for run in replay.runs)}


def _same(left: Any, right: Any) -> bool:
    """Whether two JSON values are the same, true and 1 told apart."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def _faults(kept: Any, expected: Mapping[str, Any]) -> Iterator[StepFault]:
    if not isinstance(kept, Mapping):
        yield StepFault("", WHOLE, "it is not a trace at all")
        return
    for key in sorted({*kept, *expected} - {"runs"}):
        yield from _differs("", WHOLE, key, kept.get(key, ABSENT), expected.get(key, ABSENT))
    runs = _by_id(kept.get("runs"))
    if runs is None:
        yield StepFault("", WHOLE, "its runs are not a list in which each has an id of its own")
        return
    wanted = {run["id"]: run for run in expected["runs"]}
    if list(runs) != list(wanted):
        yield StepFault(
            "", WHOLE, f"it has the runs {_words(list(runs))}; replayed they are {_words(list(wanted))}"
        )
    for key in (key for key in runs if key in wanted):
        yield from _run_faults(key, runs[key], wanted[key])


def _run_faults(run: str, kept: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[StepFault]:
    for key in sorted({*kept, *expected} - {"events"}):
        yield from _differs(run, "the run", key, kept.get(key, ABSENT), expected.get(key, ABSENT))
    events = _by_id(kept.get("events"))
    if events is None:
        yield StepFault(run, "the run", "its events are not a list in which each has an id of its own")
        return
    wanted = {event["id"]: event for event in expected["events"]}
    for key, event in wanted.items():
        if key not in events:
            yield StepFault(run, key, "this step is missing from the trace")
            continue
        for name in sorted({*event, *events[key]}):
            yield from _differs(run, key, name, events[key].get(name, ABSENT), event.get(name, ABSENT))
    for key in events:
        if key not in wanted:
            yield StepFault(run, key, "the knowledge base and the case do not give this step")
    shared = [key for key in events if key in wanted]
    for found, right in zip(shared, (key for key in wanted if key in events), strict=True):
        if found != right:
            yield StepFault(run, found, f"it stands where {right} belongs")
            return


def _by_id(items: Any) -> dict[str, Mapping[str, Any]] | None:
    """Runs or events by their id, or None where that cannot be."""
    if not isinstance(items, Sequence) or isinstance(items, str):
        return None
    if not all(isinstance(item, Mapping) and isinstance(item.get("id"), str) for item in items):
        return None
    found = {item["id"]: item for item in items}
    return found if len(found) == len(items) else None


def _differs(run: str, step: str, key: str, kept: Any, replayed: Any) -> Iterator[StepFault]:
    if kept is ABSENT:
        yield StepFault(run, step, f"{key!r} is missing; replayed it is {_words(replayed)}")
    elif replayed is ABSENT:
        yield StepFault(run, step, f"{key!r} does not belong there")
    elif isinstance(kept, Mapping) and isinstance(replayed, Mapping):
        for part in sorted({*kept, *replayed}):
            name = f"{key}.{part}"
            yield from _differs(run, step, name, kept.get(part, ABSENT), replayed.get(part, ABSENT))
    elif isinstance(kept, list) and isinstance(replayed, list) and len(kept) == len(replayed):
        for number, (one, other) in enumerate(zip(kept, replayed, strict=True), start=1):
            yield from _differs(run, step, f"{key}, item {number}", one, other)
    elif not _same(kept, replayed):
        yield StepFault(
            run, step, f"{key!r} is {_words(kept, replayed)}; replayed it is {_words(replayed, kept)}"
        )


LONGEST, BEFORE = 160, 40
"""Of a longer value only so much is shown, from so many characters before it differs from the other."""


def _words(value: Any, other: Any = None) -> str:
    """A JSON value, shortened to where it differs from another."""
    text, beside = (json.dumps(v, ensure_ascii=False, sort_keys=True) for v in (value, other))
    if len(text) <= LONGEST:
        return text
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, beside, strict=False)))
    start = max(alike - BEFORE, 0)
    shown = text[start : start + LONGEST]
    return f"{'…' if start else ''}{shown}{'…' if start + LONGEST < len(text) else ''}"
