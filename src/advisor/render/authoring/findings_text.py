"""Findings in; text with carets for a terminal out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.errors import Severity
from advisor.model.findings import ABOUT_EXAMPLES, Finding, Inspection
from advisor.quantities import counted


def findings_text(inspection: Inspection, *, accepted: bool = False) -> str:
    """Every open finding with its place, its witness and its help, then one line that sums up.

    With `accepted`, those that the author lets stand are listed with their reasons as well.
    """
    lines: list[str] = []
    for finding in inspection.open():
        lines += _lines(finding)
    if accepted:
        for finding in inspection.findings:
            if finding.accepted:
                lines += [
                    f"{finding.problem.where}: {finding.problem.code} accepted: {finding.problem.message}"
                ]
                lines += [f"    {finding.accepted}"]
    if any(finding.witness is not None for finding in inspection.open()):
        lines.append(ABOUT_EXAMPLES)
    lines += [f"not exact: {reason}" for reason in inspection.inexact]
    lines.append(summary(inspection))
    return "\n".join(lines) + "\n"


def _lines(finding: Finding) -> Iterator[str]:
    head, *rest = finding.problem.lines()
    grave = "" if finding.severity is Severity.ERROR else f" ({finding.severity})"
    yield head + grave
    yield from rest
    if finding.witness is not None:
        yield f"    for example: {finding.witness.shows}"


def summary(inspection: Inspection) -> str:
    """One line: what the knowledge base holds, and how many findings of which kind."""
    found = inspection.open()
    counts = [(s, sum(f.severity is s for f in found)) for s in Severity]
    parts = [counted(n, s) for s, n in counts if n]
    accepted = len(inspection.findings) - len(found)
    said = ", ".join(parts) or "0 problems"
    more = f"; {accepted} accepted" if accepted else ""
    contents = f": {inspection.contents}" if inspection.contents else ""
    return f"{inspection.name}{contents}; {said} found{more}" if inspection.name else f"{said} found{more}"
