"""YAML text and a path of keys in; where that value stands in the text out, so that it can be changed and all else kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


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


def plain_quotes(text: str) -> str:
    """The text without quotation marks that make no difference, because the bare word would be read the same."""
    offsets = _line_offsets(text)
    try:
        tokens = list(yaml.scan(text, Loader=_LOADER))
    except yaml.YAMLError:
        return text
    edits = []
    for token in tokens:
        if isinstance(token, yaml.ScalarToken) and token.style and _BARE.fullmatch(token.value):
            start = offsets[token.start_mark.line] + token.start_mark.column
            end = offsets[token.end_mark.line] + token.end_mark.column
            edits.append((start, end, token.value))
    for start, end, value in reversed(edits):
        text = text[:start] + value + text[end:]
    return text
