"""One code a case in, or its facts; columns of facts out: what many cases answer to one attribute, as bits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from advisor.facts import Column, Facts, FactValue

Codes = bytes | Sequence[int]
"""A small number a case; bytes where every number fits, which is quicker by far."""


def bits_of(codes: Codes, wanted: Collection[int]) -> int:
    """The cases whose code is one of the wanted, as one integer."""
    if not codes:
        return 0
    if isinstance(codes, bytes):
        passing = bytearray(b"0" * 256)
        for code in wanted:
            if code < len(passing):
                passing[code] = ord("1")
        return int(codes.translate(bytes(passing))[::-1], 2)
    return int("".join("1" if code in wanted else "0" for code in reversed(codes)), 2)


def column(codes: Codes, values: Sequence[FactValue | None]) -> Column:
    """The column of an attribute: code k stands for `values[k]`, and None among the values for not knowing one."""
    having: dict[FactValue, list[int]] = {}
    present = set(codes)
    for code, value in enumerate(values):
        if value is not None and code in present:
            having.setdefault(value, []).append(code)
    return Column({value: bits_of(codes, wanted) for value, wanted in having.items()})


def columns_of(cases: Sequence[Facts]) -> dict[str, Column]:
    """The columns of all attributes of which some case knows a value."""
    having: dict[str, dict[FactValue, int]] = {}
    for number, facts in enumerate(cases):
        for name, value in facts.items():
            known = having.setdefault(name, {})
            known[value] = known.get(value, 0) | 1 << number
    return {name: Column(values) for name, values in having.items()}


def widened(facts: Facts, total: int) -> dict[str, Column]:
    """Known facts as columns over `total` cases."""
    everyone = (1 << total) - 1
    return {attribute: Column({value: everyone}) for attribute, value in facts.items()}


def spread(cases: int, width: int) -> str:
    """An integer of cases as a text of 0 and 1, the first case first."""
    return format(cases, f"0{width}b")[::-1] if width else ""


def numbers(cases: int, width: int) -> Iterator[int]:
    """The numbers of the cases in an integer of cases, in order."""
    text = spread(cases, width)
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)
