"""A decision explained and a name in; why that answer, figure, concept or rule is as it is, or what it still lacks, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.requirements import Requirements
from advisor.explanation.sentences import has_state, rule_stands, worked_out_from
from advisor.explanation.why import rule_steps, why_concept
from advisor.explanation.why_not import smallest_sets
from advisor.explanation.wording import NOT_KNOWN
from advisor.model.case import Case, Table
from advisor.model.conditions import Truth
from advisor.model.rules import Concludes, Rule


@dataclass(frozen=True, slots=True)
class WhyFact:
    """Why something that is no option is as it is, in one part of a decision.

    `sets` are the smallest sets of conditions that fail where it does not hold or is not known, as in `WhyNot`.
    """

    name: str
    decision: str
    group: str | None
    head: Step
    sets: tuple[tuple[Step, ...], ...] = ()

    def steps(self) -> Iterator[Step]:
        """Every step, for whoever wants to check each."""
        yield from self.head.walk()
        for conditions in self.sets:
            for step in conditions:
                yield from step.walk()


def why_fact(case: Case, part: DecisionExplanation, name: str, group: str | None = None) -> WhyFact:
    """Why a rule, a concept, an answer or a figure is as it is. The name must be one that the knowledge base has."""
    kb = part.wording.kb
    if name in kb.rules:
        return _rule(part, kb.rules[name], group)
    if name in kb.concepts:
        return _concept(part, name, group)
    return _given(case, part, name, group)


def _rule(part: DecisionExplanation, rule: Rule, group: str | None) -> WhyFact:
    standing = part.trace.rules.get(rule.id)
    truth = Truth.UNKNOWN if standing is None else standing.truth
    head = Step(rule_stands(rule.id, truth), StepKind.POLICY, rule.id, because=rule_steps(part, rule.id))
    return WhyFact(rule.id, part.decision, group, head, () if truth is Truth.TRUE else _lacking(part, [rule]))


def _concept(part: DecisionExplanation, name: str, group: str | None) -> WhyFact:
    wording = part.wording
    because = why_concept(part, name)
    head = Step(has_state(wording.label(name), wording.state(name)), StepKind.POLICY, name, because=because)
    concluding = [
        rule
        for rule in (wording.kb.rules[r] for r in part.trace.rules)
        if isinstance(rule.conclusion, Concludes) and rule.conclusion.concept == name
    ]
    return WhyFact(name, part.decision, group, head, () if because else _lacking(part, concluding))


def _lacking(part: DecisionExplanation, rules: Sequence[Rule]) -> tuple[tuple[Step, ...], ...]:
    """What it would take for one of some rules to hold."""
    requirements = Requirements(part.trace, part.wording)
    return smallest_sets(part, [way for rule in rules for way in requirements.of_rule(rule)])


def _given(case: Case, part: DecisionExplanation, name: str, group: str | None) -> WhyFact:
    """An answer stands by itself; a figure rests on its table, or on the answer that stands in for it."""
    wording = part.wording
    measure = wording.kb.measures.get(name)
    state = wording.state(name)
    because: tuple[Step, ...] = ()
    if measure is not None and state != NOT_KNOWN:
        if isinstance(case.answers.get(measure.table), Table):
            table = wording.fill(wording.kb.questions[measure.table].label)
            because = (Step(worked_out_from(table), StepKind.ANSWER, measure.table),)
        elif measure.otherwise in wording.facts:
            said = has_state(wording.label(measure.otherwise), wording.state(measure.otherwise))
            because = (Step(said, StepKind.ANSWER, measure.otherwise),)
    head = Step(has_state(wording.label(name), state), StepKind.ANSWER, name, because=because)
    return WhyFact(name, part.decision, group, head)
