"""A decision where nothing fits in; the options that come nearest out, with what each lacks, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.decide import Outcome, Status, Verdict
from advisor.explanation.shortfall import shortfalls
from advisor.explanation.wording import Wording
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.rules import Meets
from advisor.trace import Trace


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
    """The options with the fewest failing conditions, where the outcome is that nothing fits."""
    if verdict.outcome is not Outcome.NONE or kb.decisions[decision].policy is Policy.WEIGHTED:
        return ()
    misses = []
    for option in kb.options_of(decision):
        if verdict.options[option.key].status is not Status.RULED_OUT:
            lacking = _lacking(option.key, trace, wording)
            if lacking is not None:
                misses.append(Miss(option.key, wording.fill(option.label), *lacking))
    fewest = min((len(miss.lacks) for miss in misses), default=0)
    return tuple(miss for miss in misses if len(miss.lacks) == fewest)


def _lacking(option: str, trace: Trace, wording: Wording) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What the option's nearest rule lacks, and its statements."""
    rules = [
        (rule, trace.rules[rule.id])
        for rule in wording.kb.rules.values()
        if rule.id in trace.rules and isinstance(rule.conclusion, Meets) and rule.conclusion.option == option
    ]
    found = [(shortfalls(standing, trace, wording), rule.statements) for rule, standing in rules]
    return min(found, key=lambda item: len(item[0]), default=None)
