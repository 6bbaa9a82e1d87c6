"""A case file or scenario in, a checked `Case` out, or a `CaseError` with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from advisor.answers import (
    is_unknown,
    item_answer,
    known_item,
    list_answer,
    multi_answer,
    one_answer,
    shape_of,
)
from advisor.errors import AnswerError, CaseError, Problem, SourceRef, closest_match
from advisor.model.case import UNKNOWN, Answer, Case, Unknown
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Question, QuestionKind
from advisor.reader.cases.expectations import expectations
from advisor.reader.cases.tables import table_from_yaml
from advisor.reader.fields import Fields, flat
from advisor.reader.ids import by_id
from advisor.reader.knowledge.profile import overrides
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, Text
from advisor.reader.yaml.source import read_yaml


def read_case(name: str, content: bytes, kb: KnowledgeBase) -> Case:
    """Read one case file. `name` is what problems call it. Raises `CaseError` with every problem found."""

    def read(report: Report) -> Case | None:
        root = read_yaml(name, content, report)
        return None if root is None else _case(name, root, kb, report)

    return _checked(read)


def read_case_nodes(name: str, root: Entries, kb: KnowledgeBase) -> Case:
    """Read a case that was parsed already. Raises `CaseError` with every problem found."""
    return _checked(lambda report: _case(name, root, kb, report))


def _checked(read: Callable[[Report], Case | None]) -> Case:
    problems: list[Problem] = []
    case = read(gathering(problems))
    if problems or case is None:
        raise CaseError(problems)
    return case


def gathering(problems: list[Problem]) -> Report:
    """What adds a problem of a case to these: shapes are read as a knowledge base's are, but a case has codes of its own."""

    def report(problem: Problem) -> None:
        problems.append(replace(problem, code=problem.code.replace("KB", "CS")))

    return report


def read_contracts(name: str, content: bytes, question: Question) -> Answer:
    """Read a table from a spreadsheet's CSV. Raises `CaseError` with row and column of every fault."""
    from advisor.reader.cases.table_csv import table_from_csv

    problems: list[Problem] = []
    table = table_from_csv(question, name, content, problems.append)
    if problems or table is None:
        raise CaseError(problems)
    return table


def _case(name: str, root: Entries, kb: KnowledgeBase, report: Report) -> Case:
    fields = Fields(root, "the case", report)
    title = fields.text("title", default=name)
    profile = fields.raw("profile")
    if profile is not None:
        fields.is_known(profile, kb.profiles, "a profile", "KB214")
    decisions = None
    if fields.node("decisions") is not None:
        named = fields.among("decisions", kb.decisions, "a decision", "KB209", required=True)
        decisions = tuple(d for d in kb.decisions if d in named)
    answers = {
        key.value: answer
        for key, node in fields.pairs("answers")
        if (answer := _answer(key, node, kb, report)) is not None
    }
    evidence = {
        key.value: flat(text)
        for key, text in by_id(fields.texts("evidence"))
        if fields.is_known(key, kb.questions, "a question", "KB207")
    }
    case = Case(
        name=name,
        title=title,
        profile=profile.value if profile is not None else kb.default_profile,
        settings=overrides(fields, kb.settings, kb.options),
        decisions=decisions,
        answers=answers,
        evidence=evidence,
        expect=expectations(fields, kb, report),
        shows=fields.text("shows"),
        bug=fields.text("bug"),
        date=_date(fields),
    )
    fields.finish()
    return case


def _date(fields: Fields) -> str:
    """The day of the case as an ISO date, or nothing."""
    raw = fields.raw("date")
    if raw is None:
        return ""
    try:
        return date.fromisoformat(raw.value.strip()).isoformat()
    except ValueError:
        message = f"{raw.value!r} is not a date"
        fields.problem("KB104", message, raw.where, "write year, month and day: 2026-11-22")
        return ""


def _answer(key: Text, node: Node, kb: KnowledgeBase, report: Report) -> Answer | None:
    question = kb.questions.get(key.value)
    if question is None:
        message = f"there is no question {key.value!r}"
        closest = closest_match(key.value, kb.questions)
        report(
            Problem(
                "CS207", message, key.where, "questions are listed by: advisor kb show questions", closest
            )
        )
        return None
    if isinstance(node, Text) and is_unknown(node.value):
        return UNKNOWN
    match question.kind:
        case QuestionKind.TABLE:
            return table_from_yaml(question, node, report)
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            return _items(question, node, report)
        case QuestionKind.MULTI:
            return _several(question, node, report, lambda texts: multi_answer(question, texts))
        case QuestionKind.LIST:
            return _several(question, node, report, lambda texts: list_answer(question, texts))
        case _:
            if not isinstance(node, Text):
                report(Problem("CS103", f"{question.id!r} takes one value", node.where, shape_of(question)))
                return None
            return _attempt(lambda: one_answer(question, node.value), node.where, report)


def _attempt(read: Callable[[], Answer], where: SourceRef, report: Report) -> Answer | None:
    try:
        return read()
    except AnswerError as error:
        report(Problem("CS203", str(error), where, error.hint, error.closest))
        return None


def _several(
    question: Question, node: Node, report: Report, read: Callable[[Iterable[str]], Answer]
) -> Answer | None:
    if not isinstance(node, Sequence):
        report(Problem("CS103", f"{question.id!r} is a list", node.where, shape_of(question)))
        return None
    texts = []
    for item in node.items:
        if not isinstance(item, Text):
            report(
                Problem(
                    "CS103",
                    f"each entry of {question.id!r} must be one value",
                    item.where,
                    shape_of(question),
                )
            )
        elif _attempt(lambda item=item: read([item.value]), item.where, report) is not None:  # type: ignore[misc]
            texts.append(item.value)
    if len(texts) < len(node.items):
        return None
    return _attempt(lambda: read(texts), node.where, report)


def _items(question: Question, node: Node, report: Report) -> Answer | None:
    if not isinstance(node, Entries):
        report(
            Problem(
                "CS103", f"{question.id!r} is a mapping of items to values", node.where, shape_of(question)
            )
        )
        return None
    out: dict[str, str | Fraction | Unknown] = {}
    for key, value in node.pairs:
        try:
            item = known_item(question, key.value)
        except AnswerError as error:
            report(Problem("CS203", str(error), key.where, error.hint, error.closest))
            continue
        if item in out:
            report(Problem("CS002", f"the item {item!r} stands twice", key.where, "keep one of the two"))
        if not isinstance(value, Text):
            report(Problem("CS103", f"{question.id}.{item} takes one value", value.where, shape_of(question)))
            continue
        try:
            out[item] = item_answer(question, item, value.value)
        except AnswerError as error:
            report(Problem("CS203", str(error), value.where, error.hint, error.closest))
    return dict(sorted(out.items()))
