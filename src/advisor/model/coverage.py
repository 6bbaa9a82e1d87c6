"""What scenarios touch of a knowledge base, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Covered:
    """One kind of thing: how many there are, and which no scenario touches."""

    name: str
    what: str
    total: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> float:
        """How much of it is touched, in percent; all of nothing is a hundred."""
        return 100.0 if not self.total else 100.0 * (self.total - len(self.missing)) / self.total


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every kind of thing, in order; `scenarios` is how many were run."""

    scenarios: int
    kinds: tuple[Covered, ...]

    def below(self, percent: float) -> tuple[Covered, ...]:
        """The kinds of which less is touched."""
        return tuple(kind for kind in self.kinds if kind.percent < percent)
