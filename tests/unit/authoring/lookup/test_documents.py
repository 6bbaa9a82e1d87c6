"""What is generated and shipped is up to date: the statement table, the schema, a page for each code."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from advisor.authoring.checks.codes import codes, page_of, title_of
from advisor.authoring.lookup.statement_table import statement_table
from advisor.authoring.lookup.ties import ties
from advisor.authoring.scenarios.run import read_scenarios, scenario_files
from advisor.authoring.writing.schema import FILES, schema, schema_of
from advisor.errors import UsageError
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.shipped import shipped_kb, shipped_scenarios

ROOT = Path(__file__).parents[4]
DOCS = ROOT / "docs"


def test_the_table_of_statements_is_up_to_date(kb: KnowledgeBase) -> None:
    folder = shipped_scenarios()
    cases = [c for _, c in read_scenarios(kb, scenario_files([folder]), folder) if isinstance(c, Case)]
    again = "make it anew with: advisor kb show statements -o docs/knowledge.md"
    assert statement_table(kb, cases) == (DOCS / "knowledge.md").read_text(encoding="utf-8"), again


def test_every_statement_is_cited(kb: KnowledgeBase) -> None:
    assert len(kb.statements) == 266
    uncited = []
    for statement in kb.statements:
        tied = ties(kb, statement)
        if not any((tied.rules, tied.options, tied.questions, tied.settings, tied.decisions)):
            uncited.append(statement)
    assert uncited == []


def test_the_schema_is_up_to_date() -> None:
    again = "make it anew with: advisor kb schema -o docs/knowledge_base.schema.json"
    assert json.loads((DOCS / "knowledge_base.schema.json").read_text(encoding="utf-8")) == schema(), again


@cache
def read_as_text(path: Path) -> Any:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - texts only


def kind_of(path: Path) -> str:
    if path.is_relative_to(shipped_scenarios()):
        return "scenario"
    return "profile" if path.parent.name == "profiles" else path.stem


@pytest.mark.parametrize("words", [False, True])
def test_shipped_files_fit_the_schema(kb: KnowledgeBase, words: bool) -> None:
    validators = {k: jsonschema.Draft7Validator(schema_of(k, kb if words else None)) for k in FILES}
    for path in sorted([*shipped_kb().rglob("*.yaml"), *shipped_scenarios().rglob("*.yaml")]):
        faults = [
            f"{list(e.path)}: {e.message[:200]}"
            for e in validators[kind_of(path)].iter_errors(read_as_text(path))
        ]
        assert not faults, (path.name, faults[:3])


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("rules", {"A-1": {"meet": "x", "basis": "tool", "because": "b"}}),
        ("rules", {"A-1": {"meets": "x", "supports": "y", "basis": "tool", "because": "b"}}),
        ("rules", {"A-1": {"meets": "x", "basis": "guessed", "because": "b"}}),
        ("questions", {"q": {"kind": "yesno", "label": "l", "ask": "a", "help": "h", "matters": "m", "where": "w"}}),
        ("questions", {"q": {"kind": "yes-no", "label": "l", "ask": "a"}}),
        ("decision", {"label": "l"}),
        ("options", {"o": {"label": "l", "summary": "s", "benefit": {}}}),
    ],
)  # fmt: skip
def test_faulty_files_do_not_fit(kind: str, content: object) -> None:
    assert list(jsonschema.Draft7Validator(schema_of(kind)).iter_errors(content))


def test_every_shipped_file_names_its_schema() -> None:
    for path in sorted(shipped_kb().rglob("*.yaml")):
        found = re.search(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
        assert found, path.name
        target = (path.parent / found[1]).resolve()
        assert target == DOCS / "schema" / f"{kind_of(path)}.schema.json"
        assert json.loads(target.read_text())["$ref"].endswith(f"/{kind_of(path)}")


def codes_in_the_source() -> set[str]:
    texts = [p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py")]
    return {code for text in texts for code in re.findall(r'"((?:KB|CS)[0-9]{3})"', text)} - {"KB200"}


def test_every_code_has_a_page() -> None:
    known = set(codes())
    assert {
        c for c in codes_in_the_source() if c not in known and c.replace("CS", "KB") not in known
    } == set()
    assert known - codes_in_the_source() - {f"KB{c[2:]}" for c in codes_in_the_source()} == set()


@pytest.mark.parametrize("code", codes())
def test_a_page_has_its_shape(code: str) -> None:
    lines = page_of(code).splitlines()
    assert lines[0].startswith(f"# {code}: ")
    assert any(line.startswith("**What to do.** ") for line in lines)
    assert f"[{code}]({code}.md) | {title_of(code)} |" in (DOCS / "codes" / "README.md").read_text(
        encoding="utf-8"
    )


def test_a_case_file_fault_is_explained_by_its_twin() -> None:
    assert page_of("CS104") == page_of("KB104")
    with pytest.raises(UsageError, match="KB32"):
        page_of("KB329")
