"""One open session and a knowledge base in; the answers so far, what they amount to and what to ask next out. No words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor.consultation import Consultant
from advisor.explanation import CaseExplanation, Wording
from advisor.interview.records.log import SessionLog
from advisor.interview.records.session import Lapse, case_of
from advisor.interview.what_next.next_question import Agenda, Wishes, plan
from advisor.interview.what_next.outlook import Planner
from advisor.model.case import Answer, Case
from advisor.model.knowledge import KnowledgeBase
from advisor.plain_values import answer_value

if TYPE_CHECKING:
    from advisor.inquiry.inquirer import Inquirer

Signature = Callable[[], Mapping[str, str]]
"""Gives who answers and when, as `by` and `at`; or nothing where nobody said who."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer for a review: its number in the order in which it was first given, and who gave it when."""

    number: int
    question: str
    answer: Answer
    note: str
    by: str
    at: str


class Interview:
    """An interview over a session's log. Everything recorded is on the disk when the call returns."""

    def __init__(self, kb: KnowledgeBase, log: SessionLog, wishes: Wishes, signature: Signature) -> None:
        self.kb = kb
        self.log = log
        self.wishes = wishes
        self.case: Case
        self.lapses: tuple[Lapse, ...]
        self._signature = signature
        self._refresh()
        decisions = self.case.decisions or ()
        settings = kb.settings_for(self.case.profile, self.case.settings)
        self._planner = Planner(kb, settings, decisions)
        self._consultant = Consultant(kb, settings, decisions)
        self._asked: Inquirer | None = None
        self._explained: tuple[Case, CaseExplanation] | None = None
        self._worded: tuple[Case, Wording] | None = None
        self._planned: tuple[tuple[object, ...], Agenda] | None = None

    def _refresh(self) -> None:
        self.case, self.lapses = case_of(self.log.session, self.kb, self.log.session.title)

    def agenda(self) -> Agenda:
        """What every decision still needs, and the next question."""
        session = self.log.session
        state = (self.case, session.skipped, session.last)
        if self._planned is None or self._planned[0] != state:
            agenda = plan(
                self.kb, self._planner, self.case.answers, session.skipped, self.wishes, session.last
            )
            self._planned = (state, agenda)
        return self._planned[1]

    def explanation(self) -> CaseExplanation:
        """The answers so far, settled and explained."""
        if self._explained is None or self._explained[0] is not self.case:
            self._explained = (self.case, self._consultant.explain(self.case))
        return self._explained[1]

    def wording(self) -> Wording:
        """The words for the answers so far. They are needed after every answer, an explanation only when somebody asks."""
        if self._worded is None or self._worded[0] is not self.case:
            self._worded = (self.case, self._consultant.wording(self.case))
        return self._worded[1]

    def explain_with(self, changes: Mapping[str, Answer]) -> CaseExplanation:
        """The answers so far with some of them otherwise, settled and explained; nothing is recorded."""
        answers = dict(sorted({**self.case.answers, **changes}.items()))
        return self._consultant.explain(replace(self.case, answers=answers))

    def inquirer(self) -> Inquirer:
        """The answers so far, ready to be asked what others would do."""
        # It brings a solver with it, which most interviews never need.
        from advisor.inquiry.inquirer import Inquirer

        if self._asked is None or self._asked.case is not self.case:
            self._asked = Inquirer(self.kb, self.case, self.explanation(), self._consultant)
        return self._asked

    def given(self) -> tuple[Given, ...]:
        """Every answer, numbered in the order in which the questions were first answered."""
        session = self.log.session
        known = [(q, e) for q, e in session.answers.items() if q in self.case.answers]
        return tuple(
            Given(number, q, self.case.answers[q], session.notes.get(q, ""), entry.by, entry.at)
            for number, (q, entry) in enumerate(known, start=1)
        )

    def total(self) -> int:
        """How many questions the decisions have in all."""
        return len({q.id for d in self._planner.decisions for q in self.kb.questions_of(d)})

    def answer(self, question: str, answer: Answer, typed: str) -> None:
        """Record an answer, with the line that was typed for it."""
        value = answer_value(self.kb.questions[question], answer)
        self.log.write({"answer": question, "value": value, "typed": typed, **self._signature()})
        self._refresh()

    def draft(self, question: str, lines: Iterable[str], typed: str) -> None:
        """Record the lines of an answer that is not finished."""
        self.log.write({"draft": question, "lines": list(lines), "typed": typed})

    def note(self, question: str, text: str) -> None:
        """Keep a text with a question's answer as its evidence."""
        self.log.write({"note": question, "text": text, "typed": text})
        self._refresh()

    def skip(self, question: str) -> None:
        """Put a question off."""
        self.log.write({"skip": question})

    def said(self, text: str) -> None:
        """Record a command that was typed; it changes nothing."""
        self.log.write({"said": text})
