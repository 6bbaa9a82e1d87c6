"""The use cases: a knowledge base and a case in, every decision settled and explained out. Nothing else wires the stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.compiler import Program, compile_program
from advisor.compiler.program import DecisionProgram
from advisor.decide import Docket, Outcome, Situation, Verdict, docket, judge, reweighed
from advisor.evaluation import Rails
from advisor.evaluation.columns import columns_of
from advisor.explanation import CaseExplanation, Explained, Finding, Wording, explain_decision, wording_for
from advisor.facts import Column, Given, given_facts
from advisor.inference import Inference
from advisor.model.case import Case, Table
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import Decision, Policy

ALTERNATIVE_WEIGHTS = "importance-weights-"
"""Settings whose id begins so are other importance weights under which a weighted decision is tried again."""


class Consultant:
    """One knowledge base with settings and decisions, compiled once; it takes changing answers and settles them again.

    Only what an answer touches is run again. Serves one thread.
    """

    def __init__(
        self, kb: KnowledgeBase, settings: Mapping[str, SettingValue], decisions: tuple[str, ...]
    ) -> None:
        self.kb = kb
        self.settings = settings
        self.decisions = decisions
        self.program: Program = compile_program(kb, settings, decisions)
        self._dockets = {d: docket(self.program, d, kb.attributes) for d in decisions}
        self._reweighed = {d: self._others(ready.decision) for d, ready in self._dockets.items()}
        # One working memory serves the whole and each group in turn: only the measures that differ are run again.
        self._inference = Inference(kb, self.program)

    def settle(self, case: Case, *, noted: bool = True) -> dict[str, Finding]:
        """Settle the decisions for a case whose profile and settings are those of this consultant.

        Unless it is to be `noted`, no decision is tried under other weights, of which only notes speak.
        """
        given = given_facts(self.kb, case.answers, self.settings)
        run = self._inference.result(given.facts)
        found = {}
        for decision_id in self.decisions:
            decision = self.kb.decisions[decision_id]
            verdict = self._judge(decision_id, given, run.truths, noted=noted)
            groups = self._by_group(decision, case, noted=noted)
            verdict = spanning_verdict(verdict, {name: finding.verdict for name, finding in groups.items()})
            found[decision_id] = Finding(verdict, run.trace, given, None, groups)
        return found

    def situation(self, case: Case, decision: str, group: str | None = None) -> Situation:
        """What one decision alone is settled from, after the rules have run, for one group of its table or for the whole."""
        given = given_facts(self.kb, case.answers, self.settings, group)
        return self._dockets[decision].situation(given.facts, self._inference.truths(given.facts))

    def side_by_side(
        self, cases: Iterable[Case], decision: str, group: str | None = None
    ) -> tuple[dict[str, Column], Rails]:
        """The same of many cases, after the rules have run on all of them at once: their facts, and what holds in each."""
        facts = [given_facts(self.kb, case.answers, self.settings, group).facts for case in cases]
        columns = columns_of(facts)
        failing, holding = map(
            self._dockets[decision].cone.of, self._inference.side_by_side(columns, len(facts))
        )
        everyone = (1 << len(facts)) - 1
        return columns, Rails(len(facts), holding, tuple([everyone ^ cases for cases in failing]))

    def docket(self, decision: str) -> Docket:
        """A decision made ready to be settled for many cases."""
        return self._dockets[decision]

    def wording(self, case: Case) -> Wording:
        """The words for a case: the rules are run, but nothing is settled."""
        given = given_facts(self.kb, case.answers, self.settings)
        about = Explained(self.kb, self.settings, case, self.decisions[0])
        return wording_for(about, given, self._inference.result(given.facts).trace, None)

    def explain(self, case: Case, *, noted: bool = True) -> CaseExplanation:
        """Settle a case and explain every decision; without notes where nobody asks for what is `noted`."""
        explanations = {
            decision: explain_decision(
                Explained(self.kb, self.settings, case, decision), finding, noted=noted
            )
            for decision, finding in self.settle(case, noted=noted).items()
        }
        return CaseExplanation(self.kb, case, self.settings, explanations)

    def _judge(self, decision: str, given: Given, truths: tuple[Truth, ...], *, noted: bool) -> Verdict:
        situation = self._dockets[decision].situation(given.facts, truths)
        return judge(situation, self._reweighed[decision] if noted else {})

    def _others(self, decision: DecisionProgram) -> dict[str, DecisionProgram]:
        """A weighted decision under each of the other weights that the settings name."""
        if decision.policy is not Policy.WEIGHTED:
            return {}
        return {
            key.removeprefix(ALTERNATIVE_WEIGHTS): reweighed(decision, value)  # type: ignore[arg-type]
            for key, value in self.settings.items()
            if key.startswith(ALTERNATIVE_WEIGHTS)
        }

    def _by_group(self, decision: Decision, case: Case, *, noted: bool) -> dict[str, Finding]:
        """The decision for each group of its table, as if that group stood alone."""
        table = case.answers.get(decision.per_group.table) if decision.per_group else None
        if not isinstance(table, Table):
            return {}
        findings = {}
        for name in table.groups():
            given = given_facts(self.kb, case.answers, self.settings, group=name)
            run = self._inference.result(given.facts)
            verdict = self._judge(decision.id, given, run.truths, noted=noted)
            findings[name] = Finding(verdict, run.trace, given, name, {})
        return findings


def spanning_verdict(verdict: Verdict, groups: Mapping[str, Verdict]) -> Verdict:
    """The top level of a decision that is also judged group by group.

    With several groups the top level speaks of the options that span them. Where none of those holds, it is for each
    group to say: `not-applicable` if some group has a result, `undecided` if one may still get one, else `none`.
    """
    verdict = replace(verdict, by_group=groups)
    if len(groups) < 2 or verdict.outcome is not Outcome.NONE:
        return verdict
    outcomes = {group.outcome for group in groups.values()}
    if outcomes & {Outcome.ONE, Outcome.SEVERAL}:
        return replace(verdict, outcome=Outcome.NOT_APPLICABLE, see_groups=True)
    if Outcome.UNDECIDED in outcomes:
        waiting = sorted({a for group in groups.values() for a in group.open_attributes})
        return replace(verdict, outcome=Outcome.UNDECIDED, open_attributes=tuple(waiting), see_groups=True)
    return verdict


def decisions_of(kb: KnowledgeBase, case: Case) -> tuple[str, ...]:
    """The decisions to settle: those that the case names, else every decision that one of its answers belongs to."""
    if case.decisions is not None:
        return case.decisions
    touched = {kb.questions[q].decision for q in case.answers if q in kb.questions}
    return tuple(d for d in kb.decisions if d in touched)


def consult(kb: KnowledgeBase, case: Case) -> CaseExplanation:
    """Settle and explain a case. Raises `KnowledgeBaseError` where rules depend on themselves,
    `InferenceError` if they fail.
    """
    settings = kb.settings_for(case.profile, case.settings)
    return Consultant(kb, settings, decisions_of(kb, case)).explain(case)
