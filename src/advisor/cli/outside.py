"""The files that an interview reads and writes when it is told to: a table's CSV, a case file, the paper."""

from __future__ import annotations

from pathlib import Path

from advisor.cli.common import write_whole
from advisor.errors import UsageError
from advisor.explanation import CaseExplanation
from advisor.interview.commands import Outside
from advisor.model.case import Table
from advisor.model.knowledge import KnowledgeBase


def outside(kb: KnowledgeBase) -> Outside:
    """What an interview with this knowledge base needs of the world."""

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

    path = Path(name).expanduser()
    if path.exists():
        raise UsageError(f"there is a file {name!r} already; give another name")
    write_whole(path, case_text(explanation.kb, explanation.case).encode())
    return f"Written to {name}; every command that takes a case reads it."


def _report(explanation: CaseExplanation, name: str) -> str:
    raise UsageError("the paper cannot be written from here yet")
