"""A second, unrelated knowledge base, of bicycles, runs through the same code, which has no word of the shipped one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import advisor as package
from advisor.authoring.checks.check import check_folder
from advisor.authoring.scenarios.run import scenario_files
from advisor.authoring.scenarios.side_by_side import Selection, run_selected
from advisor.compiler import compile_program
from advisor.consultation import consult
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.questions import QuestionKind
from advisor.reader import read_case, read_knowledge_base
from advisor.reader.knowledge.folder import examine
from advisor.render.json.result import result_json
from advisor.render.text.recommendation import recommendation_text
from tests.cli.program import advisor

HERE = Path(__file__).parent
FOLDER, SCENARIOS = HERE / "kb", HERE / "scenarios"
FILES = scenario_files([SCENARIOS])
SOURCES = Path(package.__file__).parent
# What the shipped knowledge base is about. A word here may stand in kb/, never in the program.
FIELD = re.compile(
    r"\b(NHS|CCGs?|ICBs?|ICSs?|STPs?|GPs?|clinical|clinicians?|commissioners?|commissioning|councils?|hospitals?|patients?"
    r"|providers?|practices|pooled|conurbations?|ambulances?|federations?|alliances?|England|healthcare)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def bicycles() -> KnowledgeBase:
    return read_knowledge_base(FOLDER)


def test_it_reads_and_compiles_without_a_problem(bicycles: KnowledgeBase) -> None:
    assert examine(FOLDER).problems == ()
    for profile in bicycles.profiles:
        compile_program(bicycles, bicycles.settings_for(profile, {}), bicycles.decisions)


def test_it_uses_what_a_knowledge_base_can_use(bicycles: KnowledgeBase) -> None:
    assert {decision.policy for decision in bicycles.decisions.values()} == set(Policy)
    assert {question.kind for question in bicycles.questions.values()} == set(QuestionKind)
    assert len(bicycles.profiles) == 2
    assert any(decision.per_group for decision in bicycles.decisions.values())
    assert any(rule.decision not in bicycles.decisions for rule in bicycles.rules.values())


def test_every_scenario_comes_out_as_it_says(bicycles: KnowledgeBase) -> None:
    results = [result for _, result in run_selected(bicycles, FILES, SCENARIOS, Selection())]
    assert len(results) == 16
    assert [(r.name, r.differences, r.problems) for r in results if not r.passed] == []


def test_every_option_is_recommended_somewhere(bicycles: KnowledgeBase) -> None:
    recommended = set()
    for path in FILES:
        explanation = consult(bicycles, read_case(path.name, path.read_bytes(), bicycles))
        for decision in explanation.decisions.values():
            for part in (decision, *decision.groups.values()):
                recommended |= set(part.verdict.recommended)
    # Whatever a bicycle is worth, some lock is described, so that none at all is never the highest.
    assert set(bicycles.options) - recommended == {"lock.none"}


def test_nothing_that_is_printed_speaks_of_anything_else(bicycles: KnowledgeBase) -> None:
    for path in FILES:
        explanation = consult(bicycles, read_case(path.name, path.read_bytes(), bicycles))
        for text in (recommendation_text(explanation), result_json(explanation)):
            assert not FIELD.search(text), path.name


def test_amounts_are_in_the_unit_of_the_table() -> None:
    done = advisor("explain", SCENARIOS / "pool.yaml", "--kb", FOLDER)
    assert "rides: Ann with Mill, 9\n" in done.stdout


def test_a_figure_that_no_table_tells_is_why_no_change_can() -> None:
    done = advisor("explain", SCENARIOS / "plain-bicycle.yaml", "--change-to", "city-bike", "--kb", FOLDER)
    said = "as long as “the longest ride by the shortest” is not known (of the table, one amount is changed at a time)."
    assert said in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "path", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.relative_to(SOURCES).as_posix()
)
def test_no_word_of_the_field_stands_in_the_program(path: Path) -> None:
    found = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FIELD.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kb", "test"), "16 passed, 0 failed"),
        (("recommend",), "THE KIND OF PUSH-BIKE"),
        (("explain",), "A plain push-bike is recommended"),
        (("trace",), "model/rules.yaml:9"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_from_outside(arguments: tuple[str, ...], said: str) -> None:
    target = SCENARIOS if arguments[0] == "kb" else SCENARIOS / "two-unlike-in-town.yaml"
    done = advisor(*arguments, target, "--kb", FOLDER)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    assert not FIELD.search(done.stdout)


def test_a_table_from_a_spreadsheet_has_this_one_s_columns(tmp_path: Path) -> None:
    rides = tmp_path / "rides.csv"
    rides.write_text(
        "Route;Rider;Kilometres\nMill;Ann;6.25\nMill;Ben;0.5\nMill;Cem;unknown\n", encoding="utf-8"
    )
    done = advisor(
        "recommend",
        "-",
        "--json",
        "--kb",
        FOLDER,
        "--contracts",
        rides,
        given="answers: {hilly: 3, loads: []}",
    )
    assert done.returncode in (0, 3), done.stderr
    decision = json.loads(done.stdout)["decisions"]["model"]
    assert list(decision["by_route"]) == ["Mill"]
    assert decision["recommended"] == ["e-bike"]


def test_the_check_says_of_it_what_is_so() -> None:
    """The pool comes out where several routes are judged as one; whatever a lock is worth, one is needed."""
    found = check_folder(FOLDER)
    assert [(f.problem.code, f.about, f.detail) for f in found.findings] == [
        ("KB321", "lock.none", ""),
        ("KB323", "model", ""),
        ("KB324", "model", "city-bike cargo-bike"),
        ("KB324", "model", "e-bike cargo-bike"),
        ("KB324", "storage", "hall rack"),
        ("KB324", "storage", "shed rack"),
    ]
    assert all(f.witness for f in found.findings[1:])
    assert found.inexact == ()
