"""Tests on attributes in; what they can tell of facts out, so that one of all answers that look alike to them is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from advisor.compiler.program import Literal, Program
from advisor.facts import FactValue, setting_number
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingValue
from advisor.model.questions import Question

Seen: TypeAlias = tuple[tuple[str, object], ...]


class Tests:
    """What some tests can tell of facts; `of` has the tests by attribute."""

    def __init__(self, literals: Iterable[Literal]) -> None:
        self.of: dict[str, list[Literal]] = {}
        for literal in literals:
            self.of.setdefault(literal.attribute, []).append(literal)
        self._known: dict[tuple[str, FactValue], tuple[bool, ...]] = {}

    def seen(self, facts: Mapping[str, FactValue], *, group: bool = False, whole: bool) -> Seen:
        """For each attribute the tests that it passes, or that it is absent; equal for facts that no test tells apart."""
        return (("", (group, whole)), *((a, self._passed(a, v)) for a, v in sorted(facts.items())))

    def among(self, sets: Iterable[tuple[Mapping[str, FactValue], bool]]) -> list[int]:
        """The numbers of the sets of facts, each with whether it is of a whole case, that differ in what the tests tell."""
        kept: dict[Seen, int] = {}
        for number, (facts, whole) in enumerate(sets):
            tested = {a: facts[a] for a in self.of if a in facts}
            kept.setdefault(self.seen(tested, whole=whole), number)
        return list(kept.values())

    def _passed(self, attribute: str, value: FactValue) -> tuple[bool, ...]:
        known = self._known.get((attribute, value))
        if known is None:
            known = tuple(literal.holds(value) for literal in self.of.get(attribute, ()))
            self._known[attribute, value] = known
        return known


def literals_of(program: Program, gates: Iterable[int] | None = None) -> Iterator[Literal]:
    """The tests that a program makes, in all its gates or in those named."""
    for gate in program.gates if gates is None else (program.gates[g] for g in gates):
        if gate.literal is not None:
            yield gate.literal


def asked_literals(questions: Sequence[Question], settings: Mapping[str, SettingValue]) -> Iterator[Literal]:
    """The tests on which hangs whether questions are asked."""
    for question in questions:
        for test in question.tests:
            numbers = (setting_number(o, settings) if isinstance(o, SettingRef) else o for o in test.operands)
            yield Literal(test.attribute, test.operator, tuple(numbers))
