"""What a question about all answers is asked of, as one value: a program, and every test that may be made in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.compiler.asked import AskedWhen
from advisor.compiler.program import Literal, Program
from advisor.model.knowledge import KnowledgeBase, SettingValue


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about: a decision's part of the program, for one group of a table or for the whole."""

    kb: KnowledgeBase
    settings: Mapping[str, SettingValue]
    program: Program
    asked: AskedWhen
    group: str | None
    tests: Mapping[str, Sequence[Literal]]

    @classmethod
    def of(
        cls,
        kb: KnowledgeBase,
        settings: Mapping[str, SettingValue],
        program: Program,
        asked: AskedWhen,
        group: str | None,
    ) -> Scope:
        """A scope with every test that may be made in it: the program's, and whether a question that it reads is asked."""
        found: dict[str, list[Literal]] = {}
        read = {kb.attributes[a].question for a in program.attributes}
        relevant = any(question in read for question in asked.edges)
        for part in (program, *((asked.program,) if relevant else ())):
            for attribute, gates in part.attributes.items():
                literals = (part.gates[g].literal for g in gates)
                found.setdefault(attribute, []).extend(t for t in literals if t is not None)
        return cls(kb, settings, program, asked, group, found)
