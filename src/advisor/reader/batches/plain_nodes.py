"""Values as another program holds them in; the text that somebody would type, or the nodes of a file, out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from advisor.errors import SourceRef
from advisor.reader.yaml.nodes import Entries, Node, Sequence, SourceText, Text


def text_of(value: Any) -> str | None:
    """A value as somebody would type it; None where it is missing, as spreadsheets and data frames mark it."""
    value = value.item() if hasattr(value, "item") and not isinstance(value, str) else value
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)


def node_of(value: Any, where: SourceRef) -> Node:
    """Plain values as the nodes that a case file is read from, all at one place."""
    source = SourceText(where.file, ())
    line, column = where.line - 1, where.column - 1
    if isinstance(value, Mapping):
        pairs = tuple((Text(str(k), source, line, column), node_of(v, where)) for k, v in value.items())
        return Entries(pairs, source, line, column)
    if isinstance(value, (list, tuple)):
        return Sequence(tuple(node_of(v, where) for v in value), source, line, column)
    return Text(text_of(value) or "", source, line, column)
