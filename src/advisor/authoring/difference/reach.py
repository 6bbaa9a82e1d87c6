"""Two versions and a case in; the decisions that they could settle otherwise for it out, found without settling any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.compiler import Program, compile_program
from advisor.consultation import decisions_of
from advisor.facts import Facts, given_facts
from advisor.model.case import Case, Table
from advisor.model.knowledge import KnowledgeBase, SettingValue


class Reach:
    """What lies between two versions, decision by decision; each is compiled once for the same settings.

    Where the rules of a decision are compiled to the same, may be answered alike, and see the same facts of a case, both
    versions settle it alike.
    """

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self._old = old
        self._new = new
        self._programs: dict[tuple[str, str], tuple[Program, Program]] = {}

    def of(self, before: Case, after: Case) -> tuple[str, ...]:
        """The decisions which both versions settle for the case, and perhaps not alike; it is given as each reads it."""
        both = sorted({*decisions_of(self._old, before)} & {*decisions_of(self._new, after)})
        return tuple(d for d in both if not self._alike(d, before, after))

    def _alike(self, decision: str, before: Case, after: Case) -> bool:
        old, new = self._old, self._new
        settings = (
            old.settings_for(before.profile, before.settings),
            new.settings_for(after.profile, after.settings),
        )
        one, other = self._compiled(decision, *settings)
        return (
            one == other
            and old.decisions[decision].per_group == new.decisions[decision].per_group
            and all(old.attributes[a] == new.attributes[a] for a in one.attributes)
            and list(_seen(old, before, settings[0], one)) == list(_seen(new, after, settings[1], other))
        )

    def _compiled(self, decision: str, *settings: Mapping[str, SettingValue]) -> tuple[Program, Program]:
        """The decision alone in both versions, so that nothing in it is numbered or named after what others need."""
        key = decision, repr([sorted(s.items(), key=lambda item: item[0]) for s in settings])
        if key not in self._programs:
            self._programs[key] = (
                compile_program(self._old, settings[0], (decision,)),
                compile_program(self._new, settings[1], (decision,)),
            )
        return self._programs[key]


def _seen(
    kb: KnowledgeBase, case: Case, settings: Mapping[str, SettingValue], program: Program
) -> Iterator[tuple[str | None, Facts]]:
    """What a program sees of a case: of the whole, and of each group of its tables."""
    tables = [answer for answer in case.answers.values() if isinstance(answer, Table)]
    for group in (None, *(group for table in tables for group in table.groups())):
        facts = given_facts(kb, case.answers, settings, group).facts
        yield group, {a: facts[a] for a in program.attributes if a in facts}
