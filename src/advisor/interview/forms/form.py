"""What a form is: one step of answering a question, which takes a typed line and gives its next step or the finished answer.

A form is a value. The lines that it has taken so far bring a fresh form of the same question to the same point again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.model.case import Answer


@dataclass(frozen=True, slots=True)
class Done:
    """A finished answer."""

    answer: Answer


class Form(ABC):
    """One step of answering a question. As it stands here, a form of a single line."""

    __slots__ = ()

    @property
    @abstractmethod
    def prompt(self) -> str:
        """What stands before the cursor."""

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What may be typed, in a sentence, for somebody who mistyped."""

    @abstractmethod
    def read(self, text: str) -> Form | Done:
        """Take one line. Raises `AnswerError`."""

    @property
    def words(self) -> Mapping[str, str]:
        """Every way to write a complete answer, in small letters, with its plain form; empty where it cannot be listed."""
        return {}

    @property
    def names(self) -> bool:
        """Whether any text may be an answer, so that no beginning of a command is read as one."""
        return False

    @property
    def takes_nothing(self) -> bool:
        """Whether an empty line means something here."""
        return False

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines taken so far, as they may be typed again."""
        return ()

    def before(self) -> Form | None:
        """The step before this one, or None at the first."""
        return None
