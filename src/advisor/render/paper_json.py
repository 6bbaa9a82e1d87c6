"""A paper and what it was made from in; its published JSON out, and what differs between two of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.explanation.tracing import case_trace
from advisor.model.blanks import ONCE, Blanks
from advisor.plain_values import case_sha256, case_value
from advisor.render.paper.context import Context
from advisor.render.paper.document import Paper
from advisor.render.paper.plain_document import plain_document
from advisor.render.result_json import result_value
from advisor.render.trace_json import trace_value

FORMAT = "advisor-paper/1"


def paper_json(context: Context, paper: Paper) -> str:
    """The paper as JSON text, ending in a line break."""
    return json.dumps(paper_value(context, paper), indent=1, ensure_ascii=False) + "\n"


def paper_value(context: Context, paper: Paper) -> dict[str, Any]:
    """The paper as plain values: what made it, the input in full, the result, the trace, and every section as printed."""
    case, kb, profile = context.explanation.case, context.kb, context.profile
    return {
        "format": FORMAT,
        "program": {"name": "advisor", "version": context.version},
        "kb": {"name": kb.name, "version": kb.version, "sha256": kb.sha256},
        "profile": {"id": profile.id, "label": profile.label, "as_at": profile.as_at},
        "date": context.date,
        "input": {"sha256": case_sha256(kb, case), "case": case_value(kb, case)},
        "blanks": blanks_value(context.blanks),
        "result": result_value(context.explanation),
        "trace": trace_value(case_trace(context.explanation)),
        "paper": plain_document(paper),
    }


def blanks_value(blanks: Blanks) -> dict[str, Any]:
    """What people filled in, as the file that they filled in has it."""
    value: dict[str, Any] = {}
    for part, entries in blanks.filled.items():
        named = {entry: dict(fields) for entry, fields in entries.items()}
        value[str(part)] = named.get(ONCE, named)
    return value


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in the JSON, and what stands there in the one and in the other, in short."""

    place: str
    was: str
    now: str


def differences(was: Any, now: Any, place: str = "") -> Iterator[Difference]:
    """Where two JSON values differ, in the order of the first."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in (*was, *(k for k in now if k not in was)):
            inner = f"{place}/{key}"
            if key not in now:
                yield Difference(inner, _short(was[key]), "not there")
            elif key not in was:
                yield Difference(inner, "not there", _short(now[key]))
            else:
                yield from differences(was[key], now[key], inner)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from differences(one, other, f"{place}/{number}")
    elif was != now or isinstance(was, bool) != isinstance(now, bool):
        yield Difference(place or "/", _short(was), _short(now))


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:97]}…"
