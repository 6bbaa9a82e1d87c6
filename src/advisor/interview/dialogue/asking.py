"""A question in; what is typed until it is answered, put off or left, each line recorded before the next is read."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.errors import AdvisorError, AnswerError
from advisor.interview.dialogue.commands import Outside, Replies
from advisor.interview.dialogue.console import Console, Quit, refusal
from advisor.interview.dialogue.meaning import question_meant
from advisor.interview.forms.form import Done, Form
from advisor.interview.forms.form_for import form_for
from advisor.interview.forms.grammar import Command, Verb, plain, understand
from advisor.interview.forms.table import TableForm
from advisor.interview.interview import Interview
from advisor.interview.what_next.next_question import Next
from advisor.model.case import UNKNOWN
from advisor.render.text import interview as words


@dataclass(frozen=True, slots=True)
class Leave:
    """The question is left: for another that is put again, or for whatever comes next."""

    again: str | None = None


class Asking:
    """Puts questions of one interview."""

    def __init__(self, interview: Interview, console: Console, outside: Outside) -> None:
        self.replies = Replies(interview, outside)
        self._interview = interview
        self._console = console
        self._outside = outside
        self._about = ""

    def put(self, question: str, following: Next | None) -> Leave:
        """Ask one question until it is left. `following` is None where it is put again."""
        form = self._form(question)
        self._console.say("\n" + self._introduction(question, following, form))
        optional = following is not None and following.optional
        while True:
            try:
                step = self._line(question, form, optional=optional)
            except AdvisorError as error:
                self._console.say(refusal(error))
                continue
            if isinstance(step, Leave):
                return step
            form = step

    def _form(self, question: str) -> Form:
        """The question's form, as far as its draft goes."""
        kb, fill = self._interview.kb, self._interview.wording().fill
        draft = self._interview.log.session.drafts.get(question)
        now = UNKNOWN if draft is not None else self._interview.case.answers.get(question, UNKNOWN)
        form = form_for(kb.questions[question], fill, self._outside.load, now)
        for line in draft or ():
            try:
                step = form.read(line)
            except AnswerError:
                # The draft was begun under another version of the question: what it no longer takes is typed again.
                break
            if isinstance(step, Done):
                break
            form = step
        return form

    def _introduction(self, question: str, following: Next | None, form: Form) -> str:
        known, wording = self._interview.kb.questions[question], self._interview.wording()
        lines = [*self._heading(question, following), words.question_text(known, wording)]
        answers = self._interview.case.answers
        if question in answers:
            lines.append(f"Your answer now: {words.answer_words(known, answers[question], wording)}.")
            lines.append("Press Enter to keep it.")
        if isinstance(form, TableForm) and form.rows:
            lines.append(words.rows_text(known, form.in_order()))
        return "\n".join(lines)

    def _heading(self, question: str, following: Next | None) -> list[str]:
        given = [g.question for g in self._interview.given()]
        number = given.index(question) + 1 if question in given else len(given) + 1
        if following is None:
            return [f"Question {number} again"] if question in given else [f"Question {number}"]
        if following.optional:
            return [
                "An optional question: it could only put one of the options that hold ahead. Enter leaves it out."
            ]
        lines = []
        if len(self._interview.case.decisions or ()) > 1 and self._about != following.decision:
            self._about = following.decision
            label = self._interview.kb.decisions[following.decision].label
            lines = [f"About: {self._interview.wording().fill(label)}"]
        more = following.at_most_after
        return [*lines, f"Question {number}, {f'at most {more} more after it' if more else 'the last'}"]

    def _line(self, question: str, form: Form, *, optional: bool) -> Form | Leave:
        """One line: the form's next step, the same form after a reply, or the end of the question."""
        text = self._console.ask(form.prompt, (*form.words, *Verb))
        said = understand(text, form.words, tuple(Verb), names=form.names)
        if isinstance(said, Command):
            return self._command(said, text, question, form)
        if isinstance(form, TableForm) and not form.cells and plain(said) == "rows":
            known = self._interview.kb.questions[question]
            self._console.say(words.rows_text(known, form.in_order(), everything=True))
            return form
        if not said and not form.takes_nothing:
            return self._nothing(question, form, optional=optional)
        step = form.read(said)
        known, wording = self._interview.kb.questions[question], self._interview.wording()
        if isinstance(step, Done):
            self._interview.answer(question, step.answer, text)
            self._console.say(f"Noted: {words.answer_words(known, step.answer, wording)}.")
            return Leave()
        self._interview.draft(question, step.lines, text)
        if isinstance(form, TableForm) and isinstance(step, TableForm) and form.rows != step.rows:
            self._console.say(words.rows_text(known, step.in_order()))
        return step

    def _nothing(self, question: str, form: Form, *, optional: bool) -> Leave:
        """An empty line keeps an answer that is there and leaves out what is optional."""
        if question not in self._interview.case.answers:
            if not optional:
                raise AnswerError("nothing was typed", form.allowed)
            self._interview.skip(question)
        return Leave()

    def _command(self, command: Command, text: str, question: str, form: Form) -> Form | Leave:
        match command.verb:
            case Verb.UNKNOWN:
                self._interview.answer(question, UNKNOWN, text)
                self._console.say("Noted: not known. It never counts as a no.")
                return Leave()
            case Verb.SKIP:
                self._interview.skip(question)
                self._console.say("Left for later.")
                return Leave()
            case Verb.BACK:
                return self._back(question, form, text)
            case _:
                return self.anywhere(command, text, question, form) or form

    def _back(self, question: str, form: Form, text: str) -> Form | Leave:
        before = form.before()
        if before is not None:
            self._interview.draft(question, before.lines, text)
            return before
        given = [g.question for g in self._interview.given()]
        earlier = given[: given.index(question)] if question in given else given
        if not earlier:
            raise AnswerError("this is the first question", "there is nothing to go back to")
        self._interview.said(text)
        return Leave(earlier[-1])

    def anywhere(self, command: Command, text: str, question: str | None, form: Form | None) -> Leave | None:
        """A command that means the same at every prompt; None where it moves nothing. Raises `Quit`."""
        match command.verb:
            case Verb.QUIT:
                self._interview.said(text)
                raise Quit
            case Verb.CHANGE:
                again = question_meant(self._interview, command.argument)
                self._interview.said(text)
                return Leave(again)
            case Verb.NOTE:
                self._note(command.argument, question)
            case _:
                self._console.say(self.replies.reply(command.verb, command.argument, question, form))
                self._interview.said(text)
        return None

    def _note(self, text: str, question: str | None) -> None:
        about = question or self._interview.log.session.last
        if not text or not about:
            raise AnswerError("say what to note", "for example: note minutes of 3 May, item 4")
        self._interview.note(about, text)
        label = self._interview.wording().fill(self._interview.kb.questions[about].label)
        self._console.say(f"Kept with the answer on {label}.")
