"""A file with one question id a line in; the order in which somebody wants to be asked out."""

from __future__ import annotations

from advisor.errors import CaseError, Problem, SourceRef, closest_match
from advisor.model.knowledge import KnowledgeBase


def read_order(name: str, text: str, kb: KnowledgeBase) -> tuple[str, ...]:
    """The questions in the order of the file; empty lines and what follows a # count for nothing.

    Raises `CaseError` with the place of every unknown or repeated id.
    """
    order: list[str] = []
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        question = line.partition("#")[0].strip()
        where = SourceRef(name, number, line.find(question) + 1, line)
        if question and question not in kb.questions:
            message = f"there is no question {question!r}"
            problems.append(Problem("CS207", message, where, closest=closest_match(question, kb.questions)))
        elif question in order:
            problems.append(
                Problem("CS110", f"{question!r} stands in two lines", where, "remove one of them")
            )
        elif question:
            order.append(question)
    if not order and not problems:
        problems.append(
            Problem("CS005", "the file names no question", SourceRef(name), "write one question id a line")
        )
    if problems:
        raise CaseError(problems)
    return tuple(order)
