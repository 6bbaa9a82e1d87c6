"""'Undecided' is said exactly where an unknown answer can still change the result, against trying every completion out."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.consultation import Consultant
from advisor.decide import Outcome, Verdict
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Attribute, Domain
from tests.differential.agreement import case_of
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.differential.reference import Outcome as Settled
from tests.differential.reference import Reference

MOST = 400
sizes = st.builds(
    Sizes,
    questions=st.integers(1, 5),
    concepts=st.integers(0, 4),
    rules=st.integers(0, 24),
    depth=st.integers(0, 2),
    tables=st.just(False),
)


@pytest.mark.slow
def test_undecided_means_that_completions_differ(draws: int) -> None:
    tried = {"undecided": 0, "decided": 0}

    @settings(
        max_examples=draws // 4,
        deadline=None,
        derandomize=draws <= 2000,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32), sizes)
    def check(seed: int, drawn: Sizes) -> None:
        rnd = random.Random(seed)
        kb = without_preferences(draw_kb(rnd, drawn))
        consultant = Consultant(kb, kb.settings_for(kb.default_profile), tuple(kb.decisions))
        for answers in draw_steps(rnd, kb, 2):
            for decision, finding in consultant.settle(case_of(kb, answers)).items():
                attributes = [kb.attributes[name] for name in consultant.program.attributes]
                choices = {a.id: worth(a) for a in attributes if a.id not in finding.given.facts}
                if prod(len(values) for values in choices.values()) <= MOST:
                    found = completions(kb, consultant, decision, finding.given.facts, choices)
                    check_verdict(finding.verdict, choices, found)
                    tried["undecided" if len(set(found.values())) > 1 else "decided"] += 1

    check()
    # That it was tried both ways, and often, is part of what is tested.
    assert min(tried.values()) > draws // 20, tried


Completion = tuple[str | Fraction, ...]


def completions(
    kb: KnowledgeBase,
    consultant: Consultant,
    decision: str,
    facts: Mapping[str, str | Fraction],
    choices: Mapping[str, Sequence[str | Fraction]],
) -> dict[Completion, Settled]:
    """What the decision comes to under each combination of the unknown answers."""
    return {
        values: Reference(
            kb, consultant.settings, {**facts, **dict(zip(choices, values, strict=True))}
        ).settle(decision)
        for values in product(*choices.values())
    }


def check_verdict(
    verdict: Verdict, choices: Mapping[str, Sequence[str | Fraction]], found: Mapping[Completion, Settled]
) -> None:
    """Assert that a verdict says of all completions together what each of them says alone."""
    results = set(found.values())
    if results == {Settled(False, frozenset())}:
        assert verdict.outcome is Outcome.NOT_APPLICABLE
    elif len(results) == 1:
        recommended = next(iter(results)).recommended
        assert set(verdict.recommended) == recommended
        expected = {0: Outcome.NONE, 1: Outcome.ONE}.get(len(recommended), Outcome.SEVERAL)
        assert verdict.outcome is expected
    else:
        assert verdict.outcome is Outcome.UNDECIDED
        always = frozenset.intersection(*(settled.recommended for settled in results))
        assert set(verdict.recommended) == (always if all(s.applies for s in results) else set())
        assert set(verdict.open_attributes) == decisive(choices, found)


def decisive(
    choices: Mapping[str, Sequence[str | Fraction]], found: Mapping[Completion, Settled]
) -> set[str]:
    """The attributes of which two completions that differ in nothing else come to different results."""
    different = set()
    for at, (name, values) in enumerate(choices.items()):
        for completion, settled in found.items():
            others = (found[(*completion[:at], value, *completion[at + 1 :])] for value in values)
            if any(other != settled for other in others):
                different.add(name)
                break
    return different


def worth(attribute: Attribute) -> tuple[str | Fraction, ...]:
    """Every value that an attribute can have, numbers in quarters: thresholds are halves, so nothing is left out."""
    if attribute.domain is Domain.SYMBOL:
        return tuple(attribute.values)
    low = Fraction(-1) if attribute.minimum is None else attribute.minimum
    high = Fraction(5) if attribute.maximum is None else attribute.maximum
    step = Fraction(1) if attribute.whole else Fraction(1, 4)
    return tuple(low + step * n for n in range(int((high - low) / step) + 1))


def without_preferences(kb: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with every question able to decide: preferences count nothing while they are unanswered."""
    return replace(kb, questions={key: replace(q, preference=False) for key, q in kb.questions.items()})
