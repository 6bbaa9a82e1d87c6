"""Keys of a mapping in; whether they are ids, and the order in which ids stand, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from advisor.errors import Problem
from advisor.reader.yaml.nodes import Entries, Node, Report, Text

_DIGITS = re.compile(r"(\d+)")
ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
N = TypeVar("N", bound=Node)


def check_id(key: Text, report: Report) -> None:
    """Report a key that is not an id."""
    if not ID_PATTERN.fullmatch(key.value):
        hint = "an id is words of small letters and digits joined by hyphens"
        report(Problem("KB106", f"{key.value!r} is not an id", key.where, hint))


def entries(node: Entries, report: Report) -> tuple[tuple[Text, Node], ...]:
    """The pairs of a file that maps ids to things, by id; ids that are not ids are reported."""
    for key, _ in node.pairs:
        check_id(key, report)
    return by_id(node.pairs)


def by_id(pairs: Iterable[tuple[Text, N]]) -> tuple[tuple[Text, N], ...]:
    """Pairs of a mapping in the order of their keys."""
    return tuple(sorted(pairs, key=lambda pair: natural(pair[0].value)))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which `risk.10` comes after `risk.9`."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(text) if part
    )
