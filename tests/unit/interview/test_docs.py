"""The session shown in the documentation is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

from advisor.model.knowledge import KnowledgeBase
from tests.unit.interview.typist import conversation, opened

PAGE = Path(__file__).parents[3] / "docs" / "interview.md"
START, END = "<!-- session -->\n```\n", "```\n"
TYPED = (
    "Northtown CCG, City Hospital, 60m", "Southtown CCG", "", "40m", "", "sometimes", "why", "none", "so far", "1",
    "note minutes of 3 May, item 4", "no", "why not lead-ccg", "change to lead-ccg", "quit",
)  # fmt: skip


def test_the_session_of_the_page(kb: KnowledgeBase, tmp_path: Path, request):
    said = conversation(opened(kb, tmp_path / "s.session", ("collaboration",)), TYPED, width=96)
    shown = "$ advisor consult collaboration\n" + said
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    page, _, after = rest.partition(END)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(f"{before}{START}{shown}{END}{after}", encoding="utf-8")
        page = shown
    # Where a rule stands in its file is no part of what the page says.
    assert re.sub(r"yaml:\d+", "yaml", page) == re.sub(r"yaml:\d+", "yaml", shown)
