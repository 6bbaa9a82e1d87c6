"""A table of amounts in; counts, shares and ratios out, by plain named functions. Unknown amounts give None, never a guess.

Where a row states a percentage it is that share of the whole; where the rows mix pounds and percentages, the pounds make up
the rest of the hundred. One missing amount among percentages is the rest of the hundred as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from advisor.model.case import Row, Table

MeasureValue = Fraction | str


@dataclass(frozen=True, slots=True)
class Shares:
    """What each member holds of `whole`, largest first (ties by name); `minor` are those left out as too small."""

    parts: tuple[tuple[str, Fraction], ...]
    minor: tuple[str, ...]
    whole: Fraction = Fraction(1)

    def compared(self) -> tuple[Fraction, ...]:
        """The parts of the members that are compared, largest first, minor ones left out."""
        return tuple(part for name, part in self.parts if name not in self.minor)


@lru_cache(maxsize=16)  # several measures look at one table in turn
def shares(table: Table, minor_share: Fraction) -> Shares | None:
    """What part of one group's whole each member holds, or None where an amount is unknown.

    A member under `minor_share` (0 to 1) of the whole is left out of comparisons, unless fewer than two would
    remain or those
    left out hold more than half of the whole together.
    """
    amounts = _parts_of_whole(table.rows)
    return None if amounts is None else ranked(amounts, Fraction(1), minor_share)


def ranked(parts: Mapping[str, Fraction], whole: Fraction, minor_share: Fraction) -> Shares:
    """Parts of a whole, by member, in order of size, with the minor ones named."""
    ordered = tuple(sorted(sorted(parts.items()), key=lambda item: item[1], reverse=True))
    least, of = minor_share.numerator * whole, minor_share.denominator
    minor = tuple(sorted(name for name, part in ordered if part * of < least))
    if len(ordered) - len(minor) < 2 or sum(parts[name] for name in minor) * 2 > whole:
        minor = ()
    return Shares(ordered, minor, whole)


@lru_cache(maxsize=16)
def _parts_of_whole(rows: tuple[Row, ...]) -> Mapping[str, Fraction] | None:
    percents = sum((row.percent for row in rows if row.percent is not None), Fraction(0))
    amounts = sum((row.amount for row in rows if row.amount is not None), Fraction(0))
    unknown = [row for row in rows if row.amount is None and row.percent is None]
    rest = (100 - percents) / 100
    if unknown and (len(unknown) > 1 or amounts or not percents or rest <= 0):
        return None
    if not rows or (amounts and rest <= 0) or not (amounts or percents):
        return None
    of_amount = rest / amounts if amounts else rest
    parts: dict[str, Fraction] = {}
    for row in rows:
        if row.percent is not None:
            part = row.percent / 100
        elif row.amount is not None:
            part = row.amount * of_amount
        else:
            part = rest
        parts[row.member] = parts[row.member] + part if row.member in parts else part
    return parts


def _members(table: Table, minor_share: Fraction) -> Fraction:
    return Fraction(len({row.member for row in table.rows}))


def _groups(table: Table, minor_share: Fraction) -> Fraction:
    return Fraction(len(table.groups()))


def _same_groups(table: Table, minor_share: Fraction) -> str:
    members = {row.member for row in table.rows}
    everywhere = all({row.member for row in table.of_group(g).rows} == members for g in table.groups())
    return "yes" if everywhere else "no"


def _given(table: Table, minor_share: Fraction) -> str:
    return "yes" if table.rows else "no"


def _amounts_known(table: Table, minor_share: Fraction) -> str:
    """Yes where the table has one group and every amount of it is known."""
    one_group = len(table.groups()) == 1
    return "yes" if one_group and shares(table, minor_share) is not None else "no"


Quotient = tuple[Fraction | int, Fraction | int]
"""What is divided, and by what: comparing needs no division."""


def divided(quotient: Quotient | None) -> Fraction | None:
    """A quotient as one number."""
    return None if quotient is None else Fraction(quotient[0]) / quotient[1]


def _largest_to_smallest(found: Shares) -> Quotient | None:
    parts = found.compared()
    return (parts[0], parts[-1]) if len(parts) > 1 else None


def _largest_to_next(found: Shares) -> Quotient | None:
    parts = found.compared()
    return (parts[0], parts[1]) if len(parts) > 1 else None


def _largest_share(found: Shares) -> Quotient | None:
    parts = found.compared()
    return (parts[0], found.whole) if parts else None


def _minor_members(found: Shares) -> Quotient | None:
    return len(found.minor), 1


FIGURES: Mapping[str, Callable[[Shares], Quotient | None]] = {
    "largest-to-smallest": _largest_to_smallest,
    "largest-to-next": _largest_to_next,
    "largest-share": _largest_share,
    "minor-members": _minor_members,
}
"""The measures that hang on the amounts, as functions of the shares of one group, each as a quotient."""


def _figure(function: Callable[[Shares], Quotient | None]) -> Callable[[Table, Fraction], Fraction | None]:
    """A figure as a measure of a table: unknown where an amount is, and where there are several groups."""

    def measure(table: Table, minor_share: Fraction) -> Fraction | None:
        found = shares(table, minor_share) if len(table.groups()) == 1 else None
        return None if found is None else divided(function(found))

    return measure


MEASURES: Mapping[str, Callable[[Table, Fraction], MeasureValue | None]] = {
    "members": _members,
    "groups": _groups,
    "same-groups": _same_groups,
    "given": _given,
    "amounts-known": _amounts_known,
    **{name: _figure(function) for name, function in FIGURES.items()},
}
"""Every function that a measure may name: a table and the share under which a member is minor in; a value, or
None for unknown, out.
"""

WITHOUT_TABLE: Mapping[str, str] = {"given": "no", "amounts-known": "no"}
"""What is known where no table was given at all."""
