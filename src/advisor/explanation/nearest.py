"""A decision where nothing fits in; the options that come nearest out, with what each lacks, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from advisor.decide import Outcome, Verdict
from advisor.explanation.failing import fullest_rules, smallest_sets, ways_to_hold
from advisor.explanation.requirements import Need, Way
from advisor.explanation.wording import Wording
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.trace import Trace

FAR = Fraction(1, 2)
"""A threshold missed by this part of itself is not a near miss."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An option that does not hold. Any of the sets of phrases in `lacks`, each with its figure, is all that it lacks."""

    option: str
    label: str
    lacks: tuple[tuple[str, ...], ...]
    statements: tuple[str, ...]


def nearest_misses(
    kb: KnowledgeBase, decision: str, verdict: Verdict, trace: Trace, wording: Wording
) -> tuple[Miss, ...]:
    """The options that hold with the fewest answers changed or given, where the outcome is that nothing fits.

    A table counts as one answer. Of those, what misses a threshold by half of it or more is left out, unless all does.
    """
    if verdict.outcome is not Outcome.NONE or kb.decisions[decision].policy is Policy.WEIGHTED:
        return ()
    found = {option.key: ways_to_hold(option.key, trace, wording) for option in kb.options_of(decision)}
    fewest = min((_answers(way, wording) for ways, *_ in found.values() for way in ways), default=0)
    near = {k: [w for w in ways if _answers(w, wording) == fewest] for k, (ways, *_) in found.items()}
    close = {k: [w for w in ways if not any(_far(n, wording) for n in w.missing)] for k, ways in near.items()}
    chosen = close if any(close.values()) else near
    misses = []
    for key, ways in chosen.items():
        if ways:
            lacks = smallest_sets(ways, *found[key][1:])
            statements = dict.fromkeys(
                s for rule in fullest_rules(key, trace, wording) for s in rule.statements
            )
            phrases = tuple(tuple(step.sentence for step in steps) for steps in lacks)
            misses.append(Miss(key, wording.fill(kb.options[key].label), phrases, tuple(statements)))
    return tuple(misses)


def _answers(way: Way, wording: Wording) -> int:
    """How many answers would have to be otherwise; figures of one table are one answer."""
    measures = wording.kb.measures
    names = {need.criterion.attribute for need in way.missing}
    return len({measures[name].table if name in measures else name for name in names})


def _far(need: Need, wording: Wording) -> bool:
    """Whether a number misses its threshold by half of it or more; not so where no number is tested."""
    value, bound = wording.facts.get(need.criterion.attribute), wording.bound(need.criterion)
    return isinstance(value, Fraction) and bound is not None and 0 < bound * FAR <= abs(value - bound)
