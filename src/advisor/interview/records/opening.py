"""A knowledge base, a session's file and a case to start from in; an open session log out, new or gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.errors import UsageError
from advisor.explanation.sentences import listed
from advisor.interview.records.folder import new_name, session_folder, session_path
from advisor.interview.records.kb_changes import version_of
from advisor.interview.records.log import SessionLog
from advisor.interview.records.session import Session
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.plain_values import case_value


def existing(session: str | None) -> Path | None:
    """The file of a session that has something in it already, or None."""
    path = None if session is None else session_path(session)
    return path if path is not None and path.exists() and path.stat().st_size else None


def gone_on_with(kb: KnowledgeBase, path: Path, decisions: Sequence[str]) -> SessionLog:
    """Open a session again. Raises `UsageError` where it is about other decisions than those named."""
    log = SessionLog.open(path)
    if not set(log.session.decisions) & set(kb.decisions):
        log.close()
        made_with = log.session.version.name
        raise UsageError(
            f"the session {path.stem} was made with {made_with!r}, and {kb.name!r} has none of its decisions",
            hint="say which knowledge base with --kb",
        )
    extra = [d for d in decisions if d not in log.session.decisions]
    if extra:
        log.close()
        held = ", ".join(log.session.decisions)
        raise UsageError(
            f"the session {path.stem} is about {held}, not {', '.join(extra)}; start another session"
        )
    return log


def started(kb: KnowledgeBase, case: Case, decisions: Sequence[str], session: str | None) -> SessionLog:
    """Start a session about some decisions from a case's answers; without a name it gets one after its decisions."""
    name = session or new_name(decisions)
    title = case.title or f"Consultation on {listed(kb.decisions[d].asks for d in decisions)}"
    value = case_value(kb, case)
    header = Session(
        title, case.profile, tuple(decisions), value.get("settings", {}), version_of(kb, decisions), case.date
    )
    path = session_path(name)
    if path.parent == session_folder():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # An empty file is what a crash before the first record leaves behind.
    if path.exists() and not path.stat().st_size:
        path.unlink()
    records = [{"answer": question, "value": answer} for question, answer in value["answers"].items()]
    notes = [{"note": question, "text": text} for question, text in case.evidence.items()]
    return SessionLog.create(path, header, [*records, *notes])
