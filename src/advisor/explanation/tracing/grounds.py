"""A trace in; what every rule and every derived value rests on out, as ids of events, with the gates in between merged away.

An id is `given:<attribute>`, `fact:<attribute>=<value>` or `rule:<id>`. Nothing is worked out anew here: what a known rule
rests on is what its firings matched, what an unknown one waits for is what the trace says it waits for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.trace import DerivedFact, Firing, GivenFact, RuleStanding, Trace

GIVEN = "given:"
"""How the id of what was given begins."""

OPTION_STATES = ("met", "partly-met", "ruled-out")
"""What a rule may read of an option's standing."""


@dataclass(frozen=True, slots=True)
class RuleGround:
    """Where one rule stands, each of its conditions in order, and the ids of what makes it so."""

    truth: Truth
    degree: Fraction | None
    conditions: tuple[Truth, ...]
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueGround:
    """Whether a derived value is known to hold, and the ids of the rules that make it so."""

    truth: Truth
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What one run found: the given facts, and the ground of each rule and of each derived value that rules read."""

    given: Mapping[str, str | Fraction]
    rules: Mapping[str, RuleGround]
    values: Mapping[str, ValueGround]


def given_id(attribute: str) -> str:
    """The id of an answer's or a measure's event."""
    return f"{GIVEN}{attribute}"


def fact_id(attribute: str, value: str) -> str:
    """The id of a derived value's event."""
    return f"fact:{attribute}={value}"


def rule_id(rule: str) -> str:
    """The id of a rule's event."""
    return f"rule:{rule}"


def value_names(kb: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Every derived value that a rule may read, as attribute and value: of concepts first, then of options' standings."""
    concepts = ((concept.id, value) for concept in kb.concepts.values() for value in concept.values)
    options = ((key, state) for key in kb.options for state in OPTION_STATES)
    return (*concepts, *options)


def grounds_of(trace: Trace, kb: KnowledgeBase) -> Grounds:
    """What everything in the trace rests on."""
    named = {f"{attribute}={value}": fact_id(attribute, value) for attribute, value in value_names(kb)}
    walk = _Walk(trace, named)
    rules = {rule: walk.rule(standing) for rule, standing in sorted(trace.rules.items())}
    values = {
        event: ValueGround(trace.truths[name], walk.value(name, trace.truths[name]))
        for name, event in named.items()
        if name in trace.truths
    }
    return Grounds(trace.given, rules, values)


class _Walk:
    """Follows firings down from what they found to answers, derived values and rules."""

    def __init__(self, trace: Trace, named: Mapping[str, str]) -> None:
        self._rules = trace.rules
        self._named = named
        self._by_found: dict[DerivedFact, list[Firing]] = defaultdict(list)
        # A rule that counts as much as an answer says has a gate for each degree, named after it: `FOO-1010@1/2`.
        self._gates_of: dict[str, list[str]] = defaultdict(list)
        for name in sorted(trace.truths):
            rule = name.split("@")[0]
            if rule in trace.rules:
                self._gates_of[rule].append(name)
        for firing in trace.firings:
            self._by_found[firing.found].append(firing)

    def rule(self, standing: RuleStanding) -> RuleGround:
        """The ground of a rule: for an unknown one the open answers, else what the firings of its gates matched."""
        if standing.truth is Truth.UNKNOWN:
            ids: Iterable[str] = map(given_id, standing.waits_for)
        else:
            ids = self._of_gates(standing)
        conditions = tuple(condition.truth for condition in standing.conditions)
        return RuleGround(standing.truth, standing.degree, conditions, tuple(sorted(set(ids))))

    def _of_gates(self, standing: RuleStanding) -> set[str]:
        holds = standing.truth is Truth.TRUE
        graded = [name for name in self._gates_of[standing.rule] if "@" in name]
        return {
            found
            for name in graded or [standing.rule]
            for found in self._below(DerivedFact(name, holds), standing.rule)
        }

    def value(self, name: str, truth: Truth) -> tuple[str, ...]:
        """The rules that make a derived value so; for an unknown one none, since no firing has said anything of it."""
        facts = (
            f for firing in self._by_found[DerivedFact(name, truth is Truth.TRUE)] for f in firing.matched
        )
        if truth is Truth.UNKNOWN:
            return ()
        return tuple(sorted({rule_id(fact.name) for fact in facts if isinstance(fact, DerivedFact)}))

    def _below(self, fact: DerivedFact, rule: str) -> set[str]:
        """The ids under a gate; gates without a meaning of their own, and the rule's own, are passed through."""
        found = set()
        for firing in self._by_found[fact]:
            for matched in firing.matched:
                if isinstance(matched, GivenFact):
                    found.add(given_id(matched.attribute))
                elif matched.name in self._named:
                    found.add(self._named[matched.name])
                else:
                    found |= self._below(matched, rule)
        return found
