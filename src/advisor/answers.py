"""What a person typed for one question in, an answer out; one reading for case files, tables, the interview and what-if.

Every function raises `AnswerError` with what is allowed and the closest match.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from advisor.errors import AnswerError, closest_match
from advisor.model.case import UNKNOWN, Unknown
from advisor.model.questions import APPLIES_WORDS, SCALE_WORDS, YES_NO_WORDS, Question, QuestionKind
from advisor.quantities import money_text, number_text, parse_number

_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}
UNKNOWN_WORDS = frozenset({"unknown", "?", "don't know", "dont know", "not known"})


def is_unknown(text: str) -> bool:
    """Whether a text says that the answer is not known."""
    return text.strip().lower().replace("’", "'") in UNKNOWN_WORDS


def one_answer(question: Question, text: str) -> str | Fraction | Unknown:
    """Read a single value: yes-no, choice, number or scale."""
    if is_unknown(text):
        return UNKNOWN
    match question.kind:
        case QuestionKind.YES_NO:
            return _among(question.id, text, YES_NO_WORDS, aliases=_YES_NO)
        case QuestionKind.CHOICE:
            return _among(question.id, text, question.values)
        case QuestionKind.NUMBER:
            return number_answer(question, text)
        case QuestionKind.SCALE:
            return scale_answer(question.id, text)
        case _:
            raise AnswerError(f"{question.id!r} takes more than one value", hint=shape_of(question))


def item_answer(question: Question, item: str, text: str) -> str | Fraction | Unknown:
    """Read the value of one item of a ratings or applies question."""
    if is_unknown(text):
        return UNKNOWN
    if question.kind is QuestionKind.RATINGS:
        return scale_answer(f"{question.id}.{item}", text)
    return _among(
        f"{question.id}.{item}",
        text,
        APPLIES_WORDS,
        aliases={"true": "yes", "false": "no", "y": "yes", "n": "no", "p": "partly"},
    )


def multi_answer(question: Question, texts: Iterable[str]) -> frozenset[str]:
    """Read the values chosen from a multi question; none at all is the empty set."""
    return frozenset(_among(question.id, text, question.values, what="choice") for text in texts)


def list_answer(question: Question, texts: Iterable[str]) -> tuple[str, ...]:
    """Read the names of a list, sorted; each counts once, so none may stand there twice or be empty."""
    names = sorted(" ".join(text.split()) for text in texts)
    for name in names:
        if not name or is_unknown(name):
            raise AnswerError(f"{question.id!r} has a name that is empty", hint=shape_of(question))
        if sum(other.casefold() == name.casefold() for other in names) > 1:
            raise AnswerError(f"{name!r} stands twice in {question.id!r}", hint="name each once")
    return tuple(names)


def known_item(question: Question, item: str) -> str:
    """The item as the question spells it."""
    return _among(question.id, item, question.items, what="item")


def number_answer(question: Question, text: str) -> Fraction:
    """Read a number within the question's bounds."""
    try:
        value = parse_number(text)
    except AnswerError as error:
        hint = error.hint if question.unit == "GBP" else f"{shape_of(question)}, in figures"
        raise AnswerError(f"{question.id!r} is a number, not {text.strip()!r}", hint) from error
    show = money_text if question.unit == "GBP" else number_text
    if question.minimum is not None and value < question.minimum:
        raise AnswerError(
            f"{question.id!r} is at least {show(question.minimum)}, not {text.strip()}",
            hint=shape_of(question),
        )
    if question.maximum is not None and value > question.maximum:
        raise AnswerError(
            f"{question.id!r} is at most {show(question.maximum)}, not {text.strip()}",
            hint=shape_of(question),
        )
    if question.whole and value.denominator != 1:
        raise AnswerError(f"{question.id!r} is a whole number, not {text.strip()}", hint=shape_of(question))
    return value


def scale_answer(name: str, text: str) -> Fraction:
    """Read 0 to 3, or the words for them."""
    lowered = " ".join(text.lower().split())
    if lowered in SCALE_WORDS:
        return Fraction(SCALE_WORDS.index(lowered))
    if lowered in ("0", "1", "2", "3"):
        return Fraction(lowered)
    raise AnswerError(f"{name!r} is 0, 1, 2 or 3, not {text.strip()!r}", hint=scale_hint())


def scale_hint() -> str:
    """What the four steps of a scale mean."""
    return ", ".join(f"{i} {words}" for i, words in enumerate(SCALE_WORDS))


def shape_of(question: Question) -> str:  # noqa: PLR0911 - one return a kind
    """What an answer to the question looks like, for a hint."""
    match question.kind:
        case QuestionKind.YES_NO:
            return "yes, no or unknown"
        case QuestionKind.CHOICE:
            return f"one of {', '.join(question.values)} or unknown"
        case QuestionKind.MULTI:
            return f"any of {', '.join(question.values)}; an empty list means none of them"
        case QuestionKind.NUMBER:
            return _number_shape(question)
        case QuestionKind.SCALE:
            return scale_hint()
        case QuestionKind.RATINGS:
            return f"an item and 0 to 3 for each of {', '.join(question.items)}"
        case QuestionKind.APPLIES:
            return "an item and yes, partly, no or unknown for each"
        case QuestionKind.LIST:
            return "a list of names"
        case QuestionKind.TABLE:
            columns = question.columns
            assert columns is not None
            return f"rows of {columns.member}, {columns.group}, and {columns.amount} or {columns.percent}"


def _number_shape(question: Question) -> str:
    what = (
        "a whole number"
        if question.whole
        else "an amount in pounds, like 1.2m or 250k"
        if question.unit == "GBP"
        else "a number"
    )
    return what + (f", at least {number_text(question.minimum)}" if question.minimum is not None else "")


def _among(
    name: str,
    text: str,
    allowed: Mapping[str, str],
    *,
    aliases: Mapping[str, str] | None = None,
    what: str = "value",
) -> str:
    word = text.strip()
    for candidate in (word, word.lower()):
        if candidate in allowed:
            return candidate
    if aliases and word.lower() in aliases:
        return aliases[word.lower()]
    raise AnswerError(
        f"{name!r} has no {what} {word!r}",
        hint=f"allowed: {', '.join(allowed)}" + (", unknown" if what == "value" else ""),
        closest=closest_match(word, allowed),
    )
