"""What is said of a fault in a rule: the answers that show it, or that none do. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from advisor.authoring.mutation.observing import Key
from advisor.evaluation.bits import lowest
from advisor.evaluation.regions import periodic


@dataclass(frozen=True, slots=True)
class Showing:
    """Answers that show a fault: to some parts of a space, every combination whose bit is set in `cases`.

    `counts` has how many choices each of those parts has there, by the part's number. `key` is what has to be expected of
    such a case for the fault to be noticed. Where there are too many combinations, `one` is a single one that shows it, as
    a choice for each part.
    """

    counts: Mapping[int, int]
    cases: int
    key: Key
    one: Mapping[int, int] | None = None

    @property
    def room(self) -> Fraction:
        """The share of all combinations that show the fault."""
        return Fraction(self.cases.bit_count(), prod(self.counts.values()))

    def pick(self, fixed: Mapping[int, int], plain: Mapping[int, int]) -> dict[int, int] | None:
        """A choice for each of the parts, by number, that agrees with those fixed already; None where none does.

        `plain` maps some parts to the choices, as bits, that are taken rather than others where there is a way.
        """
        if self.one is not None:
            return (
                dict(self.one) if all(self.one.get(n, which) == which for n, which in fixed.items()) else None
            )
        cases, stride, total = self.cases, 1, prod(self.counts.values())
        preferred = cases
        for n, count in self.counts.items():
            if n in fixed:
                cases &= periodic(stride, count, fixed[n], total)
            elif n in plain:
                allowed = 0
                for which in range(count):
                    if plain[n] >> which & 1:
                        allowed |= periodic(stride, count, which, total)
                preferred &= allowed
            stride *= count
        cases = cases & preferred or cases
        if not cases:
            return None
        case = lowest(cases)
        picked = {}
        for n, count in self.counts.items():
            case, picked[n] = divmod(case, count)
        return picked


@dataclass(frozen=True, slots=True)
class Same:
    """No answers show a fault. `ways` is how many there are to answer what it rests on or to leave it open, 0 where what
    it changes counts for nothing; not `proved` where not all of them could be gone through.
    """

    ways: int
    proved: bool = True

    @property
    def says(self) -> str:
        """The reason in words."""
        if not self.proved:
            return f"no case was found that shows it, among {self.ways} ways to answer what it rests on"
        if not self.ways:
            return "makes no difference: it weighs the same"
        ways = (
            "all answers"
            if self.ways == 1
            else f"all {self.ways} ways to answer what it rests on or leave it open"
        )
        return f"makes no difference: the same for {ways}"
