"""YAML text in, a tree of texts with their places out: string-first, no duplicate keys, no aliases, no tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml
from yaml.composer import ComposerError

from advisor.errors import Problem, SourceRef
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, SourceText, Text
from advisor.reader.yaml.syntax import syntax_problem

# The C parser when PyYAML was built with it: the same events and marks, about eight times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_THREE_DIGITS = re.compile(r"\d{3}")


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
        root = _Tree(source, report).build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        report(syntax_problem(error, text, source))
        return None
    if isinstance(root, Text | Sequence):
        report(Problem("KB103", "the file must be a mapping of keys to values", root.where))
        return None
    return root


class _Tree:
    """Builds the tree from the parser's events: one pass, no recursion, and nothing composed that is then refused."""

    def __init__(self, source: SourceText, report: Report) -> None:
        self._source = source
        self._report = report
        self._usable = True

    def build(self, events: Iterable[Any]) -> Node | None:
        """The one document of the file, or None after reporting why there is none that can be used."""
        parents: list[tuple[Any, list[Node]]] = [(None, [])]
        documents = 0
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    parents[-1][1].append(Text(self._plain(event).value, self._source, *_place(event)))
                case yaml.CollectionStartEvent():
                    parents.append((self._plain(event), []))
                    if len(parents) > _DEEPEST:
                        message = f"more than {_DEEPEST} lists and mappings inside one another"
                        self._report(Problem("KB001", message, self._where(event)))
                        return None
                case yaml.CollectionEndEvent():
                    start, children = parents.pop()
                    parents[-1][1].append(self._collection(start, children))
                case yaml.AliasEvent():
                    self._refuse("alias", event)
                    parents[-1][1].append(Text("", self._source, *_place(event)))
                case yaml.DocumentStartEvent():
                    documents += 1
                    mark: Any = event.start_mark
                    if documents > 1:
                        raise ComposerError(None, None, "but found another document", mark)
        return self._root(parents[0][1])

    def _root(self, roots: list[Node]) -> Node | None:
        if not self._usable:
            return None
        if not roots or (isinstance(roots[0], Text) and not roots[0].value):
            self._report(Problem("KB005", "the file is empty", SourceRef(self._source.name)))
            return None
        return roots[0]

    def _where(self, event: Any) -> SourceRef:
        return self._source.at(*_place(event))

    def _plain(self, event: Any) -> Any:
        """The event, after reporting an anchor or a tag that it carries."""
        if event.anchor is not None:
            self._refuse("anchor", event)
        if event.tag is not None:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "remove it; every value is read as text"
            self._report(Problem("KB004", f"the tag {shown!r} is not allowed", self._where(event), hint))
        return event

    def _refuse(self, what: str, event: Any) -> None:
        self._usable = False
        message = f"the {what} {event.anchor!r} is not allowed"
        self._report(Problem("KB003", message, self._where(event), "write the value out where it is needed"))

    def _collection(self, start: Any, children: list[Node]) -> Node:
        line, column = _place(start)
        if isinstance(start, yaml.SequenceStartEvent):
            return Sequence(tuple(children), self._source, line, column)
        pairs = list(zip(children[::2], children[1::2], strict=True))
        if start.flow_style:
            pairs = self._without_torn_numbers(pairs)
        seen: dict[str, tuple[Text, Node]] = {}
        for key, value in pairs:
            if not isinstance(key, Text):
                self._report(Problem("KB103", "a key must be plain text", key.where))
            elif key.value in seen:
                first = seen[key.value][0].line + 1
                message = f"the key {key.value!r} stands twice (first in line {first})"
                self._report(Problem("KB002", message, key.where, "keep one of the two"))
            else:
                seen[key.value] = (key, value)
        return Entries(tuple(seen.values()), self._source, line, column)

    def _without_torn_numbers(self, pairs: list[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
        """The pairs within braces but for what a comma tore off a number, as in {cost: 60,000}; reports each such number."""
        kept: list[tuple[Node, Node]] = []
        torn: dict[Text, str] = {}
        for key, value in pairs:
            match key, value, kept[-1:]:
                case Text(value=rest), Text(value=""), [(_, Text(value=begun) as number)] if (
                    _THREE_DIGITS.fullmatch(rest) and begun[-1:].isdigit()
                ):
                    torn[number] = f"{torn.get(number, begun)},{rest}"
                case _:
                    kept.append((key, value))
        for number, written in torn.items():
            message = f"{written} is not one number here: within braces a comma ends what stands before it"
            hint = "leave the commas out, or put quotes round the number"
            self._report(Problem("KB105", message, number.where, hint))
        return kept


def _place(event: Any) -> tuple[int, int]:
    """Line and column of an event, both from 0."""
    return event.start_mark.line, event.start_mark.column
