"""What may be typed for each kind of question, and what comes of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from advisor.errors import AnswerError, UsageError
from advisor.interview.forms.form import Done, Form
from advisor.interview.forms.form_for import form_for
from advisor.interview.forms.grammar import Command, Verb, understand
from advisor.model.case import UNKNOWN, Answer, Row, Table
from advisor.model.knowledge import KnowledgeBase
from tests.unit.interview.typist import no_file


def typed(form: Form, *lines: str) -> Form | Done:
    """Type lines into a form as the conversation does: commands apart, beginnings made whole."""
    step: Form | Done = form
    for line in lines:
        assert isinstance(step, Form)
        said = understand(line, step.words, tuple(Verb), names=step.names)
        assert not isinstance(said, Command), said
        step = step.read(said)
    return step


def form(kb: KnowledgeBase, question: str, now: Answer = UNKNOWN) -> Form:
    return form_for(kb.questions[question], str, no_file, now)


def f(value: int | str) -> Fraction:
    return Fraction(value)


@pytest.mark.parametrize(
    ("question", "line", "answer"),
    [
        ("chimney", "yes", "yes"),
        ("chimney", "Y", "yes"),
        ("chimney", "1", "yes"),
        ("chimney", "2", "no"),
        ("place", "valley", "valley"),
        ("place", "on the", "ridge"),
        ("place", "2", "ridge"),
        ("keen", "0", f(0)),
        ("keen", "very much", f(3)),
        ("keen", "quite", f(2)),
        ("guests", "12", f(12)),
        ("guests", "1,200", f(1200)),
        ("guests", "1k", f(1000)),
        ("fuel", "1 3", frozenset({"logs", "bottle"})),
        ("fuel", "1,3", frozenset({"logs", "bottle"})),
        ("fuel", "1-3", frozenset({"logs", "peat", "bottle"})),
        ("fuel", "2 to 3", frozenset({"peat", "bottle"})),
        ("fuel", "logs, bottled gas", frozenset({"logs", "bottle"})),
        ("fuel", "logs and peat", frozenset({"logs", "peat"})),
        ("fuel", "Bottled gas", frozenset({"bottle"})),
        ("fuel", "none", frozenset()),
        ("friends", "Ben, Ann,  Cem the Elder", ("Ann", "Ben", "Cem the Elder")),
        ("friends", "none", ()),
        ("friends", '"Back"', ("Back",)),
        ("friends", '"Smith, Ann", Ben', ("Ben", "Smith, Ann")),
        ("worries", "3 0", {"cold": f(0), "cost": f(3)}),
        ("worries", "30", {"cold": f(0), "cost": f(3)}),
        ("worries", "3, ?", {"cold": UNKNOWN, "cost": f(3)}),
        ("worries", "cold=2", {"cold": f(2)}),
        ("worries", "2=1 rest=0", {"cold": f(1), "cost": f(0)}),
        ("worries", "the cost=3", {"cost": f(3)}),
        ("worries", "all=1", {"cold": f(1), "cost": f(1)}),
    ],
)
def test_one_line_answers(hut: KnowledgeBase, question: str, line: str, answer: Answer):
    assert typed(form(hut, question), line) == Done(answer)


@pytest.mark.parametrize(
    ("line", "pounds"),
    [
        ("12m", 12_000_000),
        ("£1.2 million", 1_200_000),
        ("250k", 250_000),
        ("1,200,000", 1_200_000),
        ("£ 3bn", 3 * 10**9),
    ],
)
def test_sums_of_money(kb: KnowledgeBase, line: str, pounds: int):
    assert typed(form(kb, "contract-value"), line) == Done(f(pounds))


@pytest.mark.parametrize(
    ("question", "line", "message", "hint"),
    [
        ("chimney", "perhaps", "'perhaps' is not one of the answers", "Type yes or no, 1 or 2, or unknown."),
        ("chimney", "3", "'3' is not one of the answers", "Type yes or no"),
        ("place", "vale", "'vale' is not one of the answers", "Type a number from 1 to 2"),
        ("keen", "4", "'4' is not one of the answers", "Type a number from 0 to 3"),
        ("guests", "many", "'many' is not one of the answers", "a whole number, at least 0"),
        ("guests", "-1", "'guests' is at least 0, not -1", "a whole number"),
        ("guests", "1.5", "'guests' is a whole number, not 1.5", ""),
        ("guests", "12 to 15", "'guests' is a number, not '12 to 15'", "a whole number, at least 0, in figures"),
        ("fuel", "4", "'4' is not one of the answers", "Type numbers from 1 to 3"),
        ("fuel", "1 2 wool", "'wool' is not one of the answers", ""),
        ("worries", "3", "2 scores are needed and 1 were typed", "Type 2 scores"),
        ("worries", "3 4", "'4' is not a score", "0 not at all"),
        ("worries", "warmth=2", "'warmth' is not one of the answers", ""),
        ("worries", "2= 1=", "'2= 1=' is not a list of scores", ""),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_is_allowed(
    hut: KnowledgeBase, question: str, line: str, message: str, hint: str
):
    with pytest.raises(AnswerError) as raised:
        typed(form(hut, question), line)
    assert str(raised.value) == message
    assert hint in raised.value.hint


def test_the_closest_word_is_named(hut: KnowledgeBase):
    with pytest.raises(AnswerError) as raised:
        typed(form(hut, "place"), "vallye")
    assert raised.value.closest == "valley"


def test_what_applies_in_three_lines(hut: KnowledgeBase):
    start = form(hut, "chores")
    assert typed(start, "1", "", "") == Done({"chop": "yes", "sweep": "no"})
    assert typed(start, "none", "2", "1") == Done({"chop": UNKNOWN, "sweep": "partly"})
    assert typed(start, "sweep the chimney", "none", "none") == Done({"chop": "no", "sweep": "yes"})


def test_an_item_is_named_once_in_the_three_lines(hut: KnowledgeBase):
    with pytest.raises(AnswerError, match="1 was named before"):
        typed(form(hut, "chores"), "1", "1 2")


def test_that_nothing_applies_must_be_said_but_nothing_in_part_is_the_common_case(hut: KnowledgeBase):
    start = form(hut, "chores")
    assert not start.takes_nothing
    second = typed(start, "1")
    assert isinstance(second, Form)
    assert second.takes_nothing
    assert second.before() == start


def test_the_lines_taken_bring_a_fresh_form_to_the_same_point(hut: KnowledgeBase):
    second = typed(form(hut, "chores"), "1", "")
    assert isinstance(second, Form)
    assert typed(form(hut, "chores"), *second.lines) == second


def rows(*cells: tuple[str, str, int | None]) -> Table:
    return Table(tuple(Row(m, g, None if a is None else f(a), None) for m, g, a in cells))


NORTH_SOUTH = rows(("North", "City", 60_000_000), ("South", "City", 40_000_000))


@pytest.mark.parametrize(
    "lines",
    [
        ("North, City, 60m", "South, City, 40m", ""),
        ("North; City; £60,000,000", "South\tCity\t40m", ""),
        ("North", "City", "60m", "South", "", "40m", ""),
        ("North, City", "60m", "South, 40m", ""),
        ("North, City, 60,000,000", "East, City, 1m", "remove 2", "South, City, 40 million", ""),
        ('"North", City, 60m', "South, City, 40m", ""),
    ],
)
def test_rows_of_a_table(kb: KnowledgeBase, lines: tuple[str, ...]):
    assert typed(form(kb, "contracts"), *lines) == Done(NORTH_SOUTH)


def test_shares_and_unknown_amounts(kb: KnowledgeBase):
    done = typed(form(kb, "contracts"), "North, City, 70%", "South, City, 30 per cent", "")
    assert done == Done(Table((Row("North", "City", None, f(70)), Row("South", "City", None, f(30)))))
    done = typed(form(kb, "contracts"), "North, City, unknown", "South", "City", "don't know", "")
    assert done == Done(rows(("North", "City", None), ("South", "City", None)))


def test_a_name_may_hold_a_comma_or_be_a_command(kb: KnowledgeBase):
    done = typed(form(kb, "contracts"), '"St Mary, Leeds"', '"why"', "5m", "")
    assert done == Done(rows(("St Mary, Leeds", "why", 5_000_000)))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("North, City, lots",), "'lots' is not an amount"),
        (("North, City, 0",), "a value is more than 0, not 0"),
        (("North, City, 1m", "North, City, 2m"), "North and City stand in two rows"),
        (("North, City, 1m", "north, City, 2m"), "stand in two rows"),
        (("North, City, 120%",), "a share is a percentage up to 100"),
        (("North, City, 1m", "remove 3"), "there is no row '3'"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_and_the_others_stay(
    kb: KnowledgeBase, lines: tuple[str, ...], message: str
):
    kept = typed(form(kb, "contracts"), *lines[:-1])
    assert isinstance(kept, Form)
    with pytest.raises(AnswerError, match=message):
        typed(kept, lines[-1])


def test_an_empty_line_ends_a_table_only_after_a_row(kb: KnowledgeBase):
    start = form(kb, "contracts")
    assert not start.takes_nothing
    after = typed(start, "North, City, 1m")
    assert isinstance(after, Form)
    assert after.takes_nothing


def test_the_lines_of_an_unfinished_table_bring_it_back(kb: KnowledgeBase):
    unfinished = typed(form(kb, "contracts"), '"St; Mary", City, 70%', "South", "City")
    assert isinstance(unfinished, Form)
    assert unfinished.lines == ('"St; Mary";City;70%', "South", "City")
    assert typed(form(kb, "contracts"), *unfinished.lines) == unfinished


def test_a_table_that_is_there_can_be_changed(kb: KnowledgeBase):
    assert typed(form(kb, "contracts", NORTH_SOUTH), "") == Done(NORTH_SOUTH)
    assert typed(form(kb, "contracts", NORTH_SOUTH), "remove 2", "") == Done(Table(NORTH_SOUTH.rows[:1]))
    shares = Table((Row("North", "City", None, f("37.5")), Row("South", "City", None, f("62.5"))))
    again = form(kb, "contracts", shares)
    assert typed(again, "") == Done(shares)
    assert typed(form(kb, "contracts"), *again.lines, "") == Done(shares)


def test_a_table_from_a_file(kb: KnowledgeBase):
    named = []

    def load(name: str) -> Table:
        named.append(name)
        return NORTH_SOUTH

    start = form_for(kb.questions["contracts"], str, load)
    assert typed(start, "file my contracts.csv", "") == Done(NORTH_SOUTH)
    assert typed(start, "Contracts.CSV", "") == Done(NORTH_SOUTH)
    assert named == ["my contracts.csv", "Contracts.CSV"]
    with pytest.raises(UsageError):
        typed(form(kb, "contracts"), "file nothing.csv")


def test_going_back_within_a_row(kb: KnowledgeBase):
    third = typed(form(kb, "contracts"), "North", "City")
    assert isinstance(third, Form)
    second = third.before()
    assert second is not None
    assert second.lines == ("North",)
    first = second.before()
    assert first is not None
    assert first.before() is None
