"""A knowledge base with settings in; findings about all its possible answers out, each proved, with cases to show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.checks.decision_proofs import DecisionProofs
from advisor.authoring.checks.proved import Proved, never
from advisor.authoring.checks.rule_proofs import RuleProofs


@dataclass(slots=True)
class Proofs:
    """The findings about one knowledge base under one profile; `inexact` gathers what could not be proved."""

    answers: AllAnswers
    inexact: list[str] = field(default_factory=list)

    def all(self) -> Iterator[Proved]:
        """Every finding: of rules, of questions, of decisions and their options."""
        yield from RuleProofs(self.answers, self.inexact).all()
        yield from self._never_asked()
        for decision in self.answers.kb.decisions.values():
            yield from DecisionProofs(self.answers, decision, self.inexact).all()

    def _never_asked(self) -> Iterator[Proved]:
        kb = self.answers.kb
        space = self.answers.space
        said = {a for p in space.parts for c in p.choices for a in c.said}
        answered = {kb.attributes[a].question for a in said if a in kb.attributes}
        read = {kb.attributes[a].question for a in space.part_of}
        for question in kb.questions.values():
            if question.asked_when is not None and question.id in read and question.id not in answered:
                message = f"the question {question.id!r} is never asked"
                yield never("KB310", message, question.where, question.id, "its asked-when can never hold")
