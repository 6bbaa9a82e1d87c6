"""The files that an interview reads and writes when it is told to: a table's CSV, a case file, the paper with its givers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from advisor import __version__
from advisor.cli.common import write_whole
from advisor.errors import UsageError
from advisor.model.case import Table
from advisor.model.knowledge import KnowledgeBase

if TYPE_CHECKING:
    from advisor.explanation import CaseExplanation
    from advisor.inquiry.inquirer import Inquirer
    from advisor.interview.dialogue.commands import Outside, Signed
    from advisor.model.blanks import Blanks


def outside(kb: KnowledgeBase) -> Outside:
    """What an interview with this knowledge base needs of the world."""
    from advisor.interview.dialogue.commands import Outside

    def load(name: str) -> Table:
        return _load(kb, name)

    return Outside(load, _save, _report)


def _load(kb: KnowledgeBase, name: str) -> Table:
    from advisor.reader import read_contracts

    try:
        content = Path(name).expanduser().read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {name!r}: {error.strerror}") from error
    table = read_contracts(Path(name).name, content, kb.table_questions()[0])
    assert isinstance(table, Table)
    return table


def _save(explanation: CaseExplanation, name: str) -> str:
    from advisor.interview.case_text import case_text

    write_whole(unused(name), case_text(explanation.kb, explanation.case).encode())
    return f"Written to {name}; every command that takes a case reads it."


def _report(inquirer: Inquirer, signed: Signed, name: str) -> str:
    """Write the paper, with who gave each answer filled in where it is known."""
    from advisor.inquiry.report import paper_context
    from advisor.model.blanks import Blanks
    from advisor.render.formats.file import paper_bytes, paper_form
    from advisor.render.paper.build import build_paper

    form = paper_form(name)
    path = unused(name)
    context = paper_context(inquirer, with_givers(Blanks(), signed), "", __version__)
    write_whole(path, paper_bytes(context, build_paper(context), form))
    return f"Written to {name}."


def signed_answers(name: str) -> Signed:
    """Who gave which answer of a session, and when; nothing for any other case."""
    from advisor.cli.common import case_path
    from advisor.interview.records.log import read_session
    from advisor.interview.records.session import is_session

    content = b"" if name == "-" else case_path(name).read_bytes()
    if not is_session(content):
        return {}
    answers = read_session(name, content).session.answers
    return {question: (entry.by, entry.at) for question, entry in answers.items() if entry.by}


def with_givers(blanks: Blanks, signed: Signed) -> Blanks:
    """The blanks with who gave each answer, and on which day; what somebody filled in themselves stays."""
    from advisor.model.blanks import Blanks, Part

    filled = dict(blanks.filled.get(Part.ANSWERS, {}))
    for question, (by, at) in signed.items():
        filled[question] = {"given-by": by, "given-on": at[:10], **filled.get(question, {})}
    return Blanks({**blanks.filled, Part.ANSWERS: dict(sorted(filled.items()))}) if filled else blanks


def unused(name: str) -> Path:
    """The file of this name, which must not be there yet: nothing is overwritten from within an interview.

    Raises `UsageError`.
    """
    path = Path(name).expanduser()
    if path.exists():
        raise UsageError(f"there is a file {name!r} already; give another name")
    return path
