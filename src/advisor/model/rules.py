"""Rules as authored: a condition, one conclusion, a sentence that says why, and the statements it rests on. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from advisor.errors import SourceRef
from advisor.model.conditions import Condition, Criterion, SettingRef, criteria_in
from advisor.model.options import option_decision

IMPORTANCE_WEIGHTS = "importance-weights"
"""The setting that says what each grade of importance counts; others whose id begins so are tried beside it."""


class Basis(StrEnum):
    """On whose authority a rule stands."""

    GUIDANCE = "guidance"
    INFERRED = "inferred"
    TOOL = "tool"


class Advice(StrEnum):
    """What kind of text an advising rule shows."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Concludes:
    """A concept has a value."""

    concept: str
    value: str


@dataclass(frozen=True, slots=True)
class Meets:
    """An option's condition holds, in part only where `partly` is true. `option` is `decision.option`."""

    option: str
    partly: bool


@dataclass(frozen=True, slots=True)
class RulesOut:
    """An option is out; with `above`, every option higher on the ladder than the one named (or read from a setting)."""

    option: str | SettingRef
    above: bool
    decision: str


@dataclass(frozen=True, slots=True)
class Degree:
    """By how much an answer makes a point count: for each value of an attribute, a fraction of 1; values left
    out count 0.
    """

    attribute: str
    degrees: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Weighs:
    """Something speaks for an option (or against it), as much as `importance` and the largest of `degrees` say."""

    option: str
    against: bool
    importance: str
    degrees: tuple[Degree, ...]


@dataclass(frozen=True, slots=True)
class Advises:
    """The rule's sentence is shown with the decisions or options named in `about`."""

    advice: Advice
    about: tuple[str, ...]

    @property
    def decisions(self) -> frozenset[str]:
        """The decisions that it speaks of, by themselves or by their options."""
        return frozenset(map(option_decision, self.about))


Conclusion: TypeAlias = Concludes | Meets | RulesOut | Weighs | Advises


def bears_on(conclusion: Conclusion, attribute: str) -> bool:
    """Whether a conclusion can give a concept its value, or meet or rule out an option; weighing is not meant."""
    match conclusion:
        case Concludes(concept):
            return concept == attribute
        case Meets(option):
            return option == attribute
        case RulesOut(option, above, decision):
            return option == attribute or (above and decision == option_decision(attribute))
        case Weighs() | Advises():
            return False


@dataclass(frozen=True, slots=True)
class Rule:
    """One authored rule. `conditions` all have to hold (an `unless` stands among them, negated); empty means always.

    `accepted` maps the code of a check's finding to the reason for which the author lets it stand; so everywhere.
    """

    id: str
    decision: str
    conclusion: Conclusion
    conditions: tuple[Condition, ...]
    basis: Basis
    because: str
    statements: tuple[str, ...]
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)

    @property
    def tests(self) -> tuple[Criterion, ...]:
        """Every test that its conditions make, in the order in which they stand."""
        return tuple(test for condition in self.conditions for test in criteria_in(condition))

    @property
    def reads(self) -> tuple[str, ...]:
        """The attributes that it reads, sorted: in its tests, and for how much it counts."""
        degrees = self.conclusion.degrees if isinstance(self.conclusion, Weighs) else ()
        return tuple(sorted({t.attribute for t in self.tests} | {d.attribute for d in degrees}))

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings that it reads, sorted: in a test, for the rung above which it rules out, for what it counts."""
        read = {o.setting for test in self.tests for o in test.operands if isinstance(o, SettingRef)}
        match self.conclusion:
            case RulesOut(option=SettingRef(setting)):
                read.add(setting)
            case Weighs(importance=importance) if importance:
                read.add(IMPORTANCE_WEIGHTS)
            case _:
                pass
        return tuple(sorted(read))
