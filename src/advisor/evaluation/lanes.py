"""Cases with unknown answers in; what every combination of those answers comes to out, many cases at once.

A case takes as many lanes as its unknown answers have combinations, rounded up to whole bytes; the lanes of many cases
stand side by side in one evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from advisor.compiler.program import DecisionProgram, Program
from advisor.evaluation.columns import spread
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import evaluate
from advisor.evaluation.regions import periodic
from advisor.facts import Column, FactValue

MOST_COMPLETIONS = 1 << 16
_MOST_BYTES = 1 << 16
"""Lanes evaluated together, in bytes: enough to outweigh the cost of a pass, few enough to stay in a cache."""
_SHORT, _REMEMBERED = 32, 1 << 14
"""Results of so few bytes come again and again; that many of them are remembered."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the completions of one case come to.

    Bit k of `always` says that every completion puts option k ahead, of `sometimes` that some does, whether or not the
    decision applies; `applies` is None where it depends. `settled` tells whether all completions agree on the result, and
    if they do not, `decisive` are the attributes that can change it.
    """

    applies: bool | None
    always: int
    sometimes: int
    settled: bool
    decisive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lanes:
    """The place of one case: `size` bytes; each unknown attribute with its stride and number of choices."""

    case: int
    total: int
    size: int
    strides: Mapping[str, tuple[int, int]]


class Completer:
    """Completes cases for one decision of a program; `choices` are the values that stand for all of an attribute's."""

    def __init__(
        self, program: Program, decision: DecisionProgram, choices: Mapping[str, Sequence[FactValue]]
    ) -> None:
        self._program = program
        self._decision = decision
        self._choices = choices
        self._decisive: dict[tuple[object, ...], tuple[str, ...]] = {}

    def complete(
        self, columns: Mapping[str, Column], width: int, unknown: Mapping[int, tuple[str, ...]]
    ) -> dict[int, Prospect | None]:
        """For each case of `unknown`, which says what it does not know, its prospect; None where there are too
        many combinations to try.
        """
        found: dict[int, Prospect | None] = {}
        waiting: list[_Lanes] = []
        taken = 0
        known = _KnownValues(
            {name: columns[name] for name in self._program.attributes if name in columns}, width
        )
        for case, names in unknown.items():
            lanes = self._lanes(case, names)
            if lanes is None:
                found[case] = None
                continue
            waiting.append(lanes)
            taken += lanes.size
            if taken >= _MOST_BYTES:
                found.update(self._evaluate(waiting, known))
                waiting, taken = [], 0
        if waiting:
            found.update(self._evaluate(waiting, known))
        return found

    def _lanes(self, case: int, names: tuple[str, ...]) -> _Lanes | None:
        total = prod(len(self._choices[name]) for name in names)
        if total > MOST_COMPLETIONS:
            return None
        strides = {}
        stride = 1
        for name in names:
            strides[name] = (stride, len(self._choices[name]))
            stride *= len(self._choices[name])
        return _Lanes(case, total, -(-total // 8), strides)

    def _evaluate(self, lanes: Sequence[_Lanes], known: _KnownValues) -> Iterator[tuple[int, Prospect]]:
        placed = _Placed(lanes)
        columns = {name: self._column(name, placed, known) for name in self._program.attributes}
        settled = settle(self._decision, evaluate(self._program, columns, 8 * placed.size))
        masks = [
            cases.to_bytes(placed.size, "little") for cases in (settled.applies, *settled.leading.values())
        ]
        for start, one in placed.starts:
            yield one.case, self._prospect(one, [mask[start : start + one.size] for mask in masks])

    def _column(self, name: str, placed: _Placed, known: _KnownValues) -> Column:
        """One attribute over all lanes: a case's own value in each of its lanes, or every choice in turn."""
        lanes = {value: placed.spread(cases) for value, cases in known.of(name)}
        for start, one in placed.unknown.get(name, ()):
            stride, count = one.strides[name]
            for which, value in enumerate(self._choices[name]):
                buffer = lanes.setdefault(value, bytearray(placed.size))
                buffer[start : start + one.size] = _pattern(stride, count, which, one.size)
        return Column({value: int.from_bytes(buffer, "little") for value, buffer in lanes.items()})

    def _prospect(self, lanes: _Lanes, masks: Sequence[bytes]) -> Prospect:
        full, none = _all(lanes.size), _none(lanes.size)
        always = sometimes = 0
        for k, mask in enumerate(masks[1:]):
            always |= (mask == full) << k
            sometimes |= (mask != none) << k
        applies = True if masks[0] == full else None if masks[0] != none else False
        agreed = applies is False or (applies is True and always == sometimes)
        return Prospect(
            applies, always, sometimes, agreed, () if agreed else self._matter(lanes, tuple(masks))
        )

    def _matter(self, lanes: _Lanes, masks: tuple[bytes, ...]) -> tuple[str, ...]:
        """The attributes of which two completions that differ in nothing else are settled differently."""
        key = (masks, tuple(lanes.strides.items()))
        found = self._decisive.get(key)
        if found is None:
            applies, *leading = (int.from_bytes(mask, "little") for mask in masks)
            results = {applies, *(cases & applies for cases in leading)}
            found = tuple(
                name
                for name, (stride, count) in lanes.strides.items()
                if any(_differs(cases, stride, count, lanes.total) for cases in results)
            )
            if lanes.size <= _SHORT and len(self._decisive) < _REMEMBERED:
                self._decisive[key] = found
        return found


class _KnownValues:
    """Which cases have which value of each attribute, a byte a case: all ones where it does."""

    def __init__(self, columns: Mapping[str, Column], width: int) -> None:
        self._columns = columns
        self._width = width
        self._found: dict[str, list[tuple[FactValue, bytes]]] = {}

    def of(self, name: str) -> list[tuple[FactValue, bytes]]:
        if name not in self._found:
            cases = self._columns[name].cases if name in self._columns else {}
            self._found[name] = [
                (value, spread(having, self._width).encode().translate(_ONES))
                for value, having in cases.items()
                if having
            ]
        return self._found[name]


_ONES = bytes.maketrans(b"01", b"\x00\xff")


class _Placed:
    """Cases side by side, those of one size together: `starts` says at which byte each begins, and `unknown` the same
    of those that do not know an attribute.
    """

    def __init__(self, lanes: Iterable[_Lanes]) -> None:
        self._by_size: dict[int, list[_Lanes]] = {}
        for one in lanes:
            self._by_size.setdefault(one.size, []).append(one)
        self.starts: list[tuple[int, _Lanes]] = []
        self.unknown: dict[str, list[tuple[int, _Lanes]]] = {}
        self.size = 0
        for size, together in self._by_size.items():
            for one in together:
                self.starts.append((self.size, one))
                for name in one.strides:
                    self.unknown.setdefault(name, []).append((self.size, one))
                self.size += size

    def spread(self, cases: bytes) -> bytearray:
        """What is known of every case, a byte each, as a byte for every eight of its lanes."""
        buffer = bytearray()
        for size, together in self._by_size.items():
            chosen = bytes([cases[one.case] for one in together])
            if size > len(chosen):
                buffer += b"".join(_all(size) if case else _none(size) for case in chosen)
                continue
            part = bytearray(size * len(chosen))
            for at in range(size):
                part[at::size] = chosen
            buffer += part
        return buffer


@lru_cache(maxsize=1024)
def _all(size: int) -> bytes:
    return b"\xff" * size


@lru_cache(maxsize=1024)
def _none(size: int) -> bytes:
    return bytes(size)


@lru_cache(maxsize=1024)
def _pattern(stride: int, count: int, which: int, size: int) -> bytes:
    """The lanes that have choice `which`; those beyond the last combination begin again from the first."""
    return periodic(stride, count, which, 8 * size).to_bytes(size, "little")


def _differs(cases: int, stride: int, count: int, total: int) -> bool:
    first = periodic(stride, count, 0, total)
    return any((cases & first) != ((cases >> (stride * which)) & first) for which in range(1, count))
