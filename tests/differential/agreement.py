"""The same answers through every way of settling them; what the ways come to, side by side, so that a test can compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from advisor.batch import Decided, Result, settle_records
from advisor.compiler import Program
from advisor.consultation import Consultant
from advisor.decide import Outcome, Verdict
from advisor.evaluation import Rails, evaluate
from advisor.explanation.decision import questions_of
from advisor.explanation.finding import Explained, Finding
from advisor.facts import Column
from advisor.inference import Inference
from advisor.model.case import Answer, Case, Table, Unknown
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase

State = Mapping[str, Answer]


def case_of(kb: KnowledgeBase, answers: State) -> Case:
    """A case that asks for every decision."""
    return Case("drawn", "drawn", kb.default_profile, {}, tuple(kb.decisions), answers, {}, {})


def check_agreement(kb: KnowledgeBase, states: Sequence[State]) -> None:
    """Assert that inference kept up step by step, evaluation and a batch agree after every step of a consultation, and
    inference from the beginning after the last.
    """
    consultant = Consultant(kb, kb.settings_for(kb.default_profile), tuple(kb.decisions))
    one_by_one = []
    last: Finding
    for answers in states:
        case = case_of(kb, answers)
        found = consultant.settle(case)
        one_by_one.append({d: said(kb, consultant, case, d, finding) for d, finding in found.items()})
        for finding in found.values():
            for seen in (finding, *finding.groups.values()):
                check_evaluation(consultant.program, seen)
        last = next(iter(found.values()))
    assert last.trace == Inference(kb, consultant.program).result(last.given.facts).trace
    together = list(settle_records(kb, [record(kb, answers) for answers in states]))
    assert [decided(result) for result in together] == one_by_one


def check_evaluation(program: Program, finding: Finding) -> None:
    """Assert that the evaluator knows of every gate, concept and rule what a run has found."""
    rails = evaluate(program, {a: Column({value: 1}) for a, value in finding.given.facts.items()}, 1)
    for number, gate in enumerate(program.gates):
        assert rails.truth(number, 0) is finding.trace.truths[gate.name], gate.name
    assert fired(program, rails) == finding.trace.fired()


def fired(program: Program, rails: Rails) -> tuple[str, ...]:
    """The rules that hold in the first case, as the evaluator knows them."""
    return tuple(
        rule
        for rule, gates in program.rules.items()
        if any(rails.truth(gate, 0) is Truth.TRUE for gate, _ in gates.grades)
    )


def said(kb: KnowledgeBase, consultant: Consultant, case: Case, decision: str, finding: Finding) -> Any:
    """What a consultation says of a decision and of each of its groups."""
    about = Explained(kb, consultant.settings, case, decision)

    def one(verdict: Verdict) -> Any:
        undecided = verdict.outcome is Outcome.UNDECIDED
        return (
            str(verdict.outcome),
            [key.split(".")[1] for key in verdict.recommended],
            {key.split(".")[1]: str(option.status) for key, option in verdict.options.items()},
            list(questions_of(about, verdict.open_attributes)) if undecided else [],
        )

    return one(finding.verdict), {name: one(inner.verdict) for name, inner in finding.groups.items()}


def decided(result: Any) -> dict[str, Any]:
    """What a batch says of a row, in the same form."""
    assert isinstance(result, Result), result

    def one(d: Decided) -> Any:
        statuses = {option: str(status) for option, status in d.statuses.items()}
        return str(d.outcome), list(d.recommended), statuses, list(d.undecided)

    return {
        key: (one(d), {name: one(inner) for name, inner in d.by_group.items()})
        for key, d in result.decisions.items()
    }


def record(kb: KnowledgeBase, answers: State) -> dict[str, Any]:
    """Answers as one row of a batch: a whole case, as JSON would have it."""
    return {
        "id": "drawn",
        "decisions": list(kb.decisions),
        "answers": {question: plain(kb, question, answer) for question, answer in answers.items()},
    }


def plain(kb: KnowledgeBase, question: str, answer: Any) -> Any:
    """An answer as plain values."""
    match answer:
        case Unknown():
            return "unknown"
        case Fraction():
            return float(answer)
        case Table(rows):
            columns = kb.questions[question].columns
            assert columns is not None
            return [
                {
                    columns.member: row.member,
                    columns.group: row.group,
                    columns.amount: "unknown" if row.amount is None else float(row.amount),
                }
                for row in rows
            ]
        case str():
            return answer
        case Mapping():
            return {item: plain(kb, question, value) for item, value in answer.items()}
        case Iterable():
            return sorted(answer)
    raise AssertionError(answer)
