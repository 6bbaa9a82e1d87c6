"""Decisions and their options: what may be recommended, and the statements printed with each. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advisor.errors import SourceRef
from advisor.model.conditions import Condition


class PointKind(StrEnum):
    """Under which heading of an option a statement stands."""

    DEFINITION = "definitions"
    CHARACTERISTIC = "characteristics"
    BENEFIT = "benefits"
    RISK = "risks"
    USE = "uses"


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of the guidance about an option, in our own words, with its id."""

    kind: PointKind
    text: str
    statement: str
    where: SourceRef


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a decision. `confidence` is percent sure that its texts belong to it, or None where
    nothing is in doubt.
    """

    id: str
    decision: str
    label: str
    summary: str
    note: str
    confidence: int | None
    points: tuple[Point, ...]
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The id that is unique across decisions, `decision.option`."""
        return f"{self.decision}.{self.id}"

    def of_kind(self, kind: PointKind) -> tuple[Point, ...]:
        """The option's points under one heading, in the order of their statement ids."""
        return tuple(point for point in self.points if point.kind is kind)


def option_decision(key: str) -> str:
    """The decision of an option, by the option's key; a decision's own id is its own."""
    return key.partition(".")[0]


def option_id(key: str) -> str:
    """An option's id within its decision, by its key; a bare id is its own."""
    return key.rpartition(".")[2]


class Policy(StrEnum):
    """How a decision is settled after the rules have run."""

    CONDITIONS = "conditions"
    LADDER = "ladder"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class PerGroup:
    """The decision is also judged for each group of a table; `spanning` options are those judged across groups."""

    table: str
    spanning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what it asks, its options in the source's order, its questions in the order asked, and its policy."""

    id: str
    label: str
    asks: str
    source: str
    policy: Policy
    options: tuple[str, ...]
    questions: tuple[str, ...]
    also_reads: tuple[str, ...]
    applies_when: Condition | None
    otherwise: str
    per_group: PerGroup | None
    always: Mapping[str, str]
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)
