"""`advisor consult`: the guided interview in a terminal or over a pipe; every answer is saved before the next question."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.common import INTERRUPTED, UNDECIDED, guarded, kb_option, open_case, open_kb
from advisor.cli.completion import CASES, DECISIONS, PROFILES, SESSIONS
from advisor.errors import UsageError, closest_match
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.quantities import counted

if TYPE_CHECKING:
    from advisor.interview.dialogue.console import Console
    from advisor.interview.interview import Signature
    from advisor.interview.records.log import SessionLog
    from advisor.interview.what_next.next_question import Wishes

INPUT_ENDED = 4


@dataclass(frozen=True, slots=True)
class Request:
    """The command line, as it was typed."""

    decisions: tuple[str, ...]
    case_name: str | None
    session: str | None
    name: str | None
    profile: str | None
    everything: bool
    order: Path | None
    no_input: bool
    kb_folder: Path | None


@click.command("consult")
@click.argument("decisions", metavar="[DECISION]...", nargs=-1, shell_complete=DECISIONS)
@click.option(
    "--case", "case_name", metavar="FILE", shell_complete=CASES, help="Start from the answers of a case file."
)
@click.option(
    "--session",
    metavar="NAME",
    shell_complete=SESSIONS,
    help="Go on with a session, or start one: a name, or a file.",
)
@click.option("--as", "name", metavar="NAME", help="Who answers; kept with each answer, with the time.")
@click.option(
    "--profile",
    metavar="NAME",
    shell_complete=PROFILES,
    help="The terms and figures of another place or time.",
)
@click.option("--all", "everything", is_flag=True, help="Ask every question, even those that change nothing.")
@click.option(
    "--order",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Ask in the order of a file with one question id a line.",
)
@click.option("--no-input", is_flag=True, help="Never ask; end where an answer would be needed.")
@kb_option
@guarded
def command(**typed: Any) -> int:
    """Ask what the DECISIONs need, and no more; recommend, and answer questions about it. Every answer is saved at once.

    Without a DECISION you are asked what you want advice on. Type help at any prompt.
    """
    from advisor.cli.console import LineConsole, NoConsole

    request = Request(**typed)
    console = NoConsole() if request.no_input else LineConsole()
    return consult(request, console)


def consult(request: Request, console: Console) -> int:
    """Hold the conversation that was asked for, over a console; the exit status that it ends with."""
    from advisor.interview.dialogue.console import EndOfInput, Quit

    log: SessionLog | None = None
    keep = request.session is not None
    try:
        kb = open_kb(request.kb_folder)
        wishes = wishes_of(request, kb)
        log = open_log(kb, request, console)
        return converse(kb, log, console, wishes, signature(request.name))
    except Quit:
        status, why = INPUT_ENDED, "Stopped."
    except EndOfInput:
        status, why = INPUT_ENDED, "Input ended before the interview did."
        if request.no_input:
            why = "An answer is needed to go on, and --no-input was given."
    except KeyboardInterrupt:
        status, why = INTERRUPTED, "\nStopped."
    finally:
        if log is not None:
            log.close(keep=keep)
    click.echo(f"{why} {go_on(log, keep=keep)}", err=True)
    return status


def converse(kb: KnowledgeBase, log: SessionLog, console: Console, wishes: Wishes, sign: Signature) -> int:
    """Hold the conversation about an open session; the exit status that it ends with. Raises `EndOfInput` and `Quit`."""
    from advisor.cli.outside import outside
    from advisor.interview.dialogue.conversation import Dialogue
    from advisor.interview.dialogue.greeting import again_text, new_text
    from advisor.interview.interview import Interview

    interview = Interview(kb, log, wishes, sign)
    console.say(new_text(interview, spoken(log)) if log.new else again_text(interview, spoken(log)))
    Dialogue(interview, console, outside(kb)).run()
    return UNDECIDED if interview.agenda().undecided else 0


def wishes_of(request: Request, kb: KnowledgeBase) -> Wishes:
    """How the interview is to be held. Raises `CaseError` for a faulty order."""
    from advisor.interview.what_next.asking_order import read_order
    from advisor.interview.what_next.next_question import Wishes

    if request.order is None:
        return Wishes(request.everything)
    try:
        text = request.order.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {str(request.order)!r}: {error}") from error
    return Wishes(request.everything, read_order(str(request.order), text, kb))


def open_log(kb: KnowledgeBase, request: Request, console: Console) -> SessionLog:
    """Go on with the session that was named, or start one. Raises `UsageError` where the options contradict each other."""
    from advisor.consultation import decisions_of
    from advisor.interview.dialogue.choosing import choose_decisions
    from advisor.interview.records.opening import existing, gone_on_with, started

    wanted = kb.known_decisions(request.decisions)
    path = existing(request.session)
    if path is not None:
        if request.case_name is not None or request.profile is not None:
            raise UsageError(
                "--case and --profile start a session, and this one is begun already; name another session"
            )
        return gone_on_with(kb, path, wanted)
    case = Case("", "", kb.default_profile, {}, None, {}, {}, {})
    if request.case_name is not None:
        case = open_case(request.case_name, kb)
        wanted = wanted or decisions_of(kb, case)
    if request.profile is not None:
        if request.profile not in kb.profiles:
            raise UsageError(
                f"there is no profile {request.profile!r}; there are {', '.join(kb.profiles)}",
                closest=closest_match(request.profile, kb.profiles),
            )
        case = replace(case, profile=request.profile)
    return started(kb, case, wanted or choose_decisions(kb, console), request.session)


def signature(name: str | None) -> Signature:
    """What is kept with each answer: who gave it and when, or nothing."""
    if name is None:
        return dict
    return lambda: {"by": name, "at": datetime.now(UTC).isoformat(timespec="seconds")}


def go_on(log: SessionLog | None, *, keep: bool) -> str:
    """Where everything is saved, and how to go on."""
    if log is None or (log.untouched and not keep):
        return "Nothing was answered, so nothing was saved."
    return (
        f"{counted(len(log.session.answers), 'answer')} saved in {log.path}.\n"
        f"Go on with: advisor consult --session {shlex.quote(spoken(log))}"
    )


def spoken(log: SessionLog) -> str:
    """How a session is named on the command line: by its name in the state folder, else by its path."""
    from advisor.interview.records.folder import session_folder

    return log.path.stem if log.path.parent == session_folder() else str(log.path)
