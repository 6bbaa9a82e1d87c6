"""Numbers and money: what people type is read exactly or refused, and printed as people read it."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import AnswerError
from advisor.quantities import money_text, number_text, parse_number, parse_percent, parse_ratio, share_text

READ = {
    "12": Fraction(12),
    " 12 ": Fraction(12),
    "1,200,000": Fraction(1200000),
    "£1,200,000": Fraction(1200000),
    "£ 1,200,000.50": Fraction("1200000.5"),
    "GBP 60m": Fraction(60_000_000),
    "1.2 million": Fraction(1_200_000),
    "1.2M": Fraction(1_200_000),
    "£1.2mn": Fraction(1_200_000),
    "250k": Fraction(250_000),
    "250 thousand": Fraction(250_000),
    "0.5bn": Fraction(500_000_000),
    "2 billion": Fraction(2_000_000_000),
    ".5": Fraction(1, 2),
    "-4": Fraction(-4),
    "\u22124": Fraction(-4),
    "+4": Fraction(4),
    "007": Fraction(7),
    "0.1": Fraction(1, 10),
}
REFUSED = [
    "", " ", "£", "m", "1.200.000", "1.200,50", "1,20", "12,3456", "1,200000", "12 to 15", "about 3", "5%", "5 per cent",
    "1e6", "1/2", "0x10", "1_000", "nan", "inf", "12 345", "£1m-£2m", "3 m m", "--3", "(1,200)", "1 200 000", "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_what_people_type_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:12] or "nothing")
def test_what_is_not_plainly_one_number_is_refused(text: str) -> None:
    with pytest.raises(AnswerError) as refused:
        parse_number(text)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("37.5%", Fraction("37.5")),
        ("37.5", Fraction("37.5")),
        ("5 per cent", Fraction(5)),
        (" 100 % ", Fraction(100)),
    ],
)
def test_percentages_with_and_without_their_sign(text: str, value: Fraction) -> None:
    assert parse_percent(text) == value


@pytest.mark.parametrize("text", ["%", "5%%", "half", "5 percents"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(AnswerError):
        parse_percent(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", Fraction(1)),
        ("0.5", Fraction(1, 2)),
        ("1/2", Fraction(1, 2)),
        ("2/6", Fraction(1, 3)),
        (" 1 ", Fraction(1)),
    ],
)
def test_ratios(text: str, value: Fraction) -> None:
    assert parse_ratio(text) == value


@pytest.mark.parametrize("text", ["1/0", "1e999999999", "a/b", "1//2", "", "half", "1/2/3", "9" * 5000])
def test_what_is_no_ratio_is_refused_at_once(text: str) -> None:
    with pytest.raises(AnswerError):
        parse_ratio(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(3), "3"),
        (Fraction(1234567), "1,234,567"),
        (Fraction(3, 2), "1.5"),
        (Fraction(5, 3), "1.67"),
        (Fraction(2005, 1000), "2.01"),
        (Fraction(-1, 3), "\u22120.33"),
        (Fraction(-1999, 1000), "\u22121.999"),
        (Fraction(1, 1000), "0.001"),
        (Fraction("1.50025"), "1.5003"),
        (Fraction(60_000_001, 40_000_000), "1.50000003"),
        (Fraction("1.4999"), "1.4999"),
        (Fraction("2.00000001"), "2.00000001"),
        (Fraction("1.104"), "1.104"),
    ],
)
def test_numbers_as_people_read_them(value: Fraction, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "£0"),
        (Fraction(999), "£999"),
        (Fraction(1000), "£1k"),
        (Fraction(1500), "£1.5k"),
        (Fraction(1234), "£1,234"),
        (Fraction(60_000_000), "£60m"),
        (Fraction(1_230_000), "£1.23m"),
        (Fraction(1_234_000), "£1,234,000"),
        (Fraction(1_234_567), "£1,234,567"),
        (Fraction("1234567.89"), "£1,234,567.89"),
        (Fraction("0.5"), "£0.50"),
        (Fraction(2_500_000_000), "£2.5bn"),
        (Fraction("-1.5"), "\u2212£1.50"),
        (Fraction(-2_000_000), "\u2212£2m"),
    ],
)
def test_money_as_people_read_it(value: Fraction, text: str) -> None:
    assert money_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(615, 1000), "61.5%"),
        (Fraction(1, 3), "33.3%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
        (Fraction("0.39996"), "39.996%"),
    ],
)
def test_shares_as_percentages(value: Fraction, text: str) -> None:
    assert share_text(value) == text


@given(
    st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=100).filter(
        lambda v: (v * 100).denominator == 1
    )
)
def test_money_that_is_printed_is_read_back_as_the_same_sum(value: Fraction) -> None:
    assert parse_number(money_text(value)) == value


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_that_is_printed_is_read_back(value: int) -> None:
    assert parse_number(number_text(Fraction(value))) == value


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse_number, parse_percent, parse_ratio):
        with contextlib.suppress(AnswerError):
            assert isinstance(read(text), Fraction)


@given(st.fractions(min_value=0, max_value=1000, max_denominator=10**9), st.integers(0, 3))
def test_no_number_reads_as_rounder_than_it_is(value: Fraction, places: int) -> None:
    shown = Fraction(number_text(value, places).replace(",", ""))
    if shown != value:
        decimals = number_text(value, places).partition(".")[2]
        assert len(decimals) >= places
        assert abs(shown - value) <= Fraction(1, 2 * 10 ** len(decimals))
