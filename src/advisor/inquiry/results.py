"""Facts in; what a decision comes to under each out, many at once and without a trace: for ranges, which try many values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from advisor.batch.settle import DecisionSettler
from advisor.decide import Conclusion, Docket, Outcome, Status, Verdict
from advisor.evaluation.columns import columns_of
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.sentences import outcome_words
from advisor.facts import Facts


@dataclass(frozen=True, slots=True)
class Result:
    """What a decision comes to: two results are the same when outcome and recommended options are.

    Of an undecided result those are the options that are surely among the best. `partly` are those of them whose condition
    holds only in part.
    """

    outcome: Outcome
    recommended: frozenset[str]
    partly: frozenset[str] = field(default=frozenset(), compare=False)

    def settled_by(self, other: Result) -> bool:
        """Whether an answer not given yet that leads to the other would turn this result, or settle it: to know more of
        an undecided result, which stays undecided, is neither.
        """
        return self != other and not self.outcome is other.outcome is Outcome.UNDECIDED

    @classmethod
    def of(cls, found: Verdict | Conclusion) -> Result:
        """The result of a verdict, or of what a replay came to."""
        statuses = (
            found.statuses
            if isinstance(found, Conclusion)
            else {key: option.status for key, option in found.options.items()}
        )
        partly = (key for key in found.recommended if statuses[key] is Status.PARTLY_MET)
        return cls(found.outcome, frozenset(found.recommended), frozenset(partly))

    def words(self, part: DecisionExplanation) -> str:
        """What comes out, as one phrase, with the labels of the part's options."""
        labels = {key: part.options[key].label for key in part.options if key in self.recommended}
        return outcome_words(self.outcome, [*labels.values()], {labels[key] for key in self.partly})


class Results:
    """One decision, settled for whatever facts are given."""

    def __init__(self, ready: Docket) -> None:
        self._settler = DecisionSettler(ready)

    def of(self, cases: Sequence[Facts]) -> list[Result]:
        """The result for each case's facts, in order."""
        width = len(cases)
        settled = self._settler.settle(columns_of(cases), width, (1 << width) - 1)
        return [Result.of(settled[case].conclusion) for case in range(width)]
