"""One decision of a settled case and a setting with another value in; the decision under that value, made ready, out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain

from advisor.compiler import compile_program
from advisor.decide import Docket, docket
from advisor.evaluation.regions import regions
from advisor.inquiry.inquirer import Inquirer
from advisor.lazily import Lazily
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingValue
from advisor.model.rules import RulesOut


@dataclass(frozen=True, slots=True)
class Opened:
    """The decision as it is now, and where it reads settings: the gates that compare with a number, and for each limit
    that names a rung the gates of the rules that rule out what is above it. `values` are what all of these are now.
    """

    now: Docket
    tests: Mapping[SettingRef, tuple[int, ...]]
    limits: Mapping[SettingRef, tuple[int, ...]]
    values: Mapping[SettingRef, Fraction | str]


class Programs:
    """One decision under one setting after another, compiled once for them all."""

    def __init__(self, inquirer: Inquirer, decision: str) -> None:
        self._inquirer = inquirer
        self._kb = inquirer.kb
        self._decision = decision
        self._rungs = list(inquirer.kb.decisions[decision].options)

    def settings(self, reference: SettingRef, value: Fraction | str) -> dict[str, SettingValue]:
        """The settings in force, with one of them, or a part of one, otherwise."""
        before = self._inquirer.settings[reference.setting]
        after = {**before, reference.key: value} if isinstance(before, Mapping) else value
        return {**self._inquirer.settings, reference.setting: after}  # type: ignore[dict-item]

    def value(self, reference: SettingRef) -> Fraction | str:
        """What a setting, or a part of one, is now."""
        value: SettingValue | str = self._inquirer.settings[reference.setting]
        if isinstance(value, Mapping):
            return value[reference.key]
        assert isinstance(value, Fraction)
        return value

    def ready(self, reference: SettingRef, value: Fraction | str) -> Docket:
        """The decision with one setting otherwise, but for weights, which change no gate. Limits and
        tests of known figures are settled together in `switches`.
        """
        if isinstance(value, str):
            program = compile_program(self._kb, self.settings(reference, value), (self._decision,))
            return docket(program, self._decision, self._kb.attributes)
        return self._comparing(self.opened.tests.get(reference, ()), value)

    @cached_property
    def opened(self) -> Opened:
        """The decision made ready, with the gates of limiting rules kept even where they rule out nothing now."""
        program = self._inquirer.program
        limits = {r: [program.rules[rule].gate for rule in of] for r, of in self._limiting().items()}
        now = docket(program, self._decision, self._kb.attributes, chain.from_iterable(limits.values()))
        tests: dict[SettingRef, list[int]] = {}
        for number, gate in enumerate(now.cone.program.gates):
            if gate.literal is not None and gate.literal.setting is not None:
                tests.setdefault(gate.literal.setting, []).append(number)
        at = {gate: number for number, gate in enumerate(now.cone.gates)}
        return Opened(
            now,
            {reference: tuple(gates) for reference, gates in tests.items()},
            {reference: tuple(at[gate] for gate in gates) for reference, gates in limits.items()},
            {reference: self.value(reference) for reference in (*tests, *limits)},
        )

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

    def _comparing(self, tests: Collection[int], value: Fraction) -> Docket:
        """The decision in which some gates compare with another number."""
        ready = self.opened.now
        gates = list(ready.cone.program.gates)
        names = set()
        for number in tests:
            literal = gates[number].literal
            assert literal is not None
            gates[number] = replace(gates[number], literal=replace(literal, operands=(value,)))
            names.add(literal.attribute)
        program = replace(ready.cone.program, gates=tuple(gates))
        cone = replace(ready.cone, program=program)
        before, attributes = ready.choices, self._kb.attributes
        choices = Lazily(before, lambda a: regions(program, attributes[a]) if a in names else before[a])
        return replace(ready, cone=cone, choices=choices, joint=ready.joint.revised(program, choices, tests))
