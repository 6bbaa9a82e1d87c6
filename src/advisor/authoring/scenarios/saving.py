"""Findings with their smallest cases in; scenario files for those cases out, named so that they do not collide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from advisor.authoring.scenarios.text import Draft, scenario_text
from advisor.model.findings import Finding
from advisor.model.knowledge import KnowledgeBase


def save_witnesses(
    kb: KnowledgeBase, findings: Iterable[Finding], folder: Path
) -> Iterator[tuple[Path, bytes]]:
    """A file for each finding that a case shows: what it is called, and what stands in it."""
    for finding in findings:
        witness = finding.witness
        if witness is None:
            continue
        code = finding.problem.code
        name = "-".join([code.lower(), *f"{finding.about} {finding.detail}".replace(".", " ").split()])
        message = finding.problem.message
        draft = Draft(
            title=message[0].upper() + message[1:],
            shows=f"{code}, a smallest case",
            answers=witness.answers,
            expect={witness.decision: witness.expect},
            profile=witness.profile,
        )
        yield folder / f"{name}.yaml", scenario_text(kb, draft).encode()
