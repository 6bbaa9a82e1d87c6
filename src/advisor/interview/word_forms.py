"""Forms of one line: one of several words, a number, several of a list, names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.answers import number_answer, one_answer, shape_of
from advisor.errors import AnswerError
from advisor.interview.form import Done
from advisor.interview.grammar import plain, refused
from advisor.model.questions import Question

NONE_WORDS = ("none", "none of them", "nothing")


@dataclass(frozen=True, slots=True)
class WordForm:
    """One of a few answers: yes or no, a choice, a step of a scale."""

    question: Question
    words: Mapping[str, str]
    allowed: str
    prompt: str = "Your answer"
    names: bool = False
    lines: tuple[str, ...] = ()

    def read(self, text: str) -> Done:
        """The answer that the text names in full."""
        try:
            return Done(one_answer(self.question, self.words.get(plain(text), text)))
        except AnswerError as error:
            raise refused(text, self.allowed, self.words, ()) from error


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A number or a sum of money."""

    question: Question
    prompt: str = "Your answer"
    names: bool = False
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """No words are numbers."""
        return {}

    @property
    def allowed(self) -> str:
        """A number, with its bounds."""
        return f"Type {shape_of(self.question)}, or unknown."

    def read(self, text: str) -> Done:
        """The number that was typed, within the question's bounds."""
        if not any(character.isdigit() for character in text):
            raise refused(text, self.allowed, (), ())
        return Done(number_answer(self.question, text))


@dataclass(frozen=True, slots=True)
class SeveralForm:
    """Any number of a list's values, by their numbers or words."""

    question: Question
    words: Mapping[str, str]
    prompt: str = "Numbers of those that apply, or none"
    names: bool = False
    lines: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """Numbers of the list."""
        return f"Type numbers from 1 to {len(self.question.values)} with blanks between them, for example 1 3, or none."

    def read(self, text: str) -> Done:
        """The set of what was typed; none at all must be said."""
        if plain(text) in NONE_WORDS:
            return Done(frozenset())
        parts = [text] if plain(text) in self.words else parted(text)
        if not parts:
            raise AnswerError("nothing was typed", self.allowed)
        return Done(frozenset(picked(part, self.words, self.allowed) for part in parts))


@dataclass(frozen=True, slots=True)
class NamesForm:
    """A list of names, with commas between them."""

    question: Question
    prompt: str = "Names, with commas between them"
    names: bool = True
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """Any text is a name."""
        return {}

    @property
    def allowed(self) -> str:
        """Names, or none."""
        return "Type the names with commas between them, or none."

    def read(self, text: str) -> Done:
        """The names, each once, sorted."""
        if plain(text) in NONE_WORDS:
            return Done(())
        found = {" ".join(unquoted(part).split()) for part in text.split(",")} - {""}
        if not found:
            raise AnswerError("nothing was typed", self.allowed)
        return Done(tuple(sorted(found)))


def unquoted(text: str) -> str:
    """A text without the quotation marks round it, which keep a name from being read as a command."""
    stripped = text.strip()
    return (
        stripped[1:-1]
        if len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "\"'"
        else stripped
    )


def parted(text: str) -> list[str]:
    """The words of a list: at commas and semicolons where there are any, else at blanks; 4-7 and 4 to 7 are 4 5 6 7."""
    spread = re.sub(r"\b(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})\b", _range, text)
    marks = r"[,;]|\band\b" if re.search(r"[^\d\s,;]", spread) and re.search(r"[,;]", spread) else r"[,;\s]+"
    return [part.strip() for part in re.split(marks, spread) if part.strip()]


def _range(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return " ".join(map(str, range(first, last + 1))) if first <= last else match[0]


def picked(part: str, words: Mapping[str, str], allowed: str) -> str:
    """The value that one part of a list names, by its number, its word or the beginning of it. Raises `AnswerError`."""
    said = plain(part)
    if said in words:
        return words[said]
    meant = {value for word, value in words.items() if word.startswith(said) and not word.isdigit()}
    if len(meant) == 1:
        return meant.pop()
    if meant:
        raise AnswerError(f"{part!r} could mean {', '.join(sorted(meant))}", "type a little more of it")
    raise refused(part, allowed, words, ())
