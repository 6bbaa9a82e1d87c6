"""What a run did, as values: facts, firings with what they matched, and where every rule and condition stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from advisor.model.conditions import Condition, Truth


@dataclass(frozen=True, slots=True, order=True)
class GivenFact:
    """An answer, or a measure drawn from one."""

    attribute: str
    value: str | Fraction


@dataclass(frozen=True, slots=True, order=True)
class DerivedFact:
    """Something that the rules found: a rule, a concept's value or a part of a condition holds, or is known not to."""

    name: str
    holds: bool


Fact: TypeAlias = GivenFact | DerivedFact


@dataclass(frozen=True, slots=True)
class Firing:
    """One production that fired. `rule` is the authored rule whose own gate it settles, or empty for a step in between.

    `first` is false where an earlier firing had already found the same thing: a second justification.
    """

    number: int
    production: str
    rule: str
    stratum: int
    matched: tuple[Fact, ...]
    found: DerivedFact
    first: bool


@dataclass(frozen=True, slots=True)
class ConditionStanding:
    """Where one authored condition stands, with the unknown attributes that it waits for."""

    condition: Condition
    truth: Truth
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """Where a rule stands. `degree` is how much an `as-much-as` counts it (1 for a rule without one, None while unknown)."""

    rule: str
    truth: Truth
    degree: Fraction | None
    conditions: tuple[ConditionStanding, ...]
    waits_for: tuple[str, ...]
    settings: tuple[str, ...]


# Without slots, so that the firings of each fact are put together once.
@dataclass(frozen=True)
class Trace:
    """One run: `given` by attribute, `firings` in order of stratum, and the standing of every rule that was compiled."""

    given: Mapping[str, str | Fraction]
    firings: Sequence[Firing]
    rules: Mapping[str, RuleStanding]
    truths: Mapping[str, Truth]

    def of_fact(self, fact: DerivedFact) -> tuple[Firing, ...]:
        """Every firing that found the fact: its justifications."""
        return self._of_fact.get(fact, ())

    @cached_property
    def _of_fact(self) -> dict[DerivedFact, tuple[Firing, ...]]:
        found: dict[DerivedFact, list[Firing]] = {}
        for firing in self.firings:
            found.setdefault(firing.found, []).append(firing)
        return {fact: tuple(firings) for fact, firings in found.items()}

    def fired(self) -> tuple[str, ...]:
        """The rules that are known to hold, by id."""
        return tuple(r for r, standing in self.rules.items() if standing.truth is Truth.TRUE)
