"""Unknown attributes in; every way in which the rules could tell their answers apart out, as columns over all combinations.

A number is cut at the rules' own thresholds, and one value stands for each region, so a test is exact at every threshold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, prod

from advisor.compiler.program import Literal, Program
from advisor.facts import Column, FactValue
from advisor.model.questions import Attribute, Domain


def regions(program: Program, attribute: Attribute) -> tuple[FactValue, ...]:
    """One value for each set of values that no literal of the program tells apart; empty sets are left out."""
    literals = [program.gates[g].literal for g in program.attributes.get(attribute.id, ())]
    return told_apart([literal for literal in literals if literal is not None], attribute)


def told_apart(tests: Sequence[Literal], attribute: Attribute) -> tuple[FactValue, ...]:
    """One value of the attribute for each way in which the tests can come out, whatever attribute they were written for."""
    candidates: Sequence[FactValue] = tuple(attribute.values)
    if attribute.domain is Domain.NUMBER:
        candidates = _representatives(attribute, tests)
    found: dict[tuple[bool, ...], FactValue] = {}
    for value in candidates:
        found.setdefault(tuple(test.holds(value) for test in tests), value)
    return tuple(found.values())


def _representatives(attribute: Attribute, tests: Sequence[Literal]) -> tuple[Fraction, ...]:
    """The thresholds themselves, a value between each two, one below all and one above, as far as the
    attribute can hold them.
    """
    cuts = sorted({Fraction(o) for test in tests for o in test.operands if isinstance(o, Fraction)})
    if not cuts:
        cuts = [attribute.minimum if attribute.minimum is not None else Fraction(0)]
    between = [(a + b) / 2 for a, b in pairwise(cuts)]
    wanted = [cuts[0] - 1, *cuts, *between, cuts[-1] + 1]
    if attribute.whole:
        wanted = [Fraction(w) for value in wanted for w in (floor(value), ceil(value))]
    for bound in (attribute.minimum, attribute.maximum):
        if bound is not None:
            wanted.append(bound)
    low, high = attribute.minimum, attribute.maximum
    return tuple(sorted({v for v in wanted if (low is None or v >= low) and (high is None or v <= high)}))


def combinations(choices: Mapping[str, Sequence[FactValue]]) -> tuple[dict[str, Column], int, dict[str, int]]:
    """Every combination of the choices as columns, the number of combinations, and for each attribute its stride.

    Case i has choice `(i // stride) % len(choices)` of an attribute.
    """
    total = prod(len(values) for values in choices.values())
    columns: dict[str, Column] = {}
    strides: dict[str, int] = {}
    stride = 1
    for attribute, values in choices.items():
        strides[attribute] = stride
        columns[attribute] = Column(
            {v: periodic(stride, len(values), i, total) for i, v in enumerate(values)}
        )
        stride *= len(values)
    return columns, total, strides


def periodic(stride: int, count: int, which: int, total: int) -> int:
    """The cases i below `total` with `(i // stride) % count == which`, as one integer."""
    length = stride * count
    cases = ((1 << stride) - 1) << (stride * which)
    # Doubled until it is long enough: a division of such long integers would take far longer.
    while length < total:
        cases |= cases << length
        length *= 2
    return cases & ((1 << total) - 1)
