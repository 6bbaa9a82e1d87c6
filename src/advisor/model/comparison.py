"""Two versions of a knowledge base compared, as values."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.findings import Witness


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was added, removed or changed, in a few words."""

    kind: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """One kind of change: the answers of `count` cases had one result and now have another, of `of` cases in all.

    A case here is one way to answer everything that bears on the decision, numbers by the regions that the rules tell
    apart. Where there are too many to count, `count` is None and `share` what part of cases drawn at random it was; where
    only the first change was wanted, both are None.
    """

    decision: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    count: int | None
    of: int
    share: float | None
    witness: Witness | None


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A scenario or saved session that comes out differently."""

    name: str
    decision: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class KbComparison:
    """Everything that differs; `inexact` says what could not be proved."""

    old: str
    new: str
    changes: tuple[Change, ...]
    outcomes: tuple[OutcomeChange, ...]
    cases: tuple[CaseChange, ...]
    inexact: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether any outcome changes."""
        return bool(self.outcomes or self.cases)
