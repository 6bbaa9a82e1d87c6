"""What every test may use: the shipped knowledge base, read once, and golden files that are compared or rewritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base
from advisor.shipped import shipped_kb

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Rewrite the golden files; then read the diff."
    )
    parser.addoption(
        "--draws",
        type=int,
        default=2000,
        metavar="N",
        help="Random knowledge bases to draw in tests/differential.",
    )
    parser.addoption(
        "--experta-tests", metavar="DIR", help="Unit tests of experta's repository, to run with our matcher."
    )


@pytest.fixture(scope="session")
def draws(request: pytest.FixtureRequest) -> int:
    """How many random knowledge bases the differential tests draw."""
    return int(request.config.getoption("--draws"))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    return read_knowledge_base(shipped_kb())


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of a name, or rewrite it under --update-golden."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {name}; run with --update-golden and read the diff"
        assert text == path.read_text(encoding="utf-8")

    return check
