"""YAML text and a path of keys in; where that value stands in the text out, so that it can be changed and all else kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Span:
    """A value as characters `start` to `end` of a text; `flow` tells a list or mapping in brackets from one in lines."""

    start: int
    end: int
    flow: bool
    plain: bool


def span_of(text: str, path: Sequence[str]) -> Span | None:
    """Where the value under a path of keys stands, or None where there is no such path or no such YAML."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    if node is None:
        return None
    offsets = _line_offsets(text)
    start = offsets[node.start_mark.line] + node.start_mark.column
    end = offsets[node.end_mark.line] + node.end_mark.column
    flow = bool(getattr(node, "flow_style", False))
    return Span(
        start,
        start + len(text[start:end].rstrip()),
        flow,
        isinstance(node, yaml.ScalarNode) and node.style is None,
    )


def _line_offsets(text: str) -> list[int]:
    """Where each line begins, and one more for the end of the text."""
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    return [*offsets, offsets[-1]]


def replaced(text: str, path: Sequence[str], value: str) -> str | None:
    """The text with the value under a path replaced; None where there is no such path."""
    span = span_of(text, path)
    return None if span is None else text[: span.start] + value + text[span.end :]
