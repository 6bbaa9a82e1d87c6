"""A finding in; everything that must be said with it out: advice, standing statements, warnings, answers not
used, what comes nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advisor.decide import Outcome, Verdict
from advisor.explanation.finding import Explained, Finding
from advisor.explanation.nearest import Miss
from advisor.explanation.other_answers import order_changes
from advisor.explanation.requirements import options_out
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
    about: Explained, finding: Finding, wording: Wording, misses: tuple[Miss, ...]
) -> tuple[Note, ...]:
    """Every note of a decision, what was found first and what always holds last."""
    kb, decision, verdict = about.kb, about.decision, finding.verdict
    declared = kb.decisions[decision]
    notes: list[Note] = []
    if verdict.outcome is Outcome.NOT_APPLICABLE and not verdict.see_groups:
        notes.append(Note(NoteKind.SILENT, wording.fill(declared.otherwise)))
    if verdict.see_groups:
        notes.append(
            Note(
                NoteKind.NOTE,
                "No option that spans them all holds, so the result is found for each by itself.",
            )
        )
    if verdict.outcome is Outcome.NONE:
        notes.extend(_silent(declared.policy, misses))
    notes.extend(_lowered(verdict, finding.trace, wording))
    notes.extend(_advice(kb, decision, finding.trace, wording))
    notes.extend(_weighing(kb, verdict, wording))
    notes.extend(_unused(kb, decision, finding.given, wording))
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
    silent = Note(NoteKind.SILENT, "The guidance is silent on these answers: no option's condition holds.")
    return [silent, *(_nearest(miss) for miss in misses)]


def _nearest(miss: Miss) -> Note:
    lacks = "; or ".join(", and ".join(phrases) for phrases in miss.lacks)
    text = f"Nearest, with the fewest answers to change or give: {miss.label}. What is missing: {lacks}."
    return Note(NoteKind.SILENT, text, miss.statements)


def lowered_from(verdict: Verdict) -> str | None:
    """On a ladder, the level that the answers describe where a lower one is recommended instead."""
    described = verdict.described[0] if verdict.described else None
    if verdict.outcome is not Outcome.ONE or described in verdict.recommended:
        return None
    return described


def _lowered(verdict: Verdict, trace: Trace, wording: Wording) -> list[Note]:
    """On a ladder, why the level recommended is lower than the one that the answers describe."""
    described = lowered_from(verdict)
    if described is None:
        return []
    label = wording.fill(wording.kb.options[described].label)
    ruling = [
        (wording.kb.rules[rule_id], standing)
        for rule_id, standing in trace.rules.items()
        if standing.truth is Truth.TRUE and described in options_out(wording.kb.rules[rule_id], wording)
    ]
    return [
        Note(
            NoteKind.NOTE,
            f"This is lower than the level that the answers describe ({label}). {wording.fill(rule.because)}",
            rule.statements,
            standing.settings,
            rule.id,
        )
        for rule, standing in ruling
    ]


def _advice(kb: KnowledgeBase, decision: str, trace: Trace, wording: Wording) -> list[Note]:
    notes = []
    for rule in (kb.rules[r] for r in trace.rules):
        if not isinstance(rule.conclusion, Advises) or trace.rules[rule.id].truth is not Truth.TRUE:
            continue
        if decision in rule.conclusion.decisions:
            kind = NoteKind.WARNING if rule.conclusion.advice is Advice.WARNING else NoteKind.NOTE
            settings = trace.rules[rule.id].settings
            notes.append(Note(kind, wording.fill(rule.because), rule.statements, settings, rule.id))
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
        if alternative.differs and verdict.outcome is not Outcome.UNDECIDED:
            labels = [wording.fill(kb.options[key].label) for key in alternative.recommended]
            stays = alternative.recommended == verdict.recommended
            notes.append(Note(NoteKind.WARNING, order_changes(alternative.weights, labels, stays=stays)))
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
