"""Ground rules in; whether they can be satisfied under assumptions, and by which choices, out. Runs clingo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Sequence

import clingo

from advisor.proof.rules import AtLeast, If, OneOf, Rule

Chosen = frozenset[str]
"""The atoms that a model chose, of those that `OneOf` rules offer, but for what goes unsaid."""


class GaveUpError(Exception):
    """The solver reached its bound before it had a case, or a proof that there is none."""


def states(chosen: Chosen, variables: int) -> tuple[int, ...]:
    """The state of each variable, in order, where `x(i,s)` chooses it."""
    pairs = (atom[2:-1].split(",") for atom in chosen if atom.startswith("x("))
    found = {int(i): int(s) for i, s in pairs}
    return tuple(found[i] for i in range(variables))


class Solver:
    """One growing program. Rules may be added between questions; a question asks under assumptions alone.

    An atom's own rules must all be added together. The same questions on the same rules give the same answers in order.
    With `conflicts` a question is given up after so many of them, which is the same everywhere, as seconds are not.
    """

    def __init__(self, rules: Iterable[Rule], conflicts: int | None = None) -> None:
        bound = [] if conflicts is None else [f"--solve-limit={conflicts}"]
        self._control = clingo.Control(["--models=0", *bound])
        self._number: dict[str, int] = {}
        self._offers: dict[clingo.Symbol, str] = {}
        self.add(rules)

    def add(self, rules: Iterable[Rule]) -> None:
        """Add rules that define new atoms."""
        added = list(rules)
        heads = Counter(rule.head for rule in added if not isinstance(rule, OneOf))
        heads.update(atom for rule in added if isinstance(rule, OneOf) for atom in rule.atoms)
        with self._control.backend() as backend:
            for rule in added:
                match rule:
                    case If(head, body, absent):
                        if self._same(head, (*body, *absent), heads):
                            # What holds exactly when one other atom does, or does not, is that atom, or its opposite.
                            number = self._atom((*body, *absent)[0], backend)
                            self._number[head] = number if body else -number
                            continue
                        literals = [self._atom(a, backend) for a in body]
                        if absent:
                            literals += [-self._atom(a, backend) for a in absent]
                        backend.add_rule([self._atom(head, backend)] if head else [], literals)
                    case AtLeast(head, terms, bound):
                        self._at_least(head, terms, bound, backend)
                    case OneOf(atoms, unsaid):
                        numbers = [
                            self._atom(a, backend) if a == unsaid else self._offered(a, backend)
                            for a in atoms
                        ]
                        backend.add_rule(numbers, choice=True)
                        backend.add_rule([], [-n for n in numbers])
                        backend.add_weight_rule([], 2, [(n, 1) for n in numbers])

    def _same(self, head: str, body: Sequence[str], heads: Counter[str]) -> bool:
        """Whether a rule is the only one of its head, and rests on one other atom alone.

        An atom that stands in no rule at all would be free to hold, so it needs this rule to be false.
        """
        if not head or len(body) != 1 or heads[head] != 1 or head in self._number:
            return False
        return body[0] in self._number or heads[body[0]] > 0

    def _at_least(
        self, head: str, terms: Sequence[tuple[int, str]], bound: int, backend: clingo.Backend
    ) -> None:
        """The solver takes weights above nothing: what counts against is counted where it does not hold."""
        weighted = []
        for weight, atom in terms:
            number = self._atom(atom, backend)
            weighted.append((number, weight) if weight > 0 else (-number, -weight))
            bound -= min(weight, 0)
        backend.add_weight_rule([self._atom(head, backend)], bound, weighted)

    def _atom(self, name: str, backend: clingo.Backend) -> int:
        number = self._number.get(name)
        if number is None:
            number = self._number[name] = backend.add_atom()
        return number

    def _offered(self, name: str, backend: clingo.Backend) -> int:
        """An atom that models name: each is asked for those alone, which is far quicker than asking about every atom."""
        assert name not in self._number, f"{name} is offered after it was used"
        symbol = clingo.Function(name)
        self._offers[symbol] = name
        number = self._number[name] = backend.add_atom(symbol)
        return number

    def possible(self, wanted: Sequence[str] = ()) -> bool:
        """Whether some choice makes every wanted atom true. Raises `GaveUpError`."""
        return self.find(wanted) is not None

    def find(self, wanted: Sequence[str] = (), unwanted: Sequence[str] = ()) -> Chosen | None:
        """A choice that makes every wanted atom true and every unwanted one false, or None. Raises `GaveUpError`."""
        found = self.all(wanted, unwanted)
        try:
            return next(found, None)
        finally:
            found.close()

    def clash(self, wanted: Sequence[str], unwanted: Sequence[str] = ()) -> frozenset[str] | None:
        """Atoms among these that no choice has so together; None where some choice has them all. Raises `GaveUpError`."""
        unknown = next((atom for atom in wanted if atom not in self._number), None)
        if unknown is not None:
            return frozenset((unknown,))
        named = {self._number[atom]: atom for atom in wanted}
        named |= {-self._number[atom]: atom for atom in unwanted if atom in self._number}
        with self._control.solve(assumptions=[*named], yield_=True) as handle:
            found = handle.get()
            if found.satisfiable is None:
                raise GaveUpError
            return None if found.satisfiable else frozenset(named[literal] for literal in handle.core())

    def all(self, wanted: Sequence[str] = (), unwanted: Sequence[str] = ()) -> Generator[Chosen]:
        """Every such choice, each once. Close it before asking anything else. Raises `GaveUpError`."""
        # An atom that no rule knows is false.
        if any(atom not in self._number for atom in wanted):
            return
        assumptions = [self._number[atom] for atom in wanted]
        assumptions += [-self._number[atom] for atom in unwanted if atom in self._number]
        with self._control.solve(assumptions=assumptions, yield_=True) as handle:
            for model in handle:
                yield frozenset(map(self._offers.__getitem__, model.symbols(atoms=True)))
            if not handle.get().exhausted:
                raise GaveUpError


def least(
    items: Sequence[str], blocking: Callable[[Sequence[str]], Collection[str] | None]
) -> tuple[str, ...] | None:
    """A part of the items that blocks, and of which nothing can be left out; None where all together do not block.

    `blocking` says of items which of them block, among whatever else; None where they do not. Whatever blocks must still do
    so with more items.
    """
    enough = blocking(items)
    if enough is None:
        return None
    kept = list(items)
    for item in items:
        without = [i for i in kept if i != item]
        # What is not among those that block is left out unasked.
        found = blocking(without) if item in enough else enough
        if found is not None:
            kept, enough = without, found
    return tuple(kept)
