"""What was typed after a command in; the option, question or changed answer that it means out."""

from __future__ import annotations

from advisor.errors import AnswerError, closest_match
from advisor.explanation import Wording
from advisor.interview.forms.form_for import numbered
from advisor.interview.forms.grammar import plain
from advisor.interview.interview import Interview
from advisor.model.questions import YES_NO_WORDS, QuestionKind


def option_meant(interview: Interview, said: str) -> str:
    """An option by its id, its label, or an unambiguous beginning of either; any other text as it is, for an error to name.

    Raises `AnswerError` where nothing was said.
    """
    known: dict[str, str] = {}
    for decision in interview.explanation().decisions.values():
        for key, option in decision.options.items():
            known |= {key: key, plain(option.label): key}
            # Of an id that two decisions share neither is meant; the bare id then says so itself.
            known[option.option.id] = key if option.option.id not in known else option.option.id
    if not said:
        ids = sorted(
            {word for word in known if word in {key.split(".", 1)[1] for key in known.values() if "." in key}}
        )
        raise AnswerError("say which option", f"the options are: {', '.join(ids)}")
    if plain(said) in known:
        return known[plain(said)]
    begun = {key for word, key in known.items() if word.startswith(plain(said))}
    return begun.pop() if len(begun) == 1 else said


def question_meant(interview: Interview, said: str) -> str:
    """The question that `change` means: a number of the review, an id or its beginning. Raises `AnswerError`."""
    asked = {q.id for d in interview.case.decisions or () for q in interview.kb.questions_of(d)}
    name = _numbered(interview, said)
    if name in asked:
        return name
    begun = sorted(q for q in asked if name and q.startswith(plain(name)))
    if len(begun) == 1:
        return begun[0]
    message = f"there is no question {said!r}" if said else "say which answer to change"
    hint = "type review for the numbers of your answers, then for example: change 3"
    raise AnswerError(message, hint, closest_match(name, asked))


def changes_meant(interview: Interview, said: str, wording: Wording) -> list[str]:
    """`question=value` for each change that `what if` names. Raises `AnswerError` where nothing was said."""
    if not said:
        raise AnswerError(
            "say what would be otherwise", "for example: what if 3=no, or: what if place=region"
        )
    parts = said.split(",") if said.count("=") > 1 else [said]
    return [_supposed(interview, part, wording) for part in parts]


def _supposed(interview: Interview, text: str, wording: Wording) -> str:
    """`question=value` from what was typed: a question may be its number, an answer its number or words."""
    name, sign, value = text.partition("=")
    if not sign:
        name, sign, value = text.partition(" is ")
    if not sign:
        return text
    head, dot, item = name.strip().partition(".")
    value = value.strip()
    question = interview.kb.questions.get(_numbered(interview, head))
    if question is None:
        return f"{name.strip()}={value}"
    if question.kind in (QuestionKind.CHOICE, QuestionKind.YES_NO):
        values = question.values if question.kind is QuestionKind.CHOICE else YES_NO_WORDS
        words = numbered(values, wording.fill)
        begun = {known for word, known in words.items() if word.startswith(plain(value))}
        value = words.get(plain(value)) or (begun.pop() if len(begun) == 1 else value)
    return f"{question.id}{dot}{item}={value}"


def _numbered(interview: Interview, said: str) -> str:
    """The question with this number in the review; else what was said."""
    by_number = {str(given.number): given.question for given in interview.given()}
    return by_number.get(said.strip(), said.strip())
