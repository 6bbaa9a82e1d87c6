"""A whole case explained, as one value: what was asked under which settings, and every decision's explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.decide import Outcome
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.number_words import origin_of
from advisor.model.case import Case
from advisor.model.knowledge import Caution, KnowledgeBase, SettingValue


@dataclass(frozen=True, slots=True)
class CaseExplanation:
    """A case settled and explained; decisions in the knowledge base's order."""

    kb: KnowledgeBase
    case: Case
    settings: Mapping[str, SettingValue]
    decisions: Mapping[str, DecisionExplanation]

    @property
    def undecided(self) -> bool:
        """Whether any part of any decision is still undecided."""
        return any(
            part.outcome is Outcome.UNDECIDED for d in self.decisions.values() for part in d.verdict.parts()
        )

    def origins(self) -> dict[str, str]:
        """Whose value of each setting is in force."""
        profile = self.kb.profiles[self.case.profile]
        return {s: origin_of(self.kb.settings[s], profile, self.settings) for s in sorted(self.settings)}

    def cautions(self) -> tuple[Caution, ...]:
        """The profile's cautions that concern these decisions; one about an option only where that option is recommended."""
        concerned = set(self.decisions)
        for decision in self.decisions.values():
            for part in (decision, *decision.groups.values()):
                concerned |= set(part.verdict.recommended)
        profile = self.kb.profiles[self.case.profile]
        return tuple(c for c in profile.cautions if not c.about or concerned & set(c.about))
