"""What a form is: one step of answering a question, which takes a typed line and gives its next step or the finished answer.

A form is a value. The lines that it has taken so far bring a fresh form of the same question to the same point again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from advisor.model.case import Answer


@dataclass(frozen=True, slots=True)
class Done:
    """A finished answer."""

    answer: Answer


class Form(Protocol):
    """One step of answering a question."""

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""

    @property
    def allowed(self) -> str:
        """What may be typed, in a sentence, for somebody who mistyped."""

    @property
    def words(self) -> Mapping[str, str]:
        """Every way to write a complete answer, in small letters, with its plain form; empty for numbers and names."""

    @property
    def names(self) -> bool:
        """Whether any text may be an answer, so that no beginning of a command is read as one."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines taken so far, as they may be typed again."""

    def read(self, text: str) -> Form | Done:
        """Take one line. Raises `AnswerError`."""
