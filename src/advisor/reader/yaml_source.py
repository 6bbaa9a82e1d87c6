"""YAML text in, a tree of texts with their places out: string-first, no duplicate keys, no aliases, no tags."""

from __future__ import annotations

import re
from typing import Any, Protocol

import yaml

from advisor.errors import Problem, SourceRef
from advisor.reader.yaml_nodes import Entries, Node, Report, Sequence, SourceText, Text
from advisor.reader.yaml_syntax import syntax_problem

# The C parser when PyYAML was built with it: the same nodes and marks, about eight times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_NESTED = re.compile(r"(?:[-?] ){50}|^ {200}", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")


class _Mark(Protocol):
    line: int
    column: int


def read_yaml(name: str, content: bytes, report: Report) -> Entries | None:
    """Parse one file whose top level is a mapping.

    `name` is what problems call the file. Every fault goes to `report`; returns None where nothing can be made of
    the file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n")
        hint = "save the file as UTF-8"
        report(Problem("KB005", "the file is not UTF-8 text", SourceRef(name, line + 1), hint))
        return None
    source = SourceText(name, tuple(text.splitlines()))
    try:
        root = _compose(text, source, report) if _usable(text, source, report) else None
    except yaml.YAMLError as error:
        report(syntax_problem(error, text, source))
        return None
    if isinstance(root, Text | Sequence):
        report(Problem("KB103", "the file must be a mapping of keys to values", root.where))
        return None
    return root


def _usable(text: str, source: SourceText, report: Report) -> bool:
    """Whether the file can be composed. Anchors, aliases and tags are looked for in the events, because composing
    forgets them; and so is a nesting so deep that it would exhaust the stack.
    """
    if not (set("&*!") & set(text) or _may_be_deep(text)):
        return True
    usable = True
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        mark: Any = event.start_mark
        where = source.at(mark.line, mark.column)
        if depth > _DEEPEST:
            report(Problem("KB001", f"more than {_DEEPEST} lists and mappings inside one another", where))
            return False
        problem = _unwanted(event, where)
        if problem is not None:
            report(problem)
            usable = usable and problem.code != "KB003"
    return usable


def _may_be_deep(text: str) -> bool:
    depth = deepest = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST or _NESTED.search(text) is not None


def _unwanted(event: Any, where: SourceRef) -> Problem | None:
    """The problem of an event that carries an anchor, is an alias, or carries a tag."""
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor is not None:
        kind = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
        hint = "write the value out where it is needed"
        return Problem("KB003", f"the {kind} {anchor!r} is not allowed", where, hint)
    if tag is not None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        return Problem(
            "KB004", f"the tag {shown!r} is not allowed", where, "remove it; every value is read as text"
        )
    return None


def _compose(text: str, source: SourceText, report: Report) -> Node | None:
    """Compose the one document of the file."""
    node = yaml.compose(text, Loader=_LOADER)
    if node is None:
        report(Problem("KB005", "the file is empty", SourceRef(source.name)))
        return None
    return _convert(node, source, report)


def _convert(node: Any, source: SourceText, report: Report) -> Node:
    mark: _Mark = node.start_mark
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, source, mark.line, mark.column)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_convert(n, source, report) for n in node.value)
        return Sequence(items, source, mark.line, mark.column)
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
