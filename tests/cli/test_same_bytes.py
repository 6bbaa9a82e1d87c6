"""The same case gives the same bytes: under ten hash seeds, and with the knowledge base and the case shuffled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from advisor.consultation import consult
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base
from advisor.render.json.result import result_json
from advisor.render.text.recommendation import recommendation_text
from advisor.shipped import shipped_kb, shipped_scenarios

CASES = (
    "across/all-five-in-2026.yaml",
    "across/all-five-in-2012.yaml",
    "collaboration/several-providers-one-value-unknown.yaml",
)
PROGRAM = """
import sys
from pathlib import Path
from advisor.consultation import consult
from advisor.explanation.tracing import case_trace
from advisor.reader import read_case, read_knowledge_base
from advisor.render.json.result import result_json
from advisor.render.text.recommendation import recommendation_text
from advisor.render.trace.as_json import trace_json
from advisor.shipped import shipped_kb
kb = read_knowledge_base(shipped_kb())
explanation = consult(kb, read_case("case.yaml", Path(sys.argv[1]).read_bytes(), kb))
for text in (
    result_json(explanation),
    recommendation_text(explanation),
    trace_json(case_trace(explanation)),
):
    sys.stdout.buffer.write(text.encode())
"""


def printed(case: str, seed: int) -> bytes:
    """What a process under a hash seed makes of a case: its result as JSON and as text, and its trace."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(shipped_scenarios() / case)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        timeout=120,
    )
    assert done.stderr == b""
    return done.stdout


@pytest.mark.slow
def test_ten_hash_seeds() -> None:
    first = printed(CASES[2], 0)
    assert len(first) > 50_000
    for seed in range(1, 10):
        assert printed(CASES[2], seed) == first, seed


@pytest.mark.slow
def test_all_decisions_under_two_hash_seeds() -> None:
    assert printed(CASES[0], 1) == printed(CASES[0], 2)


def results(kb: KnowledgeBase, case: bytes) -> tuple[str, str]:
    explanation = consult(kb, read_case("case.yaml", case, kb))
    return result_json(explanation), recommendation_text(explanation)


def shuffled(node: Any, random: Random, *, lists: bool) -> Any:
    """The same YAML with the keys of every mapping in another order, and the entries of every list if that is wanted."""
    if isinstance(node, dict):
        keys = list(node)
        random.shuffle(keys)
        return {key: shuffled(node[key], random, lists=lists) for key in keys}
    if isinstance(node, list):
        items = [shuffled(item, random, lists=lists) for item in node]
        if lists:
            random.shuffle(items)
        return items
    return node


def rewritten(content: bytes, random: Random, *, lists: bool) -> bytes:
    # Every value is text to us, so it is text here as well, quoted so that it stays what it was.
    node = yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    return yaml.safe_dump(
        shuffled(node, random, lists=lists), default_style='"', sort_keys=False, width=60
    ).encode()


@pytest.fixture(scope="module")
def shuffled_kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder, random = tmp_path_factory.mktemp("kb"), Random(7)
    paths = sorted(shipped_kb().rglob("*.yaml"))
    random.shuffle(paths)
    for path in paths:
        copy = folder / path.relative_to(shipped_kb())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(rewritten(path.read_bytes(), random, lists=False))
    return read_knowledge_base(folder)


@pytest.mark.parametrize("name", CASES)
def test_a_shuffled_knowledge_base(name: str, kb: KnowledgeBase, shuffled_kb: KnowledgeBase) -> None:
    case = (shipped_scenarios() / name).read_bytes()
    assert shuffled_kb.sha256 == kb.sha256
    assert results(shuffled_kb, case) == results(kb, case)


@pytest.mark.parametrize("name", CASES)
def test_a_shuffled_case(name: str, kb: KnowledgeBase) -> None:
    case = (shipped_scenarios() / name).read_bytes()
    expected = results(kb, case)
    for seed in range(2):
        assert results(kb, rewritten(case, Random(seed), lists=True)) == expected


def test_yaml_and_json_of_a_case_are_the_same(kb: KnowledgeBase) -> None:
    case = (shipped_scenarios() / CASES[0]).read_bytes()
    as_json = json.dumps(yaml.load(case, Loader=yaml.BaseLoader)).encode()  # noqa: S506
    assert results(kb, as_json) == results(kb, case)


def test_nothing_printed_names_a_place_on_this_machine(kb: KnowledgeBase) -> None:
    for name in CASES:
        for text in results(kb, (shipped_scenarios() / name).read_bytes()):
            assert str(Path.home()) not in text
            assert str(shipped_kb()) not in text
            assert " at 0x" not in text
