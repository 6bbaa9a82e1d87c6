"""Two cases set side by side, as values: where their answers differ, and what each comes to."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.explanation.case import CaseExplanation
from advisor.explanation.comparison import PartChange
from advisor.model.case import Answer


@dataclass(frozen=True, slots=True)
class Difference:
    """A question answered differently; unknown where one of the two has no answer.

    `matters` says whether taking over the other's answer alone would change either result.
    """

    question: str
    left: Answer
    right: Answer
    matters: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cases side by side, settled for the same decisions, each under its own settings.

    `parts` are the decisions and groups with what is otherwise in the right one; `settings` those that differ.
    """

    left: CaseExplanation
    right: CaseExplanation
    parts: tuple[PartChange, ...]
    differences: tuple[Difference, ...]
    settings: tuple[str, ...]

    @property
    def same_results(self) -> bool:
        """Whether every part comes to the same result in both."""
        return all(part.same_result for part in self.parts)
