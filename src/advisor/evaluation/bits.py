"""Weighted sums and comparisons over many cases at once: a number is a list of integers, plane k holding bit
k of every case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Planes = list[int]


def lowest(cases: int) -> int:
    """The number of the first case; there must be one."""
    return (cases & -cases).bit_length() - 1


def some_and_several(sets: Iterable[int]) -> tuple[int, int]:
    """The cases that stand in one of these sets at least, and those that stand in more than one."""
    some = several = 0
    for cases in sets:
        several |= some & cases
        some |= cases
    return some, several


def few_numbers(cases: int) -> Iterator[int]:
    """The numbers of cases, in order; `columns.numbers` is quicker where they are many."""
    while cases:
        first = lowest(cases)
        yield first
        cases ^= 1 << first


def weighted_sum(terms: Iterable[tuple[int, int]], start: int, everyone: int) -> Planes:
    """The sum of `start` and of each weight over the cases in which its term holds.

    `terms` are (cases, weight) with whole weights of either sign; no partial sum may fall below 0, so `start` covers the
    negative ones. Returns the planes from the lowest bit up.
    """
    listed = []
    for cases, weight in terms:
        if cases == everyone:
            # What holds in every case is no more than another place to start from.
            start += weight
        elif weight and cases:
            listed.append((cases, weight))
    width = (start + sum(max(weight, 0) for _, weight in listed)).bit_length()
    planes = [everyone if start >> k & 1 else 0 for k in range(width)]
    # Positive terms first: the width above is enough for their whole sum.
    for cases, weight in sorted(listed, key=lambda term: term[1] < 0):
        add_where(planes, cases, weight)
    return planes


def add_where(planes: Planes, cases: int, weight: int) -> None:
    """Add a weight of either sign to the numbers of some cases, in place; what comes of it must fit the planes."""
    (_add if weight > 0 else _subtract)(planes, cases, abs(weight))


def _add(planes: Planes, cases: int, weight: int) -> None:
    carry = 0
    for k in range(len(planes)):
        bit = cases if weight >> k & 1 else 0
        both = planes[k] ^ bit
        planes[k], carry = both ^ carry, (planes[k] & bit) | (carry & both)
        if not carry and not weight >> (k + 1):
            return


def _subtract(planes: Planes, cases: int, weight: int) -> None:
    borrow = 0
    for k in range(len(planes)):
        bit = cases if weight >> k & 1 else 0
        before = planes[k]
        planes[k] = before ^ bit ^ borrow
        borrow = (~before & (bit | borrow)) | (bit & borrow)
        if not borrow and not weight >> (k + 1):
            return


def compare(left: Sequence[int], right: Sequence[int], everyone: int) -> tuple[int, int]:
    """The cases in which left is greater than right, and those in which they are equal."""
    greater, equal = 0, everyone
    for k in range(max(len(left), len(right)) - 1, -1, -1):
        a = left[k] if k < len(left) else 0
        b = right[k] if k < len(right) else 0
        greater |= equal & a & ~b
        equal &= everyone ^ a ^ b
    return greater, equal


def choose(take: int, left: Sequence[int], right: Sequence[int]) -> Planes:
    """Planes that are `left` in the cases of `take` and `right` elsewhere."""
    size = max(len(left), len(right))
    pad_left, pad_right = [*left, *[0] * (size - len(left))], [*right, *[0] * (size - len(right))]
    return [(a & take) | (b & ~take) for a, b in zip(pad_left, pad_right, strict=True)]
