"""What a decision came to, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Status(StrEnum):
    """Where an option stands. Every status but UNKNOWN is final as answers come in."""

    MET = "met"
    PARTLY_MET = "partly-met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"
    RULED_OUT = "ruled-out"


class Outcome(StrEnum):
    """What a decision came to."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most that a sum can come to; equal where nothing that it counts is unknown."""

    low: Fraction
    high: Fraction

    def minus(self, other: Interval) -> Interval:
        """What is left when the other is taken away, whatever both come to."""
        return Interval(self.low - other.high, self.high - other.low)

    @property
    def certain(self) -> bool:
        """Whether the sum is known."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class OptionVerdict:
    """One option: its status, and what speaks for and against it."""

    key: str
    status: Status
    in_favour: Interval
    against: Interval

    @property
    def net(self) -> Interval:
        """In favour less against."""
        return self.in_favour.minus(self.against)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A weighted decision under other weights: the nets, and what would be recommended."""

    weights: str
    nets: Mapping[str, Interval]
    recommended: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision settled. Options are keys, `decision.option`.

    `open_attributes` are the unknown attributes that can still change an undecided result;
    `unanswered_preferences` those that
    would only weigh. `contenders` are, of an undecided result, the options that some completion of the open answers
    recommends. On a ladder `described` and `ceiling` are the lowest and highest rungs that they can still be (None:
    nothing described).
    """

    decision: str
    outcome: Outcome
    recommended: tuple[str, ...]
    options: Mapping[str, OptionVerdict]
    open_attributes: tuple[str, ...] = ()
    unanswered_preferences: tuple[str, ...] = ()
    contenders: tuple[str, ...] = ()
    described: tuple[str | None, str | None] | None = None
    ceiling: tuple[str | None, str | None] | None = None
    alternatives: tuple[Alternative, ...] = ()
    by_group: Mapping[str, Verdict] = field(default_factory=dict)
    see_groups: bool = False

    @property
    def fragile(self) -> bool:
        """Whether other weights would change the order."""
        return any(alternative.differs for alternative in self.alternatives)

    def parts(self) -> tuple[Verdict, ...]:
        """This verdict and that of each group."""
        return (self, *self.by_group.values())
