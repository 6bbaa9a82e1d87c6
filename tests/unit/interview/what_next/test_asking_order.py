"""The file that fixes the order of questions, and every problem in it at once."""

from __future__ import annotations

import pytest

from advisor.errors import CaseError
from advisor.interview.what_next.asking_order import read_order
from advisor.model.knowledge import KnowledgeBase


def test_an_order_with_remarks(kb: KnowledgeBase):
    text = "# ours\nmoney\n\n  staffing   # then this\njoint-services\n"
    assert read_order("o", text, kb) == ("money", "staffing", "joint-services")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "money\nstafing\nmoney\n",
            ["o:2:1: CS207 there is no question 'stafing'", "o:3:1: CS110 'money' stands in two lines"],
        ),
        ("# nothing\n", ["o:1:1: CS005 the file names no question"]),
    ],
)  # fmt: skip
def test_every_problem_is_named_with_its_place(kb: KnowledgeBase, text: str, problems: list[str]):
    with pytest.raises(CaseError) as raised:
        read_order("o", text, kb)
    assert [p.lines()[0] for p in raised.value.problems] == problems
    assert any(p.closest == "staffing" for p in raised.value.problems) is (len(problems) > 1)
