"""A second, unrelated knowledge base that has a question of every kind; logs that a test leaves open are closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base
from tests.unit.interview import typist

SOUND = Path(__file__).parents[2] / "broken_kb" / "sound"


@pytest.fixture(scope="session")
def hut() -> KnowledgeBase:
    return read_knowledge_base(SOUND)


@pytest.fixture(autouse=True)
def logs_closed() -> Iterator[None]:
    yield
    while typist.OPEN:
        typist.OPEN.pop().close()
