"""A question in, the form to answer it with out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from advisor.interview.forms.form import Form
from advisor.interview.forms.grammar import plain
from advisor.interview.forms.items import AppliesForm, RatingsForm
from advisor.interview.forms.table import Load, TableForm
from advisor.interview.forms.words import NamesForm, NumberForm, SeveralForm, WordForm
from advisor.model.case import UNKNOWN, Answer, Table
from advisor.model.questions import SCALE_WORDS, YES_NO_WORDS, Question, QuestionKind

Fill: TypeAlias = Callable[[str], str]
"""Fills the placeholders of a text."""


def form_for(question: Question, fill: Fill, load: Load, now: Answer = UNKNOWN) -> Form:
    """The form of a question's kind. `load` reads a table from a file; a table that is the answer now can be changed."""
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.CHOICE | QuestionKind.SCALE:
            return _word_form(question, fill)
        case QuestionKind.NUMBER:
            return NumberForm(question)
        case QuestionKind.MULTI:
            return SeveralForm(question, numbered(question.values, fill))
        case QuestionKind.LIST:
            return NamesForm(question)
        case QuestionKind.RATINGS:
            return RatingsForm(question, numbered(question.items, fill))
        case QuestionKind.APPLIES:
            return AppliesForm(question, numbered(question.items, fill))
        case QuestionKind.TABLE:
            return (
                TableForm.holding(question, load, now)
                if isinstance(now, Table)
                else TableForm(question, load)
            )


def _word_form(question: Question, fill: Fill) -> WordForm:
    if question.kind is QuestionKind.YES_NO:
        words = {**numbered(YES_NO_WORDS, fill), "y": "yes", "n": "no"}
        return WordForm(question, words, "Type yes or no, 1 or 2, or unknown.")
    if question.kind is QuestionKind.SCALE:
        steps = {plain(words): str(step) for step, words in enumerate(SCALE_WORDS)}
        steps |= {str(step): str(step) for step in range(len(SCALE_WORDS))}
        return WordForm(question, steps, "Type a number from 0 to 3, or unknown.", ", 0 to 3")
    allowed = f"Type a number from 1 to {len(question.values)}, the first words of an answer, or unknown."
    return WordForm(question, numbered(question.values, fill), allowed)


def numbered(values: Mapping[str, str], fill: Fill) -> dict[str, str]:
    """Each value by its id, by its words, and by its number in the list unless an id is that number."""
    found = {plain(value): value for value in values}
    for number, (value, words) in enumerate(values.items(), start=1):
        found.setdefault(plain(fill(words)), value)
        found.setdefault(str(number), value)
    return found
