"""What the tests of inquiry begin with: how random knowledge bases are drawn by a seed, and shipped scenarios by name."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.shipped import shipped_scenarios

BY_SEED = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
"""A smaller seed draws nothing simpler, so a failing one is shown as it is."""


def scenario(kb: KnowledgeBase, name: str) -> Case:
    """A shipped scenario, by its name among them."""
    return read_case(name, (shipped_scenarios() / name).read_bytes(), kb)
