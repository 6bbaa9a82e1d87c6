"""Every fault that a knowledge base can have, one file each in `tests/broken_kb/`.

A file there takes the place of the file of the same name in `tests/broken_kb/sound/`, with one fault (or a few). Its first
comments name what must be reported, no more and no less: `# expect: CODE FILE:LINE:COLUMN`; from KB301 on, what a check
finds beyond what it finds of the sound one. `# file:` names the file that it stands for where that is not the one with the
fault, `# without:` a file that is taken away.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import advisor
from advisor.authoring.checks.check import check_folder
from advisor.authoring.checks.codes import codes
from advisor.compiler import compile_program
from advisor.errors import KnowledgeBaseError, Problem
from advisor.model.findings import Finding
from advisor.reader.knowledge.folder import examine

FOLDER = Path(__file__).parents[2] / "broken_kb"
SOUND = FOLDER / "sound"
NOTE = re.compile(r"# (expect|file|without): (.+)")
SOURCES = Path(advisor.__file__).parent
OF_CASES = ("cases", "batches")
"""The packages that read cases, whose codes begin with CS."""


@dataclass(frozen=True)
class Broken:
    """One faulty file: what it stands for, what is taken away, and what must be reported."""

    path: Path
    stands_for: str
    without: tuple[str, ...]
    expected: tuple[str, ...]

    def put_into(self, folder: Path) -> None:
        """Put this file into a copy of the sound knowledge base."""
        for name in self.without:
            (folder / name).unlink()
        place = folder / self.stands_for
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.path, place)


def broken(path: Path) -> Broken:
    notes: dict[str, list[str]] = {"expect": [], "file": [], "without": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = NOTE.fullmatch(line)
        if match is None:
            break
        notes[match[1]].append(match[2])
    [stands_for] = notes["file"] or [notes["expect"][0].split()[1].split(":")[0]]
    return Broken(path, stands_for, tuple(notes["without"]), tuple(notes["expect"]))


CASES = {path.stem: broken(path) for path in sorted(FOLDER.glob("*.yaml"))}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Problem, ...]]:
    """What is reported for each case."""
    folder = tmp_path_factory.mktemp("broken")
    for name, case in CASES.items():
        shutil.copytree(SOUND, folder / name)
        case.put_into(folder / name)
    sound = set(map(what, check_folder(SOUND).findings))
    return {
        name: tuple(f.problem for f in check_folder(folder / name).findings if what(f) not in sound)
        if name >= "KB3"
        else problems_of(folder / name)
        for name in CASES
    }


def what(finding: Finding) -> tuple[str, str, str]:
    """What a check finds, wherever it stands: comments at the head of a file move all that follows."""
    return finding.problem.code, finding.about, finding.detail


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """What reading and compiling report."""
    reading = examine(folder)
    kb = reading.knowledge
    if kb is not None:
        try:
            compile_program(kb, kb.settings_for(kb.default_profile, {}), kb.decisions)
        except KnowledgeBaseError as error:
            return (*reading.problems, *error.problems)
    return reading.problems


def shown(problem: Problem) -> str:
    return f"{problem.code} {problem.where}"


def test_the_sound_knowledge_base_has_no_problem() -> None:
    assert problems_of(SOUND) == ()


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_faults_are_reported(name: str, found: Mapping[str, tuple[Problem, ...]]) -> None:
    assert sorted(map(shown, found[name])) == sorted(CASES[name].expected)
    assert name.startswith(CASES[name].expected[0].split()[0])


def test_how_each_problem_reads(
    found: Mapping[str, tuple[Problem, ...]], golden: Callable[[str, str], None]
) -> None:
    parts = []
    for name, problems in found.items():
        lines = "\n".join(line for problem in problems for line in problem.lines())
        parts.append(f"=== {name}\n{lines}\n")
    golden("broken_kb.txt", "\n".join(parts))


def test_what_other_files_say_is_checked_though_the_rules_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    shutil.copytree(SOUND, folder)
    rules, decision = folder / "stove" / "rules.yaml", folder / "stove" / "decision.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("because: ", "because:", 1), encoding="utf-8")
    decision.write_text(
        decision.read_text(encoding="utf-8").replace("questions: [", "questions: [weather-today, ", 1),
        encoding="utf-8",
    )
    assert [p.code for p in problems_of(folder)] == ["KB207", "KB001"]


def test_values_that_cannot_be_read_are_told_once_and_not_where_they_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    shutil.copytree(SOUND, folder)
    (questions,) = (
        p for p in folder.rglob("questions.yaml") if "kind: choice" in p.read_text(encoding="utf-8")
    )
    text = questions.read_text(encoding="utf-8")
    listed = re.sub(r"(kind: choice.*?values:) \{[^}]*\}", r"\1 [one, two]", text, count=1, flags=re.DOTALL)
    assert listed != text
    questions.write_text(listed, encoding="utf-8")
    assert [p.code for p in problems_of(folder)] == ["KB103"]


OF_SCENARIOS = "KB216"
"""A code whose fault only a scenario can have, as CS216; `tests/broken_cases/` has its file."""


def test_every_code_that_has_a_page_has_a_file() -> None:
    expected = {line.split()[0] for case in CASES.values() for line in case.expected}
    assert expected == {code for code in codes() if code.startswith("KB")} - {OF_SCENARIOS}


def test_every_code_of_a_check_has_a_page_and_a_file() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SOURCES / "authoring").rglob("*.py")]
    emitted = {code for text in texts for code in re.findall(r'"(KB[34]\d\d)"', text)}
    assert emitted == {code for code in codes() if code >= "KB3"}


def test_every_code_of_reading_has_a_file() -> None:
    emitted = set()
    for folder in ("reader", "compiler"):
        for path in (SOURCES / folder).rglob("*.py"):
            if path.parent.name in OF_CASES:
                continue
            emitted |= set(re.findall(r'"(KB[0-2]\d\d)"', path.read_text(encoding="utf-8")))
    emitted.discard("KB200")  # not a code, but where the codes of references begin
    expected = {line.split()[0] for case in CASES.values() for line in case.expected}
    assert emitted == {code for code in expected if code < "KB3"}


def test_faults_of_several_files_are_reported_at_once_and_in_order(tmp_path: Path) -> None:
    wanted = (
        "KB203-value-of-a-choice",
        "KB206-source",
        "KB108-confidence",
        "KB204-profile",
        "KB207-listed-question",
    )
    shutil.copytree(SOUND, tmp_path, dirs_exist_ok=True)
    for name in wanted:
        CASES[name].put_into(tmp_path)
    problems = problems_of(tmp_path)
    assert {shown(p) for p in problems} == {line for name in wanted for line in CASES[name].expected}
    assert [p.where.file for p in problems if p.where] == sorted(p.where.file for p in problems if p.where)
