"""Typed lines in; questions, replies and at last a recommendation out: the conversation itself, over any console."""

from __future__ import annotations

from advisor.errors import AdvisorError, AnswerError
from advisor.interview.dialogue.asking import Asking, Leave
from advisor.interview.dialogue.closing import closing_text
from advisor.interview.dialogue.commands import Outside
from advisor.interview.dialogue.console import Console, EndOfInput, Quit, refusal
from advisor.interview.forms.grammar import Command, Verb, understand
from advisor.interview.interview import Interview

AFTERWARDS = tuple(verb for verb in Verb if verb not in (Verb.UNKNOWN, Verb.SKIP))


class Dialogue:
    """One conversation about one interview."""

    def __init__(self, interview: Interview, console: Console, outside: Outside) -> None:
        self._interview = interview
        self._console = console
        self._asking = Asking(interview, console, outside)
        self._shown = False

    def run(self) -> None:
        """Ask until nothing more can matter, give the result, and answer what is asked about it.

        Raises `Quit` or `EndOfInput` where the conversation ends before there is a result.
        """
        try:
            self._converse()
        except Quit:
            if not self._interview.agenda().finished:
                raise
        except EndOfInput:
            if not self._interview.agenda().finished:
                raise
            self._close()

    def _converse(self) -> None:
        left = Leave()
        while True:
            following = self._interview.agenda().following
            if left.again is None and following is None:
                self._close()
                left = self._afterwards()
                continue
            self._shown = False
            if left.again is not None:
                left = self._asking.put(left.again, None)
            elif following is not None:
                left = self._asking.put(following.question, following)

    def _close(self) -> None:
        """Give the result, once until another question is asked."""
        if not self._shown:
            self._console.say(closing_text(self._interview, self._asking.replies))
        self._shown = True

    def _afterwards(self) -> Leave:
        """One line after the result."""
        try:
            text = self._console.ask(
                "\nwhy, why not X, what if, change to X, full, report FILE, quit", AFTERWARDS
            )
            said = understand(text, {}, AFTERWARDS)
            if not isinstance(said, Command):
                message = f"{said!r} is not a command" if said else "nothing was typed"
                raise AnswerError(message, "type help for what may be typed here, or quit to end")
            if said.verb is Verb.BACK:
                said = Command(Verb.CHANGE, self._interview.given()[-1].question)
            return self._asking.anywhere(said, text, None, None) or Leave()
        except AdvisorError as error:
            self._console.say(refusal(error))
            return Leave()
