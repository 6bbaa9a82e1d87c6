"""A command with its argument in, what is said in reply out; nothing here moves the interview on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.errors import AnswerError
from advisor.explanation import CaseExplanation
from advisor.interview.dialogue.effects import effects
from advisor.interview.dialogue.meaning import changes_meant, option_meant
from advisor.interview.forms.form import Form
from advisor.interview.forms.grammar import Verb
from advisor.interview.forms.table import Load
from advisor.interview.interview import Interview
from advisor.render.text import interview as words
from advisor.render.text.brief import so_far_text
from advisor.render.text.recommendation import recommendation_lines

if TYPE_CHECKING:
    from advisor.inquiry.explain import Questions
    from advisor.inquiry.inquirer import Inquirer

COMMANDS: Mapping[str, str] = {
    "why": "why this is asked, what each answer would do, and the guidance behind it",
    "why X, why not X": "why the option X is recommended, or why not",
    "what if Q=V": "what another answer would change, for example: what if 3=no",
    "so far": "what is ruled in and out now, and why",
    "unknown": "you do not know; that is an answer, and never counts as a no",
    "skip": "leave this question for later",
    "back": "the question before",
    "change 3": "answer question 3 of the review again",
    "review": "all answers so far, with their numbers",
    "note TEXT": "keep a text with this question, such as where the answer comes from",
    "save": "where everything is saved; save FILE.yaml writes a case file",
    "full": "the whole recommendation with every reason and note",
    "report FILE": "write the paper for the board, as FILE.docx, .pdf, .html or .md",
    "change to X": "the fewest changes that would make X the recommendation",
    "quit": "stop; all is saved, and you can go on later",
}
"""Every command, with what it does."""
AFTER_THE_RESULT: Mapping[str, str] = {
    **{name: what for name, what in COMMANDS.items() if name not in ("unknown", "skip")},
    "why": "why the options recommended are",
    "back": "answer the last question again",
    "note TEXT": "keep a text with the question answered last",
}
"""The commands that mean something once the result is there."""


Signed = Mapping[str, tuple[str, str]]
"""Who gave which answer, and when, for those where it is known."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What an interview needs of the world: reading a table's file, writing a case file, writing the paper.

    Each takes a file's name and raises `AdvisorError`; the writers return what to say. The paper is also told who gave
    which answer, and when.
    """

    load: Load
    save: Callable[[CaseExplanation, str], str]
    report: Callable[[Inquirer, Signed, str], str]


class Replies:
    """Answers the commands of one interview."""

    def __init__(self, interview: Interview, outside: Outside) -> None:
        self._interview = interview
        self._outside = outside

    def reply(self, verb: Verb, argument: str, question: str | None, form: Form | None) -> str:
        """What is said to a command that moves nothing. Raises `AdvisorError`."""
        with_argument = {
            Verb.WHY_NOT: self._explain,
            Verb.WHAT_IF: self._what_if,
            Verb.SAVE: self._save,
            Verb.REPORT: self._report,
            Verb.CHANGE_TO: self._change_to,
        }
        if verb in with_argument:
            return with_argument[verb](argument)
        match verb:
            case Verb.WHY:
                return self._explain(argument) if argument else self._why(question)
            case Verb.REVIEW:
                return self.review()
            case Verb.SO_FAR:
                return so_far_text(self._interview.explanation())
            case Verb.FULL:
                return self._full()
            case _:
                return self._help(question, form)

    def _why(self, question: str | None) -> str:
        if question is None:
            options = [o for d in self._interview.explanation().decisions.values() for o in d.recommended()]
            return (
                "\n".join(self._explain(option.option.key) for option in options)
                or "Nothing is recommended; type so far."
            )
        known = self._interview.kb.questions[question]
        return words.why_text(
            known, self._interview.wording(), effects(self._interview, known, self._interview.wording())
        )

    # What answers these needs a solver, which is loaded when somebody asks.

    def _explain(self, option: str) -> str:
        from advisor.inquiry.explain import Questions

        return self._account(Questions(conclusions=[option_meant(self._interview, option)]))

    def _what_if(self, said: str) -> str:
        from advisor.inquiry.explain import Questions

        return self._account(
            Questions(changes=changes_meant(self._interview, said, self._interview.wording()))
        )

    def _change_to(self, option: str) -> str:
        from advisor.inquiry.explain import Questions

        return self._account(Questions(change_to=[option_meant(self._interview, option)]))

    def _account(self, asked: Questions) -> str:
        from advisor.inquiry.explain import account
        from advisor.render.text.explain import account_lines

        return "\n".join(account_lines(account(self._interview.inquirer(), asked)))

    def review(self) -> str:
        """Every answer with its number, note and giver; then the notes on questions that have no answer."""
        given = self._interview.given()
        kb, fill, case = self._interview.kb, self._interview.wording().fill, self._interview.case
        lines = ["Your answers:"] if given else ["There are no answers yet."]
        for each in given:
            question = kb.questions[each.question]
            said = words.answer_words(question, each.answer, self._interview.wording())
            giver = f" ({each.by}, {each.at[:16].replace('T', ' ')} UTC)" if each.by else ""
            lines.append(f"  {each.number}. {fill(question.label)}: {said}{giver}")
            lines += [f"     Note: {each.note}"] if each.note else []
        alone = [q for q in case.evidence if q not in case.answers]
        lines += [f"  Note on {fill(kb.questions[q].label)}: {case.evidence[q]}" for q in alone]
        return "\n".join(lines)

    def _help(self, question: str | None, form: Form | None) -> str:
        if question is None or form is None:
            return words.commands_text(AFTER_THE_RESULT, "You may type:")
        return words.help_text(
            self._interview.kb.questions[question], self._interview.wording(), form.allowed, COMMANDS
        )

    def _full(self) -> str:
        return "\n".join(recommendation_lines(self._interview.explanation()))

    def _save(self, name: str) -> str:
        if not name:
            return f"Everything is saved, after every answer, in {self._interview.log.path}."
        return self._outside.save(self._interview.explanation(), name)

    def _report(self, name: str) -> str:
        if not name:
            raise AnswerError(
                "say which file to write", "for example: report paper.docx (or .pdf, .html, .md)"
            )
        signed = {g.question: (g.by, g.at) for g in self._interview.given() if g.by}
        return self._outside.report(self._interview.inquirer(), signed, name)
