"""Faults as values (`Problem`, with its place) and every exception the program raises; imports nothing of ours.

In: nothing. Out: the types that readers fill with problems and that the command line turns into a message and
an exit status.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class SourceRef:
    """A place in a file: `line` and `column` count from 1; `text` is that line, for the caret."""

    file: str
    line: int = 1
    column: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How grave a problem is: an error stops the work, a warning is reported, a note is advice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault found in somebody's file: a stable code, what is wrong, where, and how to put it right.

    `closest` is the nearest known word to a mistyped one, or empty.
    """

    code: str
    message: str
    where: SourceRef | None = None
    hint: str = ""
    closest: str = ""
    severity: Severity = Severity.ERROR

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by place, then code, so that a list of problems reads from the top of each file."""
        ref = self.where or SourceRef("", 0, 0)
        return (ref.file, ref.line, ref.column, self.code, self.message)

    def lines(self) -> tuple[str, ...]:
        """The problem for a terminal: the message, the line it stands on with a caret, and the help."""
        head = f"{self.where}: {self.code} {self.message}" if self.where else f"{self.code} {self.message}"
        out = [head]
        if self.where and self.where.text.strip():
            # Tabs are kept in the padding, so that the caret stands under the right character.
            pad = "".join("\t" if c == "\t" else " " for c in self.where.text[: self.where.column - 1])
            out += [f"    {self.where.text}", f"    {pad}^"]
        if self.closest:
            out.append(f"    did you mean {self.closest!r}?")
        if self.hint:
            out.append(f"    {self.hint}")
        return tuple(out)


def closest_match(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word`, else the only one that has it within; an empty string when there is none.

    Capitals make no difference; ties go to the first in sorted order.
    """
    candidates = {c.lower(): c for c in sorted(set(known), reverse=True)}
    lowered = word.lower()
    if lowered in candidates:
        return candidates[lowered]
    import difflib  # only what is misspelt needs it

    near = difflib.get_close_matches(lowered, sorted(candidates), n=1, cutoff=0.6)
    if near:
        return candidates[near[0]]
    within = [c for c in candidates if len(lowered) > 2 and lowered in c]
    return candidates[within[0]] if len(within) == 1 else ""


class AdvisorError(Exception):
    """Base of every error meant for the user: what is wrong, what is allowed, and the closest match where there is one.

    `exit_status` is what the process ends with.
    """

    exit_status = 2

    def __init__(self, message: str, hint: str = "", closest: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.closest = closest


class ProblemsError(AdvisorError):
    """Several problems found in one reading, all of them, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = {(p.sort_key(), p.hint): p for p in problems}
        self.problems = tuple(sorted(unique.values(), key=Problem.sort_key))
        super().__init__("\n".join(line for p in self.problems for line in p.lines()))


class KnowledgeBaseError(ProblemsError):
    """The knowledge base cannot be used; `problems` says why, each with its place."""


class CaseError(ProblemsError):
    """A case file, scenario or table cannot be used."""


class AnswerError(AdvisorError):
    """One answer cannot be taken; the interview asks again."""


class SessionError(AdvisorError):
    """A session file cannot be opened, replayed or written."""


class UsageError(AdvisorError):
    """A command was asked for something that does not exist, such as an option id that no decision has."""


class InferenceError(AdvisorError):
    """The engine failed while a knowledge base ran; always raised from its cause."""


class RendererUnavailable(AdvisorError):
    """A picture or document cannot be made here; the message names what is missing and what to install."""
