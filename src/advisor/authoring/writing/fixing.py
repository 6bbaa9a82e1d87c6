"""The text of a file of a knowledge base in; the same with order, spacing and quotation marks put right out.

Only what is mechanical: nothing that is said changes, and every comment stays with the line that it stands above. The result
is read again and must hold the same; otherwise the text is left as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.errors import Problem
from advisor.reader.yaml.nodes import Entries, Node, Text
from advisor.reader.yaml.nodes import Sequence as Listed
from advisor.reader.yaml.source import read_yaml
from advisor.reader.yaml.spans import plain_quotes

# The order in which docs/kb-format.md writes the keys of each kind of entry.
ORDER = {
    "rules": (
        "concludes", "meets", "partly-meets", "rules-out", "supports", "counts-against", "advises", "about",
        "importance", "as-much-as", "when", "unless", "basis", "because", "statements", "accepted",
    ),
    "questions": (
        "kind", "min", "max", "whole", "label", "ask", "columns", "unit", "values", "items", "help", "matters",
        "where", "example", "topic", "preference", "asked-when", "statements", "accepted",
    ),
    "options": (
        "label", "summary", "note", "confidence", "definitions", "characteristics", "benefits", "risks", "uses", "accepted",
    ),
    "measures": ("function", "of", "view", "label", "otherwise", "minor-share", "accepted"),
    "concepts": ("label", "values", "accepted"),
}  # fmt: skip
_KEY = re.compile(r"^  ([a-z][a-z-]*):(?:\s|$)")
_ENTRY = re.compile(r"^[^\s#][^#]*:\s*(#.*)?$")


def fixed(kind: str, text: str) -> str:
    """The text put right; `kind` is the file's name without its ending."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    lines = _spaced(_ordered(lines, ORDER.get(kind, ())))
    after = plain_quotes("\n".join(lines).strip("\n") + "\n")
    return after if _same(text, after) else text


def is_readable(content: bytes) -> bool:
    """Whether a file can be read as it stands, without a fault of form."""
    problems: list[Problem] = []
    read_yaml("", content, problems.append)
    return not problems


def _ordered(lines: list[str], order: Sequence[str]) -> list[str]:
    """The keys of each entry in order, each with the comments above it and the lines below it."""
    out: list[str] = []
    entry: list[str] = []
    for line in [*lines, "end:"]:
        if _ENTRY.match(line) or (line and not line.startswith((" ", "#"))):
            out += _entry(entry, order)
            entry = []
        entry.append(line)
    return [*out, *entry[:-1]]


def _entry(lines: list[str], order: Sequence[str]) -> list[str]:
    """One entry: its head, its keys in order, and what stands after them up to the next entry."""
    end = len(lines)
    while end > 1 and (not lines[end - 1] or lines[end - 1].startswith("#")):
        end -= 1
    head, body, tail = lines[:1], lines[1:end], lines[end:]
    parts: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in body:
        match = _KEY.match(line)
        if match:
            parts.append((match[1], [*waiting, line]))
            waiting = []
        elif line.startswith("  #") or not line:
            waiting.append(line)
        elif parts:
            parts[-1][1].extend([*waiting, line])
            waiting = []
        else:
            return lines
    ranks = {key: n for n, key in enumerate(order)}
    parts.sort(key=lambda part: ranks.get(part[0], len(ranks)) if order else 0)
    return [*head, *(line for _, part in parts for line in part), *waiting, *tail]


def _spaced(lines: list[str]) -> list[str]:
    """At most one empty line at a time."""
    return [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]


def _same(before: str, after: str) -> bool:
    """Whether two texts say the same and have the same comments."""
    problems: list[Problem] = []
    trees = [read_yaml("", text.encode(), problems.append) for text in (before, after)]
    return not problems and _said(trees[0]) == _said(trees[1]) and _comments(before) == _comments(after)


def _said(node: Node | None) -> object:
    match node:
        case Text(value):
            return value
        case Listed(items):
            return [_said(item) for item in items]
        case Entries(pairs):
            return {key.value: _said(value) for key, value in pairs}
        case None:
            return None


def _comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.split("\n") if line.strip().startswith("#"))
