"""Two versions of a decision and the space of answers in; how many cases come from which result to which out, exactly.

The answers are walked through part by part. After each part, cases that nothing to come can tell apart any more are taken
together and only their number is kept; those that both versions must settle alike are let go. So not every case is looked
at, and the counts are exact all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import prod

from advisor.authoring.all_answers.space import Choice, Part, Space
from advisor.authoring.difference.contest import Contest
from advisor.authoring.difference.lane_keys import merged
from advisor.authoring.difference.lanes_apart import Lanes
from advisor.authoring.difference.likeness import Likeness
from advisor.authoring.difference.network import Version
from advisor.compiler import Program
from advisor.evaluation.bits import Planes, choose, compare
from advisor.evaluation.columns import numbers
from advisor.evaluation.regions import periodic
from advisor.model.options import Policy

MOST_LANES = 1 << 20
"""Where more lanes than this have to be told apart at once, the counting is given up."""
SHOWN = 4
"""So many cases of each kind are kept, to show it."""

Results = tuple[tuple[str, ...], tuple[str, ...]]


class TooManyError(Exception):
    """Too many cases had to be told apart at once."""


@dataclass(slots=True)
class Kind:
    """Cases with one result in the old version and another in the new: their number, and a few of them."""

    count: int = 0
    cases: list[tuple[Choice, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Counted:
    """The kinds of cases that come out differently, and how many cases there are in all."""

    kinds: Mapping[Results, Kind]
    of: int


@dataclass(frozen=True, slots=True)
class _Class:
    """Choices of a part that the network cannot tell apart: the first of them, and how many there are."""

    choice: int
    size: int
    truths: tuple[bool, ...]


def count_changes(programs: tuple[Program, Program], decision: str, space: Space) -> Counted:
    """Count the cases that the versions settle differently. Raises `TooManyError` where that takes too much."""
    return _Sweep(programs, decision, space).run()


class _Sweep:
    def __init__(self, programs: tuple[Program, Program], decision: str, space: Space) -> None:
        self._space = space
        self._contest = Contest(programs, decision, space)
        self._lanes = Lanes(self._contest)
        self._counts = [1]
        self._history: list[tuple[int, list[_Class], list[int], int]] = []

    def run(self) -> Counted:
        of = prod(len(self._space.parts[n].choices) for n in self._contest.order)
        for part in self._contest.order:
            self._step(part)
            if not self._counts:
                return Counted({}, of)
        return Counted(self._kinds(), of)

    def _step(self, part: int) -> None:
        contest, lanes = self._contest, self._lanes
        leaves = [n for n, node in enumerate(contest.nodes) if node.leaf and contest.support[n] == 1 << part]
        classes = self._classes(self._space.parts[part], leaves)
        narrow = lanes.width
        if len(classes) * narrow > MOST_LANES:
            raise TooManyError
        counts = [c * one.size for one in classes for c in self._counts]
        lanes.widen(len(classes))
        held = dict.fromkeys(leaves, 0)
        for at, leaf in enumerate(leaves):
            for k, one in enumerate(classes):
                if one.truths[at]:
                    held[leaf] |= periodic(narrow, len(classes), k, lanes.width)
        lanes.answer(part, held)
        self._merge(part, classes, counts, lanes.everyone & ~Likeness(lanes).lanes())

    def _classes(self, part: Part, leaves: Sequence[int]) -> list[_Class]:
        found: dict[tuple[bool, ...], tuple[int, int]] = {}
        for k, choice in enumerate(part.choices):
            truths = []
            for leaf in leaves:
                literal = self._contest.nodes[leaf].leaf
                assert literal is not None
                value = choice.facts.get(literal.attribute)
                truths.append(value is not None and literal.holds(value) == self._contest.nodes[leaf].holds)
            first, size = found.get(tuple(truths), (k, 0))
            found[tuple(truths)] = (first, size + 1)
        return [_Class(first, size, truths) for truths, (first, size) in found.items()]

    def _merge(self, part: int, classes: list[_Class], counts: list[int], kept: int) -> None:
        open_, holds = sorted(self._lanes.open), sorted(self._lanes.holds)
        facts = [
            *(self._lanes.open[n] for n in open_),
            *(self._lanes.holds[r] for r in holds),
            *chain.from_iterable(self._lanes.alive),
            *chain.from_iterable(self._lanes.planes),
        ]
        found, totals, first = merged(facts, self._lanes.width, counts, kept)
        self._history.append((part, classes, first, self._lanes.width // len(classes)))
        self._lanes.width, self._counts = len(totals), totals
        self._lanes.everyone = (1 << self._lanes.width) - 1
        if not totals:
            return
        taken: Iterator[int] = iter(found)
        self._lanes.open = {n: next(taken) for n in open_}
        self._lanes.holds = {r: next(taken) for r in holds}
        self._lanes.alive = [[next(taken) for _ in side] for side in self._lanes.alive]
        self._lanes.planes = [[next(taken) for _ in planes] for planes in self._lanes.planes]

    def _kinds(self) -> dict[Results, Kind]:
        sides = [
            list(self._ahead(v, side).items())
            for v, side in zip(self._contest.versions, self._lanes.alive, strict=True)
        ]
        facts = [lanes for side in sides for _, lanes in side]
        found: dict[Results, Kind] = {}
        for lane in numbers(self._lanes.everyone, self._lanes.width):
            says = [lanes >> lane & 1 for lanes in facts]
            half = len(sides[0])
            before = tuple(key for (key, _), yes in zip(sides[0], says[:half], strict=True) if yes)
            after = tuple(key for (key, _), yes in zip(sides[1], says[half:], strict=True) if yes)
            if set(before) != set(after):
                kind = found.setdefault((before, after), Kind())
                kind.count += self._counts[lane]
                if len(kind.cases) < SHOWN:
                    kind.cases.append(self._case(lane))
        return found

    def _ahead(self, version: Version, alive: Sequence[int]) -> dict[str, int]:
        """For each option the lanes that recommend it, when everything is answered."""
        best: Planes = []
        some = 0
        for terms, lanes in zip(version.gains, alive, strict=True):
            planes = self._lanes.planes[self._contest.sums.index(terms)]
            greater, _ = compare(planes, best, self._lanes.everyone)
            best = choose(lanes & (greater | ~some), planes, best)
            some |= lanes
        if version.policy is Policy.LADDER:
            return dict(zip(version.options, alive, strict=True))
        level = [
            compare(self._lanes.planes[self._contest.sums.index(t)], best, self._lanes.everyone)[1]
            for t in version.gains
        ]
        return {k: a & e for k, a, e in zip(version.options, alive, level, strict=True)}

    def _case(self, lane: int) -> tuple[Choice, ...]:
        """A case that went into a lane."""
        chosen: dict[int, Choice] = {}
        for part, classes, first, narrow in reversed(self._history):
            which, lane = divmod(first[lane], narrow)
            chosen[part] = self._space.parts[part].choices[classes[which].choice]
        return tuple(chosen[part] for part in sorted(chosen))
