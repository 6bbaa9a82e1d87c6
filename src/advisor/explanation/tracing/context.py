"""What the events of one run are made from, as one value: the case, the decisions that the run settles, and its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.requirements import options_out
from advisor.explanation.tracing.events import Link
from advisor.explanation.tracing.grounds import Grounds
from advisor.explanation.wording import Wording
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run: `parts` holds each decision that it settles, `group` the group in view or None for the case as a whole."""

    kb: KnowledgeBase
    case: Case
    parts: Mapping[str, DecisionExplanation]
    group: str | None
    grounds: Grounds

    @property
    def first(self) -> DecisionExplanation:
        """A decision of the run: what does not depend on the decision is read from it."""
        return next(iter(self.parts.values()))

    def wording(self, decision: str) -> Wording:
        """The words for what belongs to a decision, or to the knowledge that decisions share."""
        return self.parts.get(decision, self.first).wording

    def concluded(self, rule: Rule) -> tuple[tuple[str, str], ...]:
        """The derived values that a rule concludes in this run."""
        return concluded(rule, self.first.wording)

    def bears_on(self, rule: Rule, option: str) -> Link | None:
        """What a rule is to an option, or None where it says nothing of it."""
        match rule.conclusion:
            case Meets(key, partly) if key == option:
                return Link.PART_CONDITION if partly else Link.CONDITION
            case RulesOut() if option in options_out(rule, self.first.wording):
                return Link.RULE_OUT
            case Weighs(key, against) if key == option:
                return Link.POINT_AGAINST if against else Link.POINT_FOR
            case _:
                return None


def concluded(rule: Rule, wording: Wording) -> tuple[tuple[str, str], ...]:
    """The derived values that a rule concludes: an attribute or an option, and its value or standing."""
    match rule.conclusion:
        case Concludes(concept, value):
            return ((concept, value),)
        case Meets(key, partly):
            return ((key, "partly-met" if partly else "met"),)
        case RulesOut():
            return tuple((key, "ruled-out") for key in options_out(rule, wording))
        case Weighs() | Advises():
            return ()
