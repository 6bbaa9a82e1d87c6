"""Cases that two versions settle differently in; a smallest one that the engine itself settles so out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from advisor.authoring.all_answers.space import Choice, answers_of
from advisor.authoring.difference.versions import Pair
from advisor.authoring.scenarios.witnesses import Shrinker
from advisor.decide import Outcome, Verdict
from advisor.model.findings import Witness


class ShowingChange:
    """Looks for smallest cases of one decision; both versions are compiled when the first is wanted."""

    def __init__(self, pair: Pair, decision: str) -> None:
        self._pair = pair
        self._decision = decision

    @cached_property
    def _versions(self) -> tuple[Shrinker, Shrinker]:
        pair = self._pair
        return (
            Shrinker(pair.old, pair.profile, self._decision),
            Shrinker(pair.new, pair.profile, self._decision),
        )

    def smallest(
        self, before: Sequence[str], after: Sequence[str], cases: Sequence[Sequence[Choice]]
    ) -> Witness | None:
        """A smallest case with this result before and that one after; None where the engine comes so in none of them."""
        old, new = self._versions
        for choices in cases:
            smallest = new.smallest(
                answers_of(self._pair.merged, choices),
                lambda verdict: _comes_to(verdict, after),
                lambda answers: _comes_to(old.settle(answers), before),
            )
            if smallest is not None:
                return new.witness(smallest)
        return None


def _comes_to(verdict: Verdict, recommended: Sequence[str]) -> bool:
    """Whether this is the result, for the whole or for a group of a table."""
    return any(
        set(part.recommended) == set(recommended) and part.outcome is not Outcome.UNDECIDED
        for part in verdict.parts()
    )
