"""What would make an option the recommendation, as values: every smallest set of changed answers, or why no change can."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.explanation.proof import Step

MOST_TOLD = 10
"""Of more smallest sets than this a text tells only so many; the JSON has them all."""


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

    `sets` are the smallest sets of changes: each is enough, and nothing smaller is. There are `count` of them, of which the
    first are told where not all were asked for; `more` is true where there are more than are counted. `head` says it in a
    sentence; where no change can do it, `head` rests on the reasons. `beside` is true where the option can only be one of
    several.
    """

    option: str
    label: str
    group: str | None
    head: Step
    sets: tuple[tuple[AnswerChange, ...], ...]
    count: int = 0
    more: bool = False
    beside: bool = False
