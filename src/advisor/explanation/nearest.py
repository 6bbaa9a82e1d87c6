"""A decision where nothing fits in; the options that come nearest out, with what each lacks, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from advisor.decide import Outcome, Status, Verdict
from advisor.explanation.shortfall import Shortfall, shortfalls
from advisor.explanation.wording import Wording
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Option, Policy
from advisor.model.rules import Meets, Rule
from advisor.trace import Trace

FAR = Fraction(1, 2)
"""A threshold missed by this part of itself is not a near miss."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An option that does not hold, and each thing that it lacks, in a phrase with the figure."""

    option: str
    label: str
    lacks: tuple[str, ...]
    statements: tuple[str, ...]


def nearest_misses(
    kb: KnowledgeBase, decision: str, verdict: Verdict, trace: Trace, wording: Wording
) -> tuple[Miss, ...]:
    """The options with the fewest failing conditions, where the outcome is that nothing fits.

    Of those, options that miss a threshold by half of it or more are left out, unless all do.
    """
    if verdict.outcome is not Outcome.NONE or kb.decisions[decision].policy is Policy.WEIGHTED:
        return ()
    found: list[tuple[Option, Rule, tuple[Shortfall, ...]]] = []
    for option in kb.options_of(decision):
        lacking = _lacking(option.key, trace, wording)
        if lacking is not None and verdict.options[option.key].status is not Status.RULED_OUT:
            found.append((option, *lacking))
    fewest = min((len(lacks) for _, _, lacks in found), default=0)
    fewer = [item for item in found if len(item[2]) == fewest]
    close = [item for item in fewer if all(lack.distance < FAR for lack in item[2])] or fewer
    return tuple(
        Miss(option.key, wording.fill(option.label), tuple(lack.text for lack in lacks), rule.statements)
        for option, rule, lacks in close
    )


def _lacking(option: str, trace: Trace, wording: Wording) -> tuple[Rule, tuple[Shortfall, ...]] | None:
    """The option's nearest rule, and what it lacks."""
    rules = [
        rule
        for rule in wording.kb.rules.values()
        if rule.id in trace.rules and isinstance(rule.conclusion, Meets) and rule.conclusion.option == option
    ]
    found = [(rule, shortfalls(trace.rules[rule.id], trace, wording)) for rule in rules]
    return min(found, key=lambda item: len(item[1]), default=None)
