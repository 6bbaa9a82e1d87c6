"""The text of a YAML file and what is to be added in; the text with it in its place, and nothing else changed, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.authoring.scenarios.text import scalar
from advisor.errors import UsageError
from advisor.reader.yaml.spans import span_of

MODELINE = re.compile(r"\n*(# yaml-language-server:[^\n]*)\s*\Z")
"""The last line of a file, which tells editors its schema."""


def appended(text: str, path: Sequence[str], item: str) -> str:
    """A text with an item added to the list under a path, in brackets or in lines as it is.

    Raises `UsageError` where there is no such list.
    """
    span = span_of(text, path)
    if span is None:
        raise UsageError(f"cannot find {'.'.join(path)!r} to add {item!r} to")
    listed = text[span.start : span.end]
    if span.flow:
        inner = listed.rstrip().removesuffix("]").rstrip()
        return (
            text[: span.start] + inner + ("" if inner.endswith("[") else ", ") + item + "]" + text[span.end :]
        )
    line_start = text.rfind("\n", 0, span.start) + 1
    indent = " " * (span.start - line_start)
    return text[: span.end] + f"\n{indent}- {item}" + text[span.end :]


def into(text: str, path: Sequence[str], lines: str) -> str:
    """A text with lines added at the end of the mapping under a path, before the line that editors read.

    Raises `UsageError` where there is no such mapping.
    """
    body, tail = _parted(text)
    return _into(body, path, lines) + tail


def _into(text: str, path: Sequence[str], lines: str) -> str:
    span = span_of(text, path)
    if span is None:
        raise UsageError(f"cannot find {'.'.join(path)!r} in the file")
    inside = text[span.start + 1 : span.end - 1].strip()
    if span.flow and inside:
        return f"{text[: span.start]}{{{inside}, {_in_braces(lines)}}}{text[span.end :]}"
    if span.flow:
        return text[: span.start].rstrip() + "\n" + lines.rstrip("\n") + text[span.end :]
    return text[: span.end].rstrip() + "\n" + lines.rstrip("\n") + text[span.end :]


def _in_braces(lines: str) -> str:
    """Entries of one or two levels, written in lines, as they stand in braces."""
    out: list[str] = []
    for line in lines.splitlines():
        key, _, value = line.strip().partition(": ")
        if line.endswith(":"):
            out.append(f"{'}, ' if out else ''}{key.rstrip(':')}: {{")
        else:
            out.append(f"{'' if out[-1].endswith('{') else ', '}{key}: {scalar(value)}")
    return "".join(out) + "}"


def after(text: str, stub: str) -> str:
    """A text with a stub at its end, before the line that editors read."""
    body, tail = _parted(text)
    return (body.rstrip("\n") + "\n\n" if body.strip() else "") + stub.rstrip("\n") + "\n" + tail


def _parted(text: str) -> tuple[str, str]:
    """A text without the line that editors read, and that line; nothing where there is none."""
    last = MODELINE.search(text)
    return (f"{text[: last.start()]}\n", f"\n{last[1]}\n") if last else (text, "")
