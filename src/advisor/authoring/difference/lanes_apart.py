"""What many lanes, each standing for some cases, have answered so far in; what is still open in each out, and no more.

Everything here is an integer with one bit a lane. A node is open in a lane where its truth is not settled yet and can still
make a difference. Below an open node, an input that is open no more has had its say without deciding it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.authoring.difference.contest import Contest
from advisor.authoring.difference.lane_keys import repeated
from advisor.authoring.difference.network import Terms
from advisor.evaluation.bits import Planes, add_where, choose, compare, some_and_several
from advisor.model.options import Policy


class Lanes:
    """One lane at first: every case, of which nothing is known yet.

    `open` has the open lanes of each node on which something is answered, `holds` those in which a root holds; `alive`, by
    version and option, those in which it may still be ahead; `planes` what each sum has come to.
    """

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        constant = contest.network.constant
        self._spare = -sum(w for of in contest.sums for _, w in of if w < 0)
        self.width, self.everyone, self.done = 1, 1, 0
        self.open: dict[int, int] = {}
        self.holds = {r: int(constant(r) is True) for r in contest.roots}
        self.alive = [[int(constant(r) is not False) for r in v.stands] for v in contest.versions]
        self.planes = [self._start(terms) for terms in contest.sums]

    def _start(self, terms: Terms) -> Planes:
        """Planes wide enough for every sum, beginning at as much as can be taken away from any."""
        constant = sum(w for node, w in terms if self.contest.network.constant(node))
        width = (2 * sum(abs(w) for of in self.contest.sums for _, w in of)).bit_length()
        return [(self._spare + constant) >> k & 1 for k in range(width)]

    def widen(self, times: int) -> None:
        """Repeat every lane, for as many ways to answer what comes next; those of one way stand side by side."""

        def wide(lanes: int) -> int:
            return repeated(lanes, self.width, times)

        self.open = {n: wide(lanes) for n, lanes in self.open.items()}
        self.holds = {r: wide(lanes) for r, lanes in self.holds.items()}
        self.alive = [[wide(lanes) for lanes in side] for side in self.alive]
        self.planes = [[wide(plane) for plane in planes] for planes in self.planes]
        self.width *= times
        self.everyone = (1 << self.width) - 1

    def answer(self, part: int, leaves: Mapping[int, int]) -> None:
        """A part is answered: `leaves` has the lanes in which each leaf that rests on it holds."""
        self._settle(*self._truths(part, leaves))
        self.done |= 1 << part
        self._outrun()
        self._forget()

    def _truths(self, part: int, leaves: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int]]:
        """The lanes in which each node that rests on the part now holds, and those in which it fails."""
        held = dict(leaves)
        failed = {leaf: self.everyone ^ lanes for leaf, lanes in leaves.items()}
        for n, node in enumerate(self.contest.nodes):
            if node.leaf is not None or not self.contest.support[n] >> part & 1:
                continue
            # What decides a join: one input that holds for an 'any', one that fails for an 'all'.
            decided, agreed = 0, self.everyone
            for below, positive in node.inputs:
                yes, no = held.get(below, 0), failed.get(below, 0)
                deciding, other = (yes, no) if positive == node.some else (no, yes)
                decided |= deciding
                # An input that is open no more, below a node that is, has had its say without deciding it.
                agreed &= other | ~self.now_open(below)
            before = self.now_open(n)
            decided, agreed = before & decided, before & agreed & ~decided
            held[n], failed[n] = (decided, agreed) if node.some else (agreed, decided)
        return held, failed

    def _settle(self, held: Mapping[int, int], failed: Mapping[int, int]) -> None:
        """What the truths mean: what is open no more, who stands, and what is gained."""
        opened = {n: self.now_open(n) & ~held[n] & ~failed[n] for n in held}
        self.open.update(opened)
        for r in self.contest.roots:
            self.holds[r] |= held.get(r, 0)
        for version, side in zip(self.contest.versions, self.alive, strict=True):
            for k, r in enumerate(version.stands):
                side[k] &= ~failed.get(r, 0)
        for node, terms in self.contest.terms.items():
            if held.get(node):
                for s, weight in terms:
                    add_where(self.planes[s], held[node], weight)

    def _outrun(self) -> None:
        """Options that another, which surely competes, is ahead of by more than they can still gain, are out."""
        for version, side in zip(self.contest.versions, self.alive, strict=True):
            if version.policy is Policy.LADDER:
                continue
            of = [self.contest.sums.index(terms) for terms in version.gains]
            standing = [self.holds[r] & lanes for r, lanes in zip(version.stands, side, strict=True)]
            for a in range(len(side)):
                for b in range(len(side)):
                    if a != b and standing[a] & side[b]:
                        most = self._most(version.gains[b], version.gains[a])
                        greater, _ = compare(
                            self.planes[of[a]], self._raised(self.planes[of[b]], most), self.everyone
                        )
                        side[b] &= ~(standing[a] & greater)

    def _raised(self, planes: Planes, by: int) -> Planes:
        raised = [*planes, *([0] * (by.bit_length() + 1))]
        if by:
            add_where(raised, self.everyone, by)
        return raised

    def _most(self, gains: Terms, rival: Terms) -> int:
        """The most by which what is still open can bring an option ahead of a rival."""
        gaps = dict(gains)
        for node, weight in rival:
            gaps[node] = gaps.get(node, 0) - weight
        return sum(gap for node, gap in gaps.items() if gap > 0 and self.contest.support[node] & ~self.done)

    def _matters(self) -> list[int]:
        """For each sum the lanes in which it can still make a difference."""
        found = [0] * len(self.contest.sums)
        for version, side in zip(self.contest.versions, self.alive, strict=True):
            _, several = some_and_several(side)
            for terms, lanes in zip(version.gains, side, strict=True):
                found[self.contest.sums.index(terms)] |= several & lanes
        return found

    def _forget(self) -> None:
        """Drop whatever can make no difference any more, so that lanes that differ in nothing else become alike."""
        matters = self._matters()
        relevant: dict[int, int] = {}
        for version, side in zip(self.contest.versions, self.alive, strict=True):
            for r, lanes in zip(version.stands, side, strict=True):
                relevant[r] = relevant.get(r, 0) | lanes
        for r in self.contest.roots:
            self.holds[r] &= relevant[r]
            relevant[r] &= ~self.holds[r]
        for node, terms in self.contest.terms.items():
            for s, _ in terms:
                relevant[node] = relevant.get(node, 0) | matters[s]
        for n in range(len(self.contest.nodes) - 1, -1, -1):
            lanes = relevant.get(n, 0) & self.now_open(n)
            if n in self.open:
                self.open[n] = lanes
            if lanes:
                for below, _ in self.contest.nodes[n].inputs:
                    relevant[below] = relevant.get(below, 0) | lanes
        self.open = {n: lanes for n, lanes in self.open.items() if lanes}
        self._level(matters)

    def _level(self, matters: Sequence[int]) -> None:
        """Only what options gain more than others matters: the least that any has is taken from all.

        As much is left as what is still open can take away.
        """
        least: Planes = []
        some = 0
        for planes, lanes in zip(self.planes, matters, strict=True):
            greater, _ = compare(least, planes, self.everyone)
            least = choose(lanes & (greater | ~some), planes, least)
            some |= lanes
        for planes, lanes in zip(self.planes, matters, strict=True):
            borrow = 0
            for k, take in enumerate([*least, *([0] * (len(planes) - len(least)))][: len(planes)]):
                before = planes[k]
                planes[k] = (before ^ take ^ borrow) & lanes
                borrow = (~before & (take | borrow)) | (take & borrow)
            if self._spare:
                add_where(planes, lanes, self._spare)

    def now_open(self, node: int) -> int:
        """The lanes in which a node that can still make a difference is not settled yet."""
        return self.open.get(node, 0) if self.contest.support[node] & self.done else self.everyone
