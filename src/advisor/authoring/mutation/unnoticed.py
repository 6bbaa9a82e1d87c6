"""A knowledge base and its scenarios in; which faults in its rules no scenario would notice, with what shows each, out.

Each rule is changed in one thing at a time, and all scenarios run on the change at once. For a change that makes no
difference on any of them, all the answers on which it rests are gone through: some show it, or it is proved that none do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from advisor.authoring.mutation.faults import Faults
from advisor.authoring.mutation.mutants import Mutant, mutants
from advisor.authoring.mutation.showing import Shower
from advisor.authoring.mutation.shown import Same, Showing
from advisor.authoring.mutation.watching import Views, Watch, views_of
from advisor.compiler import compile_program
from advisor.consultation import Consultant
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Survivor:
    """A fault that no scenario notices, and the answers that would show it or why there are none."""

    mutant: Mutant
    shown: Showing | Same


class Mutation:
    """Faults in the rules named (or in all), tried on the scenarios."""

    def __init__(self, kb: KnowledgeBase, cases: Iterable[Case], rules: Iterable[str] = ()) -> None:
        self.kb = kb
        self.settings = kb.settings_for(kb.default_profile, {})
        self._groups: list[Views] = views_of(kb, cases)
        self._consultants: dict[tuple[str, ...], Consultant] = {}
        compiled = compile_program(kb, self.settings, kb.decisions).rules
        wanted = [kb.rules[r] for r in rules] or list(kb.rules.values())
        self.mutants = tuple(m for rule in wanted if rule.id in compiled for m in mutants(kb, rule))

    @cached_property
    def unnoticed(self) -> tuple[Mutant, ...]:
        """The faults that no scenario notices."""
        left = self.mutants
        for group in self._groups:
            if left:
                faults = Faults(self.kb, group.settings, left)
                watch = Watch(faults, group.views)
                left = tuple(m for m in left if not watch.notices(m))
        return left

    @cached_property
    def shower(self) -> Shower:
        """What finds the answers that show the unnoticed faults."""
        return Shower(Faults(self.kb, self.settings, self.unnoticed))

    def survivors(self) -> Iterator[Survivor]:
        """The faults that no scenario notices, each with what would show it."""
        return (Survivor(mutant, self.shower.shown(mutant)) for mutant in self.unnoticed)

    def consultant(self, decisions: tuple[str, ...]) -> Consultant:
        """What settles cases of these decisions, under the same settings as the faults are looked at."""
        if decisions not in self._consultants:
            self._consultants[decisions] = Consultant(self.kb, self.settings, decisions)
        return self._consultants[decisions]
