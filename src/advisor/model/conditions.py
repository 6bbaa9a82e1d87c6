"""Conditions as a rule author means them: tests on attributes joined by all, any and not. Values only.

In: what the reader parsed. Out: trees that the compiler turns into gates and the explanations into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TypeAlias

from advisor.errors import SourceRef


class Truth(Enum):
    """Kleene's three values. UNKNOWN means that an answer which it needs is missing, never 'no'."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __invert__(self) -> Truth:
        match self:
            case Truth.TRUE:
                return Truth.FALSE
            case Truth.FALSE:
                return Truth.TRUE
            case Truth.UNKNOWN:
                return Truth.UNKNOWN


class Operator(StrEnum):
    """How a test compares an attribute with its operands."""

    IS = "is"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class SettingRef:
    """A setting in place of a number or option, such as `similar-max-ratio` or `barrier-ceiling.3`."""

    setting: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.setting}.{self.key}" if self.key else self.setting

    @classmethod
    def named(cls, name: str) -> SettingRef:
        """The setting, or the part of one, that is written so."""
        setting, _, key = name.partition(".")
        return cls(setting, key)


Operand: TypeAlias = str | Fraction | SettingRef


@dataclass(frozen=True, slots=True)
class Criterion:
    """One test on one attribute: with IS, membership of the operands (ids); else a comparison with one number.

    `negated` is the author's `not` in front of values; `words` is the test as written.
    """

    attribute: str
    operator: Operator
    operands: tuple[Operand, ...]
    negated: bool
    words: str
    where: SourceRef


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must be known not to hold."""

    part: Condition


Condition: TypeAlias = Criterion | AllOf | AnyOf | Not


_OPPOSITES = {
    Operator.AT_LEAST: Operator.LESS_THAN,
    Operator.LESS_THAN: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.MORE_THAN,
    Operator.MORE_THAN: Operator.AT_MOST,
}


def opposite(test: Criterion) -> Criterion:
    """The test that a known value passes where it does not pass this one."""
    if test.operator in _OPPOSITES:
        return replace(test, operator=_OPPOSITES[test.operator])
    return replace(test, negated=not test.negated)


def criteria_in(condition: Condition) -> tuple[Criterion, ...]:
    """Every test in the condition, from left to right."""
    match condition:
        case Criterion():
            return (condition,)
        case AllOf(parts) | AnyOf(parts):
            return tuple(criterion for part in parts for criterion in criteria_in(part))
        case Not(part):
            return criteria_in(part)
