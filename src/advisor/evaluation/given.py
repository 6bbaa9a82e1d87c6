"""Columns of answers in, columns of given facts out: what `facts.given_facts` does for one case, for many at once."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.compiler.asked import AskedWhen
from advisor.evaluation.rails import evaluate
from advisor.facts import Column
from advisor.measures import WITHOUT_TABLE
from advisor.model.knowledge import KnowledgeBase


def given_columns(
    kb: KnowledgeBase, asked: AskedWhen, answers: Mapping[str, Column], tables: Mapping[str, int], width: int
) -> dict[str, Column]:
    """The facts that rules start from, by attribute.

    `answers` holds what was answered, and the measures of the cases that give a table; `tables` says for each table's
    question which cases those are. What was answered to a question that is not asked is left out.
    """
    everyone = (1 << width) - 1
    columns = dict(answers)
    for measure in kb.measures.values():
        without = everyone & ~tables.get(measure.table, 0)
        if without and measure.function in WITHOUT_TABLE:
            known = Column({WITHOUT_TABLE[measure.function]: without})
            columns[measure.id] = columns.get(measure.id, Column({})).joined(known)
    rails = evaluate(asked.program, columns, width)
    unused = {question: everyone ^ rails.edge(edge)[1] for question, edge in asked.edges.items()}
    for attribute in kb.attributes.values():
        if unused.get(attribute.question) and attribute.id in columns and attribute.id not in kb.measures:
            columns[attribute.id] = columns[attribute.id].only(everyone ^ unused[attribute.question])
    for measure in kb.measures.values():
        stated = columns.get(measure.otherwise)
        if stated is not None:
            stated = stated.only(everyone & ~tables.get(measure.table, 0))
            own = columns.get(measure.id, Column({}))
            columns[measure.id] = own.only(everyone & ~stated.known()).joined(stated)
    return columns
