"""Paragraphs, citations, sums and proofs in; lines for a terminal out: what every text renderer shares."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from advisor.decide import Interval
from advisor.explanation import Step
from advisor.explanation.proof import StepKind
from advisor.quantities import number_text

WIDTH = 96
_AUTHORITY = {"guidance": "", "inferred": " (inferred)", "tool": " (our reading)"}


def wrap(text: str, indent: str = "", bullet: str = "") -> list[str]:
    """A paragraph wrapped under its indent; `bullet` stands in front of its first line."""
    first = indent + bullet
    rest = indent + " " * len(bullet)
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]


def cited(statements: Iterable[str]) -> str:
    """Statement ids in square brackets, or nothing."""
    ids = ", ".join(statements)
    return f" [{ids}]" if ids else ""


def interval_text(interval: Interval) -> str:
    """A sum, or from the least to the most that it can be."""
    if interval.certain:
        return number_text(interval.low, 1)
    return f"{number_text(interval.low, 1)} to {number_text(interval.high, 1)}"


def proof_lines(step: Step, indent: str) -> Iterator[str]:
    """A proof as an indented list: each sentence with its authority, and below it what it rests on."""
    if step.kind is StepKind.RULE:
        also = "Also: " if step.alternative else ""
        sentence = f"{also}{step.sentence}{_AUTHORITY[step.basis]}{cited(step.statements)}"
        yield from wrap(sentence, indent, "- ")
    else:
        yield from wrap(step.sentence, indent, ". ")
    for below in step.because:
        yield from proof_lines(below, indent + "  ")
