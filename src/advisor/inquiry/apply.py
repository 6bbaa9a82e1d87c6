"""A case and changed answers as the solver names them in; the case with those answers out, ready to be settled again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from advisor.model.case import UNKNOWN, Answer, Case, Items, Table, Unknown
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import QuestionKind
from advisor.proof.answers import State
from advisor.proof.changes import ChangedAnswer


def with_changes(kb: KnowledgeBase, case: Case, changes: Iterable[ChangedAnswer]) -> Case:
    """The case with each changed answer said as its state says it."""
    answers = dict(case.answers)
    for change in changes:
        kind = kb.questions[change.question].kind
        before = answers.get(change.question, UNKNOWN)
        answers[change.question] = _answered(kind, before, change.name, change.state)
    return replace(case, answers=dict(sorted(answers.items())))


def _answered(kind: QuestionKind, before: Answer, name: str, state: State) -> Answer:
    item = name.partition(".")[2]
    match kind:
        case QuestionKind.TABLE:
            assert isinstance(before, Table)
            return with_row(before, state)
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            items: Items = before if isinstance(before, Mapping) else {}
            return dict(sorted({**items, item: _value(state)}.items()))
        case QuestionKind.MULTI:
            chosen = before if isinstance(before, frozenset) else frozenset[str]()
            return chosen | {item} if _value(state) == "yes" else chosen - {item}
        case _:
            return _value(state)


def _value(state: State) -> str | Fraction | Unknown:
    if state.number is not None:
        return state.number
    return state.values[0] if state.values else UNKNOWN


def with_row(table: Table, state: State) -> Table:
    """The table with one row's amount, or percentage, moved to where the state has it."""
    assert state.row is not None
    assert state.number is not None
    row = table.rows[state.row]
    others = (r for n, r in enumerate(table.rows) if n != state.row)
    beside = [r for r in others if r.group == row.group]
    if row.percent is not None or (row.amount is None and any(r.percent is not None for r in beside)):
        moved = replace(row, percent=state.number, amount=None)
    else:
        moved = replace(row, amount=state.number, percent=None)
    return Table((*table.rows[: state.row], moved, *table.rows[state.row + 1 :]))
