"""Answers and cases in; the same as plain values out, in the one fixed form that a case file has."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from typing import Any, TypeAlias

from advisor.errors import AnswerError
from advisor.model.case import UNKNOWN, Answer, Case, Row, Table, Unknown
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.questions import Question
from advisor.quantities import plain_number

PlainValue: TypeAlias = "str | list[str] | dict[str, str] | list[dict[str, str]]"
"""Texts, lists of texts, maps of texts, or rows: what JSON and a case file hold alike."""


def case_value(kb: KnowledgeBase, case: Case) -> dict[str, Any]:
    """The case as a case file would have it, without its file's name and without what a scenario expects."""
    value: dict[str, Any] = {"title": case.title, "profile": case.profile}
    if case.date:
        value["date"] = case.date
    if case.settings:
        value["settings"] = {key: _setting(setting) for key, setting in sorted(case.settings.items())}
    if case.decisions is not None:
        value["decisions"] = list(case.decisions)
    value["answers"] = {key: answer_value(kb.questions[key], a) for key, a in sorted(case.answers.items())}
    if case.evidence:
        value["evidence"] = dict(sorted(case.evidence.items()))
    return value


def case_sha256(kb: KnowledgeBase, case: Case) -> str:
    """The SHA-256 of the case in its fixed form."""
    text = json.dumps(case_value(kb, case), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def answer_value(question: Question, answer: Answer) -> PlainValue:
    """An answer as a plain value, written as a case file would have it."""
    match answer:
        case Table(rows):
            return [row_value(question, row) for row in rows]
        case frozenset():
            return sorted(answer)
        case tuple():
            return list(answer)
        case Unknown() | str() | Fraction():
            return _single(answer)
        case _:
            return {item: _single(value) for item, value in sorted(answer.items())}


def row_value(question: Question, row: Row) -> dict[str, str]:
    """One row of a table, by the question's own column names."""
    columns = question.columns
    assert columns is not None
    value = {columns.member: row.member, columns.group: row.group}
    if row.percent is not None:
        return {**value, columns.percent: exact_text(row.percent)}
    return {**value, columns.amount: str(UNKNOWN.value) if row.amount is None else exact_text(row.amount)}


def exact_text(value: Fraction) -> str:
    """A number as plain digits that read back to exactly the same number: 1200000 or 37.5.

    Raises `AnswerError` for one that no decimal is, such as a third.
    """
    text = plain_number(value)
    if "/" in text:
        raise AnswerError(f"{value} cannot be written out in digits")
    return text


def _single(value: str | Fraction | Unknown) -> str:
    if isinstance(value, Unknown):
        return str(UNKNOWN.value)
    return exact_text(value) if isinstance(value, Fraction) else value


def _setting(value: SettingValue) -> Any:
    if isinstance(value, Fraction):
        return exact_text(value)
    return {
        key: exact_text(inner) if isinstance(inner, Fraction) else inner
        for key, inner in sorted(value.items())
    }
