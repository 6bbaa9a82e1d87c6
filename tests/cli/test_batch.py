"""`advisor batch`, from outside the process: files in and out, what is complained of, how it ends, what memory it takes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import advisor, called

CASES = """\
id,commissioner-count,provider-count,contract-pattern,support-from-within,support-needed,region-wide-service
north,2,1,similar,yes,none,no
south,3,1,similar,yes,none,
"""
BAD = "west,3,1,simular,yes,none,no\n"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_result_a_row_and_a_summary(cases, tmp_path):
    out = tmp_path / "out.csv"
    done = advisor("batch", cases, "-o", out)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "2 rows settled\n    collaboration: 1 one, 1 undecided\n"
    north, south = rows(out)
    assert (north["row"], north["id"], north["collaboration.outcome"]) == ("2", "north", "one")
    assert (north["collaboration.recommended"], north["collaboration.shared"]) == ("shared", "met")
    assert (south["collaboration.outcome"], south["collaboration.undecided"]) == (
        "undecided",
        "region-wide-service",
    )
    assert not any(column.startswith("delivery") for column in north)


def test_the_result_of_a_row_is_that_of_recommend(cases, tmp_path):
    done = called("batch", cases, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 3
    case = tmp_path / "case.yaml"
    for line, written in zip(
        (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines(), CASES.splitlines()[1:], strict=True
    ):
        pairs = zip(CASES.splitlines()[0].split(",")[1:], written.split(",")[1:], strict=True)
        case.write_text("answers:\n" + "".join(f"  {q}: {a}\n" for q, a in pairs if a), encoding="utf-8")
        alone = json.loads(called("recommend", case, "--json").stdout)["decisions"]["collaboration"]
        found = json.loads(line)["decisions"]["collaboration"]
        assert found["options"] == {option: value["status"] for option, value in alone["options"].items()}
        assert {k: found[k] for k in ("outcome", "recommended", "undecided_because")} == {
            k: alone[k] for k in ("outcome", "recommended", "undecided_because")
        }


def test_a_bad_row_is_named_with_the_closest_match_and_kept_out(cases, tmp_path):
    cases.write_text(CASES + BAD, encoding="utf-8")
    out = tmp_path / "out.csv"
    done = called("batch", cases.name, "-o", out, folder=tmp_path)
    assert done.returncode == 1
    assert "cases.csv: row 4 (west) is kept out\n    cases.csv:4:4: CS203 'contract-pattern'" in done.stderr
    assert "did you mean 'similar'?" in done.stderr
    assert done.stderr.endswith("2 rows settled, 1 kept out\n    collaboration: 1 one, 1 undecided\n")
    assert [row["id"] for row in rows(out)] == ["north", "south"]


def test_strict_stops_at_the_first_bad_row_and_writes_nothing(cases, tmp_path):
    cases.write_text(CASES + BAD, encoding="utf-8")
    out = tmp_path / "out.csv"
    out.write_text("as it was", encoding="utf-8")
    done = called("batch", cases, "-o", out, "--strict")
    assert done.returncode == 2
    assert "nothing was done" in done.stderr
    assert out.read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv", "out.csv"]


def test_decided_rows_end_with_0_and_standard_output_has_the_form_of_the_input(tmp_path):
    decided = "".join(CASES.splitlines(keepends=True)[:2])
    done = called("batch", "-", given=decided)
    assert (done.returncode, done.stdout.splitlines()[1][:12]) == (0, "2,north,one,")
    line = '{"id": "x", "answers": {"commissioner-count": 1}}'
    done = called("batch", "-", "--output", "-", given=line)
    assert json.loads(done.stdout)["decisions"]["collaboration"]["outcome"] == "not-applicable"
    assert done.returncode == 0


def test_what_all_rows_share_comes_from_a_case_file(cases, tmp_path):
    common = tmp_path / "common.yaml"
    common.write_text(
        "profile: england-2026\nanswers: {region-wide-service: no}\nsettings: {similar-max-ratio: 2}\n",
        encoding="utf-8",
    )
    done = called("batch", cases, "--common", common)
    assert done.returncode == 0
    assert [line.split(",")[2] for line in done.stdout.splitlines()[1:]] == ["one", "one"]


def test_a_register_is_a_batch(tmp_path):
    register = tmp_path / "register.csv"
    register.write_text(
        "Commissioner;Provider;Value (GBP);support-from-within;support-needed;region-wide-service;Ends\n"
        "North;City;60m;yes;none;no;2027\nSouth;City;40m;;;;2027\nNorth;Royal;5m;no;none;no;2028\n",
        encoding="utf-8",
    )
    done = called("batch", register)
    assert done.returncode == 0
    assert [line.split(",")[:4] for line in done.stdout.splitlines()[1:]] == [
        ["2", "City", "one", "shared"],
        ["4", "Royal", "not-applicable", ""],
    ]
    assert "columns that were not used: Ends" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.csv",), "cannot read 'nowhere.csv'"),
        (("cases.xlsx",), "a batch is a .csv or a .jsonl file"),
        (("cases.csv", "-o", "out.xlsx"), "a batch is a .csv or a .jsonl file"),
        (("cases.csv", "-o", "nowhere/out.csv"), "cannot write 'nowhere/out.csv'"),
        (("cases.csv", "--common", "cases.csv"), "CS"),
    ],
)
def test_bad_usage_ends_with_2(cases, tmp_path, arguments, said):
    (tmp_path / "cases.xlsx").write_bytes(b"PK")
    done = called("batch", *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv", "cases.xlsx"]


def test_bad_rows_beyond_fifty_take_one_line_each(cases):
    many = CASES + BAD * 60
    done = called("batch", "-", given=many)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "is kept out" in line]
    assert len(lines) == 60
    assert lines[59].startswith("<standard input>: row 63 (west) is kept out: <standard input>:63:4: CS203 ")


PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "advisor", "batch", *sys.argv[1:]], stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no resource module")
def test_memory_does_not_grow_with_the_number_of_rows(tmp_path):
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        head, *two = CASES.splitlines()
        path.write_text("\n".join([head, *(two[n % 2] for n in range(count))]), encoding="utf-8")
        run = [sys.executable, "-c", PEAK, str(path), "-o", str(tmp_path / "out.jsonl")]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
        assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == count
        return int(done.stdout)

    few, many = peak(8_192), peak(32_768)
    assert many < 1.2 * few


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect drives a terminal of its own")
def test_a_terminal_sees_a_bar_and_a_dumb_one_does_not(cases, tmp_path):
    import pexpect

    def seen(term: str) -> str:
        arguments = ["-m", "advisor", "batch", str(cases), "-o", str(tmp_path / "out.csv")]
        child = pexpect.spawn(
            sys.executable, arguments, env={**os.environ, "TERM": term}, encoding="utf-8", timeout=60
        )
        child.expect(pexpect.EOF)
        child.close()
        return str(child.before)

    assert "settling" in seen("xterm")
    assert "settling" not in seen("dumb")
