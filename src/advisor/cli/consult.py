"""`advisor consult`: the guided interview in a terminal or over a pipe; every answer is saved before the next question."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.common import UNDECIDED, guarded, kb_option, open_case, open_kb
from advisor.errors import UsageError
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase

if TYPE_CHECKING:
    from advisor.interview.dialogue import Console
    from advisor.interview.interview import Signature
    from advisor.interview.next_question import Wishes
    from advisor.interview.session_log import SessionLog

INPUT_ENDED = 4
INTERRUPTED = 130


@click.command("consult")
@click.argument("decisions", metavar="[DECISION]...", nargs=-1)
@click.option("--case", "case_name", metavar="FILE", help="Start from the answers of a case file.")
@click.option("--session", metavar="FILE", help="Go on with a session, or start one: a name, or a file.")
@click.option("--as", "name", metavar="NAME", help="Who answers; kept with each answer, with the time.")
@click.option("--all", "everything", is_flag=True, help="Ask every question, even those that change nothing.")
@click.option("--no-input", is_flag=True, help="Never ask; end where an answer would be needed.")
@kb_option
@guarded
def command(
    decisions: tuple[str, ...],
    case_name: str | None,
    session: str | None,
    name: str | None,
    everything: bool,
    no_input: bool,
    kb_folder: Path | None,
) -> int:
    """Ask what the DECISIONs need, and no more; recommend, and answer questions about it. Every answer is saved at once."""
    from advisor.cli.console import LineConsole, NoConsole
    from advisor.interview.dialogue import EndOfInput
    from advisor.interview.next_question import Wishes

    kb = open_kb(kb_folder)
    console = NoConsole() if no_input else LineConsole()
    log: SessionLog | None = None
    try:
        log = open_log(kb, decisions, case_name, session, console)
        return converse(kb, log, console, Wishes(everything), signature(name))
    except EndOfInput:
        click.echo(f"Input ended before the interview did. {go_on(log)}", err=True)
        return INPUT_ENDED
    except KeyboardInterrupt:
        click.echo(f"\nStopped. {go_on(log)}", err=True)
        return INTERRUPTED
    finally:
        if log is not None:
            log.close()


def converse(kb: KnowledgeBase, log: SessionLog, console: Console, wishes: Wishes, sign: Signature) -> int:
    """Hold the conversation; the exit status that it ends with. Raises `EndOfInput`."""
    from advisor.cli.outside import outside
    from advisor.interview.dialogue import Dialogue, Ending
    from advisor.interview.interview import Interview

    interview = Interview(kb, log, wishes, sign)
    if Dialogue(interview, console, outside(kb)).run() is Ending.EARLY:
        click.echo(go_on(log), err=True)
        return INPUT_ENDED
    return UNDECIDED if interview.agenda().undecided else 0


def open_log(
    kb: KnowledgeBase, decisions: Sequence[str], case_name: str | None, session: str | None, console: Console
) -> SessionLog:
    """Go on with the session that was named, or start one. Raises `UsageError` where the options contradict each other."""
    from advisor.consultation import decisions_of
    from advisor.interview.choosing import choose_decisions
    from advisor.interview.opening import existing, gone_on_with, known_decisions, started

    wanted = known_decisions(kb, decisions)
    path = existing(session)
    if path is not None:
        if case_name is not None:
            raise UsageError(
                "--case starts a session, and this one has answers already; name another session"
            )
        return gone_on_with(path, wanted)
    case = Case("", "", kb.default_profile, {}, None, {}, {}, {})
    if case_name is not None:
        case = open_case(case_name, kb)
        wanted = wanted or decisions_of(kb, case)
    return started(kb, case, wanted or choose_decisions(kb, console), session)


def signature(name: str | None) -> Signature:
    """What is kept with each answer: who gave it and when, or nothing."""
    if name is None:
        return dict
    return lambda: {"by": name, "at": datetime.now(UTC).isoformat(timespec="seconds")}


def go_on(log: SessionLog | None) -> str:
    """Where everything is saved, and how to go on."""
    if log is None:
        return "Nothing was answered."
    from advisor.interview.session_folder import session_folder

    count = len(log.session.answers)
    spoken = log.path.stem if log.path.parent == session_folder() else str(log.path)
    return (
        f"{count} answer{'' if count == 1 else 's'} saved in {log.path}.\n"
        f"Go on with: advisor consult --session {shlex.quote(spoken)}"
    )
