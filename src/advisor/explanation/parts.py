"""A decision explained in; the parts of it that have a result of their own out: the whole, and each group of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from advisor.decide import Outcome
from advisor.explanation.decision import DecisionExplanation

Part: TypeAlias = tuple[str, str | None]
"""A decision, and the group of its table or None for the whole."""


def judged(decisions: Mapping[str, DecisionExplanation]) -> Iterator[Part]:
    """Every part of every decision that arises; a whole that only points to its groups is none."""
    for decision, explained in decisions.items():
        for group, part in parts(explained).items():
            if not part.verdict.see_groups and part.verdict.outcome is not Outcome.NOT_APPLICABLE:
                yield decision, group


def parts(decision: DecisionExplanation) -> dict[str | None, DecisionExplanation]:
    """The decision as a whole, named None, and each group of its table where there are several."""
    found: dict[str | None, DecisionExplanation] = {None: decision}
    if len(decision.groups) > 1:
        found.update(decision.groups)
    return found


def options_of_part(decision: DecisionExplanation, group: str | None) -> tuple[str, ...]:
    """The options that a part speaks of: of a whole with several groups, only those that span them."""
    per_group = decision.wording.kb.decisions[decision.decision].per_group
    if per_group is None or group is not None or len(decision.groups) < 2:
        return tuple(decision.options)
    return tuple(f"{decision.decision}.{option}" for option in per_group.spanning)


def parts_about(decision: DecisionExplanation, key: str) -> dict[str | None, DecisionExplanation]:
    """The parts where an option may be recommended: a spanning option in the whole, another in each group of several."""
    spanning = key in options_of_part(decision, None)
    return {group: part for group, part in parts(decision).items() if spanning == (group is None)}
