"""Two versions of a decision and the space of answers in; what both rest on, as one network, and an order to ask in, out."""

from __future__ import annotations

from advisor.authoring.all_answers.space import Space
from advisor.authoring.difference.network import Network, Version, common_factor
from advisor.compiler import Program


class Contest:
    """Two versions of a decision over one network.

    `support` has for each node the parts of the space on which it rests, as bits; `roots` are the nodes that say who
    competes, `sums` what options can gain, each once, and `terms` which of the sums a node adds to, and how much.
    """

    def __init__(self, programs: tuple[Program, Program], decision: str, space: Space) -> None:
        self._space = space
        self.network = Network()
        factor = common_factor(p.decisions[decision] for p in programs)
        self.versions = tuple(self.network.version(p, decision, factor) for p in programs)
        self.nodes = self.network.nodes
        self.support = self._supports()
        self.roots = tuple(dict.fromkeys(r for v in self.versions for r in v.stands))
        self.sums = tuple(dict.fromkeys(g for v in self.versions for g in v.gains))
        self.terms: dict[int, list[tuple[int, int]]] = {}
        for s, terms in enumerate(self.sums):
            for node, weight in terms:
                self.terms.setdefault(node, []).append((s, weight))
        self.order = self._parts_in_order()

    def _supports(self) -> list[int]:
        """For each node the parts on which it rests, as bits."""
        found: list[int] = []
        for node in self.nodes:
            mask = 0 if node.leaf is None else 1 << self._space.part_of[node.leaf.attribute]
            for below, _ in node.inputs:
                mask |= found[below]
            found.append(mask)
        return found

    def _parts_in_order(self) -> list[int]:
        """The parts on which the versions differ first, then the others as the network leads to them."""
        shared = set(self.versions[0].stands) & set(self.versions[1].stands)
        old, new = ({n for terms in v.gains for n, _ in terms} for v in self.versions)
        apart = self._only_in_one()
        wanted = [*sorted(apart), *sorted(old ^ new), *sorted(shared), *self.roots, *self.terms]
        order: dict[int, None] = {}
        seen: set[int] = set()
        for top in wanted:
            pending = [top]
            while pending:
                node = pending.pop()
                if node in seen:
                    continue
                seen.add(node)
                if self.nodes[node].leaf is not None:
                    order[self.support[node].bit_length() - 1] = None
                pending += [below for below, _ in reversed(self.nodes[node].inputs)]
        return list(order)

    def _only_in_one(self) -> set[int]:
        """The lowest nodes on which only one of the versions rests: what the versions differ by."""
        sides = [self._below(v) for v in self.versions]
        apart = sides[0] ^ sides[1]
        return {n for n in apart if not any(below in apart for below, _ in self.nodes[n].inputs)}

    def _below(self, version: Version) -> set[int]:
        pending = [*version.stands, *(n for terms in version.gains for n, _ in terms)]
        found = set(pending)
        while pending:
            for below, _ in self.nodes[pending.pop()].inputs:
                if below not in found:
                    found.add(below)
                    pending.append(below)
        return found
