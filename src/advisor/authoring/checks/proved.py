"""What was proved of all answers, as values: a finding, and choices that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.authoring.all_answers.space import Choice
from advisor.errors import Problem, Severity, SourceRef


@dataclass(frozen=True, slots=True)
class Proved:
    """Something proved of all answers: the problem and what it is about.

    Each of `cases` are choices that show it, as the rules see it: the first is taken that the engine comes to as well. What
    is said to be 'never' has none.
    """

    problem: Problem
    about: str
    detail: str = ""
    cases: Sequence[Sequence[Choice]] = ()
    decision: str = ""
    options: tuple[str, ...] = ()


def never(code: str, message: str, where: SourceRef, about: str, hint: str, detail: str = "") -> Proved:
    """A finding that no case shows, because it says what none does."""
    severity = Severity.NOTE if code == "KB315" else Severity.WARNING
    return Proved(Problem(code, message, where, hint, severity=severity), about, detail)
