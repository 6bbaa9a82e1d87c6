"""A block of rows under one profile and one set of settings in, their results out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.batch.encode import Encoded, Encoder, Tests
from advisor.batch.results import Decided, Result
from advisor.batch.settle import DecisionSettler, Settlement
from advisor.compiler import compile_program
from advisor.compiler.asked import compile_asked
from advisor.compiler.program import Literal, Program
from advisor.consultation import spanning_verdict
from advisor.decide import Verdict, docket
from advisor.evaluation.columns import column
from advisor.evaluation.given import given_columns
from advisor.explanation.decision import questions_of
from advisor.explanation.finding import Explained
from advisor.facts import Column, FactValue, measured
from advisor.model.case import Answer, Case, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_id
from advisor.reader.batches.rows import BadRow, Block

View = tuple[int, str | None]
"""A row as a whole, or for one group of its table."""
Given = frozenset[tuple[str, bool]]
"""For each table that a row answers, whether it gives one."""
_MOST_REMEMBERED = 1 << 15


class Context:
    """What is compiled once for the rows of one frame. `common` is what all rows share; the frame's own word comes first."""

    def __init__(self, kb: KnowledgeBase, frame: Case, common: Case) -> None:
        self._kb = kb
        self._frame = _merged(kb, frame, common)
        self._settings = kb.settings_for(self._frame.profile, common.settings, frame.settings)
        program = compile_program(kb, self._settings, kb.decisions)
        self._asked = compile_asked(kb, self._settings)
        self._settlers = {d: DecisionSettler(docket(program, d, kb.attributes)) for d in kb.decisions}
        programs = [self._asked.program, *(settler.program for settler in self._settlers.values())]
        self._tests = _tests(kb, programs)
        self._encoder = Encoder(kb.questions, self._tests, self._frame.answers)
        self._results: dict[tuple[Settlement, Given], Decided] = {}

    def settle(self, block: Block) -> Iterator[Result | BadRow]:
        """The result of every row, in order; a row with a cell that cannot be read comes out with what is wrong."""
        encoded = self._encoder.encode(block)
        touched = self._touched(encoded)
        whole = self._settled(encoded, [(row, None) for row in range(encoded.width)], touched)
        groups = self._groups(encoded, touched)
        for row, (number, identity) in enumerate(zip(block.numbers, block.ids, strict=True)):
            if row in encoded.faults:
                yield BadRow(number, identity, tuple(encoded.faults[row]))
            else:
                tables = {q: a for q, answers in encoded.tables.items() if (a := answers[row]) is not None}
                yield Result(
                    number,
                    identity,
                    {
                        d: self._decided(d, settled[row], groups[d].get(row, {}), tables)
                        for d, settled in whole.items()
                        if row in settled
                    },
                )

    def _touched(self, encoded: Encoded) -> dict[str, int]:
        """For each decision the rows that it is settled for: those that answer one of its questions, or that name it."""
        if self._frame.decisions is not None:
            return dict.fromkeys(self._frame.decisions, (1 << encoded.width) - 1)
        found: dict[str, int] = {}
        for question, rows in encoded.answered().items():
            decision = self._kb.questions[question].decision
            found[decision] = found.get(decision, 0) | rows
        return {d: found[d] for d in self._kb.decisions if found.get(d)}

    def _settled(
        self, encoded: Encoded, views: Sequence[View], touched: Mapping[str, int]
    ) -> dict[str, dict[int, Settlement]]:
        """The decisions settled for each view, by its position."""
        facts = self._facts(encoded, views)
        return {d: self._settlers[d].settle(facts, len(views), cases) for d, cases in touched.items()}

    def _facts(self, encoded: Encoded, views: Sequence[View]) -> dict[str, Column]:
        """The given facts of each view, by attribute."""
        rows = [row for row, _ in views]
        columns = encoded.columns(None if rows == list(range(encoded.width)) else rows)
        tables = {}
        for question, answers in encoded.tables.items():
            given = [answers[row] for row, _ in views]
            tables[question] = sum(1 << i for i, table in enumerate(given) if isinstance(table, Table))
            if tables[question]:
                columns.update(self._measures(question, given, [group for _, group in views]))
        return given_columns(self._kb, self._asked, columns, tables, len(views))

    def _measures(
        self, question: str, tables: Sequence[Answer | None], groups: Sequence[str | None]
    ) -> Iterator[tuple[str, Column]]:
        """The measures of the tables that are given, by attribute."""
        for measure in self._kb.measures.values():
            if measure.table == question and measure.id in self._tests:
                values = [
                    measured(measure, table, self._settings, group) if isinstance(table, Table) else None
                    for table, group in zip(tables, groups, strict=True)
                ]
                yield measure.id, self._coded(measure.id, values)

    def _coded(self, name: str, values: Sequence[FactValue | None]) -> Column:
        """A column in which values that no test tells apart are one."""
        codes: dict[tuple[bool, ...] | None, int] = {None: 0}
        stands: list[FactValue | None] = [None]
        found = []
        for value in values:
            key = None if value is None else tuple(test.holds(value) for test in self._tests[name])
            if key not in codes:
                codes[key] = len(stands)
                stands.append(value)
            found.append(codes[key])
        return column(bytes(found) if len(stands) <= 256 else found, stands)

    def _groups(
        self, encoded: Encoded, touched: Mapping[str, int]
    ) -> dict[str, dict[int, dict[str, Settlement]]]:
        """For each decision that is judged group by group, each row's groups settled."""
        found: dict[str, dict[int, dict[str, Settlement]]] = {d: {} for d in touched}
        for decision, rows in touched.items():
            per_group = self._kb.decisions[decision].per_group
            tables = encoded.tables.get(per_group.table, ()) if per_group else ()
            views: list[View] = [
                (row, group)
                for row, table in enumerate(tables)
                if isinstance(table, Table) and rows >> row & 1
                for group in table.groups()
            ]
            if views:
                settled = self._settled(encoded, views, {decision: (1 << len(views)) - 1})[decision]
                for position, (row, group) in enumerate(views):
                    assert group is not None
                    found[decision].setdefault(row, {})[group] = settled[position]
        return found

    def _decided(
        self, decision: str, whole: Settlement, groups: Mapping[str, Settlement], tables: Mapping[str, Answer]
    ) -> Decided:
        # Of a table it matters only whether it was given.
        given = frozenset((question, isinstance(table, Table)) for question, table in tables.items())
        if not groups:
            return self._shared(decision, whole, given, tables)
        verdicts = {name: _verdict(decision, settlement) for name, settlement in groups.items()}
        top = spanning_verdict(_verdict(decision, whole), verdicts)
        conclusion = replace(whole.conclusion, outcome=top.outcome)
        return replace(
            self._plain(decision, Settlement(conclusion, top.open_attributes), tables),
            by_group={name: self._shared(decision, group, given, tables) for name, group in groups.items()},
        )

    def _shared(
        self, decision: str, settlement: Settlement, given: Given, tables: Mapping[str, Answer]
    ) -> Decided:
        """The result of a settlement, made once for all the rows that share it."""
        key = (settlement, given)
        if key not in self._results:
            if len(self._results) >= _MOST_REMEMBERED:
                self._results.clear()
            self._results[key] = self._plain(decision, settlement, tables)
        return self._results[key]

    def _plain(self, decision: str, settlement: Settlement, tables: Mapping[str, Answer]) -> Decided:
        conclusion = settlement.conclusion
        about = Explained(self._kb, self._settings, replace(self._frame, answers=tables), decision)
        return Decided(
            conclusion.outcome,
            tuple(option_id(key) for key in conclusion.recommended),
            {option_id(key): status for key, status in conclusion.statuses.items()},
            questions_of(about, settlement.open_attributes),
        )


def _verdict(decision: str, settlement: Settlement) -> Verdict:
    conclusion = settlement.conclusion
    return Verdict(
        decision, conclusion.outcome, conclusion.recommended, {}, open_attributes=settlement.open_attributes
    )


def _merged(kb: KnowledgeBase, frame: Case, common: Case) -> Case:
    """A row's frame where it says something, the common case where it does not; the settings of neither."""
    return replace(
        common,
        profile=frame.profile or common.profile or kb.default_profile,
        decisions=common.decisions if frame.decisions is None else frame.decisions,
    )


def _tests(kb: KnowledgeBase, programs: Sequence[Program]) -> Tests:
    """Every literal that an attribute is tested with; what stands in for a measure is tested as the measure is."""
    found: dict[str, list[Literal]] = {}
    for program in programs:
        for name, gates in program.attributes.items():
            literals = (program.gates[gate].literal for gate in gates)
            found.setdefault(name, []).extend(literal for literal in literals if literal is not None)
    for measure in kb.measures.values():
        if measure.otherwise and measure.id in found:
            found.setdefault(measure.otherwise, []).extend(found[measure.id])
    return {name: tuple(dict.fromkeys(literals)) for name, literals in found.items()}
