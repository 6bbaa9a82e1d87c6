"""One decision of a settled case and a setting with another value in; the decision under that value, made ready, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from advisor.compiler import compile_program
from advisor.compiler.program import DecisionProgram
from advisor.decide import Docket, docket
from advisor.evaluation.regions import regions
from advisor.facts import FactValue
from advisor.inquiry.inquirer import Inquirer
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingValue
from advisor.model.rules import IMPORTANCE_WEIGHTS, RulesOut

MARK = 7919
"""A prime: no rule compares with so small a part of one, so a setting that holds one shows wherever it is read."""


@dataclass(frozen=True, slots=True)
class _Open:
    """The decision as it is now, and where it reads settings: the gates that compare with a number, and for each limit
    that names a rung the gates of the rules that rule out what is above it.
    """

    now: Docket
    tests: Mapping[SettingRef, tuple[int, ...]]
    limits: Mapping[SettingRef, tuple[int, ...]]


class Programs:
    """One decision under one setting after another, compiled once for them all."""

    def __init__(self, inquirer: Inquirer, decision: str) -> None:
        self._inquirer = inquirer
        self._kb = inquirer.kb
        self._decision = decision
        self._rungs = list(inquirer.kb.decisions[decision].options)

    def settings(self, values: Mapping[SettingRef, Fraction | str]) -> dict[str, SettingValue]:
        """The settings in force, with some of them, or parts of them, otherwise."""
        settings = dict(self._inquirer.settings)
        for reference, value in values.items():
            before = settings[reference.setting]
            after = {**before, reference.key: value} if isinstance(before, Mapping) else value
            settings[reference.setting] = after  # type: ignore[assignment]
        return settings

    def value(self, reference: SettingRef) -> Fraction | str:
        """What a setting, or a part of one, is now."""
        value: SettingValue | str = self._inquirer.settings[reference.setting]
        if isinstance(value, Mapping):
            return value[reference.key]
        assert isinstance(value, Fraction)
        return value

    def ready(self, reference: SettingRef, value: Fraction | str) -> Docket:
        """The decision with one setting otherwise."""
        now = self._open.now
        if reference in self._open.limits:
            above = self._rungs.index(str(value)) + 1
            return _decided(now, _ruling_out(now.decision, self._open.limits[reference], above))
        if isinstance(value, str):
            program = compile_program(self._kb, self.settings({reference: value}), (self._decision,))
            return docket(program, self._decision, self._kb.attributes)
        if reference.setting == IMPORTANCE_WEIGHTS:
            return _decided(now, _reweighed(now.decision, reference.key, value))
        return self._comparing(now, dict.fromkeys(self._open.tests.get(reference, ()), value))

    @cached_property
    def _open(self) -> _Open:
        """Everything compiled with marks for numbers and the lowest rung for limits; then put back as it is."""
        numbers, rules = dict(self._numbers()), self._limiting()
        marks = {reference: Fraction(k, MARK) for k, reference in enumerate(numbers, 1)}
        opened = self.settings({**marks, **dict.fromkeys(rules, self._rungs[0])})
        program = compile_program(self._kb, opened, (self._decision,))
        marked = docket(program, self._decision, self._kb.attributes)
        comparing: dict[FactValue, list[int]] = {}
        for number, gate in enumerate(marked.cone.program.gates):
            for operand in gate.literal.operands if gate.literal is not None else ():
                comparing.setdefault(operand, []).append(number)
        tests = {reference: tuple(comparing.get(mark, ())) for reference, mark in marks.items()}
        now = self._comparing(marked, {n: numbers[r] for r, gates in tests.items() for n in gates})
        at = {gate: number for number, gate in enumerate(marked.cone.gates)}
        limits = {r: tuple(at[program.rules[rule].gate] for rule in of) for r, of in rules.items()}
        for reference, gates in limits.items():
            above = self._rungs.index(str(self.value(reference))) + 1
            now = _decided(now, _ruling_out(now.decision, gates, above))
        return _Open(now, tests, limits)

    def _numbers(self) -> Iterator[tuple[SettingRef, Fraction]]:
        """Every number among the settings that a test may compare with."""
        for setting, value in self._inquirer.settings.items():
            parts = value if isinstance(value, Mapping) else {"": value}
            for key, number in parts.items():
                if isinstance(number, Fraction) and setting != IMPORTANCE_WEIGHTS:
                    yield SettingRef(setting, key), number

    def _limiting(self) -> dict[SettingRef, list[str]]:
        """For each limit that names a rung the rules that heed it; none where a condition tests what is ruled out."""
        program, inside = self._inquirer.program, set(self._inquirer.ready(self._decision).cone.gates)
        tested = {program.values.get((f"{self._decision}.{rung}", "ruled-out")) for rung in self._rungs}
        found: dict[SettingRef, list[str]] = {}
        for rule in self._kb.rules.values() if not tested & inside and len(self._rungs) > 1 else ():
            match rule.conclusion:
                case RulesOut(SettingRef() as reference, decision=self._decision):
                    found.setdefault(reference, []).append(rule.id)
        return found

    def _comparing(self, ready: Docket, values: Mapping[int, Fraction]) -> Docket:
        """A decision in which some gates compare with other numbers."""
        gates = list(ready.cone.program.gates)
        names = set()
        for number, value in values.items():
            literal = gates[number].literal
            assert literal is not None
            gates[number] = replace(gates[number], literal=replace(literal, operands=(value,)))
            names.add(literal.attribute)
        program = replace(ready.cone.program, gates=tuple(gates))
        choices = {name: regions(program, self._kb.attributes[name]) for name in names}
        cone = replace(ready.cone, program=program)
        return replace(ready, cone=cone, choices={**ready.choices, **choices})


def _decided(ready: Docket, decision: DecisionProgram) -> Docket:
    """The same gates, decided otherwise."""
    program = replace(ready.cone.program, decisions={decision.id: decision})
    return replace(ready, cone=replace(ready.cone, program=program), decision=decision)


def _ruling_out(decision: DecisionProgram, gates: tuple[int, ...], above: int) -> DecisionProgram:
    """The decision with these gates ruling out the rungs from a number on, and no others."""
    options = (
        replace(o, out=(*(g for g in o.out if g not in gates), *(gates if k >= above else ())))
        for k, o in enumerate(decision.options)
    )
    return replace(decision, options=tuple(options))


def _reweighed(decision: DecisionProgram, grade: str, weight: Fraction) -> DecisionProgram:
    """The decision with another weight for all points of one grade."""
    options = (
        replace(
            o,
            contributions=tuple(
                replace(c, weight=weight * c.degree) if c.importance == grade else c for c in o.contributions
            ),
        )
        for o in decision.options
    )
    return replace(decision, options=tuple(options))
