"""Facts in; what a decision comes to under each out, many at once and without a trace: for ranges, which try many values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.batch.settle import DecisionSettler
from advisor.decide import Conclusion, Docket, Outcome, Verdict
from advisor.decide.conclude import outcome_of
from advisor.evaluation.columns import columns_of
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import evaluate
from advisor.evaluation.waiting import relevant_unknowns
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
        self._program = ready.cone.program
        self._decision = ready.decision
        self._settler = DecisionSettler(ready)

    def of(self, cases: Sequence[Facts]) -> list[Result]:
        """The result for each case's facts, in order."""
        columns = columns_of(cases)
        width = len(cases)
        rails = evaluate(self._program, columns, width)
        waiting = 0
        for unknown in relevant_unknowns(self._program, self._decision, rails).values():
            waiting |= unknown
        settled = settle(self._decision, rails)
        # Only where something that may matter is unknown is there anything to complete.
        completed = self._settler.settle_known(columns, rails, waiting) if waiting else {}
        found = []
        for case in range(width):
            if case in completed:
                conclusion = completed[case].conclusion
                found.append(Result(conclusion.outcome, frozenset(conclusion.recommended)))
            elif not settled.applies >> case & 1:
                found.append(Result(Outcome.NOT_APPLICABLE, frozenset()))
            else:
                leading = frozenset(key for key, winning in settled.leading.items() if winning >> case & 1)
                found.append(Result(outcome_of(len(leading)), leading))
        return found
