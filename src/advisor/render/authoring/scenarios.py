"""Results of scenarios in; text, JSON or the annotations of a GitHub workflow out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.model.findings import ScenarioResult
from advisor.render.json.encoded import json_text


def results_text(results: Sequence[ScenarioResult]) -> str:
    """Every scenario that failed, with expected, got and what decided it; then one line that sums up."""
    lines: list[str] = []
    for result in results:
        if not result.passed:
            lines += _failed(result)
    passed = sum(r.passed for r in results)
    known = sum(r.passed and bool(r.bug) for r in results)
    lines.append(
        f"{passed} passed, {len(results) - passed} failed"
        + (f"; {known} of them known faults" if known else "")
    )
    return "\n".join(lines) + "\n"


def _failed(result: ScenarioResult) -> Iterator[str]:
    yield f"FAILED {result.name}: {result.title}".rstrip(": ")
    for problem in result.problems:
        yield from (f"    {line}" for line in problem.lines())
    if result.bug and result.as_expected:
        yield f"    it comes out as expected now; remove 'bug: {result.bug}'"
    for difference in result.differences:
        yield f"    {difference.where}"
        yield f"        expected {difference.expected}"
        yield from _beside("        got      ", difference.got)
    for line in result.deciding:
        yield f"    {line}"


def _beside(head: str, said: str) -> Iterator[str]:
    """Words that may have several lines, all of them in the same column."""
    for place, line in enumerate(said.splitlines()):
        yield f"{' ' * len(head) if place else head}{line}"


def results_json(results: Sequence[ScenarioResult]) -> str:
    """Every result as JSON."""
    document = [
        {
            "name": r.name,
            "title": r.title,
            "passed": r.passed,
            "bug": r.bug,
            "differences": [{"where": d.where, "expected": d.expected, "got": d.got} for d in r.differences],
            "deciding": list(r.deciding),
            "problems": [
                {"code": p.code, "message": p.message, "where": str(p.where or "")} for p in r.problems
            ],
        }
        for r in results
    ]
    return json_text(document)


def results_github(results: Sequence[ScenarioResult]) -> str:
    """Failed scenarios as workflow commands."""
    lines = []
    for result in results:
        if not result.passed:
            said = "\n".join(
                [f"{d.where}: expected {d.expected}, got {d.got}" for d in result.differences]
                + [p.message for p in result.problems]
                + list(result.deciding)
            ).replace("\n", "%0A")
            lines.append(f"::error file={result.name},title=scenario::{said or 'a known fault has passed'}\n")
    return "".join(lines)
