"""What is mechanical is put right; comments and meaning stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.authoring.writing.fixing import fixed
from advisor.shipped import shipped_kb

UNTIDY = """\
# of the first


A-010:
  because: "Why"
  # about the condition
  when:
    # inside
    p: "yes"   # a remark
    q: 'no'
  meets: a
  basis: tool   \n
# of the second
A-020:
  basis: tool
  meets: "a: b"
  because: it is
"""
TIDY = """\
# of the first

A-010:
  meets: a
  # about the condition
  when:
    # inside
    p: yes   # a remark
    q: no
  basis: tool
  because: Why

# of the second
A-020:
  meets: "a: b"
  basis: tool
  because: it is
"""


def test_order_spacing_and_quotes() -> None:
    assert fixed("rules", UNTIDY) == TIDY
    assert fixed("rules", TIDY) == TIDY


def test_line_ends_and_the_last_line() -> None:
    assert fixed("rules", "A-010:\r\n  meets: a\r\n\r\n\r\n\r\n") == "A-010:\n  meets: a\n"


@pytest.mark.parametrize("text", ["a: [1\n", "a: 1\na: 2\n", "a: &x 1\nb: *x\n"])
def test_what_cannot_be_read_is_left(text: str) -> None:
    assert fixed("rules", text) == text


def test_text_in_lines_keeps_its_lines() -> None:
    text = "A-010:\n  because: >-\n    One line,\n\n\n    and another.\n  meets: a\n"
    after = fixed("rules", text)
    assert after in (text, "A-010:\n  meets: a\n  because: >-\n    One line,\n\n\n    and another.\n")


@pytest.mark.parametrize(
    "path", sorted(shipped_kb().rglob("*.yaml")), ids=lambda p: p.parent.name + "/" + p.name
)
def test_shipped_files_are_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert fixed(path.stem, text) == text, "run: advisor kb fix kb"
