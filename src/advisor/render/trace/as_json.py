"""A trace in; its published JSON out: every event with its id and its parents, the same bytes every time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from advisor.explanation.tracing import CaseTrace, Event, Selection, TraceRun
from advisor.render.json.encoded import json_text
from advisor.render.json.result import number, setting_value


def trace_json(trace: CaseTrace) -> str:
    """The trace as JSON text, ending in a line break."""
    return json_text(trace_value(trace))


def trace_value(trace: CaseTrace) -> dict[str, Any]:
    """The trace as plain values: what it was run with, then its runs with their events, parents first."""
    return {
        "title": trace.title,
        "profile": trace.profile,
        **({"against": trace.against} if trace.against else {}),
        "kb": dict(trace.kb),
        "settings": {key: setting_value(value) for key, value in sorted(trace.settings.items())},
        "settings_origin": dict(trace.origins),
        "selection": selection_value(trace.selection),
        "runs": [_run(run) for run in trace.runs],
    }


def selection_value(selection: Selection) -> dict[str, Any]:
    """Which events are shown; the whole trace is shown where `everything` is true and nothing else narrows it."""
    return {
        "truths": sorted(truth.value for truth in selection.truths),
        "options": list(selection.options),
        "decisions": list(selection.decisions),
        "rules": list(selection.rules),
        "group": selection.group,
        "decisive": selection.decisive,
        "everything": selection.everything,
    }


def _run(run: TraceRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "group": run.group,
        "decisions": dict(run.decisions),
        "events": [event_value(event) for event in run.events],
    }


def event_value(event: Event) -> dict[str, Any]:
    """One event. What a kind of event does not have is left out: only rules have conditions, a basis and a place."""
    value: dict[str, Any] = {
        "id": event.id,
        "kind": str(event.kind),
        "decision": event.decision,
        "stratum": event.stratum,
        "truth": event.truth.value,
        "decisive": event.decisive,
        "title": event.title,
        "text": event.text,
        "value": number(event.value) if isinstance(event.value, Fraction) else event.value,
        "parents": [{"id": parent.id, "as": str(parent.link)} for parent in event.parents],
    }
    optional = {
        "conditions": [
            {"needed": c.needed, "truth": c.truth.value, "found": c.found} for c in event.conditions
        ],
        "statements": list(event.statements),
        "settings": [setting.name for setting in event.settings],
        "basis": event.basis,
        "place": event.place,
        "difference": None if event.difference is None else str(event.difference),
        "other": None if event.other is None else event_value(event.other),
    }
    return value | {key: found for key, found in optional.items() if found}
