"""Words that every format has: dates, long words, addresses, and which rows may be broken."""

from __future__ import annotations

import pytest

from advisor.render.paper.document import Table
from advisor.render.paper.sizes import broken_rows
from advisor.render.paper.spans import Mark, inline, plain
from advisor.render.paper.wider import linked
from advisor.render.paper.words import breakable, day_words


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-22", "22 November 2026"),
        ("2012-08", "August 2012"),
        ("not printed; about 2017", "not printed; about 2017"),
        ("2012-13", "2012-13"),
    ],
)
def test_dates_are_said_as_people_write_them(day: str, said: str) -> None:
    assert day_words(day) == said


def test_a_number_stays_with_what_it_counts() -> None:
    assert breakable("collaboration.css-lead.benefit.1").split("\u200b") == [
        "collaboration.",
        "css-",
        "lead.",
        "benefit.1",
    ]
    assert breakable("short.1") == "short.1"
    assert breakable("delivery.federation.characteristic.11,").endswith("\u200bcharacteristic.11,")


def test_an_address_is_a_link_and_ends_where_it_ends() -> None:
    text = "Practice, https://a.b/c?d=1; see (https://e.f/g). No ftp://h."
    spans = linked(text)
    assert plain(spans) == text
    assert [s.text for s in spans if s.mark is Mark.LINK] == ["https://a.b/c?d=1", "https://e.f/g"]


def test_only_a_row_that_may_not_fit_on_a_page_is_broken() -> None:
    rows = tuple((inline("Option"), inline("words " * count)) for count in (5, 200, 900))
    assert broken_rows(Table("T", ("A", "B"), rows, (22, 78))) == [False, False, True]


def test_a_word_too_long_for_its_column_may_break_and_no_other_word_does() -> None:
    assert breakable("A. <script>alert(1)</script> said", 9).replace("\u200b", "|") == (
        "A. <scrip|t>aler|t(1)</|script> said"
    )
    assert breakable("Answered in part", 9) == "Answered in part"
