"""Every fault that a case file can have, one file each in `tests/broken_cases/`, read against `tests/broken_kb/sound/`.

The first comments of a file name what must be reported, no more and no less: `# expect: CODE LINE:COLUMN`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import advisor
from advisor.authoring.checks.codes import codes, page_of
from advisor.errors import CaseError, Problem
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base

TESTS = Path(__file__).parents[2]
CASES = {path.stem: path for path in sorted((TESTS / "broken_cases").glob("*.yaml"))}
EXPECT = re.compile(r"# expect: (.+)")
SOURCES = Path(advisor.__file__).parent / "reader"


@pytest.fixture(scope="module")
def hut() -> KnowledgeBase:
    return read_knowledge_base(TESTS / "broken_kb" / "sound")


@pytest.fixture(scope="module")
def found(hut: KnowledgeBase) -> Mapping[str, tuple[Problem, ...]]:
    """What is reported for each file."""
    problems = {}
    for name, path in CASES.items():
        with pytest.raises(CaseError) as refused:
            read_case(path.name, path.read_bytes(), hut)
        problems[name] = refused.value.problems
    return problems


def expected(name: str) -> list[str]:
    return EXPECT.findall(CASES[name].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_faults_are_reported(name: str, found: Mapping[str, tuple[Problem, ...]]) -> None:
    shown = [f"{p.code} {p.where.line}:{p.where.column}" for p in found[name] if p.where]
    assert len(shown) == len(found[name])
    assert shown == sorted(expected(name), key=lambda line: [int(n) for n in re.findall(r"\d+", line)[1:]])
    assert name.startswith(tuple(line.split()[0] for line in expected(name)))


def test_how_each_problem_reads(
    found: Mapping[str, tuple[Problem, ...]], golden: Callable[[str, str], None]
) -> None:
    parts = []
    for name, problems in found.items():
        lines = "\n".join(line for problem in problems for line in problem.lines())
        parts.append(f"=== {name}\n{lines}\n")
    golden("broken_cases.txt", "\n".join(parts))


def test_every_code_of_a_case_has_a_file() -> None:
    emitted = set()
    for name in ("case", "expectations", "tables"):
        text = (SOURCES / "cases" / f"{name}.py").read_text(encoding="utf-8")
        emitted |= {code.replace("KB", "CS") for code in re.findall(r'"((?:KB|CS)\d{3})"', text)}
    assert emitted <= {line.split()[0] for name in CASES for line in expected(name)}


NOT_OF_A_FILE = "CS500"
"""A case that can be read and not be run; that there is no fault of its file is what it says."""


def test_every_code_of_a_case_has_a_page_and_every_page_a_file() -> None:
    files = {line.split()[0] for name in CASES for line in expected(name)}
    assert all(page_of(code) for code in files)
    assert {code for code in codes() if code.startswith("CS")} - {NOT_OF_A_FILE} <= files
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.parent.rglob("*.py")]
    named = {code for text in texts for code in re.findall(r'"(CS\d{3})"', text)}
    assert named - files == {NOT_OF_A_FILE}
