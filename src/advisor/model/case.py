"""A case: somebody's answers, with settings, evidence and, for a scenario, what is expected. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Literal, TypeAlias

from advisor.model.knowledge import SettingValue


class Unknown(Enum):
    """The answer 'don't know', which is an answer and never a 'no'."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Literal[Unknown.UNKNOWN] = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: who, with whom, and how much in pounds or in percent of the whole; both None means unknown."""

    member: str
    group: str
    amount: Fraction | None
    percent: Fraction | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, in a fixed order (by group, then member)."""

    rows: tuple[Row, ...]

    def groups(self) -> tuple[str, ...]:
        """The names of the groups, sorted."""
        return tuple(sorted({row.group for row in self.rows}))

    def of_group(self, group: str) -> Table:
        """The rows of one group."""
        return Table(tuple(row for row in self.rows if row.group == group))


Items: TypeAlias = Mapping[str, "str | Fraction | Unknown"]
Answer: TypeAlias = "str | Fraction | frozenset[str] | tuple[str, ...] | Items | Table | Unknown"
"""A choice is its id; a number or scale a fraction; a multi a set; a list its names; ratings and applies a map."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a scenario expects of one decision; None or empty where it expects nothing in particular.

    `in_favour` and `against` give for an option the least and the most that its points come to; `rules` says of a rule
    whether it holds: yes, no or unknown.
    """

    outcome: str
    recommended: tuple[str, ...] | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    undecided_because: tuple[str, ...] | None = None
    described: str | None = None
    ceiling: str | None = None
    by_group: Mapping[str, Expectation] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    in_favour: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    against: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One case file, read and checked. `settings` holds only what the case overrides; `answers` only what it answers.

    `decisions` is None where the case does not restrict them: then every decision that an answer touches is settled.
    `date` is the day of the case as an ISO date, or empty.
    `bug` says why a scenario is known to fail.
    """

    name: str
    title: str
    profile: str
    settings: Mapping[str, SettingValue]
    decisions: tuple[str, ...] | None
    answers: Mapping[str, Answer]
    evidence: Mapping[str, str]
    expect: Mapping[str, Expectation]
    shows: str = ""
    date: str = ""
    bug: str = ""
