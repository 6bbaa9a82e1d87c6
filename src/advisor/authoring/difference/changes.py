"""Two knowledge bases in; what an author added, removed or changed out, by id, blind to order, layout and comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from advisor.authoring.lookup.as_written import conclusion_text, condition_text
from advisor.model.comparison import Change
from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import Rule
from advisor.quantities import plain_number


def changes(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[Change]:
    """Every difference between two versions, kind by kind and sorted by id."""
    yield from _of_kind("decision", old.decisions, new.decisions, _fields)
    yield from _of_kind("option", old.options, new.options, _fields)
    yield from _of_kind("question", old.questions, new.questions, _fields)
    yield from _of_kind("measure", old.measures, new.measures, _fields)
    yield from _of_kind("concept", old.concepts, new.concepts, _fields)
    yield from _of_kind("rule", old.rules, new.rules, _rule)
    yield from _of_kind("setting", old.settings, new.settings, _fields)
    yield from _of_kind("profile", old.profiles, new.profiles, _fields)
    yield from _of_kind("statement", old.statements, new.statements, _fields)


def _of_kind(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], said: Callable[[Any], Mapping[str, object]]
) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        if name not in new:
            yield Change(kind, name, "removed")
        elif name not in old:
            yield Change(kind, name, "added")
        else:
            before, after = said(old[name]), said(new[name])
            for part, was, now in _apart(before, after):
                yield Change(kind, name, f"{part}: {_shown(was)} → {_shown(now)}")


def _apart(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[tuple[str, object, object]]:
    """The parts of two mappings that differ, of those within them as well, each with what it was and is."""
    for part in sorted({*before, *after}):
        was, now = before.get(part), after.get(part)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            for inner, inner_was, inner_now in _apart(was, now):
                yield f"{part}.{inner}", inner_was, inner_now
        elif was != now:
            yield part, was, now


def _shown(value: object, most: int = 160) -> str:
    """A value as an author would write it, and no longer than can be read."""
    text = _written(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _written(value: object) -> str:
    match value:
        case Mapping():
            return "; ".join(f"{k}: {_written(v)}" for k, v in value.items()) or _NOTHING
        case list():
            return ", ".join(map(_written, value)) or _NOTHING
        case None:
            return _NOTHING
        case _:
            return str(value) or _NOTHING


_NOTHING = "nothing"


def _rule(rule: Rule) -> Mapping[str, object]:
    return {
        "conclusion": conclusion_text(rule) + _degrees(rule),
        "when": "; ".join(condition_text(c) for c in rule.conditions) or "always",
        "basis": str(rule.basis),
        "because": rule.because,
        "statements": ", ".join(rule.statements),
        "accepted": dict(rule.accepted),
    }


def _degrees(rule: Rule) -> str:
    degrees = getattr(rule.conclusion, "degrees", ())
    return "".join(f" {v}:{plain_number(g)}" for d in degrees for v, g in d.degrees)


def _fields(value: Any) -> Mapping[str, object]:
    """The fields of a value without places, each as something that can be compared and shown."""
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name != "where"}


def _plain(value: Any) -> object:
    match value:
        case Enum():
            return str(value)
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case tuple() | list():
            return [_plain(v) for v in value]
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return plain_number(value)
        case _ if is_dataclass(value):
            return _fields(value)
        case _:
            return str(value)
