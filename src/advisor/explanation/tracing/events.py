"""What the rule trace is made of, as values: events with ids and parents, gathered into one run for the case
and one a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from advisor.model.conditions import Truth
from advisor.model.knowledge import SettingValue


class EventKind(StrEnum):
    """What happened: something was given, found by a rule, or settled."""

    TABLE = "table"
    ANSWER = "answer"
    MEASURE = "measure"
    RULE = "rule"
    FACT = "fact"
    OPTION = "option"
    OUTCOME = "outcome"


class Link(StrEnum):
    """What a parent is to the event that names it; whether it holds is for its own event to say."""

    SOURCE = "source"
    GROUND = "ground"
    OBSTACLE = "obstacle"
    MISSING = "missing"
    RULE = "rule"
    CONDITION = "condition"
    PART_CONDITION = "condition in part"
    RULE_OUT = "rule-out"
    POINT_FOR = "point for"
    POINT_AGAINST = "point against"
    OPTION = "option"
    PRECONDITION = "precondition"
    NOTE = "note"


class Difference(StrEnum):
    """How an event differs from that of another trace which the trace is held against."""

    SAME = "the same"
    CHANGED = "changed"
    ONLY_HERE = "only here"
    ONLY_OTHER = "only in the other"


@dataclass(frozen=True, slots=True)
class Parent:
    """An event that another one rests on, and in what way."""

    id: str
    link: Link


@dataclass(frozen=True, slots=True)
class ConditionFound:
    """One condition of a rule: what it needs, whether that is so, and the answer or figure that makes it so."""

    needed: str
    truth: Truth
    found: str


@dataclass(frozen=True, slots=True)
class SettingRead:
    """A setting that a rule reads, and in words its value in force and whose that is."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the trace.

    `truth` says whether it holds (a rule fired, a value was found), is known not to, or is still unknown. `value` is the
    answer, the weight that a rule adds, an option's status or the outcome. `decisive` is true where the result rests on it.
    `stratum` counts the layers of rules below it; `place` is the file and line of the rule. In a trace that is held against
    another, `difference` says how the event differs, and `other` is what it is in the other trace.
    """

    id: str
    kind: EventKind
    decision: str
    stratum: int
    truth: Truth
    title: str
    text: str
    value: str | Fraction | None = None
    parents: tuple[Parent, ...] = ()
    conditions: tuple[ConditionFound, ...] = ()
    statements: tuple[str, ...] = ()
    settings: tuple[SettingRead, ...] = ()
    basis: str = ""
    place: str = ""
    decisive: bool = False
    difference: Difference | None = None
    other: Event | None = None

    @property
    def stands_out(self) -> bool:
        """Whether a reader should see it first: what the result rests on or, in a comparison, what differs."""
        return self.decisive if self.difference is None else self.difference is not Difference.SAME


@dataclass(frozen=True, slots=True)
class TraceRun:
    """One run of the rules: for the case as a whole (`group` None) or for one group of a decision's table.

    `decisions` maps each decision that the run settles to its label. Events stand so that parents come first.
    """

    group: str | None
    decisions: Mapping[str, str]
    events: tuple[Event, ...]

    @property
    def id(self) -> str:
        """`case`, or the decision and the group."""
        return "case" if self.group is None else f"{'+'.join(self.decisions)}/{self.group}"

    def by_id(self) -> dict[str, Event]:
        """The events by id."""
        return {event.id: event for event in self.events}


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show; every field that is set narrows it.

    `truths` keeps the rules that stand so, `options`, `decisions` and `rules` what the named ones rest on, `group` the run
    of one group. Rules that did not fire and changed nothing by it are left out, unless `everything` keeps them or `truths`
    or `rules` ask for rules.
    """

    truths: frozenset[Truth] = frozenset()
    options: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    group: str | None = None
    decisive: bool = False
    everything: bool = False


EVERYTHING = Selection(everything=True)


@dataclass(frozen=True, slots=True)
class CaseTrace:
    """The rule trace of a case: what it was run with, its runs, and which of their events it shows.

    `origins` says of each setting whose value is in force.

    `against` is the title of the other case where the trace is held against one.
    """

    title: str
    profile: str
    kb: Mapping[str, str]
    settings: Mapping[str, SettingValue]
    origins: Mapping[str, str]
    runs: tuple[TraceRun, ...]
    selection: Selection = EVERYTHING
    against: str = ""


def parents_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events ordered so that every parent stands before what rests on it; ties by decision, kind and id."""
    known = {event.id: event for event in events}
    kinds = list(EventKind)
    depth: dict[str, int] = {}

    def measure(key: str) -> int:
        if key not in depth:
            depth[key] = 1 + max((measure(p.id) for p in known[key].parents if p.id in known), default=-1)
        return depth[key]

    def order(event: Event) -> tuple[int, int, str, str]:
        return (measure(event.id), kinds.index(event.kind), event.decision, event.id)

    return tuple(sorted(known.values(), key=order))


def ancestors(events: Iterable[Event], roots: Iterable[str]) -> frozenset[str]:
    """The ids of the roots and of everything that they rest on."""
    known = {event.id: event for event in events}
    found: set[str] = set()
    pending = [root for root in roots if root in known]
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(parent.id for parent in known[key].parents if parent.id in known)
    return frozenset(found)
