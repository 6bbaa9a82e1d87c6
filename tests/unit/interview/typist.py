"""A console at which a list of lines is typed, and a way to hold whole conversations in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from advisor.errors import UsageError
from advisor.interview.dialogue.commands import Outside
from advisor.interview.dialogue.console import EndOfInput, Quit
from advisor.interview.dialogue.conversation import Dialogue
from advisor.interview.interview import Interview
from advisor.interview.records.log import SessionLog
from advisor.interview.records.opening import started
from advisor.interview.what_next.next_question import Wishes
from advisor.model.case import Answer, Case, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.render.text.lines import fitted


class Typist:
    """Types lines one after another; what was said and typed is kept as a terminal would show it."""

    def __init__(self, lines: Iterable[str], width: int = 79) -> None:
        self._lines = iter(lines)
        self._width = width
        self.transcript = ""

    def say(self, text: str) -> None:
        self.transcript += fitted(text.split("\n"), self._width)

    def ask(self, prompt: str, words: Iterable[str]) -> str:
        line = next(self._lines, None)
        self.transcript += f"{prompt} > {'' if line is None else line}\n"
        if line is None:
            raise EndOfInput
        return line


def nowhere(*_: object) -> str:
    raise UsageError("there is nowhere to write to")


def no_file(name: str) -> Table:
    raise UsageError(f"there is no file {name!r}")


OPEN: list[SessionLog] = []
"""The logs that a test has opened; they are closed when it ends."""


def kept(log: SessionLog) -> SessionLog:
    """The log, to be closed when the test ends."""
    OPEN.append(log)
    return log


OUTSIDE = Outside(no_file, nowhere, nowhere)


def opened(
    kb: KnowledgeBase,
    path: Path,
    decisions: Sequence[str],
    answers: Mapping[str, Answer] | None = None,
    wishes: Wishes | None = None,
    sign: Callable[[], Mapping[str, str]] = dict,
) -> Interview:
    """A new interview in a session file of its own."""
    case = Case("", "", kb.default_profile, {}, None, answers or {}, {}, {})
    return Interview(kb, kept(started(kb, case, decisions, str(path))), wishes or Wishes(), sign)


def gone_on(kb: KnowledgeBase, path: Path) -> Interview:
    """The interview of a session file that exists."""
    return Interview(kb, kept(SessionLog.open(path)), Wishes(), dict)


def conversation(
    interview: Interview, lines: Iterable[str], outside: Outside = OUTSIDE, width: int = 79
) -> str:
    """Hold a conversation to its end, however it ends, and give its transcript."""
    typist = Typist(lines, width)
    try:
        Dialogue(interview, typist, outside).run()
    except (EndOfInput, Quit) as ending:
        typist.transcript += f"[{type(ending).__name__}]\n"
    return typist.transcript
