"""A case explained before and after a change in; what changed in facts, options and outcome, and what stayed, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.decide import Outcome, Status
from advisor.explanation.case import CaseExplanation
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.parts import parts
from advisor.explanation.proof import Step
from advisor.explanation.sentences import interval_words
from advisor.explanation.why import rule_steps
from advisor.model.conditions import Truth
from advisor.model.options import Policy
from advisor.model.rules import Concludes

HOLDING = frozenset({Status.MET, Status.PARTLY_MET})


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is otherwise after the change: its label, what was known of it and what is known now."""

    attribute: str
    label: str
    before: str
    after: str
    derived: bool


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option that stands otherwise after the change, or competes with another balance: `balances` are both, in words."""

    option: str
    label: str
    before: Status
    after: Status
    balances: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PartChange:
    """One decision, or one group's part of it, before and after.

    A part that is there only once (its group came or went) has None for the other outcome. `fires` are the rules that hold
    only after the change, `ceases` those that held only before, each with its own proof; rules that derive nothing but
    the standing of an option are among them.
    """

    decision: str
    group: str | None
    before: DecisionExplanation | None
    after: DecisionExplanation | None
    facts: tuple[FactChange, ...]
    options: tuple[OptionChange, ...]
    fires: tuple[Step, ...]
    ceases: tuple[Step, ...]

    @property
    def same_result(self) -> bool:
        """Whether outcome and recommendation are what they were."""
        return _result(self.before) == _result(self.after)

    @property
    def stays(self) -> tuple[str, ...]:
        """The labels of the options that stand as they did."""
        changed = {o.option for o in self.options}
        shown = self.after or self.before
        assert shown is not None
        return tuple(o.label for key, o in shown.options.items() if key not in changed)


@dataclass(frozen=True, slots=True)
class Change:
    """One changed answer or setting, as `question.item`: what is and what would be answered, as it would be typed, and both
    in a sentence.
    """

    name: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A case with some answers changed: the changes, the case as it then stands, and every part before and after."""

    changes: tuple[Change, ...]
    after: CaseExplanation
    parts: tuple[PartChange, ...]


def compare_cases(before: CaseExplanation, after: CaseExplanation) -> tuple[PartChange, ...]:
    """Every part of every decision that either explanation holds, before and after."""
    found: list[PartChange] = []
    for decision in dict.fromkeys([*before.decisions, *after.decisions]):
        old = parts(before.decisions[decision]) if decision in before.decisions else {}
        new = parts(after.decisions[decision]) if decision in after.decisions else {}
        found += (_compare(decision, g, old.get(g), new.get(g)) for g in dict.fromkeys([*old, *new]))
    return tuple(found)


def _result(part: DecisionExplanation | None) -> tuple[Outcome, tuple[str, ...]] | None:
    return None if part is None else (part.verdict.outcome, part.verdict.recommended)


def _compare(
    decision: str, group: str | None, before: DecisionExplanation | None, after: DecisionExplanation | None
) -> PartChange:
    if before is None or after is None:
        return PartChange(decision, group, before, after, (), (), (), ())
    options = tuple(_option_changes(before, after))
    facts = (*_given(before, after), *_derived(before, after))
    return PartChange(
        decision, group, before, after, facts, options, _only_in(after, before), _only_in(before, after)
    )


def _option_changes(before: DecisionExplanation, after: DecisionExplanation) -> Iterator[OptionChange]:
    policy = after.wording.kb.decisions[after.decision].policy
    for key, option in after.options.items():
        old, new = before.options[key].status, option.status
        one, two = (at.verdict.options[key].net for at in (before, after))
        # Under conditions only those that hold are weighed; a ladder weighs nothing.
        weighed = {old, new} & HOLDING if policy is Policy.CONDITIONS else policy is Policy.WEIGHTED
        balances = (interval_words(one), interval_words(two)) if weighed and one != two else None
        if old is not new or balances is not None:
            yield OptionChange(key, option.label, old, new, balances)


def _given(before: DecisionExplanation, after: DecisionExplanation) -> Iterator[FactChange]:
    old, new = before.wording, after.wording
    for attribute in sorted({*old.facts, *new.facts}):
        if old.facts.get(attribute) != new.facts.get(attribute):
            yield FactChange(
                attribute, new.label(attribute), old.state(attribute), new.state(attribute), derived=False
            )


def _derived(before: DecisionExplanation, after: DecisionExplanation) -> Iterator[FactChange]:
    """The concepts which this decision's rules read, where they have another value now."""
    old, new = before.wording, after.wording
    for concept in _concepts(after):
        if old.state(concept) != new.state(concept):
            yield FactChange(
                concept, new.label(concept), old.state(concept), new.state(concept), derived=True
            )


def _concepts(part: DecisionExplanation) -> tuple[str, ...]:
    rules: Mapping[str, object] = part.trace.rules
    conclusions = (part.wording.kb.rules[rule].conclusion for rule in rules)
    return tuple(sorted({c.concept for c in conclusions if isinstance(c, Concludes)}))


def _only_in(one: DecisionExplanation, other: DecisionExplanation) -> tuple[Step, ...]:
    """The rules that hold in one explanation and not in the other, each by its own sentence."""
    steps: list[Step] = []
    for rule, standing in one.trace.rules.items():
        other_standing = other.trace.rules.get(rule)
        holds = standing.truth is Truth.TRUE
        if holds and (other_standing is None or other_standing.truth is not Truth.TRUE):
            steps.extend(rule_steps(one, rule))
    return tuple(dict.fromkeys(steps))
