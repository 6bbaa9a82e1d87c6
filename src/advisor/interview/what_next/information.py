"""What is known so far in; how much each unknown answer would narrow the possible results out, over sampled completions.

The sample is fixed by a seed and drawn for each attribute on its own, so the same answers always give the same figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from functools import cache
from math import log2

from advisor.compiler import Program
from advisor.decide import Docket
from advisor.evaluation import evaluate
from advisor.evaluation.policies import settle
from advisor.evaluation.regions import regions
from advisor.facts import Column, Facts, FactValue
from advisor.model.questions import Attribute

SAMPLES = 512
SEED = 2012


class Information:
    """Expected reduction of the possible results of the decisions of one compiled program, in bits."""

    def __init__(self, program: Program, attributes: Mapping[str, Attribute]) -> None:
        self._program = program
        self._attributes = attributes
        self._everyone = (1 << SAMPLES) - 1
        self._sample = cache(self._drawn)

    def gains(self, ready: Docket, facts: Facts, wanted: Iterable[str]) -> dict[str, float]:
        """For each unknown attribute, how many bits of the result its answer is expected to settle."""
        columns = {a: Column({value: self._everyone}) for a, value in facts.items()}
        program = ready.cone.program
        unknown = [a for a in program.attributes if a not in facts]
        samples = {a: self._sample(a) for a in unknown}
        columns.update({a: Column(cases) for a, cases in samples.items()})
        settled = settle(ready.decision, evaluate(program, columns, SAMPLES))
        results = _classes([settled.applies, *settled.recommended.values()], self._everyone)
        now = _spread(results, self._everyone)
        return {
            a: max(
                0.0,
                now
                - sum(_spread(results, cases) * cases.bit_count() for cases in samples[a].values()) / SAMPLES,
            )
            for a in wanted
            if a in samples
        }

    def _drawn(self, attribute: str) -> dict[FactValue, int]:
        """A value for each case of the sample, as the cases that have it."""
        values = regions(self._program, self._attributes[attribute])
        generator = random.Random(f"{SEED}:{attribute}")  # noqa: S311 - a sample, not a secret
        drawn = [0] * len(values)
        for case in range(SAMPLES):
            drawn[generator.choice(range(len(values)))] |= 1 << case
        return dict(zip(values, drawn, strict=True))


def _classes(masks: Iterable[int], everyone: int) -> list[int]:
    """The cases grouped by result: two cases are together where no mask tells them apart."""
    groups = [everyone]
    for mask in masks:
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    return groups


def _spread(results: Iterable[int], cases: int) -> float:
    """The entropy, in bits, of the results over some cases."""
    total = cases.bit_count()
    counts = [n for result in results if (n := (result & cases).bit_count())]
    return -sum(n / total * log2(n / total) for n in counts) if total else 0.0
