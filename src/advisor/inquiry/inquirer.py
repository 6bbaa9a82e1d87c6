"""A knowledge base and a case in; one consultation that answers any number of questions about the case, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from advisor.batch.settle import DecisionSettler
from advisor.compiler.asked import AskedWhen, compile_asked
from advisor.compiler.program import Program
from advisor.consultation import Consultant, consult, decisions_of
from advisor.decide import Conclusion, Docket, Situation
from advisor.explanation import CaseExplanation, DecisionExplanation
from advisor.explanation.parts import parts
from advisor.model.case import Case, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.proof.answers import Answers, answers_of
from advisor.proof.changes import ChangedAnswer, Changes
from advisor.proof.scope import Scope


class Inquirer:
    """A case settled and explained, ready to be asked what other answers would do. Serves one thread.

    A case that was explained already is not settled again before a question needs it. A consultant for the settings
    and decisions of the case spares compiling them. Of many smallest sets of changes only `most_told` are told, and so
    confirmed by inference; all of them without it.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        case: Case,
        explained: CaseExplanation | None = None,
        consultant: Consultant | None = None,
        most_told: int | None = None,
    ) -> None:
        self.kb = kb
        self.most_told = most_told
        self.case = case
        self.settings = kb.settings_for(case.profile, case.settings)
        self._given = consultant
        self.explanation: CaseExplanation = explained or self._consultant.explain(case)
        self._settlers: dict[str, DecisionSettler] = {}
        self._answers: dict[tuple[str, str | None], tuple[Scope, Answers]] = {}
        self._changes: dict[tuple[str, str | None, tuple[str, ...]], Changes] = {}

    @cached_property
    def _consultant(self) -> Consultant:
        return self._given or Consultant(self.kb, self.settings, decisions_of(self.kb, self.case))

    def part(self, decision: str, group: str | None) -> DecisionExplanation:
        """The part of a decision for a group, or the whole of it."""
        return parts(self.explanation.decisions[decision])[group]

    def explain(self, case: Case) -> CaseExplanation:
        """Explain this case with other answers or settings; what is compiled is used again where it may be."""
        same = self.kb.settings_for(case.profile, case.settings) == self.settings
        if same and decisions_of(self.kb, case) == self._consultant.decisions:
            return self._consultant.explain(case)
        return consult(self.kb, case)

    def replay(self, cases: Iterable[Case], decision: str, group: str | None) -> list[Conclusion]:
        """Settle one part of the case with other answers, in any number of ways, as if that part stood alone.

        The rules are run by inference, on all of them at once.
        """
        told = list(cases)
        if not told:
            return []
        columns, rails = self._consultant.side_by_side(told, decision, group)
        found = self._settler(decision).settle_known(columns, rails, rails.everyone)
        return [found[number].conclusion for number in range(rails.width)]

    def _settler(self, decision: str) -> DecisionSettler:
        if decision not in self._settlers:
            self._settlers[decision] = DecisionSettler(self._consultant.docket(decision))
        return self._settlers[decision]

    def situation(self, decision: str, group: str | None) -> Situation:
        """What a part of a decision is settled from."""
        return self._consultant.situation(self.case, decision, group)

    @property
    def program(self) -> Program:
        """The compiled program of every decision that the case settles."""
        return self._consultant.program

    def ready(self, decision: str) -> Docket:
        """A decision made ready to be settled: the gates that it hangs on, and what there is to try."""
        return self._consultant.docket(decision)

    @cached_property
    def _asked(self) -> AskedWhen:
        return compile_asked(self.kb, self.settings)

    def answers(self, decision: str, group: str | None) -> tuple[Scope, Answers]:
        """Everything that this part of a decision reads, as it is answered and as it might be."""
        key = (decision, group)
        if key not in self._answers:
            program = self.ready(decision).cone.program
            scope = Scope.of(self.kb, self.settings, program, self._asked, group)
            self._answers[key] = scope, answers_of(scope, self.case.answers)
        return self._answers[key]

    def distance(self, change: ChangedAnswer) -> Fraction:
        """How far a number would have to move, as a part of what it is; nothing for words."""
        state = change.state
        if state.number is None:
            return Fraction(0)
        answer = self.case.answers.get(change.question)
        now: object = answer
        if isinstance(answer, Table) and state.row is not None:
            row = answer.rows[state.row]
            now = row.amount if row.percent is None else row.percent
        elif isinstance(answer, Mapping):
            now = answer.get(change.name.partition(".")[2])
        if not isinstance(now, Fraction):
            return Fraction(0)
        return abs(state.number - now) / (abs(now) or 1)

    def changes(self, decision: str, group: str | None, fixed: Iterable[str] = ()) -> Changes:
        """The solver for questions about changing the answers that this part of a decision reads."""
        key = (decision, group, tuple(sorted(fixed)))
        if key not in self._changes:
            scope, answers = self.answers(decision, group)
            self._changes[key] = Changes(scope, scope.program.decisions[decision], answers, key[2])
        return self._changes[key]
