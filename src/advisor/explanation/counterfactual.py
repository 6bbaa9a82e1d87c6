"""What would make an option the recommendation, as values: every smallest set of changed answers, or why no change can."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.explanation.proof import Step


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that would have to be otherwise: as a person would type it (`name=value`), and in a sentence.

    Any of `values` will do; `values[0]` is the one that was tried.
    """

    name: str
    values: tuple[str, ...]
    step: Step


@dataclass(frozen=True, slots=True)
class ChangeTo:
    """What it takes for an option to be the recommendation, in one part of a decision.

    `sets` are all the smallest sets of changes: each is enough, and nothing smaller is. `more` is true where there are more
    than are listed. `head` says it in a sentence; where no change can do it, `head` rests on the reasons. `beside` is true
    where the option can only be one of several.
    """

    option: str
    label: str
    group: str | None
    head: Step
    sets: tuple[tuple[AnswerChange, ...], ...]
    more: bool = False
    beside: bool = False
