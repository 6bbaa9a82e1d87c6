"""A decision explained and a name in; why that answer, table, figure, concept or rule is as it is, or what it lacks, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.explanation.asked import asked_label, evidence_for, row_words
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.failing import smallest_sets
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.requirements import Requirements
from advisor.explanation.sentences import has_state, not_told_by, of_rows, rule_stands, worked_out_from
from advisor.explanation.why import rule_steps, why_concept
from advisor.explanation.wording import NOT_KNOWN
from advisor.model.case import Case, Table
from advisor.model.conditions import Truth
from advisor.model.questions import Measure, Question
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


def why_fact(
    case: Case, part: DecisionExplanation, name: str, group: str | None = None, *, rows: bool = True
) -> WhyFact:
    """Why a rule, a concept, a table, an answer or a figure is as it is. The name must be one that the knowledge base has.

    With `rows`, a figure shows the rows of the table that it is drawn from.
    """
    kb = part.wording.kb
    if name in kb.rules:
        return _rule(part, kb.rules[name], group)
    if name in kb.concepts:
        return _concept(part, name, group)
    if name in kb.measures:
        return _figure(case, part, kb.measures[name], group, rows=rows)
    return _answer(case, part, name, group)


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
    return smallest_sets([way for rule in rules for way in requirements.of_rule(rule)], part.wording)


def _figure(
    case: Case, part: DecisionExplanation, measure: Measure, group: str | None, *, rows: bool
) -> WhyFact:
    """A figure rests on the rows of its table that are in view, or on the answer that stands in for it."""
    wording = part.wording
    table, state = case.answers.get(measure.table), wording.state(measure.id)
    because: tuple[Step, ...] = ()
    if isinstance(table, Table):
        question = wording.kb.questions[measure.table]
        seen = table.of_group(group) if group is not None and measure.view == "group" else table
        said = (not_told_by if state == NOT_KNOWN else worked_out_from)(wording.fill(question.label))
        settings = (measure.minor_share,) if measure.minor_share else ()
        below = _rows(seen, question) if rows else ()
        because = (Step(said, StepKind.ANSWER, question.id, settings=settings, because=below),)
    elif measure.otherwise:
        known = StepKind.ANSWER if measure.otherwise in wording.facts else StepKind.OPEN
        said = has_state(wording.label(measure.otherwise), wording.state(measure.otherwise))
        because = (Step(said, known, measure.otherwise),)
    head = Step(has_state(wording.label(measure.id), state), StepKind.ANSWER, measure.id, because=because)
    return WhyFact(measure.id, part.decision, group, head)


def _answer(case: Case, part: DecisionExplanation, name: str, group: str | None) -> WhyFact:
    """An answer stands by itself, with the evidence given for it; a table has its rows."""
    wording, table = part.wording, case.answers.get(name)
    known = wording.kb.attributes.get(name)
    rows: tuple[Step, ...] = ()
    state = NOT_KNOWN if known is None else wording.state(name)
    if isinstance(table, Table):
        state, rows = of_rows(len(table.rows)), _rows(table, wording.kb.questions[name])
    evidence = evidence_for(case, name if known is None else known.question)
    said = f"{has_state(asked_label(name, wording), state)}{evidence}"
    return WhyFact(name, part.decision, group, Step(said, StepKind.ANSWER, name, because=rows))


def _rows(table: Table, question: Question) -> tuple[Step, ...]:
    """A step for each row of a table."""
    return tuple(Step(row_words(row, question.unit), StepKind.ANSWER, question.id) for row in table.rows)
