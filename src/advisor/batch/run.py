"""Blocks of rows in, results out: the cells are coded, groups of a table seen one by one, every decision settled for all
rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advisor.batch.context import Context
from advisor.batch.results import Result
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.batches.rows import BadRow, Chunk, Records, empty_frame, in_chunks

_MOST_CONTEXTS = 32


class Batch:
    """Settles rows of a knowledge base. `common` is a case with what all rows share: profile, settings, decisions, and
    answers for rows that have none of their own. Serves one thread.
    """

    def __init__(self, kb: KnowledgeBase, common: Case | None = None) -> None:
        self.kb = kb
        self._common = common or empty_frame()
        self._contexts: dict[str, Context] = {}

    def settle(self, chunks: Iterable[Chunk]) -> Iterator[Result | BadRow]:
        """Settle rows as a reader gives them out, and give out one result each in the order of their numbers. A row that
        cannot be used comes out as what is wrong with it, and stops no other.
        """
        for chunk in chunks:
            found: list[Result | BadRow] = list(chunk.bad)
            for block in chunk.blocks:
                found.extend(self._context(block.frame).settle(block))
            yield from sorted(found, key=_number)

    def _context(self, frame: Case) -> Context:
        """What is compiled for the settings and the profile of some rows."""
        key = repr((frame.profile, sorted(frame.settings.items()), frame.decisions))
        if key not in self._contexts:
            if len(self._contexts) >= _MOST_CONTEXTS:
                self._contexts.clear()
            self._contexts[key] = Context(self.kb, frame, self._common)
        return self._contexts[key]


def _number(row: Result | BadRow) -> int:
    return row.number


def settle_records(
    kb: KnowledgeBase, records: Iterable[Mapping[str, Any]], common: Case | None = None
) -> Iterator[Result | BadRow]:
    """Settle records: mappings with `id` and a key for each question (`question.item` for ratings and applies), as
    `DataFrame.to_dict("records")` gives them; or whole cases with `answers`. None and not-a-number are no answer.

    Gives one `Result` a record, or a `BadRow` with everything that is wrong with it, in blocks in their order.
    """
    read = Records(kb, "records")
    rows = (read.row(number, record) for number, record in enumerate(records, start=1))
    return Batch(kb, common).settle(in_chunks("records", rows))
