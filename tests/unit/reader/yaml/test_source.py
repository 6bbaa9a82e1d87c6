"""YAML as we read it: text first, every place exact, and every fault told in words that do not depend on the parser."""

from __future__ import annotations

import pytest
import yaml

from advisor.errors import Problem
from advisor.reader.yaml import source
from advisor.reader.yaml.nodes import Entries, Sequence, Text
from advisor.reader.yaml.source import read_yaml


@pytest.fixture(params=["C parser", "Python parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of PyYAML's two parsers: which of them is there depends on how PyYAML was built."""
    loader = yaml.SafeLoader if request.param == "Python parser" else getattr(yaml, "CSafeLoader", None)
    if loader is None:
        pytest.skip("PyYAML was built without its C parser")
    monkeypatch.setattr(source, "_LOADER", loader)
    return str(request.param)


def read(content: str | bytes) -> tuple[Entries | None, list[Problem]]:
    problems: list[Problem] = []
    return read_yaml(
        "f.yaml", content if isinstance(content, bytes) else content.encode(), problems.append
    ), problems


def values(content: str | bytes) -> dict[str, object]:
    root, problems = read(content)
    assert problems == []
    assert root is not None
    return {key.value: value.value if isinstance(value, Text) else value for key, value in root.pairs}


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "null", "~", "010", "0x1F", "12:30", "1_000", "1e3", "2012-08", ".inf", "<<", "="],
)
def test_what_is_typed_is_text(parser: str, written: str) -> None:
    assert values(f"a: {written}\n") == {"a": written}


def test_keys_are_text_as_well(parser: str) -> None:
    assert values("yes: a\n3: b\n2012-08-01: c\n") == {"yes": "a", "3": "b", "2012-08-01": "c"}


def test_nothing_is_an_empty_text(parser: str) -> None:
    assert values("a:\nb: ''\n") == {"a": "", "b": ""}


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa: b\nc: d\n", b"a: b\r\nc: d\r\n", b"a: b\rc: d\r"])
def test_a_byte_order_mark_and_line_ends_of_other_systems_make_no_difference(
    parser: str, content: bytes
) -> None:
    root, problems = read(content)
    assert problems == []
    assert root is not None
    assert [(key.value, key.where.line, key.where.column) for key, _ in root.pairs] == [
        ("a", 1, 1),
        ("c", 2, 1),
    ]


def test_places_count_from_one_and_hold_the_line(parser: str) -> None:
    root, _ = read("é: {b: [x, yy]}\n")
    assert root is not None
    inner = root.pairs[0][1]
    assert isinstance(inner, Entries)
    words = inner.pairs[0][1]
    assert isinstance(words, Sequence)
    assert str(words.items[1].where) == "f.yaml:1:12"
    assert words.items[1].where.text == "é: {b: [x, yy]}"


FAULTS = {
    "a: b: c\n": ("KB001", 1, 5, "a colon where none can stand"),
    "a: b\n  c: d\n": ("KB001", 2, 4, "a colon where none can stand"),
    "a:\n\tb: c\n": ("KB001", 2, 1, "a tab"),
    "a: |\n x\n\ty\n": ("KB001", 3, 1, "a tab"),
    "a: @b\n": ("KB001", 1, 4, "a text cannot begin with @"),
    "`a`: b\n": ("KB001", 1, 1, "a text cannot begin with `"),
    "a: 'x\nb: c\n": ("KB001", 1, 4, "a quote that is opened here is never closed"),
    "a: [1, 2\nb: c\n": ("KB001", 1, 4, "a list in square brackets is not closed"),
    "a: [1, 2: 3: 4]\n": ("KB001", 1, 12, "a list in square brackets is not closed or lacks a comma"),
    "a: {b: c\nd: e\n": ("KB001", 1, 4, "a mapping in braces is not closed"),
    'a: "b.\nc: d\ne: "Note: f"\n': ("KB001", 1, 4, "a quote that is opened here is closed only in line 3"),
    'a: "he said "no" to it"\n': ("KB001", 1, 14, "something stands after the quote that is closed here"),
    "- 'it's b'\n": ("KB001", 1, 7, "something stands after the quote that is closed here"),
    "a: “b: c”\n": ("KB001", 1, 4, "curly quotes do not hold a text together"),
    "a: {b} and {c} hold\n": ("KB001", 1, 8, "something stands after the bracket that is closed here"),
    "a: [b] c\n": ("KB001", 1, 8, "something stands after the bracket that is closed here"),
    "a: {b: x, c: 60,000,000}\n": ("KB105", 1, 14, "60,000,000 is not one number here"),
    "a: |\n   b\n  c\n d: e\n": ("KB001", 3, 3, "a key out of line"),
    "a: >-\n  b\n ] c\nd: e\n": ("KB001", 3, 2, "a key out of line"),
    "a: ] b\n": ("KB001", 1, 4, "a text cannot begin with ]"),
    "a: [b]]\nc: d\n": ("KB001", 1, 7, "something stands after the bracket that is closed here"),
    "a: >= 2\nb: c\n": ("KB001", 1, 4, "a text cannot begin with >"),
    "a: b\n c: d\ne: f\n": ("KB001", 2, 3, "a colon where none can stand"),
    "a: b\n---\nc: d\n": ("KB001", 2, 1, "a second document begins here"),
    "{a: b}}\n": ("KB001", 1, 7, "something stands after the end of the mapping"),
    "a: *x\n": ("KB003", 1, 4, "the alias 'x' is not allowed"),
    "a: b\x01\n": ("KB001", 1, 5, "a character that cannot be printed"),
    "x: y\na: b\x01\n": ("KB001", 2, 5, "a character that cannot be printed"),
    "a: b\na: c\n": ("KB002", 2, 1, "stands twice (first in line 1)"),
    "a: &x b\n": ("KB003", 1, 4, "the anchor 'x' is not allowed"),
    "a: !!int 3\n": ("KB004", 1, 4, "the tag '!!int' is not allowed"),
    "a: !env HOME\n": ("KB004", 1, 4, "the tag '!env' is not allowed"),
    "? [a, b]\n: c\n": ("KB103", 1, 3, "a key must be plain text"),
    "- a\n- b\n": ("KB103", 1, 1, "must be a mapping"),
    "just words\n": ("KB103", 1, 1, "must be a mapping"),
    "": ("KB005", 1, 1, "empty"),
    "# only a comment\n": ("KB005", 1, 1, "empty"),
}


@pytest.mark.parametrize(("content", "expected"), FAULTS.items())
def test_each_fault_has_its_code_its_place_and_plain_words(
    parser: str, content: str, expected: tuple[str, int, int, str]
) -> None:
    _, (problem,) = read(content)
    assert problem.where is not None
    assert (problem.code, problem.where.line, problem.where.column) == expected[:3]
    assert expected[3] in problem.message


def test_aliases_are_refused_before_anything_is_expanded(parser: str) -> None:
    # Nine lists of nine aliases each would come to some 387 million texts.
    lines = ["a0: &a0 [x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    root, problems = read("\n".join(lines))
    assert root is None
    assert {p.code for p in problems} == {"KB003"}
    assert len(problems) == 10 + 9 * 9


def test_a_list_that_holds_itself_is_refused(parser: str) -> None:
    root, problems = read("a: &x [*x]\n")
    assert root is None
    assert [p.code for p in problems] == ["KB003", "KB003"]


@pytest.mark.parametrize(
    "content", ["a: " + "[" * 300_000, "a: " + "{b: " * 60 + "}" * 60, "- " * 5000 + "a\n"]
)
def test_a_nesting_that_would_exhaust_the_stack_is_refused(parser: str, content: str) -> None:
    root, problems = read(content)
    assert root is None
    assert [p.message for p in problems] == ["more than 50 lists and mappings inside one another"]


def test_brackets_and_marks_inside_texts_are_text(parser: str) -> None:
    written = "R&D, 5 * 3! " + "[" * 60
    assert values(f"a: '{written}'\n") == {"a": written}


@pytest.mark.parametrize("content", [b"a: caf\xe9\n", "a: b\n".encode("utf-16"), b"ok: 1\n\xff\n"])
def test_a_file_in_another_encoding_is_named_as_such(content: bytes) -> None:
    root, (problem,) = read(content)
    assert root is None
    assert problem.code == "KB005"
    assert problem.hint == "save the file as UTF-8"


def test_the_line_of_a_wrong_byte_is_found() -> None:
    _, (problem,) = read(b"a: b\nc: d\ne: \xff\n")
    assert problem.where is not None
    assert problem.where.line == 3
