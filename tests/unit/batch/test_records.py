"""Records from Python: data frames, numbers that came as floats, gaps marked in every way, answers that all rows share."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from advisor.batch import Result, settle_records
from advisor.model.case import UNKNOWN, Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.batches.rows import BadRow
from tests.small_kb import knowledge


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return knowledge(
        questions="n: {kind: number, min: 0, label: n, ask: n, help: h, matters: m, where: w}",
        rules="""
            R-1: {meets: a, when: {p: yes, n: at least 2.5}, basis: tool, because: x}
            R-2: {meets: b, when: {q: yes}, basis: tool, because: x}
        """,
    )


class FromNumpy:
    """A scalar that knows its plain value, as those of numpy do."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def item(self) -> Any:
        return self.value


NAType = type("NAType", (), {"__ne__": lambda _self, _other: NotImplemented})


@pytest.mark.parametrize(
    ("value", "met"),
    [
        (2.5, "met"),
        (2.4999, "not-met"),
        (3, "met"),
        (3.0, "met"),
        (1e-7, "not-met"),
        (1e22, "met"),
        (Decimal("2.50"), "met"),
        ("2.50", "met"),
        (FromNumpy(3), "met"),
        (FromNumpy(math.nan), "unknown"),
        (math.nan, "unknown"),
        (None, "unknown"),
        ("", "unknown"),
        ("  ", "unknown"),
        ("unknown", "unknown"),
        (NAType(), "unknown"),
    ],
)
def test_a_number_however_it_comes(kb, value, met):
    (found,) = settle_records(kb, [{"id": 1, "p": True, "n": value}])
    assert isinstance(found, Result), found
    assert found.decisions["d"].statuses["a"].value == met


def test_results_come_in_order_with_bad_rows_among_them(kb):
    records = [{"id": n, "p": "maybe" if n % 3 == 0 else "yes", "n": 3, "q": False} for n in range(1, 10_000)]
    found = list(settle_records(kb, records))
    assert [row.number for row in found] == list(range(1, 10_000))
    assert all(isinstance(row, BadRow) == (row.number % 3 == 0) for row in found)
    assert {row.decisions["d"].recommended for row in found if isinstance(row, Result)} == {("a",)}


def test_a_row_that_answers_nothing_settles_nothing(kb):
    (found,) = settle_records(kb, [{"id": "x"}])
    assert isinstance(found, Result)
    assert found.decisions == {}


def test_what_all_rows_share_stands_in_where_a_row_is_silent(kb):
    common = Case("", "", "p", {}, None, {"p": "yes", "n": Fraction(3), "q": UNKNOWN}, {}, {})
    records: list[dict[str, Any]] = [
        {"id": 1},
        {"id": 2, "n": 1},
        {"id": 3, "n": "unknown"},
        {"id": 4, "q": "yes"},
    ]
    found = [row.decisions["d"] for row in settle_records(kb, records, common) if isinstance(row, Result)]
    assert [d.statuses["a"].value for d in found] == ["met", "not-met", "unknown", "met"]
    assert [d.outcome.value for d in found] == ["undecided", "undecided", "undecided", "several"]
    only = replace(common, decisions=())
    assert [row.decisions for row in settle_records(kb, records, only) if isinstance(row, Result)] == [{}] * 4


def test_unknown_keys_are_named_with_the_closest(kb):
    (found,) = settle_records(kb, [{"id": 1, "nn": 3}])
    assert isinstance(found, BadRow)
    assert found.problems[0].message == "there is no question 'nn'"
