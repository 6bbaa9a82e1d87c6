"""A situation with unknown answers in; every combination of them settled at once, so that 'undecided' is said only where
the result truly hangs on one.
"""

from __future__ import annotations

from advisor.decide.situation import Situation
from advisor.evaluation.columns import widened
from advisor.evaluation.lanes import Completer, Prospect
from advisor.evaluation.policies import settle
from advisor.evaluation.waiting import relevant_unknowns as waiting_for


def relevant_unknowns(situation: Situation) -> tuple[str, ...]:
    """The unknown attributes that can still matter to the result, sorted."""
    return tuple(waiting_for(situation.program, situation.decision, situation.rails))


def complete(situation: Situation, unknown: tuple[str, ...]) -> Prospect | None:
    """Settle every combination of the unknown answers; None where there are too many to try."""
    if not unknown:
        return _settled(situation)
    choices = {name: situation.choices[name] for name in sorted(unknown)}
    completer = Completer(situation.program, situation.decision, choices)
    return completer.complete(widened(situation.facts, 1), 1, {0: unknown})[0]


def _settled(situation: Situation) -> Prospect:
    """The prospect of a case to whose result nothing unknown matters: there is nothing to complete."""
    settled = settle(situation.decision, situation.rails)
    ahead = sum(bool(leading) << k for k, leading in enumerate(settled.leading.values()))
    return Prospect(bool(settled.applies), ahead, ahead, settled=True, decisive=())
