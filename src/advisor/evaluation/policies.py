"""A decision's policy and the rails in; for each option the cases in which it is recommended out, over any
number of cases at once.

Counts what surely holds, so it is exact for cases whose answers are known; an unanswered preference counts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from advisor.compiler.program import Contribution, DecisionProgram, OptionProgram
from advisor.evaluation.bits import Planes, choose, compare, some_and_several, weighted_sum
from advisor.evaluation.rails import Rails
from advisor.model.options import Policy


@dataclass(frozen=True, slots=True)
class Settled:
    """`leading` maps each option to the cases in which it comes out ahead, whether or not the decision applies;
    `applies` are the cases to which it applies.
    """

    width: int
    applies: int
    leading: Mapping[str, int]

    @property
    def recommended(self) -> dict[str, int]:
        """For each option the cases that recommend it: it leads, and the decision applies."""
        return {key: cases & self.applies for key, cases in self.leading.items()}


def settle(decision: DecisionProgram, rails: Rails) -> Settled:
    """Settle one decision over all cases of the rails by its policy."""
    applies = rails.everyone if decision.applies is None else rails.edge(decision.applies)[0]
    return Settled(rails.width, applies, _LEADING[decision.policy](decision, rails))


def _any(gates: Sequence[int], rails: Rails) -> int:
    return rails.some(gates)[0]


def _by_conditions(decision: DecisionProgram, rails: Rails) -> dict[str, int]:
    met, partly = {}, {}
    for option in decision.options:
        allowed = rails.everyone ^ _any(option.out, rails)
        met[option.key] = _any(option.meets, rails) & allowed
        partly[option.key] = _any(option.partly, rails) & allowed
    some_met = 0
    for cases in met.values():
        some_met |= cases
    candidates = {key: cases | (partly[key] & ~some_met) for key, cases in met.items()}
    return _ahead(decision.options, candidates, rails)


def _by_weight(decision: DecisionProgram, rails: Rails) -> dict[str, int]:
    switched_on = 0
    for option in decision.options:
        switched_on |= _any([c.gate for c in option.contributions], rails)
    candidates = {o.key: switched_on & ~_any(o.out, rails) for o in decision.options}
    return _ahead(decision.options, candidates, rails)


def _ahead(options: Sequence[OptionProgram], candidates: Mapping[str, int], rails: Rails) -> dict[str, int]:
    """The candidates with the largest balance, in each case."""
    _, several = some_and_several(candidates.values())
    if not several:
        return dict(candidates)
    totals = balances(options, rails)
    best: Planes = []
    some = 0
    for option in options:
        here = candidates[option.key]
        greater, _ = compare(totals[option.key], best, rails.everyone)
        best = choose(here & (greater | ~some), totals[option.key], best)
        some |= here
    return {o.key: candidates[o.key] & compare(totals[o.key], best, rails.everyone)[1] for o in options}


def whole_weights(options: Sequence[OptionProgram]) -> tuple[int, int]:
    """A factor that makes every weight whole, and a start that keeps every option's sum at 0 or above."""
    weights = [c.weight for option in options for c in option.contributions]
    factor = lcm(*(weight.denominator for weight in weights))
    against = (sum(whole(c, factor) for c in o.contributions if c.against) for o in options)
    return factor, max(against, default=0)


def whole(c: Contribution, factor: int) -> int:
    """The weight of a contribution times a factor that makes it whole."""
    return c.weight.numerator * (factor // c.weight.denominator)


def balances(options: Sequence[OptionProgram], rails: Rails) -> dict[str, Planes]:
    """Each option's balance as planes, all with the same factor and start (see `whole_weights`)."""
    factor, start = whole_weights(options)

    def term(c: Contribution) -> tuple[int, int]:
        return rails.surely[c.gate], -whole(c, factor) if c.against else whole(c, factor)

    return {o.key: weighted_sum((term(c) for c in o.contributions), start, rails.everyone) for o in options}


def _by_ladder(decision: DecisionProgram, rails: Rails) -> dict[str, int]:
    """The lower of the level described and the ceiling: described there, or described higher and stopped there."""
    recommended = {}
    higher = 0
    described = {}
    for option in reversed(decision.options):
        described[option.key] = _any(option.meets, rails) & ~higher
        higher |= described[option.key]
    open_so_far = rails.everyone
    waiting = higher
    for position, option in enumerate(decision.options):
        open_so_far &= ~_any(option.out, rails)
        above = decision.options[position + 1 :]
        closed_above = _any(above[0].out, rails) if above else rails.everyone
        here = open_so_far & waiting & (described[option.key] | closed_above)
        recommended[option.key] = here
        waiting &= ~here & ~described[option.key]
    return recommended


_LEADING: Mapping[Policy, Callable[[DecisionProgram, Rails], dict[str, int]]] = {
    Policy.CONDITIONS: _by_conditions,
    Policy.WEIGHTED: _by_weight,
    Policy.LADDER: _by_ladder,
}
