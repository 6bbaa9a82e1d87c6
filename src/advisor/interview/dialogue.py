"""Typed lines in, questions, replies and at last a recommendation out: the conversation itself, over any console."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from advisor.errors import AdvisorError, AnswerError
from advisor.interview.closing import closing_text
from advisor.interview.commands import Outside, Replies
from advisor.interview.form import Done, Form
from advisor.interview.forms import form_for
from advisor.interview.grammar import Command, Verb, understand
from advisor.interview.interview import Interview
from advisor.interview.next_question import Next
from advisor.interview.table_form import TableForm
from advisor.model.case import UNKNOWN
from advisor.render import interview_text as words


class Console(Protocol):
    """Where a conversation takes place."""

    def say(self, text: str) -> None:
        """Show a text, each line of it wrapped to fit."""

    def ask(self, prompt: str) -> str:
        """Read a line. Raises `EndOfInput` where there are no more."""


class EndOfInput(Exception):
    """Nothing more can be read."""


class Quit(Exception):
    """The user wants to stop."""


class Ending(Enum):
    """How a conversation ended: with a result, or before it."""

    DONE = "done"
    EARLY = "early"


class Dialogue:
    """One conversation about one interview."""

    def __init__(self, interview: Interview, console: Console, outside: Outside) -> None:
        self._interview = interview
        self._console = console
        self._outside = outside
        self._replies = Replies(interview, outside)
        self._again: str | None = None
        self._heading = ""

    @property
    def finished(self) -> bool:
        """Whether no question is left that must be asked."""
        following = self._interview.agenda().following
        return following is None or following.optional

    def run(self) -> Ending:
        """Ask until nothing more can matter, give the result, and answer what is asked about it. Raises `EndOfInput`."""
        shown = None
        try:
            while True:
                following = self._interview.agenda().following
                if self._again is not None:
                    question, self._again = self._again, None
                    self._put(question, None)
                elif following is not None:
                    self._put(following.question, following)
                else:
                    if shown is not self._interview.case:
                        shown = self._interview.case
                        self._console.say(closing_text(self._interview, self._replies))
                    self._afterwards()
        except Quit:
            return Ending.DONE if self.finished else Ending.EARLY
        except EndOfInput:
            if not self.finished:
                raise
            if shown is not self._interview.case:
                self._console.say(closing_text(self._interview, self._replies))
            return Ending.DONE

    def _put(self, question: str, following: Next | None) -> None:
        """Ask one question until it is answered, put off, or left for another."""
        form = self._fresh(question, self._interview.log.session.drafts.get(question, ()))
        self._console.say("\n" + self._introduction(question, following, form))
        optional = following is not None and following.optional
        while True:
            try:
                step = self._step(question, form, optional=optional)
            except AdvisorError as error:
                self._console.say(refusal(error))
                continue
            if step is None:
                return
            if step is not form:
                form = step

    def _fresh(self, question: str, lines: tuple[str, ...]) -> Form:
        form: Form = form_for(
            self._interview.kb.questions[question], self._replies.wording().fill, self._outside.load
        )
        for line in lines:
            step = form.read(line)
            assert not isinstance(step, Done)
            form = step
        return form

    def _introduction(self, question: str, following: Next | None, form: Form) -> str:
        known = self._interview.kb.questions[question]
        lines = [self._counted(question, following), words.question_text(known, self._replies.wording())]
        if question in self._interview.case.answers:
            now = words.answer_words(known, self._interview.case.answers[question], self._replies.wording())
            lines.append(f"Your answer now: {now}. Press Enter to keep it.")
        if form.lines:
            lines.append(self._progress(question, form))
        return "\n".join(line for line in lines if line)

    def _counted(self, question: str, following: Next | None) -> str:
        given = self._interview.given()
        number = next((g.number for g in given if g.question == question), len(given) + 1)
        if following is None:
            return f"Question {number} again" if number <= len(given) else f"Question {number}"
        if following.optional:
            return "An optional question: it could put one of the options that hold ahead. Press Enter to leave it out."
        more = following.at_most_after
        left = "the last" if more == 0 else f"at most {more} more after it"
        heading = f"Question {number}, {left}"
        decisions = self._interview.case.decisions or ()
        if len(decisions) > 1 and self._heading != following.decision:
            self._heading = following.decision
            label = self._replies.wording().fill(self._interview.kb.decisions[following.decision].label)
            return f"About: {label}\n{heading}"
        return heading

    def _progress(self, question: str, form: Form) -> str:
        if isinstance(form, TableForm):
            return words.rows_text(self._interview.kb.questions[question], form.table())
        return ""

    def _step(self, question: str, form: Form, *, optional: bool) -> Form | None:
        """One line: the form's next step, the same form after a reply, or None where the question is left."""
        text = self._console.ask(form.prompt)
        said = understand(text, form.words, tuple(Verb), names=form.names)
        if isinstance(said, Command):
            return self._command(said, text, question, form)
        if not said and not form.lines:
            self._nothing_typed(question, form, optional=optional)
            return None
        step = form.read(said)
        if isinstance(step, Done):
            self._interview.answer(question, step.answer, text)
            known = self._interview.kb.questions[question]
            self._console.say(f"Noted: {words.answer_words(known, step.answer, self._replies.wording())}.")
            return None
        self._interview.draft(question, step.lines, text)
        if isinstance(form, TableForm) and isinstance(step, TableForm) and form.rows != step.rows:
            self._console.say(self._progress(question, step))
        return step

    def _nothing_typed(self, question: str, form: Form, *, optional: bool) -> None:
        if question in self._interview.case.answers:
            self._interview.last_asked = question
            return
        if not optional:
            raise AnswerError("nothing was typed", form.allowed)
        self._interview.skip(question)

    def _command(self, command: Command, text: str, question: str, form: Form) -> Form | None:
        match command.verb:
            case Verb.UNKNOWN:
                self._interview.answer(question, UNKNOWN, text)
                self._console.say("Noted: not known. It never counts as a no.")
                return None
            case Verb.SKIP:
                self._interview.skip(question)
                self._console.say("Left for later.")
                return None
            case Verb.BACK:
                return self._back(question, form, text)
        return self._anywhere(command, text, question, form)

    def _back(self, question: str, form: Form, text: str) -> Form | None:
        self._interview.said(text)
        if form.lines:
            before = self._fresh(question, form.lines[:-1])
            self._interview.draft(question, before.lines, text)
            return before
        given = [g.question for g in self._interview.given()]
        earlier = given[: given.index(question)] if question in given else given
        if not earlier:
            self._console.say("This is the first question.")
            return form
        self._again = earlier[-1]
        return None

    def _anywhere(self, command: Command, text: str, question: str | None, form: Form | None) -> Form | None:
        """A command that means the same at every prompt."""
        match command.verb:
            case Verb.QUIT:
                self._interview.said(text)
                raise Quit
            case Verb.CHANGE:
                self._again = self._replies.question_meant(command.argument)
                self._interview.said(text)
                return None
            case Verb.NOTE:
                self._note(command.argument, question)
                return form
        self._console.say(self._replies.reply(command.verb, command.argument, question, form))
        self._interview.said(text)
        return form

    def _note(self, text: str, question: str | None) -> None:
        about = question or self._interview.last_asked
        if not text or not about:
            raise AnswerError("say what to note", "for example: note minutes of 3 May, item 4")
        self._interview.note(about, text)
        self._console.say(f"Kept with {about}.")

    def _afterwards(self) -> None:
        """One line after the result."""
        try:
            text = self._console.ask("why, why not X, what if, change 3, full, report FILE or quit")
            verbs = tuple(v for v in Verb if v not in (Verb.UNKNOWN, Verb.SKIP))
            said = understand(text, {}, verbs)
            if not isinstance(said, Command):
                message = f"{said!r} is no command" if said else "nothing was typed"
                raise AnswerError(message, "Type help for what may be typed here, or quit.")
            if said.verb is Verb.BACK:
                said = Command(Verb.CHANGE, self._interview.given()[-1].question)
            self._anywhere(said, text, None, None)
        except AdvisorError as error:
            self._console.say(refusal(error))


def refusal(error: AdvisorError) -> str:
    """Why a line was not taken, in two sentences at most."""
    message = str(error)
    parts = [message[:1].upper() + message[1:] + "."]
    closest, hint = getattr(error, "closest", ""), getattr(error, "hint", "")
    parts += [f"Did you mean {closest}?"] if closest else []
    parts += [hint[:1].upper() + hint[1:] + ("" if hint.endswith((".", "?")) else ".")] if hint else []
    return " ".join(parts)
