"""Paragraphs, citations, sums and proofs in; lines for a terminal out: what every text renderer shares."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from advisor.decide import Interval
from advisor.explanation import Step
from advisor.explanation.proof import StepKind
from advisor.quantities import number_text

WIDTH = 96
_LEAD = re.compile(r"\s*(?:[-.*] |\d+\. )?")
_AUTHORITY = {"guidance": "", "inferred": " (inferred)", "tool": " (our reading)"}


def paragraph(text: str, indent: str = "", bullet: str = "") -> list[str]:
    """A paragraph as one line behind its indent and bullet; `fitted` breaks it, once, when the whole text is there."""
    return [f"{indent}{bullet}{text}"]


def fitted(lines: Iterable[str], width: int = WIDTH) -> str:
    """Lines as a text no wider than `width`, each broken under its own indent and behind its bullet or number."""
    out: list[str] = []
    for line in lines:
        lead = _LEAD.match(line)
        assert lead is not None
        hanging = " " * len(lead[0])
        broken = textwrap.wrap(
            line, max(width, 24), subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
        out += broken or [""]
    return "\n".join(out) + "\n"


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
        yield from paragraph(sentence, indent, "- ")
    else:
        yield from paragraph(step.sentence, indent, ". ")
    for below in step.because:
        yield from proof_lines(below, indent + "  ")
