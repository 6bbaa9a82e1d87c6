"""A case and one of its decisions in; what was asked and answered, in words, with the evidence given, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from advisor.explanation.proof import Step, StepKind
from advisor.explanation.wording import NOT_KNOWN, Wording
from advisor.model.case import UNKNOWN, Answer, Case, Row, Table, Unknown
from advisor.model.questions import Question
from advisor.quantities import amount_text, number_text


def answers_in_words(case: Case, decision: str, wording: Wording) -> tuple[Step, ...]:
    """One step for each answer that the case gives to a question of the decision, in the order asked."""
    steps = []
    for question in wording.kb.questions_of(decision):
        if question.id in case.answers:
            for name, said in _said(question, case.answers[question.id], wording):
                steps.append(Step(f"{said}{evidence_for(case, question.id)}", StepKind.ANSWER, name))
    return tuple(steps)


def evidence_for(case: Case, question: str) -> str:
    """The evidence that a case gives for an answer, to stand behind it; empty where it gives none."""
    evidence = case.evidence.get(question, "")
    return f" (evidence: {evidence})" if evidence else ""


def as_answered(name: str, wording: Wording) -> Step:
    """An answer as it stands now; of a table, to be named by its question, only that it stays as it is."""
    known = name in wording.kb.attributes
    said = (
        f"{wording.label(name)}: {wording.state(name)}"
        if known
        else f"{asked_label(name, wording)}, as it is"
    )
    return Step(said, StepKind.ANSWER, name)


def asked_label(name: str, wording: Wording) -> str:
    """The short name of an answer, or of a table by its question."""
    return (
        wording.label(name)
        if name in wording.kb.attributes
        else wording.fill(wording.kb.questions[name].label)
    )


def _said(question: Question, answer: Answer, wording: Wording) -> Iterator[tuple[str, str]]:
    label = wording.fill(question.label)
    match answer:
        case Unknown():
            yield question.id, f"{label}: {NOT_KNOWN}"
        case Table(rows):
            yield from ((question.id, f"{label}: {row_words(row, question.unit)}") for row in rows)
        case frozenset():
            chosen = [wording.fill(question.values[v]) for v in question.values if v in answer]
            yield question.id, f"{label}: {', '.join(chosen) or 'none of them'}"
        case Mapping():
            for item in question.items:
                if answer.get(item, UNKNOWN) is not UNKNOWN:
                    name = f"{question.id}.{item}"
                    yield name, f"{wording.label(name)}: {_value(name, answer[item], wording)}"
        case tuple():
            yield question.id, f"{label}: {', '.join(answer) or 'none'}"
        case _:
            yield question.id, f"{label}: {_value(question.id, answer, wording)}"


def _value(name: str, value: str | Fraction | Unknown, wording: Wording) -> str:
    return NOT_KNOWN if isinstance(value, Unknown) else wording.value_text(name, value)


def row_words(row: Row, unit: str) -> str:
    """One row of a table; who buys what from whom is the user's own text."""
    if row.percent is not None:
        amount = f"{number_text(row.percent)}% of the whole"
    else:
        amount = NOT_KNOWN if row.amount is None else amount_text(row.amount, unit)
    return f"{row.member} with {row.group}, {amount}"
