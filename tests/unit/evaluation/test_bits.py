"""Sums, comparisons and columns over many cases at once, against the same worked out case by case."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from advisor.evaluation.bits import choose, compare, weighted_sum
from advisor.evaluation.columns import bits_of, column, numbers, spread

WIDTH = 9
EVERYONE = (1 << WIDTH) - 1
masks = st.integers(0, EVERYONE)
terms = st.lists(st.tuples(masks, st.integers(-7, 7)), max_size=8)


def value(planes: list[int], case: int) -> int:
    return sum((plane >> case & 1) << k for k, plane in enumerate(planes))


def start_for(listed: list[tuple[int, int]]) -> int:
    return sum(-weight for _, weight in listed if weight < 0)


def total(listed: list[tuple[int, int]], case: int) -> int:
    return start_for(listed) + sum(weight for cases, weight in listed if cases >> case & 1)


@given(terms)
def test_a_weighted_sum_is_the_sum_of_each_case(listed):
    planes = weighted_sum(listed, start_for(listed), EVERYONE)
    assert [value(planes, case) for case in range(WIDTH)] == [total(listed, case) for case in range(WIDTH)]


@given(terms, terms)
def test_comparing_sums_compares_each_case(left, right):
    a, b = (weighted_sum(listed, start_for(listed), EVERYONE) for listed in (left, right))
    greater, equal = compare(a, b, EVERYONE)
    for case in range(WIDTH):
        mine, theirs = total(left, case), total(right, case)
        assert (greater >> case & 1, equal >> case & 1) == (mine > theirs, mine == theirs)


@given(terms, terms, masks)
def test_choosing_takes_the_left_where_it_is_told_to(left, right, take):
    a, b = (weighted_sum(listed, start_for(listed), EVERYONE) for listed in (left, right))
    chosen = choose(take, a, b)
    for case in range(WIDTH):
        assert value(chosen, case) == total(left if take >> case & 1 else right, case)


@given(st.lists(st.integers(0, 300), max_size=40), st.sets(st.integers(0, 300)))
def test_codes_become_bits_and_bits_texts(codes, wanted):
    small = all(code < 256 for code in codes)
    for given_as in (codes, bytes(codes)) if small else (codes,):
        assert spread(bits_of(given_as, wanted), len(codes)) == "".join(
            "01"[code in wanted] for code in codes
        )


@given(masks)
def test_the_numbers_of_cases(cases):
    assert list(numbers(cases, WIDTH)) == [case for case in range(WIDTH) if cases >> case & 1]


def test_a_column_joins_codes_of_one_value_and_leaves_out_who_knows_none():
    found = column(bytes([0, 1, 2, 3, 1]), [None, "x", "y", "x"])
    assert {value: spread(cases, 5) for value, cases in found.cases.items()} == {"x": "01011", "y": "00100"}
    assert spread(found.known(), 5) == "01111"


def test_columns_are_cut_and_joined():
    left = column(bytes([1, 1, 0]), [None, Fraction(1)])
    right = column(bytes([0, 0, 1]), [None, Fraction(2)])
    both = left.only(0b001).joined(right)
    assert both.cases == {Fraction(1): 0b001, Fraction(2): 0b100}
