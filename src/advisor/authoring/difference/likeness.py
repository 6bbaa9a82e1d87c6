"""Lanes of cases in; those that two versions must settle alike, as far as the form of the rules shows, out."""

from __future__ import annotations

from functools import reduce
from operator import or_

from advisor.authoring.difference.lanes_apart import Lanes
from advisor.evaluation.bits import some_and_several


class Likeness:
    """Compares the versions in each lane as it is now."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._contest = lanes.contest
        self._known: dict[tuple[int, int], int] = {}

    def lanes(self) -> int:
        """The lanes that both versions must settle alike, whatever else is answered."""
        old, new = self._contest.versions
        alike = self._lanes.everyone
        open_to_several = (some_and_several(side)[1] for side in self._lanes.alive)
        single = ~reduce(or_, open_to_several)
        position = {key: k for k, key in enumerate(new.options)}
        if set(old.options) != set(new.options):
            gone = [self._lanes.alive[0][k] for k, o in enumerate(old.options) if o not in position]
            added = [self._lanes.alive[1][k] for o, k in position.items() if o not in old.options]
            for lanes in (*gone, *added):
                alike &= ~lanes
        for k, key in enumerate(old.options):
            if key not in position:
                continue
            a, b = self._lanes.alive[0][k], self._lanes.alive[1][position[key]]
            one, two = old.stands[k], new.stands[position[key]]
            same_gain = old.gains[k] == new.gains[position[key]]
            stand = self._lanes.everyone if one == two else self._stand_alike(one, two)
            both = a & b & stand & (self._lanes.everyone if same_gain else single)
            alike &= both | ~(a | b)
        return alike & self._lanes.everyone

    def _stand_alike(self, one: int, two: int) -> int:
        held = self._lanes.holds[one] & self._lanes.holds[two]
        return held | (~self._lanes.holds[one] & ~self._lanes.holds[two] & self._same(one, two))

    def _same(self, one: int, two: int) -> int:
        """The lanes in which two nodes have the same left to say, as far as their form shows."""
        if one == two:
            return self._lanes.everyone
        if (one, two) not in self._known:
            a, b = self._lanes.now_open(one), self._lanes.now_open(two)
            forms = [self._same_form(one, two, some) for some in (False, True)]
            self._known[one, two] = (~a & ~b) | (a & b & (forms[0] | forms[1]))
        return self._known[one, two]

    def _same_form(self, one: int, two: int, some: bool) -> int:
        """As `_same`, with both seen as joins of one kind; 0 where neither is one."""
        sides = [self._inputs_as(n, some) for n in (one, two)]
        if sides == [((one, True),), ((two, True),)]:
            return 0
        left, right = ([i for i in side if i not in other] for side, other in (sides, sides[::-1]))
        spent = self._lanes.everyone
        for below, _ in (*left, *right):
            spent &= ~self._lanes.now_open(below)
        if len(left) != len(right) or [p for _, p in left] != [p for _, p in right]:
            return spent
        paired = self._lanes.everyone
        for (a, _), (b, _) in zip(left, right, strict=True):
            paired &= self._same(a, b)
        return spent | paired

    def _inputs_as(self, node: int, some: bool) -> tuple[tuple[int, bool], ...]:
        found = self._contest.nodes[node]
        return found.inputs if found.leaf is None and found.some == some else ((node, True),)
