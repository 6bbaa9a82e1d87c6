"""`advisor trace` and `advisor explain --check`, from outside the process: what they print and write, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import called

SIXTY, SEVENTY = "collaboration/worked-sixty-forty", "collaboration/worked-seventy-thirty"
HUT = Path(__file__).parents[1] / "broken_kb" / "sound"
CASE = """\
title: A hut in the valley
decisions: [stove, effort]
answers:
  supplies:
    - {buyer: Ann, shop: Corner, cost: 60}
    - {buyer: Ben, shop: Market, cost: 40}
  fuel: [logs]
  chimney: yes
  place: valley
  keen: {KEEN}
  worries: {cost: 1, cold: 1}
"""
# A machine where neither the renderer in a wheel nor a system's dot is to be found.
BARE_MACHINE = """
import importlib.metadata, os, sys, sysconfig
os.environ["PATH"] = ""
sysconfig.get_path = lambda name: "nowhere"
def missing(name):
    raise importlib.metadata.PackageNotFoundError(name)
importlib.metadata.distribution = missing
from advisor.cli import main
main()
"""


def run(*arguments: object, seed: str = "0", program: str = "") -> subprocess.CompletedProcess[str]:
    how = ["-c", program] if program else ["-m", "advisor"]
    command = [sys.executable, *how, *map(str, arguments)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "0"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8", env=environment
    )


class Hut:
    """Commands on a case of the small knowledge base, with a folder to write to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()

    def case(self, keen: str = "3") -> Path:
        path = self.folder.parent / f"hut-{keen}.yaml"
        path.write_text(CASE.replace("{KEEN}", keen), encoding="utf-8")
        return path

    def __call__(
        self, command: str, *arguments: object, keen: str = "3", seed: str = "", program: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """A process of its own where its hash seed or another program than the usual one is asked for."""
        words = (command, self.case(keen), "--kb", HUT, *arguments)
        return run(*words, seed=seed or "0", program=program) if seed or program else called(*words)

    def written(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def hut(tmp_path: Path) -> Hut:
    return Hut(tmp_path)


def test_text_goes_to_standard_output_and_the_exit_status_says_whether_it_is_decided(hut):
    result = hut("trace")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Rule trace: A hut in the valley\n")
    assert "* rule:HUT-020 fired" in result.stdout
    assert "rule:EFF-030" not in result.stdout
    result = hut("trace", "--all", "--decision", "effort", keen="unknown")
    assert result.returncode == 3
    assert "rule:EFF-030 did not fire" in result.stdout
    assert "* rule:EFF-020 still open" in result.stdout


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("txt", b"Rule trace"), ("prov.json", b"{"), ("PNG", b"\x89PNG")],
)
def test_the_ending_says_what_is_written(hut, ending, begins):
    path = hut.folder / f"trace.{ending}"
    result = hut("trace", "--decisive", "-o", path)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{path}\n", "")
    assert path.read_bytes().startswith(begins)
    assert hut.written() == [path.name]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "trace.svgg"], "did you mean .svg?"),
        (["-o", "trace"], ".txt, .json, .prov.json, .dot, .svg, .png"),
        (["-o", "no/such/folder/trace.dot"], "cannot write"),
        (["-o", "trace.json", "--json"], "--json prints to the terminal"),
        (["--option", "wod"], "did you mean 'wood'?"),
        (["--rule", "HUT-021"], "did you mean 'HUT-020'?"),
        (["--group", "corner"], "did you mean 'Corner'?"),
        (["--against", "no-such-case.yaml"], "there is no case file"),
        (["--against", "any.yaml", "-o", "both.prov.json"], "PROV records one trace"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(hut, monkeypatch, arguments, said):
    monkeypatch.chdir(hut.folder)
    result = hut("trace", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert hut.written() == []


def test_where_nothing_can_draw_the_dot_text_is_written_and_what_to_install_is_said(hut):
    result = hut("trace", "-o", hut.folder / "trace.svg", program=BARE_MACHINE)
    assert result.returncode == 2
    assert "pip install graphviz-pure" in result.stderr
    assert f"as DOT text is in {hut.folder / 'trace.dot'}" in result.stderr
    assert hut.written() == ["trace.dot"]
    assert (hut.folder / "trace.dot").read_text(encoding="utf-8").startswith("digraph")


@pytest.mark.parametrize("ending", ["json", "svg"])
def test_the_same_case_gives_the_same_bytes_under_any_hash_seed(hut, ending):
    written = []
    for seed in ("1", "42"):
        path = hut.folder / f"{seed}.{ending}"
        assert hut("trace", "-o", path, seed=seed).returncode == 0
        written.append(path.read_bytes())
    assert len(set(written)) == 1


def test_json_on_the_terminal_holds_everything_unless_it_is_narrowed(hut):
    whole, part = (json.loads(hut("trace", "--json", *flags).stdout) for flags in ((), ("--decisive",)))
    assert whole["selection"]["everything"] is True
    assert len(part["runs"][0]["events"]) < len(whole["runs"][0]["events"])
    assert all(event["decisive"] for event in part["runs"][0]["events"])


def test_a_group_by_itself(hut):
    result = hut("trace", "--group", "Market")
    assert "given:supplies: supplies: Market: Ben £40" in result.stdout
    assert "Ann" not in result.stdout


def test_two_cases_beside_each_other(hut):
    result = hut("trace", "--against", hut.case(keen="0"), "--decisive")
    assert result.returncode == 0
    assert "Held against: A hut in the valley" in result.stdout
    assert "* outcome:effort changed" in result.stdout
    assert "  outcome:stove:" in result.stdout


def test_a_kept_trace_is_confirmed_and_an_altered_one_is_found_out(hut):
    path = hut.folder / "kept.json"
    assert hut("trace", "-o", path).returncode == 0
    confirmed = hut("explain", "--check", path)
    assert (confirmed.returncode, confirmed.stderr) == (0, "")
    assert "steps replayed and confirmed" in confirmed.stdout
    value = json.loads(path.read_text(encoding="utf-8"))
    steps = sum(len(run["events"]) for run in value["runs"])
    assert confirmed.stdout.startswith(f"{steps} steps ")
    (event,) = (e for e in value["runs"][0]["events"] if e["id"] == "rule:EFF-020")
    event["truth"] = "false"
    path.write_text(json.dumps(value), encoding="utf-8")
    altered = hut("explain", "--check", path)
    assert altered.returncode == 1
    assert (
        """NOT CONFIRMED rule:EFF-020 (case): 'truth' is "false"; replayed it is "true\"""" in altered.stdout
    )
    assert hut("explain", "--check").returncode == 0
    assert hut("explain", "--check", hut.folder / "none.json").returncode == 2


def test_the_shipped_knowledge_base_by_name_and_by_standard_input():
    result = run("trace", SIXTY, "--against", SEVENTY, "--option", "shared")
    assert result.returncode == 0
    assert "* rule:COL-110 changed" in result.stdout
    case = "title: One\nanswers: {commissioner-count: 1}\ndecisions: [collaboration]\n"
    command = [sys.executable, "-m", "advisor", "trace", "-"]
    typed = subprocess.run(command, input=case, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (typed.returncode, typed.stderr) == (0, "")
    assert "Does not arise" in typed.stdout


def test_recommend_draws_the_readable_trace(tmp_path):
    path = tmp_path / "trace.svg"
    result = run("recommend", SIXTY, "--picture", path)
    assert result.returncode == 0
    assert str(path) in result.stdout
    assert path.read_bytes().count(b'class="node"') < 60
