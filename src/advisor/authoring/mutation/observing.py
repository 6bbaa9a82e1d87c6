"""A decision and many cases in; all that a scenario may expect of it, as bits over the cases, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from advisor.compiler.program import Contribution, DecisionProgram, OptionProgram, Program
from advisor.evaluation.bits import some_and_several, weighted_sum
from advisor.evaluation.policies import settle, whole
from advisor.evaluation.rails import Rails
from advisor.evaluation.waiting import relevant_unknowns
from advisor.model.options import Policy


class Aspect(StrEnum):
    """What can be seen: of a decision, of an option, or of a rule."""

    OUTCOME = "outcome"
    DESCRIBED = "described"
    CEILING = "ceiling"
    RECOMMENDED = "recommended"
    STATUS = "status"
    FOR = "for"
    AGAINST = "against"
    RULE = "rule"


Key = tuple[Aspect, str]
Planes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen by aspect and id, as integers whose bit i is case i.

    `exact` are the cases in which no unknown answer could still change the result. What comes out of the others is not
    told by what surely holds, so there only rules, sums and the statuses that rest on an option's own rules are seen.
    """

    exact: int
    planes: Mapping[Key, Planes]

    def differing(self, other: Seen) -> dict[Key, int]:
        """The cases in which something surely comes out otherwise, by what it is."""
        found = {}
        for key, planes in self.planes.items():
            cases = apart(planes, other.planes[key])
            if key[0] in _OF_THE_RESULT:
                cases &= self.exact & other.exact
            if cases:
                found[key] = cases
        return found


_OF_THE_RESULT = {Aspect.OUTCOME, Aspect.RECOMMENDED}


def apart(one: Planes, two: Planes) -> int:
    """The cases in which any plane of two differs; planes that only one has are 0 in the other."""
    cases = 0
    size = max(len(one), len(two))
    for a, b in zip((*one, *[0] * (size - len(one))), (*two, *[0] * (size - len(two))), strict=True):
        cases |= a ^ b
    return cases


def observe(program: Program, decision: DecisionProgram, rails: Rails, factor: int) -> Seen:
    """What can be seen of one decision of the program; rules are seen by their gates.

    `factor` makes every weight whole; sums are to be compared only where it is the same.
    """
    settled = settle(decision, rails)
    exact = rails.everyone
    for cases in relevant_unknowns(program, decision, rails).values():
        exact &= ~cases
    if decision.applies is not None:
        exact |= rails.everyone ^ rails.edge(decision.applies)[1]
    planes: dict[Key, Planes] = {
        (Aspect.OUTCOME, decision.id): (*some_and_several(settled.recommended.values()), settled.applies)
    }
    planes.update(((Aspect.RECOMMENDED, key), (cases,)) for key, cases in settled.recommended.items())
    planes.update(((Aspect.STATUS, key), status) for key, status in statuses_of(decision, rails).items())
    if decision.policy is Policy.LADDER:
        planes[Aspect.DESCRIBED, decision.id], planes[Aspect.CEILING, decision.id] = _rungs(decision, rails)
    for option in decision.options:
        for against in (False, True):
            own = [c for c in option.contributions if c.against is against]
            key = (Aspect.AGAINST if against else Aspect.FOR, option.key)
            planes[key] = sums(own, rails, factor)
    return Seen(exact, planes)


def statuses_of(decision: DecisionProgram, rails: Rails) -> dict[str, Planes]:
    """The status of each option as far as it rests on its own rules: under weights, only whether it is ruled out."""
    match decision.policy:
        case Policy.CONDITIONS:
            return {o.key: _standing(o, rails) for o in decision.options}
        case Policy.LADDER:
            return _levels(decision, rails)
        case Policy.WEIGHTED:
            return {o.key: (rails.some(o.out)[0],) for o in decision.options}


def _standing(option: OptionProgram, rails: Rails) -> Planes:
    """Ruled out, met, met in part and not met; in the other cases the status is unknown."""
    met, met_maybe = rails.some(option.meets)
    part, part_maybe = rails.some(option.partly)
    out, out_maybe = rails.some(option.out)
    allowed = rails.everyone ^ out_maybe
    return out, met & allowed, part & ~met_maybe & allowed, allowed & ~met_maybe & ~part_maybe


def _levels(decision: DecisionProgram, rails: Rails) -> dict[str, Planes]:
    """On a ladder: ruled out, the level described, and those that are known not to be it."""
    found: dict[str, Planes] = {}
    surely_above = possibly_above = certain = 0
    met = {}
    for option in reversed(decision.options):
        sure, maybe = rails.some(option.meets)
        met[option.key] = sure & ~possibly_above, maybe & ~surely_above
        certain |= sure & ~possibly_above
        surely_above |= sure
        possibly_above |= maybe
    certain |= rails.everyone ^ possibly_above
    for option in decision.options:
        out, out_maybe = rails.some(option.out)
        described, contending = met[option.key]
        allowed = rails.everyone ^ out_maybe
        found[option.key] = (
            out, described & allowed, allowed & ~described & ~(contending & ~certain)
        )  # fmt: skip
    return found


def _rungs(decision: DecisionProgram, rails: Rails) -> tuple[Planes, Planes]:
    """The lowest and the highest rung that is described, and that is allowed, each as a plane a rung."""
    described: list[int] = []
    for rail in (0, 1):
        above = 0
        for option in reversed(decision.options):
            here = rails.some(option.meets)[rail]
            described.append(here & ~above)
            above |= here
    ceiling: list[int] = []
    for rail in (0, 1):
        below = 0
        for option in decision.options:
            here = rails.some(option.out)[rail]
            ceiling.append(here & ~below)
            below |= here
    return tuple(described), tuple(ceiling)


def sums(own: Sequence[Contribution], rails: Rails, factor: int) -> Planes:
    """The least that the points come to, in each case, as binary digits from the lowest."""
    return tuple(weighted_sum([(rails.surely[c.gate], whole(c, factor)) for c in own], 0, rails.everyone))
