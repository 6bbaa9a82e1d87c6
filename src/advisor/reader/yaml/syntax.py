"""What PyYAML says of text that is not YAML in; the same in plain words, with a place and what to do about it, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from advisor.errors import Problem, SourceRef
from advisor.reader.yaml.nodes import SourceText

_COLON, _ENTRY, _KEY = "mapping values are not allowed", "block collection", "block mapping"
# A part of what PyYAML's two parsers say, our words for it, and what to do. The first that fits is taken.
_KNOWN = (
    (_COLON, "a colon where none can stand",
     'put quotes round a text that holds ": ", and check that the keys of a mapping begin in the same column'),
    ("expected ':'", "a key without a colon and a space after it", "write it like key: value"),
    ("found another document", "a second document begins here", "keep one document in a file, without ---"),
    ("end of stream", "a quote that is opened here is never closed", "close it"),
    ("escape character", "an unknown escape in a text in double quotes", "use single quotes, or double the backslash"),
    ("flow sequence", "a list in square brackets is not closed or lacks a comma", "check the brackets and commas"),
    ("flow mapping", "a mapping in braces is not closed or lacks a comma", "check the braces and commas"),
    ("directive", "a line that begins with %", "put quotes round a text that begins with %"),
    (_ENTRY, "a list entry out of line", "begin the entries of a list in the same column"),
    (_KEY, "a key out of line", "begin the keys of a mapping in the same column, and check the quotes before"),
    ("<document start>", "something stands after the end of the mapping", "check the indentation and the brackets before"),
)  # fmt: skip

_BEGUN_BEFORE = ("expected ':'", "end of stream", "expected comment", "expected chomping")
"""Faults that are noticed only after the place where they are."""
_NO_BEGINNING = ("cannot start any token", "node content")
"""What is said of a mark with which no text can begin."""
_CURLY = ("“", "”", "„", "‘", "’")
_WITHIN = {
    '"': 'within a text in double quotes write \\" for a quote',
    "'": "use double quotes round a text with an apostrophe",
}


@dataclass(frozen=True, slots=True)
class _Fault:
    message: str
    where: SourceRef
    hint: str = ""


def syntax_problem(error: Any, text: str, source: SourceText) -> Problem:
    """The problem for an error of PyYAML, in words that do not depend on which of its parsers found it."""
    fault = _fault(error, text, source)
    return Problem("KB001", f"not valid YAML: {fault.message}", fault.where, fault.hint)


def _fault(error: Any, text: str, source: SourceText) -> _Fault:
    if hasattr(error, "position"):
        before = text[: error.position].split("\n")
        message = f"a character that cannot be printed (number {error.character})"
        return _Fault(message, source.at(len(before) - 1, len(before[-1])), "remove it")
    said = f"{error.problem or ''} {error.context or ''}"
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    open_above = "flow " in said and mark and begun and begun.line < mark.line
    if mark is None or (begun and (open_above or any(part in said for part in _BEGUN_BEFORE))):
        mark = begun
    if mark is None:
        return _Fault(str(error), SourceRef(source.name))
    where = source.at(mark.line, mark.column)
    begins = where.text[mark.column : mark.column + 1]
    if begins == "\t":
        return _Fault("a tab", where, "indent with spaces, not tabs")
    if begins in ("|", ">") or any(part in said for part in _NO_BEGINNING):
        tests = "; a test is in words, like at least 2 and less than 5" if begins == ">" else ""
        return _Fault(f"a text cannot begin with {begins}", where, f"put quotes round it{tests}")
    part, message, hint = next((known for known in _KNOWN if known[0] in said), ("", error.problem, ""))
    before_it = _of_what_stands_before(mark, text, source) if part in (_COLON, _ENTRY, _KEY) else None
    return before_it or _Fault(message or error.context, where, hint)


def _of_what_stands_before(mark: Any, text: str, source: SourceText) -> _Fault | None:
    """What is wrong with the text in quotes or brackets that ends right before a place, where that is what is wrong."""
    opened, last = _ending_before(mark, text)
    if last is None or last.end_mark.line != mark.line:
        return None
    first, here = source.at(opened.line, opened.column), source.at(mark.line, mark.column)
    match last:
        case yaml.FlowMappingEndToken() | yaml.FlowSequenceEndToken():
            hint = f"put quotes round a text that begins with {first.text[opened.column]}"
            return _Fault("something stands after the bracket that is closed here", here, hint)
        case yaml.ScalarToken(style='"' | "'") if opened.line < mark.line:
            message = f"a quote that is opened here is closed only in line {mark.line + 1}"
            return _Fault(message, first, "close it where the text ends")
        case yaml.ScalarToken(style='"' | "'" as style):
            return _Fault("something stands after the quote that is closed here", here, _WITHIN[style])
        case yaml.ScalarToken(plain=True, value=value) if value.startswith(_CURLY):
            return _Fault("curly quotes do not hold a text together", first, 'use straight ones: "')
    return None


def _ending_before(mark: Any, text: str) -> tuple[Any, Any]:
    """Where the text, list or mapping that ends right before a place begins, and the token that ends it; or None twice."""
    opened: list[Any] = []
    begun = last = None
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if (token.start_mark.line, token.start_mark.column) >= (mark.line, mark.column):
                break
            begun, last = token.start_mark, token
            match token:
                case yaml.FlowMappingStartToken() | yaml.FlowSequenceStartToken():
                    opened.append(begun)
                case yaml.FlowMappingEndToken() | yaml.FlowSequenceEndToken():
                    begun = opened.pop() if opened else begun
    except yaml.YAMLError:
        pass
    return begun, last
