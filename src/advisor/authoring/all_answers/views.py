"""Measures and the tests that rules make of them in; every way in which a table can look to the rules out, with a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from advisor.authoring.all_answers.tables import Landmarks, several_tables, single_tables
from advisor.authoring.all_answers.telling import Seen, Tests
from advisor.evaluation.regions import told_apart
from advisor.facts import FactValue, measured
from advisor.model.case import UNKNOWN, Table
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.questions import Measure


@dataclass(frozen=True, slots=True)
class View:
    """A table as rules see it, or none where `question` is empty: its `figures`, and the group of it that is in view."""

    question: str
    table: Table | None
    group: str | None
    figures: Mapping[str, FactValue | None]

    @property
    def given(self) -> Mapping[str, Table]:
        """The table as an answer."""
        return {} if self.table is None else {self.question: self.table}

    @property
    def whole(self) -> bool:
        """False where several groups are judged as one, and each has a result of its own."""
        return self.group is not None or self.table is None or len(self.table.groups()) < 2


def no_table(kb: KnowledgeBase, settings: Mapping[str, SettingValue]) -> View:
    """What is known where no table is given."""
    return View("", None, None, {m.id: measured(m, UNKNOWN, settings, None) for m in kb.measures.values()})


def views_of(kb: KnowledgeBase, settings: Mapping[str, SettingValue], tests: Tests) -> Iterator[View]:
    """No table, and one table for each way in which the rules could tell tables apart."""
    without = no_table(kb, settings)
    yield without
    for question in kb.table_questions():
        measures = [m for m in kb.measures.values() if m.table == question.id]
        if any(m.id in tests.of for m in measures):
            blank = {**without.figures, **{m.id: None for m in measures}}
            for table, group, facts in _distinct(kb, settings, tests, measures):
                yield View(question.id, table, group, {**blank, **facts})


def _distinct(
    kb: KnowledgeBase, settings: Mapping[str, SettingValue], tests: Tests, measures: Sequence[Measure]
) -> Iterator[tuple[Table, str | None, Mapping[str, FactValue]]]:
    """One table, and the group in view, for each way in which the rules could tell them apart."""
    marks = _landmarks(kb, settings, tests, measures)
    grouped = [m for m in measures if m.view == "group"]
    others = [m for m in measures if m.view != "group"]
    seen: set[Seen] = set()
    singles: list[tuple[Table, Mapping[str, FactValue]]] = []
    for table in single_tables(marks):
        facts = _figures(measures, settings, table)
        if (key := tests.seen(facts, whole=True)) not in seen:
            seen.add(key)
            singles.append((table, {m.id: facts[m.id] for m in grouped if m.id in facts}))
            yield table, None, facts
    # What a group alone shows is known from the table that has no other; it is the costly part, so it is worked out once.
    alone = {id(table): facts for table, facts in singles}
    for table, group, single in several_tables(marks, [t for t, _ in singles] if grouped else []):
        of_group = _figures(grouped, settings, table) if single is None else alone[id(single)]
        facts = {**of_group, **_figures(others, settings, table)}
        if (key := tests.seen(facts, group=group is not None, whole=group is not None)) not in seen:
            seen.add(key)
            yield table, group, facts


def _figures(
    measures: Sequence[Measure], settings: Mapping[str, SettingValue], table: Table
) -> dict[str, FactValue]:
    """What measures say of a table."""
    found = ((m.id, measured(m, table, settings, None)) for m in measures)
    return {measure: value for measure, value in found if value is not None}


def _landmarks(
    kb: KnowledgeBase, settings: Mapping[str, SettingValue], tests: Tests, measures: Sequence[Measure]
) -> Landmarks:
    def of(function: str) -> tuple[Fraction, ...]:
        named = [m.id for m in measures if m.function == function]
        values = {v for m in named for v in told_apart(tests.of.get(m, ()), kb.attributes[m])}
        return tuple(sorted(v for v in values if isinstance(v, Fraction)))

    def cuts(function: str) -> tuple[Fraction, ...]:
        named = [m.id for m in measures if m.function == function]
        operands = {o for m in named for test in tests.of.get(m, ()) for o in test.operands}
        return tuple(sorted(o for o in operands if isinstance(o, Fraction)))

    minor = {settings[m.minor_share] for m in measures if m.minor_share}
    return Landmarks(
        members=tuple(int(v) for v in of("members")),
        groups=tuple(int(v) for v in of("groups")),
        to_smallest=cuts("largest-to-smallest"),
        to_next=cuts("largest-to-next"),
        share=cuts("largest-share"),
        minor=tuple(sorted(m for m in minor if isinstance(m, Fraction) and 0 < m < 1)),
    )
