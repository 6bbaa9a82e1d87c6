"""A case that shows something in; a smallest one that still does out, run through the engine that a consultation uses.

Smallest means that no answer of it can be left out: what is left is what the finding hangs on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.authoring.scenarios.expectations import expectation_of
from advisor.authoring.scenarios.text import answers_text
from advisor.consultation import Consultant
from advisor.decide import Verdict
from advisor.model.case import Answer, Case, Table
from advisor.model.conditions import Truth
from advisor.model.findings import Witness
from advisor.model.knowledge import KnowledgeBase, SettingValue

Shows = Callable[[Verdict], bool]


class Shrinker:
    """Settles one decision for many cases; compiled once."""

    def __init__(self, kb: KnowledgeBase, profile: str, decision: str) -> None:
        self.kb = kb
        self.profile = profile
        self.decision = decision
        settings: Mapping[str, SettingValue] = kb.settings_for(profile, {})
        self._consultant = Consultant(kb, settings, (decision,))

    def settle(self, answers: Mapping[str, Answer]) -> Verdict:
        """The decision for these answers."""
        return self._consultant.settle(self._case(answers))[self.decision].verdict

    def _case(self, answers: Mapping[str, Answer]) -> Case:
        return Case("", "", self.profile, {}, (self.decision,), answers, {}, {})

    def smallest(
        self,
        answers: Mapping[str, Answer],
        shows: Shows,
        also: Callable[[Mapping[str, Answer]], bool] = lambda _: True,
    ) -> Mapping[str, Answer] | None:
        """A smallest part of the answers that still shows it; None where the whole does not, once it is really run."""

        def still(smaller: Mapping[str, Answer]) -> bool:
            return shows(self.settle(smaller)) and also(smaller)

        # What only weighs may be left out as a whole, where a part of it could not be.
        deciding = {q: a for q, a in answers.items() if not self.kb.questions[q].preference}
        return smallest(deciding if len(deciding) < len(answers) and still(deciding) else answers, still)

    def smallest_for_rule(self, answers: Mapping[str, Answer], rule: str) -> Mapping[str, Answer] | None:
        """A smallest part of the answers under which a rule holds, for the whole or for a group of a table."""

        def holds(smaller: Mapping[str, Answer]) -> bool:
            found = self._consultant.settle(self._case(smaller))[self.decision]
            parts = (found, *found.groups.values())
            return any(
                (s := part.trace.rules.get(rule)) is not None and s.truth is Truth.TRUE for part in parts
            )

        return smallest(answers, holds)

    def witness(self, answers: Mapping[str, Answer]) -> Witness:
        """The answers as a witness, with what comes out of them."""
        explanation = self._consultant.explain(self._case(answers)).decisions[self.decision]
        said = answers_text(self.kb, answers)
        return Witness(self.decision, self.profile, answers, said, expectation_of(explanation))


def smallest(
    answers: Mapping[str, Answer], still: Callable[[Mapping[str, Answer]], bool]
) -> Mapping[str, Answer] | None:
    """Answers of which none can be left out, nor an item, value or row, without `still` failing; None where all fail."""
    if not still(answers):
        return None
    kept = dict(answers)
    for question in list(kept):
        fewer = {q: a for q, a in kept.items() if q != question}
        if still(fewer):
            kept = fewer
    for question in list(kept):
        part = 0
        while (less := _without(kept[question], part)) is not None:
            if still({**kept, question: less}):
                kept[question] = less
            else:
                part += 1
    return kept


def _without(answer: Answer, part: int) -> Answer | None:
    """An answer less one of its items, values or rows; None where it has no such part, or nothing else."""
    if isinstance(answer, Table):
        rows = answer.rows
        return Table((*rows[:part], *rows[part + 1 :])) if len(rows) > max(part, 1) else None
    if isinstance(answer, frozenset):
        return answer - {sorted(answer)[part]} if len(answer) > part else None
    if isinstance(answer, Mapping):
        name = sorted(answer)[part] if len(answer) > max(part, 1) else None
        return None if name is None else {i: v for i, v in answer.items() if i != name}
    return None
