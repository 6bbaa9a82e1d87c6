"""Where a conversation takes place, and how it is told that a line was not taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from advisor.errors import AdvisorError, ProblemsError


class Console(Protocol):
    """Something to speak to and to read lines from."""

    def say(self, text: str) -> None:
        """Show a text, each line of it wrapped to fit."""

    def ask(self, prompt: str, words: Iterable[str]) -> str:
        """Read a line; `words` may complete it. Raises `EndOfInput` where there are no more."""


class EndOfInput(Exception):
    """Nothing more can be read."""


class Quit(Exception):
    """The user wants to stop."""


def refusal(error: AdvisorError) -> str:
    """Why a line was not taken, the closest match and what is allowed; problems in a file with their places."""
    if isinstance(error, ProblemsError):
        return str(error)
    message, hint = str(error), error.hint
    parts = [f"{message[:1].upper()}{message[1:]}."]
    if error.closest:
        parts.append(f"Did you mean {error.closest}?")
    if hint:
        parts.append(f"{hint[:1].upper()}{hint[1:]}" + ("" if hint.endswith((".", "?")) else "."))
    return " ".join(parts)
