"""What a table amounts to: the worked checks of the sources' readings, minor members, percentages, and what is unknown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.measures import MEASURES, WITHOUT_TABLE, shares
from advisor.model.case import Row, Table
from advisor.model.questions import MEASURE_DOMAINS, Domain

FIVE_PER_CENT = Fraction(1, 20)


def amounts(*values: float | str | None, group: str = "X") -> Table:
    """A table of one group: a number is an amount, a text a percentage, None an unknown amount."""
    rows = []
    for number, value in enumerate(values):
        percent = Fraction(value) if isinstance(value, str) else None
        amount = None if value is None or isinstance(value, str) else Fraction(value)
        rows.append(Row(f"m{number:02}", group, amount, percent))
    return Table(tuple(rows))


def measure(name: str, table: Table, minor: Fraction = FIVE_PER_CENT) -> Fraction | str | None:
    return MEASURES[name](table, minor)


# Values of one group; largest to smallest, largest to next, largest share, how many are minor. From factors.md, A1 to A3.
WORKED = [
    ((50, 50), "1", "1", "1/2", 0),
    ((60, 40), "3/2", "3/2", "3/5", 0),
    ((62, 38), "31/19", "31/19", "31/50", 0),
    ((70, 30), "7/3", "7/3", "7/10", 0),
    ((36, 34, 30), "6/5", "18/17", "9/25", 0),
    ((50, 25, 25), "2", "2", "1/2", 0),
    ((40, 35, 25), "8/5", "8/7", "2/5", 0),
    ((48, 46, 4, 2), "24/23", "24/23", "12/25", 2),
    ((38, 10, 10, 10, 10, 10, 10, 2), "19/5", "19/5", "19/50", 1),
]


@pytest.mark.parametrize(("values", "to_smallest", "to_next", "share", "minor"), WORKED)
def test_the_worked_checks(
    values: tuple[int, ...], to_smallest: str, to_next: str, share: str, minor: int
) -> None:
    table = amounts(*values)
    assert measure("largest-to-smallest", table) == Fraction(to_smallest)
    assert measure("largest-to-next", table) == Fraction(to_next)
    assert measure("largest-share", table) == Fraction(share)
    assert measure("minor-members", table) == minor
    assert measure("amounts-known", table) == "yes"


@pytest.mark.parametrize(
    ("values", "minor", "why"),
    [
        ((95, 5), 0, "exactly five per cent is not minor"),
        ((96, 4), 0, "leaving one out would leave fewer than two"),
        ((97, 2, 1), 0, "leaving two out would leave one"),
        ((48, 48, 4), 1, "two remain"),
        ((10, 10, *[4] * 20), 0, "those left out would hold eighty per cent"),
        (
            (26, 24, *[Fraction(5, 2)] * 20),
            20,
            "those left out hold exactly half, which is not more than half",
        ),
        ((25, 24, *[Fraction(51, 20)] * 20), 0, "those left out would hold just more than half"),
        ((1,) * 30, 0, "everyone is small, so nobody is minor"),
        ((100,), 0, "one member alone"),
    ],
)
def test_minor_members(values: tuple[Fraction | int, ...], minor: int, why: str) -> None:
    assert measure("minor-members", amounts(*values)) == minor, why  # type: ignore[arg-type]


def test_the_largest_share_is_of_the_whole_minor_members_included() -> None:
    assert measure("largest-share", amounts(48, 46, 4, 2)) == Fraction(48, 100)


def test_without_a_minor_share_nobody_is_minor() -> None:
    assert measure("largest-to-smallest", amounts(48, 46, 4, 2), Fraction(0)) == 24


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        (("60", "40"), ["3/5", "2/5"]),
        (("60", None), ["3/5", "2/5"]),  # one missing figure among percentages is the rest
        (("40", 30, 30), ["2/5", "3/10", "3/10"]),  # pounds make up the rest of the hundred
        (("40", 1, 2), ["2/5", "1/5", "2/5"]),
        (("33.4", "33.3", "33.3"), ["167/500", "333/1000", "333/1000"]),
        (("60", "20"), ["3/5", "1/5"]),  # the rest is held by others who are not in the table
    ],
)
def test_percentages(values: tuple[str | int | None, ...], parts: list[str]) -> None:
    found = shares(amounts(*values), Fraction(0))
    assert found is not None
    assert dict(found.parts) == {f"m{i:02}": Fraction(part) for i, part in enumerate(parts)}


@pytest.mark.parametrize(
    "values",
    [
        (None,),
        (None, None),
        (60, None),
        ("60", None, None),
        ("60", 20, None),
        ("100", 20),
        ("100", None),
        ("60", "41", 5),
    ],
)
def test_what_cannot_be_told_is_unknown_and_never_guessed(values: tuple[str | int | None, ...]) -> None:
    table = amounts(*values)
    assert shares(table, FIVE_PER_CENT) is None
    assert measure("amounts-known", table) == "no"
    for name in ("largest-to-smallest", "largest-to-next", "largest-share", "minor-members"):
        assert measure(name, table) is None
    assert measure("members", table) == len(values)


def test_a_ratio_needs_two_members() -> None:
    alone = amounts(100)
    assert measure("largest-to-smallest", alone) is None
    assert measure("largest-to-next", alone) is None
    assert measure("largest-share", alone) == 1
    assert measure("amounts-known", alone) == "yes"


def both(*tables: Table) -> Table:
    return Table(tuple(row for table in tables for row in table.rows))


def test_several_groups_are_counted_and_not_compared() -> None:
    table = both(amounts(50, 50, group="X"), amounts(10, 90, group="Y"))
    assert measure("members", table) == 2
    assert measure("groups", table) == 2
    assert measure("same-groups", table) == "yes"
    assert measure("amounts-known", table) == "no"
    for name in ("largest-to-smallest", "largest-to-next", "largest-share", "minor-members"):
        assert measure(name, table) is None
    assert measure("largest-to-smallest", table.of_group("Y")) == 9


def test_same_groups_needs_every_member_in_every_group() -> None:
    assert measure("same-groups", both(amounts(1, 2, group="X"), amounts(1, group="Y"))) == "no"
    assert measure("same-groups", amounts(1, 2)) == "yes"
    assert measure("same-groups", both(amounts(None, 1, group="X"), amounts(1, None, group="Y"))) == "yes"


def test_every_measure_has_a_function_and_gives_what_it_says() -> None:
    assert set(MEASURES) == set(MEASURE_DOMAINS)
    for name, function in MEASURES.items():
        value = function(amounts(60, 40), FIVE_PER_CENT)
        assert isinstance(value, Fraction if MEASURE_DOMAINS[name] is Domain.NUMBER else str)


def test_without_a_table_only_its_absence_is_known() -> None:
    assert WITHOUT_TABLE == {"given": "no", "amounts-known": "no"}
    assert measure("given", amounts(1)) == "yes"


cells = st.one_of(
    st.integers(1, 10**9),
    st.none(),
    st.fractions(min_value="1/10", max_value=40, max_denominator=10).map(str),
)


@given(values=st.lists(cells, min_size=1, max_size=8), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(values: list[int | str | None], order) -> None:
    table = amounts(*values)
    rows = list(table.rows)
    order.shuffle(rows)
    for name in MEASURES:
        assert measure(name, table) == measure(name, Table(tuple(rows)))


@given(
    values=st.lists(st.integers(1, 10**9), min_size=1, max_size=8),
    factor=st.fractions(min_value="1/1000", max_value=1000),
)
def test_the_size_of_the_pound_makes_no_difference(values: list[int], factor: Fraction) -> None:
    table = amounts(*values)
    scaled = Table(tuple(Row(r.member, r.group, r.amount and r.amount * factor, None) for r in table.rows))
    for name in MEASURES:
        assert measure(name, table) == measure(name, scaled)


@given(values=st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_percentages_say_the_same_as_the_amounts_that_they_are_of(values: list[int]) -> None:
    table = amounts(*values)
    percents = Table(
        tuple(
            Row(r.member, r.group, None, Fraction(v * 100, sum(values)))
            for r, v in zip(table.rows, values, strict=True)
        )
    )
    for name in MEASURES:
        assert measure(name, table) == measure(name, percents)


@given(values=st.lists(st.integers(1, 10**6), min_size=2, max_size=30))
def test_what_is_compared(values: list[int]) -> None:
    found = shares(amounts(*values), FIVE_PER_CENT)
    assert found is not None
    assert sum(part for _, part in found.parts) == 1
    left_out = [part for name, part in found.parts if name in found.minor]
    assert all(part < FIVE_PER_CENT for part in left_out)
    assert sum(left_out) <= Fraction(1, 2)
    assert len(found.compared()) >= 2
    assert list(found.compared()) == sorted(found.compared(), reverse=True)
