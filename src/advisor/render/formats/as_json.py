"""A paper and what it was made from in; its published JSON out, and what differs between two of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.explanation.tracing import case_trace
from advisor.model.blanks import ONCE, Blanks
from advisor.plain_values import case_sha256, case_value
from advisor.render.json.result import result_value
from advisor.render.paper.context import Context
from advisor.render.paper.document import Paper
from advisor.render.paper.plain_document import plain_document
from advisor.render.trace.as_json import trace_value

FORMAT = "advisor-paper/1"
LONGEST = 100
"""Of a value that differs, so many characters are shown."""


def paper_json(context: Context, paper: Paper) -> str:
    """The paper as JSON text, ending in a line break."""
    return json.dumps(paper_value(context, paper), indent=1, ensure_ascii=False) + "\n"


def paper_value(context: Context, paper: Paper) -> dict[str, Any]:
    """The paper as plain values: what made it, the input in full, the result, the trace, and every section as printed."""
    case, kb, profile = context.explanation.case, context.kb, context.profile
    return {
        "format": FORMAT,
        "program": {"name": "advisor", "version": context.version},
        "kb": kb.identity,
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
    """Where two JSON values differ, in the order of the first.

    Where a list is longer in the one, what both begin and end with is passed over, so that only what came or went is told.
    """
    if isinstance(was, dict) and isinstance(now, dict):
        for key in (*was, *(k for k in now if k not in was)):
            yield from _at(f"{place}/{key}", was.get(key, _NOTHING), now.get(key, _NOTHING))
    elif isinstance(was, list) and isinstance(now, list):
        alike = 0 if len(was) == len(now) else _alike(was, now)
        rest = 0 if len(was) == len(now) else _alike(was[alike:][::-1], now[alike:][::-1])
        for number in range(alike, max(len(was), len(now)) - rest):
            one, other = (v[number] if number < len(v) - rest else _NOTHING for v in (was, now))
            yield from _at(f"{place}/{number}", one, other)
    elif was != now or isinstance(was, bool) != isinstance(now, bool):
        yield Difference(place or "/", *_shown(_json(was), _json(now)))


_NOTHING = object()
"""Stands for what is in the one value and not in the other."""


def _at(place: str, was: Any, now: Any) -> Iterator[Difference]:
    if was is _NOTHING or now is _NOTHING:
        yield Difference(place, *("not there" if v is _NOTHING else _short(_json(v)) for v in (was, now)))
    else:
        yield from differences(was, now, place)


def _alike(was: Sequence[Any], now: Sequence[Any]) -> int:
    """How many entries, or letters, both begin with."""
    pairs = enumerate(zip(was, now, strict=False))
    return next((n for n, (one, other) in pairs if any(differences(one, other))), min(len(was), len(now)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(was: str, now: str) -> tuple[str, str]:
    """Both in short, and never without the place where they part."""
    if max(len(was), len(now)) <= LONGEST:
        return was, now
    same = _alike(was, now)
    start = max(same - LONGEST // 3, 0) if same > LONGEST // 2 else 0
    dots = "…" if start else ""
    return _short(dots + was[start:]), _short(dots + now[start:])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}…"
