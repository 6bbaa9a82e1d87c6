"""What PyYAML says of text that is not YAML in; the same in plain words, with a place and what to do about it, out."""

from __future__ import annotations

from typing import Any

from advisor.errors import Problem, SourceRef
from advisor.reader.yaml_nodes import SourceText

# A part of what PyYAML's two parsers say, our words for it, and what to do. The first that fits is taken.
_KNOWN = (
    ("mapping values are not allowed", "a colon where none can stand",
     'put quotes round a text that holds ": ", and check that the keys of a mapping begin in the same column'),
    ("expected ':'", "a key without a colon and a space after it", "write it like key: value"),
    ("found another document", "a second document begins here", "keep one document in a file, without ---"),
    ("end of stream", "a quote that is opened here is never closed", "close it"),
    ("escape character", "an unknown escape in a text in double quotes", "use single quotes, or double the backslash"),
    ("flow sequence", "a list in square brackets is not closed or lacks a comma", "check the brackets and commas"),
    ("flow mapping", "a mapping in braces is not closed or lacks a comma", "check the braces and commas"),
    ("directive", "a line that begins with %", "put quotes round a text that begins with %"),
    ("block collection", "a list entry out of line", "begin the entries of a list in the same column"),
    ("block mapping", "a key out of line", "begin the keys of a mapping in the same column, and check the quotes before"),
    ("<document start>", "something stands after the end of the mapping", "check the indentation and the brackets before"),
)  # fmt: skip

_BEGUN_BEFORE = ("expected ':'", "end of stream")
"""Faults that are noticed only after the place where they are."""


def syntax_problem(error: Any, text: str, source: SourceText) -> Problem:
    """The problem for an error of PyYAML, in words that do not depend on which of its parsers found it."""
    if hasattr(error, "position"):
        before = text[: error.position].split("\n")
        where = source.at(len(before) - 1, len(before[-1]))
        message = f"a character that cannot be printed (number {error.character})"
        return Problem("KB001", f"not valid YAML: {message}", where, "remove it")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem("KB001", f"not valid YAML: {error}", SourceRef(source.name))
    where = source.at(mark.line, mark.column)
    said = f"{error.problem or ''} {error.context or ''}"
    begins = where.text[mark.column : mark.column + 1]
    if "cannot start any token" in said or "tab character" in said:
        if begins == "\t":
            return Problem("KB001", "not valid YAML: a tab", where, "indent with spaces, not tabs")
        message = f"a text cannot begin with {begins}"
        return Problem("KB001", f"not valid YAML: {message}", where, "put quotes round it")
    for part, message, hint in _KNOWN:
        if part in said:
            if part in _BEGUN_BEFORE and error.context_mark is not None:
                where = source.at(error.context_mark.line, error.context_mark.column)
            return Problem("KB001", f"not valid YAML: {message}", where, hint)
    return Problem("KB001", f"not valid YAML: {error.problem or error.context}", where)
