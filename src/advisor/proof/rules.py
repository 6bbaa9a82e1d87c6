"""Ground rules as values: what an emitter writes and a solver reads. Atoms are plain text, the same text the same atom."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class If(NamedTuple):
    """The head holds when every atom of `body` does and none of `absent`; an empty head forbids that."""

    head: str
    body: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [*self.body, *(f"not {atom}" for atom in self.absent)]
        return f"{self.head} :- {', '.join(parts)}." if parts or not self.head else f"{self.head}."


class AtLeast(NamedTuple):
    """The head holds when the weights of the terms that hold come to the bound or more."""

    head: str
    terms: tuple[tuple[int, str], ...]
    bound: int

    def __str__(self) -> str:
        terms = "; ".join(f"{weight},{k} : {atom}" for k, (weight, atom) in enumerate(self.terms))
        return f"{self.head} :- {self.bound} <= #sum {{ {terms} }}."


class OneOf(NamedTuple):
    """Exactly one of the atoms holds, freely chosen. `unsaid` is one that need not be named where it is chosen."""

    atoms: tuple[str, ...]
    unsaid: str = ""

    def __str__(self) -> str:
        return f"1 {{ {'; '.join(self.atoms)} }} 1."


Rule: TypeAlias = If | AtLeast | OneOf
