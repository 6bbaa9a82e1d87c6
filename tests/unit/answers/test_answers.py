"""What a person types for a question: read as it is meant, or refused with what is allowed and the closest match."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from advisor.answers import (
    is_unknown,
    item_answer,
    known_item,
    list_answer,
    multi_answer,
    number_answer,
    one_answer,
    scale_answer,
    shape_of,
)
from advisor.batch.encode import read_cell
from advisor.errors import AnswerError
from advisor.inquiry.changes import changed_case
from advisor.interview.forms.words import NamesForm
from advisor.model.case import UNKNOWN
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import QuestionKind
from advisor.reader.batches.rows import empty_frame
from tests.small_kb import knowledge


@pytest.mark.parametrize(
    "text",
    ["unknown", "Unknown", " UNKNOWN ", "?", "don't know", "don\u2019t know", "Dont know", "not known"],
)
def test_unknown_is_an_answer(text: str, kb: KnowledgeBase) -> None:
    assert is_unknown(text)
    for name in ("region-wide-service", "place", "commissioner-count", "change-appetite"):
        assert one_answer(kb.questions[name], text) is UNKNOWN
    assert item_answer(kb.questions["barriers"], "trust", text) is UNKNOWN
    assert item_answer(kb.questions["circumstances"], "travel", text) is UNKNOWN


@pytest.mark.parametrize("text", ["", "unknowable", "none", "no", "n/a", "-"])
def test_nothing_else_is_unknown(text: str) -> None:
    assert not is_unknown(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", "yes"), ("YES", "yes"), (" Yes ", "yes"), ("true", "yes"), ("True", "yes"), ("y", "yes"),
     ("no", "no"), ("NO", "no"), ("false", "no"), ("False", "no"), ("n", "no")],
)  # fmt: skip
def test_yes_and_no_in_any_case(text: str, value: str, kb: KnowledgeBase) -> None:
    assert one_answer(kb.questions["region-wide-service"], text) == value


@pytest.mark.parametrize("text", ["", "1", "0", "on", "off", "maybe", "yess"])
def test_what_is_neither_yes_nor_no_is_refused(text: str, kb: KnowledgeBase) -> None:
    with pytest.raises(AnswerError) as refused:
        one_answer(kb.questions["region-wide-service"], text)
    assert refused.value.hint == "allowed: yes, no, unknown"


def test_a_choice_takes_its_ids_and_no_other_word_for_yes(kb: KnowledgeBase) -> None:
    within = kb.questions["support-from-within"]
    assert [one_answer(within, text) for text in ("yes", "Mostly", "no")] == ["yes", "mostly", "no"]
    with pytest.raises(AnswerError, match="has no value 'true'"):
        one_answer(within, "true")
    with pytest.raises(AnswerError) as refused:
        one_answer(kb.questions["place"], "conurbasion")
    assert refused.value.closest == "conurbation"
    assert refused.value.hint == "allowed: conurbation, city-or-town, mixed-or-rural, region, unknown"


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("3", 3), (" 2 ", 2), ("not at all", 0), ("A little", 1), ("quite", 2), ("very  much", 3)],
)
def test_a_scale_takes_its_numbers_and_their_words(text: str, value: int) -> None:
    assert scale_answer("keen", text) == Fraction(value)


@pytest.mark.parametrize("text", ["4", "-1", "1.5", "very", "", "high", "yes"])
def test_a_scale_takes_nothing_else(text: str) -> None:
    with pytest.raises(AnswerError) as refused:
        scale_answer("keen", text)
    assert refused.value.hint == "0 not at all, 1 a little, 2 quite, 3 very much"


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", "yes"), ("Partly", "partly"), ("p", "partly"), ("NO", "no"), ("false", "no"), ("true", "yes")],
)
def test_an_item_applies_partly_or_not(text: str, value: str, kb: KnowledgeBase) -> None:
    assert item_answer(kb.questions["circumstances"], "travel", text) == value


def test_items_are_known_by_their_ids_whatever_their_capitals(kb: KnowledgeBase) -> None:
    assert known_item(kb.questions["barriers"], " Trust ") == "trust"
    with pytest.raises(AnswerError) as refused:
        known_item(kb.questions["barriers"], "trusts")
    assert refused.value.closest == "trust"
    assert "unknown" not in refused.value.hint


def test_several_values_and_none(kb: KnowledgeBase) -> None:
    problems = kb.questions["frontline-problems"]
    assert multi_answer(problems, ["Duplication", "service-gaps", "duplication"]) == {
        "duplication",
        "service-gaps",
    }
    assert multi_answer(problems, []) == frozenset()
    with pytest.raises(AnswerError, match="has no choice 'gaps'"):
        multi_answer(problems, ["gaps"])


def test_numbers_stay_within_their_bounds(kb: KnowledgeBase) -> None:
    count, value = kb.questions["commissioner-count"], kb.questions["contract-value"]
    assert number_answer(count, "12") == 12
    assert number_answer(value, "£1.2 million") == 1_200_000
    with pytest.raises(AnswerError, match="is at least 1, not 0"):
        number_answer(count, "0")
    with pytest.raises(AnswerError, match=r"is a whole number, not 2\.5"):
        number_answer(count, "2.5")
    with pytest.raises(AnswerError, match="is a number, not 'a dozen'"):
        number_answer(count, "a dozen")


def test_one_value_does_not_answer_a_question_that_takes_several(kb: KnowledgeBase) -> None:
    with pytest.raises(AnswerError, match="takes more than one value"):
        one_answer(kb.questions["barriers"], "2")


def test_every_kind_of_question_says_what_an_answer_looks_like(kb: KnowledgeBase) -> None:
    shapes = {question.kind: shape_of(question) for question in kb.questions.values()}
    assert set(shapes) >= set(QuestionKind) - {QuestionKind.LIST}
    assert all(shapes.values())
    assert shape_of(kb.questions["contracts"]) == "rows of commissioner, provider, and value or share"
    assert shape_of(kb.questions["contract-value"]).startswith("an amount in pounds")


@pytest.fixture(scope="module")
def watched() -> KnowledgeBase:
    return knowledge(
        questions="f: {kind: list, label: f, ask: f, help: h, matters: m, where: w}",
        rules="R-1: {meets: a, when: {f: at least 2}, basis: tool, because: x}",
    )


def test_each_name_of_a_list_counts_once(watched: KnowledgeBase) -> None:
    friends = watched.questions["f"]
    assert list_answer(friends, ["Ben ", " Ann  Lee"]) == ("Ann Lee", "Ben")
    assert list_answer(friends, []) == ()
    for names in (["Ann", "ann"], ["Ann", " "], ["unknown"]):
        with pytest.raises(AnswerError):
            list_answer(friends, names)


@pytest.mark.parametrize(
    ("names", "read"),
    [("Ben; Ann  Lee", ("Ann Lee", "Ben")), ("none", ()), ("Ann; Ann", None), ("Ann; ann", None)],
)
def test_a_row_of_a_batch_a_supposed_change_and_the_interview_read_a_list_as_a_case_does(
    watched: KnowledgeBase, names: str, read: tuple[str, ...] | None
) -> None:
    friends = watched.questions["f"]
    case = replace(empty_frame(), profile="p")

    def as_supposed() -> object:
        return changed_case(watched, case, [f"f={names}"])[0].answers["f"]

    def as_typed() -> object:
        done = NamesForm(friends).read(names.replace(";", ","))
        return done.answer

    for reading in (as_supposed, as_typed, lambda: read_cell(friends, "", names)):
        if read is None:
            with pytest.raises(AnswerError, match="stands twice"):
                reading()
        else:
            assert reading() == read
