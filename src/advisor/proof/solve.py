"""Ground rules in; whether they can be satisfied under assumptions, by which choices, and how cheaply, out. Runs clingo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import clingo

from advisor.errors import AdvisorError

Choice = tuple[int, ...]
"""The state of each variable, in order."""


class ProofError(AdvisorError):
    """The solver refused a program; a fault of ours, always raised from its cause."""


class Solver:
    """One growing program. Rules may be added between questions; a question asks under assumptions alone."""

    def __init__(self, rules: Iterable[str], variables: int) -> None:
        self._variables = variables
        self._parts = 0
        self._control = clingo.Control(["--models=0", "--warn=none"])
        self.add(rules)

    def add(self, rules: Iterable[str]) -> None:
        """Add rules that define new atoms."""
        part = f"part{self._parts}"
        self._parts += 1
        try:
            self._control.add(part, [], "\n".join(rules))
            self._control.ground([(part, [])])
        except RuntimeError as error:
            raise ProofError(f"the solver refused the program: {error}") from error

    def possible(self, wanted: Sequence[str] = (), unwanted: Sequence[str] = ()) -> bool:
        """Whether some choice makes every wanted atom true and every unwanted one false."""
        return self.find(wanted, unwanted) is not None

    def find(self, wanted: Sequence[str] = (), unwanted: Sequence[str] = ()) -> Choice | None:
        """Such a choice, or None. The first found; the same question on the same rules gives the same."""
        return next(self.all(wanted, unwanted), None)

    def all(self, wanted: Sequence[str] = (), unwanted: Sequence[str] = ()) -> Iterator[Choice]:
        """Every such choice, each once."""
        assumptions = self._assumptions(wanted, unwanted)
        if assumptions is None:
            return
        with self._control.solve(assumptions=assumptions, yield_=True) as handle:
            for model in handle:
                yield self._choice(model)

    def core(self, wanted: Sequence[str], fixed: Sequence[str]) -> tuple[str, ...] | None:
        """A part of `fixed` under which `wanted` cannot be, and of which nothing can be left out; None if it can be."""
        if self.possible([*wanted, *fixed]):
            return None
        kept = list(fixed)
        for atom in fixed:
            without = [a for a in kept if a != atom]
            if not self.possible([*wanted, *without]):
                kept = without
        return tuple(kept)

    def _assumptions(self, wanted: Sequence[str], unwanted: Sequence[str]) -> list[int] | None:
        """The literals of the atoms; None where a wanted one can never hold. The grounder leaves out what never holds."""
        found = []
        for atom in wanted:
            symbol = self._control.symbolic_atoms[clingo.parse_term(atom)]
            if symbol is None:
                return None
            found.append(symbol.literal)
        for atom in unwanted:
            symbol = self._control.symbolic_atoms[clingo.parse_term(atom)]
            if symbol is not None:
                found.append(-symbol.literal)
        return found

    def _choice(self, model: clingo.Model) -> Choice:
        states = [0] * self._variables
        for symbol in model.symbols(atoms=True):
            if symbol.name == "x":
                states[symbol.arguments[0].number] = symbol.arguments[1].number
        return tuple(states)
