"""Texts with placeholders: which names they hold, and the text with every name filled in. Pure text."""

from __future__ import annotations

import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
SUBJECT = "subject"


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order; a doubled brace is a brace."""
    return tuple(m[1].strip() for m in _PLACEHOLDER.finditer(text) if m[1] is not None)


def stray_braces(text: str) -> tuple[str, ...]:
    """The braces that are neither doubled nor part of a placeholder, each kind once."""
    rest = _PLACEHOLDER.sub("", text)
    return tuple(brace for brace in "{}" if brace in rest)


def fill(text: str, value_of: Callable[[str], str]) -> str:
    """The text with each `{name}` replaced by `value_of(name)`, and doubled braces made single. Filled once, never again."""

    def one(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        return value_of(match[1].strip())

    return _PLACEHOLDER.sub(one, text)
