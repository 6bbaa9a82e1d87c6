"""YAML text in, a tree of texts with their places out: string-first, no duplicate keys, no aliases, no tags.

Values stay text until something that knows what is expected reads them, so `no`, `010` and `12:30` are what
the author typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import yaml

from advisor.errors import Problem, SourceRef

# The C parser when PyYAML was built with it: the same nodes and marks, about eight times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value", "binary")
)


class _Mark(Protocol):
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's name and its lines."""

    name: str
    lines: tuple[str, ...]

    def at(self, line: int, column: int) -> SourceRef:
        """The place `line`, `column`, both counting from 0 as PyYAML does."""
        text = self.lines[line] if line < len(self.lines) else ""
        return SourceRef(self.name, line + 1, column + 1, text)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `quoted` tells an empty text from nothing at all."""

    value: str
    quoted: bool
    source: SourceText
    line: int
    column: int

    @property
    def where(self) -> SourceRef:
        """Where it stands."""
        return self.source.at(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    source: SourceText
    line: int
    column: int

    @property
    def where(self) -> SourceRef:
        """Where it begins."""
        return self.source.at(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: its keys (texts) with their values, each key once."""

    pairs: tuple[tuple[Text, Node], ...]
    source: SourceText
    line: int
    column: int

    @property
    def where(self) -> SourceRef:
        """Where it begins."""
        return self.source.at(self.line, self.column)


Node: TypeAlias = Text | Sequence | Entries
Report: TypeAlias = Callable[[Problem], None]


def read_yaml(name: str, content: bytes, report: Report) -> Entries | None:
    """Parse one file whose top level is a mapping.

    `name` is what problems call the file. Every fault goes to `report`; returns None where nothing can be made of the file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "save the file as UTF-8"
        report(
            Problem("KB005", f"the file is not UTF-8 text (byte {error.start + 1})", SourceRef(name), hint)
        )
        return None
    source = SourceText(name, tuple(text.splitlines()))
    try:
        root = _compose(text, source, report)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = source.at(mark.line, mark.column) if mark else SourceRef(name)
        report(
            Problem("KB001", f"not valid YAML: {error.problem or error.context}", where, _syntax_hint(error))
        )
        return None
    except yaml.YAMLError as error:
        report(Problem("KB001", f"not valid YAML: {error}", SourceRef(name)))
        return None
    if root is None:
        report(Problem("KB005", "the file is empty", SourceRef(name)))
        return None
    if not isinstance(root, Entries):
        report(Problem("KB103", "the file must be a mapping of keys to values", root.where))
        return None
    return root


def _compose(text: str, source: SourceText, report: Report) -> Node | None:
    """Compose the one document of `text`; anchors are looked for in the events, because composing forgets them."""
    if "&" in text or "*" in text:
        for event in yaml.parse(text, Loader=_LOADER):
            anchor = getattr(event, "anchor", None)
            mark = event.start_mark
            if anchor is not None and mark is not None:
                where = source.at(mark.line, mark.column)
                kind = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
                report(
                    Problem(
                        "KB003",
                        f"the {kind} {anchor!r} is not allowed",
                        where,
                        "write the value out where it is needed",
                    )
                )
    node = yaml.compose(text, Loader=_LOADER)
    return None if node is None else _convert(node, source, report)


def _convert(node: Any, source: SourceText, report: Report) -> Node:
    mark: _Mark = node.start_mark
    if node.tag not in _STANDARD_TAGS:
        where = source.at(mark.line, mark.column)
        report(
            Problem(
                "KB004",
                f"the tag {node.tag!r} is not allowed",
                where,
                "remove it; every value is read as text",
            )
        )
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, node.style is not None, source, mark.line, mark.column)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(
            tuple(_convert(n, source, report) for n in node.value), source, mark.line, mark.column
        )
    pairs: list[tuple[Text, Node]] = []
    seen: dict[str, Text] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, source, report)
        value = _convert(value_node, source, report)
        if not isinstance(key, Text):
            report(Problem("KB103", "a key must be plain text", key.where))
        elif key.value in seen:
            message = f"the key {key.value!r} stands twice (first in line {seen[key.value].line + 1})"
            report(Problem("KB002", message, key.where, "keep one of the two"))
        else:
            seen[key.value] = key
            pairs.append((key, value))
    return Entries(tuple(pairs), source, mark.line, mark.column)


def _syntax_hint(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or "").lower()
    if "mapping values are not allowed" in problem:
        return 'put quotes round a text that holds ": "'
    if "found character '\\t'" in problem:
        return "indent with spaces, not tabs"
    if "cannot start any token" in problem:
        return "put quotes round a text that starts with @, ` or %"
    if "expected <block end>" in problem or "expected ',' or" in problem:
        return "check the indentation and the quotes of this line and the one before"
    return ""
