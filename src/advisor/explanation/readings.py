"""One part of a decision explained in; the rules behind it that no source states out: readings that may differ."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation.decision import DecisionExplanation
from advisor.model.rules import Basis, Concludes, Meets, Rule, RulesOut


def readings(part: DecisionExplanation) -> Iterator[Rule]:
    """The rules of the part's own decision that fired, settle something and are inferred or the tool's."""
    for name in part.trace.fired():
        rule = part.wording.kb.rules[name]
        settles = isinstance(rule.conclusion, Concludes | Meets | RulesOut)
        if settles and rule.basis is not Basis.GUIDANCE and rule.decision == part.decision:
            yield rule
