"""The answers so far in; for each decision which questions can still change its result, and by how much, out.

A table that nobody has been asked for yet is neither given nor missing: its measures are unknown here, and it comes before
the questions that stand in for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from advisor.compiler import compile_program
from advisor.decide import Docket, Outcome, Situation, Verdict, docket, judge
from advisor.decide.differences import unknown_below
from advisor.evaluation import evaluate
from advisor.facts import Column, Facts, asked, given_facts
from advisor.interview.what_next.information import Information
from advisor.model.case import Answer, Table
from advisor.model.conditions import Truth, criteria_in
from advisor.model.knowledge import KnowledgeBase, SettingValue

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Part:
    """One decision, for the case as a whole or for one group of its table.

    `separating` are the unanswered preferences that could put one of several recommended options ahead.
    """

    group: str | None
    facts: Facts
    verdict: Verdict
    separating: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one decision still needs, each in the order in which the decision asks.

    `needed` may be asked now and can change the result, `later` may follow from them, `optional` are preferences that could
    put one of several options ahead. `information` is the bits that each needed question is expected to settle.
    """

    decision: str
    parts: tuple[Part, ...]
    needed: tuple[str, ...]
    later: tuple[str, ...]
    optional: tuple[str, ...]
    information: Mapping[str, float]

    @property
    def undecided(self) -> bool:
        """Whether the result is still open."""
        return any(part.verdict.outcome is Outcome.UNDECIDED for part in self.parts)

    def results(self) -> tuple[tuple[str | None, Outcome, tuple[str, ...]], ...]:
        """What each part has come to: what must be the same whatever else is asked."""
        return tuple((p.group, p.verdict.outcome, p.verdict.recommended) for p in self.parts)


class Planner:
    """Looks ahead for some decisions of a knowledge base under settings in force. Serves one thread."""

    def __init__(
        self, kb: KnowledgeBase, settings: Mapping[str, SettingValue], decisions: Iterable[str]
    ) -> None:
        self._kb = kb
        self._settings = settings
        self.decisions = tuple(decisions)
        program = compile_program(kb, settings, self.decisions)
        self._dockets = {d: docket(program, d, kb.attributes) for d in self.decisions}
        self._information = Information(program, kb.attributes)
        self._of: Answers = {}
        self._facts_of: dict[str | None, Facts] = {}
        # What was last found of each part, with the facts that it hangs on.
        self._last: dict[tuple[str, str | None], tuple[Facts, Part, Mapping[str, float]]] = {}

    def outlook(self, decision: str, answers: Answers) -> Outlook:
        """What a decision still needs after these answers."""
        parts: list[Part] = []
        information: dict[str, float] = {}
        later: set[str] = set()
        for group in self._groups(decision, answers):
            part, gains = self._part(decision, self._facts(answers, group), group)
            parts.append(part)
            for attribute, bits in sorted(gains.items()):
                now, then = self._questions_for(attribute, part.facts, answers)
                later |= then
                for question in now:
                    information[question] = information.get(question, 0.0) + bits
        return Outlook(
            decision,
            tuple(parts),
            self._in_order(decision, information),
            self._in_order(decision, later - set(information)),
            self._in_order(decision, self._preferences(parts, answers)),
            information,
        )

    def unasked(self, decision: str, answers: Answers) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every unanswered question of the decision, whether it matters or not: those to ask now, and what may follow."""
        facts = self._facts(answers, None)
        now: set[str] = set()
        then: set[str] = set()
        for question in self._kb.questions_of(decision):
            if not self._replaced(question.id, facts, answers):
                asked_now, afterwards = self._askable(question.id, facts, answers)
                now |= asked_now
                then |= afterwards
        return self._in_order(decision, now), self._in_order(decision, then - now)

    def _in_order(self, decision: str, questions: Iterable[str]) -> tuple[str, ...]:
        order = {q.id: i for i, q in enumerate(self._kb.questions_of(decision))}
        return tuple(sorted(questions, key=lambda q: (order.get(q, len(order)), q)))

    def _groups(self, decision: str, answers: Answers) -> tuple[str | None, ...]:
        per_group = self._kb.decisions[decision].per_group
        table = answers.get(per_group.table) if per_group else None
        return (None, *table.groups()) if isinstance(table, Table) else (None,)

    def _part(self, decision: str, facts: Facts, group: str | None) -> tuple[Part, Mapping[str, float]]:
        """One part and the bits that each open attribute tells: as before where nothing that it hangs on has changed."""
        ready = self._dockets[decision]
        read = {a: facts[a] for a in ready.cone.program.attributes if a in facts}
        last = self._last.get((decision, group))
        if last is None or last[0] != read:
            part = self._judged(ready, facts, group)
            wanted = part.verdict.open_attributes
            last = (read, part, self._information.gains(ready, facts, wanted) if wanted else {})
            self._last[decision, group] = last
        return replace(last[1], facts=facts), last[2]

    def _judged(self, ready: Docket, facts: Facts, group: str | None) -> Part:
        program, compiled = ready.cone.program, ready.decision
        rails = evaluate(program, {a: Column({value: 1}) for a, value in facts.items()}, 1)
        truths = tuple(rails.truth(gate, 0) for gate in range(len(program.gates)))
        situation = Situation(program, compiled, ready.choices, facts, truths, ready.joint)
        verdict = judge(situation, {})
        tied = (
            [o for o in compiled.options if o.key in verdict.recommended]
            if verdict.outcome is Outcome.SEVERAL
            else []
        )
        weighing = [c.gate for o in tied for c in o.contributions if c.preference]
        return Part(group, facts, verdict, tuple(sorted(unknown_below(situation, weighing))))

    def _facts(self, answers: Answers, group: str | None) -> Facts:
        """The facts of a part, worked out once for all the decisions that look at the same answers."""
        if self._of != answers:
            self._of, self._facts_of = dict(answers), {}
        if group not in self._facts_of:
            awaited = self._awaited(answers)
            facts = given_facts(self._kb, answers, self._settings, group=group).facts
            measured = {m.id for m in self._kb.measures.values() if m.table in awaited}
            self._facts_of[group] = {a: value for a, value in facts.items() if a not in measured}
        return self._facts_of[group]

    def _awaited(self, answers: Answers) -> set[str]:
        """The tables that may still be given: neither they nor anything that stands in for them has an answer."""
        tables = {m.table for m in self._kb.measures.values()} - set(answers)
        return tables - {m.table for m in self._kb.measures.values() if m.otherwise in answers}

    def _questions_for(self, attribute: str, facts: Facts, answers: Answers) -> tuple[set[str], set[str]]:
        """The questions to ask now to learn an attribute, and those that may follow from them."""
        measure = self._kb.measures.get(attribute)
        if measure is None:
            return self._askable(self._kb.attributes[attribute].question, facts, answers)
        stand_in = {measure.otherwise} - {""}
        if measure.table in self._awaited(answers):
            return {measure.table}, stand_in
        if isinstance(answers.get(measure.table), Table) or not stand_in:
            return set(), set()
        return self._askable(measure.otherwise, facts, answers)

    def _askable(self, question: str, facts: Facts, answers: Answers) -> tuple[set[str], set[str]]:
        """The question itself where it may be asked, else what must be known first, with the question among what follows."""
        if question in answers or question not in self._kb.questions:
            return set(), set()
        condition = self._kb.questions[question].asked_when
        match asked(self._kb.questions[question], facts, self._settings):
            case Truth.TRUE:
                return {question}, set()
            case Truth.FALSE:
                return set(), set()
            case Truth.UNKNOWN:
                assert condition is not None
        now: set[str] = set()
        then: set[str] = {question}
        for test in criteria_in(condition):
            if test.attribute not in facts:
                before, after = self._questions_for(test.attribute, facts, answers)
                now |= before
                then |= after
        return (now, then) if now else ({question}, set())

    def _replaced(self, question: str, facts: Facts, answers: Answers) -> bool:
        """Whether a table gives every figure that the question would stand in for."""
        measures = [m for m in self._kb.measures.values() if m.otherwise == question]
        return bool(measures) and all(
            isinstance(answers.get(m.table), Table) and m.id in facts for m in measures
        )

    def _preferences(self, parts: Iterable[Part], answers: Answers) -> set[str]:
        found: set[str] = set()
        for part in parts:
            for attribute in part.separating:
                found |= self._questions_for(attribute, part.facts, answers)[0]
        return found
