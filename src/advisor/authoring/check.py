"""A folder in; every problem that reading and compiling it finds out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from advisor.compiler import compile_program
from advisor.errors import KnowledgeBaseError, Problem, Severity
from advisor.reader.knowledge_folder import examine


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The problems found, in the order of their places, and one line that sums up."""

    problems: tuple[Problem, ...]
    summary: str

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(p.severity is Severity.ERROR for p in self.problems)


def check_folder(folder: Path) -> CheckReport:
    """Read and compile the knowledge base in a folder under each of its profiles."""
    reading = examine(folder)
    problems = list(reading.problems)
    kb = reading.knowledge
    if kb is None:
        count = len(problems)
        return CheckReport(tuple(problems), f"{count} problem{'' if count == 1 else 's'} found")
    for profile in kb.profiles:
        try:
            compile_program(kb, kb.settings_for(profile, {}), kb.decisions)
        except KnowledgeBaseError as error:
            problems.extend(p for p in error.problems if p not in problems)
    count = len(problems)
    contents = (
        f"{len(kb.decisions)} decisions, {len(kb.options)} options, {len(kb.questions)} questions, "
        f"{len(kb.rules)} rules, {len(kb.statements)} statements"
    )
    return CheckReport(
        tuple(problems),
        f"{kb.name} {kb.version}: {contents}; {count} problem{'' if count == 1 else 's'} found",
    )
