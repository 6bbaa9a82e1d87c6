"""Activations in; an agenda in one total order out: experta's conflict resolution, through its `__strategy__` hook.

experta's own strategy leaves stale activations on the agenda and breaks ties by memory address. Here the order is
salience, then the rule's number, then the facts' numbers, and what goes is removed exactly. An activation that had
already fired when it goes is reported as lapsed, so that what it found can be withdrawn.
"""

from __future__ import annotations

import bisect
from operator import attrgetter
from typing import Any

from advisor.inference.adapter import Strategy

_KEY = attrgetter("key")


class TotalOrder(Strategy):  # type: ignore[misc]
    """Orders activations totally, and remembers those that went after they had fired."""

    def __init__(self) -> None:
        super().__init__()
        self._lapsed: list[Any] = []

    def take_lapsed(self) -> list[Any]:
        """The activations that have gone after they had fired, since this was last asked."""
        lapsed, self._lapsed = self._lapsed, []
        return lapsed

    def _update_agenda(self, agenda: Any, added: list[Any], removed: list[Any]) -> None:
        waiting = agenda.activations
        for activation in removed:
            at = bisect.bisect_left(waiting, activation.key, key=_KEY)
            if at < len(waiting) and waiting[at] is activation:
                del waiting[at]
            else:
                self._lapsed.append(activation)
        for activation in added:
            rule = activation.rule
            activation.key = (rule.salience, -rule.number, activation.numbers)
            bisect.insort(waiting, activation, key=_KEY)
