"""One decision of a settled case and a setting with another value in; the program under that value out, seldom compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from advisor.compiler import Program, compile_program
from advisor.compiler.cone import cone_of
from advisor.compiler.program import Literal
from advisor.inquiry.inquirer import Inquirer
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingValue

WEIGHTS = "importance-weights"
MARK = Fraction(1, 7919)
"""Added to a setting, it makes a number that no rule holds by chance: so the tests that read the setting are known by it."""


class Programs:
    """The programs of one decision under one setting after another."""

    def __init__(self, inquirer: Inquirer, decision: str) -> None:
        self._inquirer = inquirer
        self._decision = decision
        self._now = inquirer.cone(decision).program
        self._marked: dict[SettingRef, tuple[Program, tuple[int, ...]]] = {}

    def settings(self, reference: SettingRef, value: Fraction | str) -> dict[str, SettingValue]:
        """The settings in force, with one of them, or one part of it, otherwise."""
        settings = dict(self._inquirer.settings)
        before = settings[reference.setting]
        after = {**before, reference.key: value} if isinstance(before, Mapping) else value
        settings[reference.setting] = after  # type: ignore[assignment]
        return settings

    def program(self, reference: SettingRef, value: Fraction | str) -> Program:
        """The decision's program with one setting otherwise."""
        if isinstance(value, str):
            return self._compiled(reference, value)
        if reference.setting == WEIGHTS:
            return self._reweighed(reference.key, value)
        marked, tests = self._tests(reference)
        if not tests:
            return self._now
        gates = list(marked.gates)
        for number in tests:
            literal = gates[number].literal
            assert literal is not None
            gates[number] = replace(
                gates[number], literal=Literal(literal.attribute, literal.operator, (value,))
            )
        return replace(marked, gates=tuple(gates))

    def _compiled(self, reference: SettingRef, value: Fraction | str) -> Program:
        settings = self.settings(reference, value)
        return cone_of(
            compile_program(self._inquirer.kb, settings, (self._decision,)), self._decision
        ).program

    def _tests(self, reference: SettingRef) -> tuple[Program, tuple[int, ...]]:
        """The program in which the setting is marked, and the gates that test it."""
        if reference not in self._marked:
            value = self._inquirer.settings[reference.setting]
            now = value[reference.key] if isinstance(value, Mapping) else value
            assert isinstance(now, Fraction)
            program = self._compiled(reference, now + MARK)
            tests = (n for n, g in enumerate(program.gates) if g.literal and now + MARK in g.literal.operands)
            self._marked[reference] = program, tuple(tests)
        return self._marked[reference]

    def _reweighed(self, grade: str, weight: Fraction) -> Program:
        """The program with another weight for all points of one grade."""
        decision = self._now.decisions[self._decision]
        options = tuple(
            replace(
                o,
                contributions=tuple(
                    replace(c, weight=weight * c.degree) if c.importance == grade else c
                    for c in o.contributions
                ),
            )
            for o in decision.options
        )
        return replace(self._now, decisions={self._decision: replace(decision, options=options)})
