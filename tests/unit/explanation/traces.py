"""Traces of shipped scenarios, for tests."""

from __future__ import annotations

from functools import cache

from advisor.consultation import consult
from advisor.explanation import CaseExplanation
from advisor.explanation.tracing import CaseTrace, case_trace
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base
from advisor.shipped import shipped_kb, shipped_scenarios

EACH_OUTCOME = [
    "across/all-five-in-2026",
    "collaboration/gap-no-support-either-way",
    "collaboration/one-commissioner-by-count",
    "collaboration/overlap-lead-ccg-and-css-interface",
    "collaboration/preference-bias-feared",
    "collaboration/several-providers-one-value-unknown",
    "collaboration/unknown-region-wide-service",
    "collaboration/worked-sixty-forty",
    "delivery/alliance-ahead-of-single",
    "footprint/refused-single-no-big-provider",
    "footprint/unknown-that-matters",
    "footprint/nothing-switched-on",
    "integration/barrier-2-one-level-above",
    "provision/lead-provider-warned",
]
"""Scenarios that come to every kind of outcome under every policy."""


@cache
def shipped() -> KnowledgeBase:
    """The shipped knowledge base."""
    return read_knowledge_base(shipped_kb())


@cache
def case_of(name: str) -> Case:
    """A shipped scenario's case."""
    path = shipped_scenarios() / f"{name}.yaml"
    return read_case(f"{name}.yaml", path.read_bytes(), shipped())


@cache
def explained(name: str) -> CaseExplanation:
    """A shipped scenario explained."""
    return consult(shipped(), case_of(name))


@cache
def trace_of(name: str) -> CaseTrace:
    """A shipped scenario's whole trace."""
    return case_trace(explained(name))
