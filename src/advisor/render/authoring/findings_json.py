"""Findings in; JSON, SARIF 2.1.0 or the annotations of a GitHub workflow out."""

from __future__ import annotations

from collections.abc import Callable

from advisor import __version__
from advisor.errors import Severity, SourceRef
from advisor.model.findings import Finding, Inspection
from advisor.render.json.encoded import json_text

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ANNOTATION = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def findings_json(inspection: Inspection) -> str:
    """Every finding as JSON, accepted ones with their reasons."""
    document = {
        "knowledge_base": inspection.name,
        "contents": inspection.contents,
        "findings": [_as_json(finding) for finding in inspection.findings],
        "not_exact": list(inspection.inexact),
    }
    return json_text(document)


def _as_json(finding: Finding) -> dict[str, object]:
    problem = finding.problem
    where = problem.where or SourceRef("", 0, 0)
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "hint": problem.hint,
        "closest": problem.closest,
        "about": finding.about,
        "witness": finding.witness.shows if finding.witness else "",
        "accepted": finding.accepted,
    }


def findings_sarif(inspection: Inspection, root: str, title_of: Callable[[str], str]) -> str:
    """Every finding as SARIF 2.1.0. `root` is put before the files' names; accepted findings are suppressed in source."""
    codes = sorted({f.problem.code for f in inspection.findings})
    driver = {
        "name": "advisor",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": title_of(code)}} for code in codes],
    }
    results = [_sarif_result(f, root, codes) for f in inspection.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(document)


def _sarif_result(finding: Finding, root: str, codes: list[str]) -> dict[str, object]:
    problem = finding.problem
    where = problem.where or SourceRef("kb.yaml")
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(problem.severity),
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": f"{root}{where.file}"},
                    "region": {"startLine": where.line, "startColumn": where.column},
                }
            }
        ],
    }
    if finding.accepted:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.accepted}]
    return result


def _message(finding: Finding) -> str:
    parts = [finding.problem.message]
    if finding.witness:
        parts.append(f"For example: {finding.witness.shows}.")
    if finding.problem.closest:
        parts.append(f"Did you mean {finding.problem.closest!r}?")
    if finding.problem.hint:
        parts.append(finding.problem.hint)
    return " ".join(part if part.endswith((".", "?")) else part + "." for part in parts)


def findings_github(inspection: Inspection, root: str) -> str:
    """Open findings as workflow commands, which GitHub shows beside the lines that they are about."""
    lines = []
    for finding in inspection.open():
        where = finding.problem.where or SourceRef("kb.yaml")
        place = f"file={_escaped(root + where.file, ',:')},line={where.line},col={where.column}"
        level = _ANNOTATION[finding.severity]
        lines.append(f"::{level} {place},title={finding.problem.code}::{_escaped(_message(finding), '')}")
    return "".join(f"{line}\n" for line in lines)


def _escaped(text: str, more: str) -> str:
    """A text as workflow commands want it."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
