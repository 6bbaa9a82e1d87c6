"""A finding in; everything that must be said with it out: advice, standing statements, warnings, answers not
used, what comes nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advisor.decide import Outcome, Verdict
from advisor.explanation.nearest import Miss
from advisor.explanation.wording import Wording
from advisor.facts import Given
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.rules import Advice, Advises
from advisor.trace import Trace


class NoteKind(StrEnum):
    """What a note is."""

    ALWAYS = "always"
    NOTE = "note"
    WARNING = "warning"
    SILENT = "silent"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence shown with a decision, with the statements and settings that it rests on."""

    kind: NoteKind
    text: str
    statements: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    rule: str = ""


def decision_notes(
    kb: KnowledgeBase,
    decision: str,
    verdict: Verdict,
    trace: Trace,
    given: Given,
    wording: Wording,
    misses: tuple[Miss, ...],
) -> tuple[Note, ...]:
    """Every note of a decision, what was found first and what always holds last."""
    declared = kb.decisions[decision]
    notes: list[Note] = []
    if verdict.outcome is Outcome.NOT_APPLICABLE and not verdict.see_groups:
        notes.append(Note(NoteKind.SILENT, wording.fill(declared.otherwise)))
    if verdict.see_groups:
        notes.append(
            Note(NoteKind.NOTE, "No option that spans them all holds; see the result for each below.")
        )
    if verdict.outcome is Outcome.NONE:
        notes.extend(_silent(declared.policy, misses))
    notes.extend(_advice(kb, decision, trace, wording))
    notes.extend(_weighing(kb, verdict, wording))
    notes.extend(_unused(kb, decision, given, wording))
    notes.extend(Note(NoteKind.ALWAYS, wording.fill(text), (s,)) for s, text in declared.always.items())
    return tuple(notes)


def _silent(policy: Policy, misses: tuple[Miss, ...]) -> list[Note]:
    if policy is Policy.WEIGHTED:
        return [
            Note(
                NoteKind.SILENT,
                "Nothing in the answers switches a point on, so nothing speaks for one option rather than another.",
            )
        ]
    notes = [Note(NoteKind.SILENT, "The guidance is silent on these answers: no option's condition holds.")]
    for miss in misses:
        notes.append(
            Note(
                NoteKind.SILENT,
                f"Nearest: {miss.label}. What is missing: {', and '.join(miss.lacks)}.",
                miss.statements,
            )
        )
    return notes


def _advice(kb: KnowledgeBase, decision: str, trace: Trace, wording: Wording) -> list[Note]:
    notes = []
    for rule_id, standing in trace.rules.items():
        rule = kb.rules[rule_id]
        if standing.truth is not Truth.TRUE or not isinstance(rule.conclusion, Advises):
            continue
        if decision in {about.split(".")[0] for about in rule.conclusion.about}:
            kind = NoteKind.WARNING if rule.conclusion.advice is Advice.WARNING else NoteKind.NOTE
            notes.append(Note(kind, wording.fill(rule.because), rule.statements, standing.settings, rule.id))
    return sorted(notes, key=lambda note: (note.kind is not NoteKind.WARNING, note.rule))


def _weighing(kb: KnowledgeBase, verdict: Verdict, wording: Wording) -> list[Note]:
    """For a weighted decision: that the best net is below zero, and that other weights change the order."""
    notes = []
    nets = [verdict.options[key].net for key in verdict.recommended]
    if (
        verdict.alternatives
        and nets
        and verdict.outcome is not Outcome.UNDECIDED
        and all(net.high < 0 for net in nets)
    ):
        notes.append(Note(NoteKind.WARNING, "Even the best option has more against it than for it."))
    for alternative in verdict.alternatives:
        if alternative.differs:
            best = (
                ", ".join(wording.fill(kb.options[key].label) for key in alternative.recommended)
                or "nothing certain"
            )
            text = f"Fragile: under the weights {alternative.weights} the order of the options changes; the best is then {best}."
            notes.append(Note(NoteKind.WARNING, text))
    return notes


def _unused(kb: KnowledgeBase, decision: str, given: Given, wording: Wording) -> list[Note]:
    asked = {q.id for q in kb.questions_of(decision)}
    notes = []
    for question in sorted({*given.unused, *given.replaced} & asked):
        why = (
            "the table gives the figure"
            if question in given.replaced
            else "it is not asked with these answers"
        )
        text = f"The answer on {wording.fill(kb.questions[question].label)} is kept but not used: {why}."
        notes.append(Note(NoteKind.UNUSED, text))
    return notes
