"""What an explanation starts from, as values: the decision of a case, and what was found of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.decide import Verdict
from advisor.facts import Given
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.trace import Trace


@dataclass(frozen=True, slots=True)
class Explained:
    """What an explanation is about: a decision of a case, under settings in force."""

    kb: KnowledgeBase
    settings: Mapping[str, SettingValue]
    case: Case
    decision: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One decision settled, for the case as a whole or for one group of its table."""

    verdict: Verdict
    trace: Trace
    given: Given
    group: str | None
    groups: Mapping[str, Finding]
