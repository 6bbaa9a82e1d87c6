"""A finding in; its explanation out: every option with its conditions and figures, the proof of the
recommendation, what is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.decide import Outcome, Status, Verdict
from advisor.explanation.conditions import ConditionLine, condition_lines
from advisor.explanation.finding import Explained, Finding
from advisor.explanation.nearest import nearest_misses
from advisor.explanation.notes import Note, decision_notes, lowered_from
from advisor.explanation.proof import Step, proof_of
from advisor.explanation.requirements import meeting_rules, options_out
from advisor.explanation.sentences import outcome_words
from advisor.explanation.weights import Weight, weights_of
from advisor.explanation.wording import Wording
from advisor.facts import Given
from advisor.lazily import Lazily
from advisor.model.case import UNKNOWN, Table
from advisor.model.conditions import Condition, Truth, criteria_in
from advisor.model.options import Option, Point, PointKind, Policy
from advisor.model.rules import Basis, Concludes, Meets
from advisor.trace import DerivedFact, Trace


@dataclass(frozen=True, slots=True)
class StatedPoint:
    """A benefit, risk or other statement about an option, filled in."""

    kind: PointKind
    text: str
    statement: str


@dataclass(frozen=True, slots=True)
class OptionExplanation:
    """One option: its conditions with what was found, what weighs for and against it, its proof if it holds,
    its statements.
    """

    option: Option
    label: str
    status: Status
    basis: Basis
    conditions: tuple[ConditionLine, ...]
    weights: tuple[Weight, ...]
    proof: tuple[Step, ...]
    points: tuple[StatedPoint, ...]

    def of_kind(self, kind: PointKind) -> tuple[StatedPoint, ...]:
        """The statements under one heading."""
        return tuple(point for point in self.points if point.kind is kind)


@dataclass(frozen=True, slots=True)
class DecisionExplanation:
    """One decision explained. `open_questions` can still change it, `open_preferences` could only weigh;
    `open_items` are the items of those questions, as question.item, where a question has items.
    """

    decision: str
    verdict: Verdict
    options: Mapping[str, OptionExplanation]
    notes: tuple[Note, ...]
    open_questions: tuple[str, ...]
    open_items: tuple[str, ...]
    open_preferences: tuple[str, ...]
    wording: Wording
    trace: Trace
    groups: Mapping[str, DecisionExplanation] = field(default_factory=dict)

    @property
    def assumed(self) -> tuple[str, ...]:
        """The tool defaults on which the result and the notes shown with it rest."""
        return _assumed(self)

    def surely_fails(self, key: str) -> bool:
        """Whether no rule can meet an option any more whatever is still open, or the answers describe a higher level."""
        kb, described = self.wording.kb, self.verdict.described
        if kb.decisions[self.decision].policy is Policy.WEIGHTED:
            return False
        levels = list(self.options)
        if described is not None and described[0] in levels[levels.index(key) + 1 :]:
            return True
        meeting = (
            standing
            for rule, standing in self.trace.rules.items()
            if isinstance(found := kb.rules[rule].conclusion, Meets) and found.option == key
        )
        return all(standing.truth is Truth.FALSE for standing in meeting)

    def recommended(self) -> tuple[OptionExplanation, ...]:
        """The recommended options, the more specific first."""
        return tuple(self.options[key] for key in self.verdict.recommended)

    def outcome_words(self) -> str:
        """What came out, as one phrase."""
        chosen = self.recommended()
        partly = {option.label for option in chosen if option.status is Status.PARTLY_MET}
        return outcome_words(self.verdict.outcome, [option.label for option in chosen], partly)


def explain_decision(about: Explained, finding: Finding, *, noted: bool = True) -> DecisionExplanation:
    """Explain one decision, and each group of it; without its notes unless it is to be `noted`."""
    wording = wording_for(about, finding.given, finding.trace, finding.group)
    verdict = finding.verdict
    keys = [option.key for option in about.kb.options_of(about.decision)]
    options = Lazily(keys, lambda key: _option(about.kb.options[key], finding, wording))
    groups = {name: explain_decision(about, inner, noted=noted) for name, inner in finding.groups.items()}
    notes: tuple[Note, ...] = ()
    if noted:
        misses = nearest_misses(about.kb, about.decision, verdict, finding.trace, wording)
        notes = decision_notes(about, finding, wording, misses)
    return DecisionExplanation(
        about.decision,
        verdict,
        options,
        notes,
        open_questions=questions_of(about, verdict.open_attributes),
        open_items=tuple(a for a in verdict.open_attributes if "." in a),
        open_preferences=questions_of(about, verdict.unanswered_preferences),
        wording=wording,
        trace=finding.trace,
        groups=groups,
    )


def wording_for(about: Explained, given: Given, trace: Trace, group: str | None) -> Wording:
    """The words for one run: its facts, the values that its rules found, and the group in view."""
    derived = {
        found.concept: found.value
        for rule in trace.rules
        if isinstance(found := about.kb.rules[rule].conclusion, Concludes)
        and trace.truths.get(rule) is Truth.TRUE
    }
    return Wording(
        about.kb,
        about.kb.profiles[about.case.profile],
        about.settings,
        given.facts,
        derived,
        group or _only_group(about),
    )


def _only_group(about: Explained) -> str:
    """The table's group where it has just one, so that a sentence can name it; else a phrase for all of them."""
    per_group = about.kb.decisions[about.decision].per_group
    columns = about.kb.questions[per_group.table].columns if per_group else None
    if per_group is None or columns is None:
        return "the whole"
    table = about.case.answers.get(per_group.table)
    if isinstance(table, Table) and len(table.groups()) == 1:
        return table.groups()[0]
    return f"the {columns.group}s concerned"


def _option(option: Option, finding: Finding, wording: Wording) -> OptionExplanation:
    stated = meeting_rules(option.key, finding.trace, wording)
    basis = Basis.GUIDANCE if any(r.basis is Basis.GUIDANCE for r in stated) else Basis.INFERRED
    return OptionExplanation(
        option,
        wording.fill(option.label),
        finding.verdict.options[option.key].status,
        basis,
        condition_lines(option.key, finding.trace, wording),
        weights_of(option.key, finding.trace, wording),
        _proof(option.key, finding, wording),
        tuple(_stated(point, wording) for point in option.points),
    )


def _proof(option: str, finding: Finding, wording: Wording) -> tuple[Step, ...]:
    """What shows that an option holds. On a ladder a level stands also by what rules out the level described."""
    trace = finding.trace
    rules = meeting_rules(option, trace, wording)
    higher = lowered_from(finding.verdict)
    if higher is not None and option in finding.verdict.recommended:
        outs = [
            wording.kb.rules[r] for r in trace.rules if higher in options_out(wording.kb.rules[r], wording)
        ]
        rules = [*meeting_rules(higher, trace, wording), *outs]
    return tuple(
        step
        for rule in rules
        if trace.rules[rule.id].truth is Truth.TRUE
        for step in proof_of(DerivedFact(rule.id, True), trace, wording)
    )


def _stated(point: Point, wording: Wording) -> StatedPoint:
    return StatedPoint(point.kind, wording.fill(point.text), point.statement)


def questions_of(about: Explained, attributes: tuple[str, ...]) -> tuple[str, ...]:
    """The questions that would settle unknown attributes, in the order in which the decision asks them.

    A figure that a table would give is settled by the question that stands in for it, where there is no table.
    """
    kb, answers = about.kb, about.case.answers
    stand_in = {m.id: m.otherwise for m in kb.measures.values() if m.otherwise}
    tables = {m.id: m.table for m in kb.measures.values()}
    found = set()
    for attribute in attributes:
        question = kb.attributes[attribute].question
        if attribute in stand_in and not isinstance(answers.get(question), Table):
            question = stand_in[attribute]
        found.add(question)
        # An answer that stands in for what a table does not tell: the table settles it too, unless it is not to be had.
        asked_when = kb.questions[question].asked_when if question in kb.questions else None
        if asked_when is not None:
            read = {tables[m] for m in _measures_read(asked_when, tables)}
            found |= {table for table in read if answers.get(table) is not UNKNOWN}
    order = [q.id for q in kb.questions_of(about.decision)]
    return tuple(sorted(found, key=lambda q: (order.index(q) if q in order else len(order), q)))


def _measures_read(condition: Condition, tables: Mapping[str, str]) -> set[str]:
    return {c.attribute for c in criteria_in(condition) if c.attribute in tables}


def _assumed(decision: DecisionExplanation) -> tuple[str, ...]:
    kb, verdict, trace = decision.wording.kb, decision.verdict, decision.trace
    options, notes = decision.options, decision.notes
    used = {
        s
        for key in verdict.recommended
        for step in options[key].proof
        for part in step.walk()
        for s in part.settings
    }
    used |= {s for key in verdict.recommended for w in options[key].weights if w.counts for s in w.settings}
    used |= {s for note in notes for s in note.settings}
    if verdict.outcome is Outcome.NONE:
        # That nothing fits rests on every threshold that was tried.
        tried = (
            r for r in trace.rules.values() if isinstance(kb.rules[r.rule].conclusion, Concludes | Meets)
        )
        used |= {s for standing in tried if standing.truth is not Truth.UNKNOWN for s in standing.settings}
    for measure in kb.measures.values():
        if measure.function == "minor-members" and trace.given.get(measure.id):
            used.add(measure.minor_share)
    return tuple(sorted(s for s in used if kb.settings[s].origin != "guidance"))
