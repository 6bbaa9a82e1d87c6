"""Facts in; what a decision comes to under each out, many at once and without a trace: for ranges, which try many values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.batch.settle import DecisionSettler
from advisor.decide import Conclusion, Docket, Outcome, Verdict
from advisor.evaluation.columns import columns_of
from advisor.facts import Facts


@dataclass(frozen=True, slots=True)
class Result:
    """What a decision comes to: two results are the same when outcome and recommended options are."""

    outcome: Outcome
    recommended: frozenset[str]

    def turned_by(self, other: Result) -> bool:
        """Whether the other is another result; two that are both undecided yet do not count as two."""
        return self != other and not self.outcome is other.outcome is Outcome.UNDECIDED

    @classmethod
    def of(cls, found: Verdict | Conclusion) -> Result:
        """The result of a verdict, or of what a replay came to."""
        return cls(found.outcome, frozenset(found.recommended))


class Results:
    """One decision, settled for whatever facts are given."""

    def __init__(self, ready: Docket) -> None:
        self._settler = DecisionSettler(ready)

    def of(self, cases: Sequence[Facts]) -> list[Result]:
        """The result for each case's facts, in order."""
        width = len(cases)
        settled = self._settler.settle(columns_of(cases), width, (1 << width) - 1)
        return [Result.of(settled[case].conclusion) for case in range(width)]
