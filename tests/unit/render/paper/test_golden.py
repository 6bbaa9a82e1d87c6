"""Papers as golden files: one scenario of each decision, and one with all five, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.render.formats.as_json import paper_json
from advisor.render.formats.markdown import paper_markdown
from tests import papers

NAMES = (*papers.ONE_OF_EACH, papers.ALL_FIVE)


def unhashed(text: str) -> str:
    """The text without the knowledge base's hash, which changes with every word of it."""
    assert papers.shipped().sha256 in text
    return text.replace(papers.shipped().sha256, "(SHA-256 of the knowledge base)")


@pytest.mark.parametrize("name", NAMES)
def test_markdown(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"papers/{name}.md", unhashed(paper_markdown(papers.paper(name))))


@pytest.mark.parametrize("name", NAMES)
def test_json(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"papers/{name}.json", unhashed(paper_json(papers.scenario(name), papers.paper(name))))
