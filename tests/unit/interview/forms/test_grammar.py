"""A typed line is an answer or a command; beginnings do where they are unambiguous."""

from __future__ import annotations

import pytest

from advisor.errors import AnswerError
from advisor.interview.forms.form_for import numbered
from advisor.interview.forms.grammar import Command, Verb, refused, understand

SUPPORT = numbered(
    {"none": "Nothing, we need none", "specific-tasks": "Set tasks", "similar": "Similar"}, str
)
ALL = tuple(Verb)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", "none"),
        ("2", "specific-tasks"),
        ("none", "none"),
        ("Nothing, we need none", "none"),
        ("NOTHING", "none"),
        ("set", "specific-tasks"),
        ("set tasks.", "specific-tasks"),
        ("sp", "specific-tasks"),
        ("4", "4"),
        ("gibberish", "gibberish"),
        ("", ""),
        ("   ", ""),
        ("why", Command(Verb.WHY)),
        ("Why?", Command(Verb.WHY)),
        ("why shared", Command(Verb.WHY, "shared")),
        ("why not Shared Model", Command(Verb.WHY_NOT, "Shared Model")),
        ("what if 3=no", Command(Verb.WHAT_IF, "3=no")),
        ("what if place=region, money=pooled", Command(Verb.WHAT_IF, "place=region, money=pooled")),
        ("change 3", Command(Verb.CHANGE, "3")),
        ("change to shared", Command(Verb.CHANGE_TO, "shared")),
        ("ch 3", Command(Verb.CHANGE, "3")),
        ("so far", Command(Verb.SO_FAR)),
        ("so", Command(Verb.SO_FAR)),
        ("rev", Command(Verb.REVIEW)),
        ("b", Command(Verb.BACK)),
        ("q", Command(Verb.QUIT)),
        ("?", Command(Verb.HELP)),
        ("don’t know", Command(Verb.UNKNOWN)),
        ("unk", Command(Verb.UNKNOWN)),
        ("not sure", Command(Verb.UNKNOWN)),
        ("not sure yet", "not sure yet"),
        ("Dunno", Command(Verb.UNKNOWN)),
        ("I don’t know.", Command(Verb.UNKNOWN)),
        ("no such thing", "no such thing"),
        ("exit", Command(Verb.QUIT)),
        ("note  minutes of 3 May, item 4", Command(Verb.NOTE, "minutes of 3 May, item 4")),
        ("save", Command(Verb.SAVE)),
        ("save my case.yaml", Command(Verb.SAVE, "my case.yaml")),
        ("wh", Command(Verb.WHY)),
    ],
)
def test_understand(typed: str, meant: Command | str):
    expected = {"wh": None}
    if typed in expected:
        # `why` and `what if` both begin so.
        with pytest.raises(AnswerError, match="could mean 'why', 'what if'"):
            understand(typed, SUPPORT, ALL)
    else:
        assert understand(typed, SUPPORT, ALL) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("s", "'s' could mean 'specific-tasks', 'similar', 'so far', 'skip', 'save'"),
        ("no", "'no' could mean 'none', 'note'"),
        ("re", "'re' could mean 'review', 'report'"),
    ],
)
def test_an_ambiguous_beginning_is_named_with_what_it_could_mean(typed: str, said: str):
    with pytest.raises(AnswerError) as raised:
        understand(typed, SUPPORT, ALL)
    assert str(raised.value) == said


def test_an_answer_comes_before_a_command_that_is_spelt_alike():
    words = numbered({"back": "Backwards", "note": "A note"}, str)
    assert understand("back", words, ALL) == "back"
    assert understand("note", words, ALL) == "note"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Re", "Re"),
        ("Stockport", "Stockport"),
        ("back", Command(Verb.BACK)),
        ('"back"', '"back"'),
        ("", ""),
        ("so far", Command(Verb.SO_FAR)),
    ],
)
def test_among_names_only_a_whole_command_is_one(typed: str, meant: Command | str):
    assert understand(typed, {}, ALL, names=True) == meant


def test_a_number_in_the_list_gives_way_to_a_value_that_is_that_number():
    words = numbered({"2": "Two", "1": "One"}, str)
    assert (words["1"], words["2"]) == ("1", "2")


@pytest.mark.parametrize(
    ("typed", "near"), [("bakc", "back"), ("spefic-tasks", "specific-tasks"), ("zzz", "")]
)
def test_a_mistyped_line_is_answered_with_the_closest(typed: str, near: str):
    error = refused(typed, "Type a number.", SUPPORT)
    assert (error.closest, error.hint) == (near, "Type a number.")


def test_a_slip_in_the_first_words_of_an_answer_finds_the_whole_of_it():
    assert refused("nothign, we", "", SUPPORT).closest == "nothing, we need none"
    assert refused("nothing like it at all", "", SUPPORT).closest == ""


def test_a_command_that_is_not_to_be_had_is_not_offered_again():
    assert refused("unknown", "", SUPPORT).closest == ""
