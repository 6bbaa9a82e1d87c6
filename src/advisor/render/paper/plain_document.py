"""A paper in; the same as plain values out, for formats that are written from data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from advisor.render.paper.document import Figure, Table, Walk
from advisor.render.paper.spans import Mark, Span


def plain_document(
    value: Any,
    words: Callable[[str], str] = str,
    added: Callable[[Figure | Table], Mapping[str, Any]] = lambda _: {},
) -> Any:
    """A value of the document as JSON has it: a block with its kind in front, a plain span as its text alone.

    `words` is done to every text, and `added` gives what a format has for a figure or table beside or instead of its fields.
    A walk is left out: what it shows is in the trace.
    """
    match value:
        case Span(text, Mark.PLAIN):
            return words(text)
        case Span(text, mark):
            return {"text": words(text), "mark": str(mark)}
        case str():
            return words(value)
        case tuple():
            return [plain_document(item, words, added) for item in value if not isinstance(item, Walk)]
        case _ if is_dataclass(value):
            named = {f.name: plain_document(getattr(value, f.name), words, added) for f in fields(value)}
            if isinstance(value, Figure | Table):
                named |= added(value)
            return {"type": type(value).__name__.lower(), **named}
        case _:
            return value
