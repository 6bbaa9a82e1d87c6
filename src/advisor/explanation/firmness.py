"""How firm a result is, as values: over which range each answer and setting may move, and what would turn the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from advisor.explanation.proof import Step


class Grade(StrEnum):
    """How firm a result is, in a word."""

    FIRM = "firm"
    EXCEPT = "firm except"
    FRAGILE = "fragile"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that would turn the result: as it would be typed, the result then, and both in a sentence.

    `close` means that a number or setting moves by no more than a tenth to get there.
    """

    name: str
    value: str
    outcome: str
    recommended: tuple[str, ...]
    step: Step
    close: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """One answer or setting: the values with which the result stands, in words, and the nearest that turn it.

    `anything` is true where no value turns it; `met` of a setting with which a figure of the case is exactly level.
    """

    name: str
    label: str
    now: str
    stands: str
    turns: tuple[Turn, ...]
    step: Step
    met: bool = False

    @property
    def anything(self) -> bool:
        """Whether the result stands whatever this is."""
        return not self.turns


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm one part's result is.

    `head` says it in a line. `answers` are those given, `settings` those that are read, each with its range; `unknown`
    are the answers not given that would turn the result, `weights` the other weightings that do.
    """

    grade: Grade
    head: Step
    answers: tuple[Range, ...]
    settings: tuple[Range, ...]
    unknown: tuple[Range, ...]
    weights: tuple[Step, ...]

    def turns(self) -> Iterator[Turn]:
        """Everything that would turn the result."""
        for found in (*self.answers, *self.settings, *self.unknown):
            yield from found.turns


def at_limit(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The settings that draw a limit on which a figure of the case stands exactly, and of which another value turns the
    result; without those that do so by a tenth anyhow.
    """
    return tuple(r for r in ranges if r.met and r.turns and not any(turn.close for turn in r.turns))


def close(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges that end so near that moving a number by a tenth turns the result."""
    return tuple(r for r in ranges if any(turn.close for turn in r.turns))
