"""Forms of one line: one of several words, a number, several of a list, names."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.answers import list_answer, number_answer, one_answer, shape_of
from advisor.errors import AnswerError
from advisor.interview.forms.form import Done, Form
from advisor.interview.forms.grammar import plain, refused
from advisor.model.questions import Question

NONE_WORDS = ("none", "none of them", "nothing")


@dataclass(frozen=True, slots=True)
class WordForm(Form):
    """One of a few answers: yes or no, a choice, a step of a scale. `known` is every way to write one."""

    question: Question
    known: Mapping[str, str]
    hint: str
    steps: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """Every way to write an answer."""
        return self.known

    @property
    def prompt(self) -> str:
        """Your answer, with the steps of a scale."""
        return f"Your answer{self.steps}"

    @property
    def allowed(self) -> str:
        """The numbers or words."""
        return self.hint

    def read(self, text: str) -> Done:
        """The answer that the text names in full."""
        if plain(text) not in self.known:
            raise refused(text, self.hint, self.known)
        return Done(one_answer(self.question, self.known[plain(text)]))


@dataclass(frozen=True, slots=True)
class NumberForm(Form):
    """A number or a sum of money."""

    question: Question

    @property
    def prompt(self) -> str:
        """Your answer, in pounds where it is a sum."""
        return "Your answer, in pounds" if self.question.unit == "GBP" else "Your answer"

    @property
    def allowed(self) -> str:
        """A number, with its bounds."""
        return f"Type {shape_of(self.question)}, or unknown."

    def read(self, text: str) -> Done:
        """The number that was typed, within the question's bounds."""
        if not any(character.isdigit() for character in text):
            raise refused(text, self.allowed, ())
        return Done(number_answer(self.question, text))


@dataclass(frozen=True, slots=True)
class SeveralForm(Form):
    """Any number of a list's values, by their numbers or words."""

    question: Question
    known: Mapping[str, str]

    @property
    def prompt(self) -> str:
        """Numbers of the list."""
        return "Numbers of those that apply, or none"

    @property
    def allowed(self) -> str:
        """Numbers of the list, with an example."""
        return numbers_allowed(len(self.question.values))

    def read(self, text: str) -> Done:
        """The set of what was typed; none at all must be said."""
        return Done(chosen(text, self.known, self.allowed))


@dataclass(frozen=True, slots=True)
class NamesForm(Form):
    """A list of names, with commas between them."""

    question: Question

    @property
    def prompt(self) -> str:
        """Names."""
        return "Names, with commas between them"

    @property
    def allowed(self) -> str:
        """Names, or none."""
        return "Type the names with commas between them, or none."

    @property
    def words(self) -> Mapping[str, str]:
        """The ways to say that there are none."""
        return dict.fromkeys(NONE_WORDS, "none")

    @property
    def names(self) -> bool:
        """Any text is a name."""
        return True

    def read(self, text: str) -> Done:
        """The names, sorted. Raises `AnswerError` for one that stands twice."""
        if plain(text) in NONE_WORDS:
            return Done(())
        names = (unquoted(part) for part in split_cells(text))
        return Done(list_answer(self.question, filter(None, names)))


def numbers_allowed(count: int) -> str:
    """What may be typed where numbers of a list are asked for."""
    return f"Type numbers from 1 to {count} with blanks between them, for example 1 3, or none."


def chosen(text: str, known: Mapping[str, str], allowed: str) -> frozenset[str]:
    """The values of a list that a line names. Raises `AnswerError`."""
    if plain(text) in NONE_WORDS:
        return frozenset()
    parts = [text] if plain(text) in known else parted(text)
    return frozenset(picked(part, known, allowed) for part in parts)


def unquoted(text: str) -> str:
    """A text without the quotation marks round it, which keep a name from being read as a command."""
    stripped = text.strip()
    quoted = len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "\"'"
    return stripped[1:-1] if quoted else stripped


def split_cells(text: str) -> list[str]:
    """The cells of one line, at semicolons, tabs or else commas; quotation marks keep a name whole."""
    outside = re.sub(r'"[^"]*"', "", text)
    mark = next((m for m in (";", "\t") if m in outside), ",")
    return [cell.strip() for cell in next(csv.reader([text.strip()], delimiter=mark, skipinitialspace=True))]


def parted(text: str) -> list[str]:
    """The words of a list: at commas, semicolons and `and`, else at blanks; 4-7 and 4 to 7 are 4 5 6 7."""
    spread = re.sub(r"\b(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})\b", _range, text)
    marks = (
        r"[,;]|\band\b"
        if re.search(r"[^\W\d]", spread) and re.search(r"[,;]|\band\b", spread)
        else r"[,;\s]+"
    )
    return [part.strip() for part in re.split(marks, spread) if part.strip()]


def _range(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return " ".join(map(str, range(first, last + 1))) if first <= last else match[0]


def picked(part: str, known: Mapping[str, str], allowed: str) -> str:
    """The value that one part of a list names, by its number, its words or their beginning. Raises `AnswerError`."""
    said = plain(part)
    if said in known:
        return known[said]
    meant = {value for word, value in known.items() if word.startswith(said) and not word.isdigit()}
    if len(meant) == 1:
        return meant.pop()
    if meant:
        raise AnswerError(f"{part!r} could mean {', '.join(sorted(meant))}", "type a little more of it")
    raise refused(part, allowed, known)
