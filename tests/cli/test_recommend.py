"""`advisor recommend`, from outside: where things are printed, how it ends, and what a faulty case is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import advisor, called

SIXTY = """\
title: Two city commissioners and one trust
answers:
  contracts:
    - {commissioner: Northtown CCG, provider: City Hospital, value: 60000000}
    - {commissioner: Southtown CCG, provider: City Hospital, value: 40000000}
  support-from-within: yes
  support-needed: none
  region-wide-service: no
"""
OPEN = SIXTY.replace("support-from-within: yes", "support-from-within: unknown")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(SIXTY, encoding="utf-8")
    return path


def test_a_settled_case_ends_with_0_and_says_nothing_on_standard_error(case: Path) -> None:
    done = advisor("recommend", case)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Recommended: Shared, with support from within (shared)." in done.stdout


def test_an_undecided_case_ends_with_3_and_still_says_all_that_is_known() -> None:
    done = called("recommend", "-", given=OPEN)
    assert (done.returncode, done.stderr) == (3, "")
    assert "Undecided" in done.stdout
    assert "support found from within" in done.stdout


def test_standard_input_and_a_shipped_name_give_the_same() -> None:
    shipped = Path(__file__).parents[2] / "scenarios" / "collaboration" / "worked-sixty-forty.yaml"
    by_name = called("recommend", "collaboration/worked-sixty-forty", "--json")
    assert called("recommend", "-", "--json", given=shipped.read_bytes()).stdout == by_name.stdout


def test_nothing_printed_depends_on_the_terminal(case: Path) -> None:
    plain = advisor("recommend", case)
    other = {
        "NO_COLOR": "1",
        "TERM": "dumb",
        "COLUMNS": "40",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
    }
    assert advisor("recommend", case, env=other).stdout == plain.stdout
    assert "\x1b" not in plain.stdout


FAULTY = """\
title: Everything wrong
profile: england-2025
settings: {similar-max-ration: 1.5, minor-associate-share: 5}
decisions: [colaboration]
answers:
  contracts:
    - {commissioner: Northtown, provider: City Hospital, value: 60 to 70m}
    - {commissioner: Southtown, provider: City Hospital}
  comissioner-count: 2
  place: conurbashun
  place: region
  region-wide-service: perhaps
  money: [pooled]
  barriers: {trust: 4, politcs: 1}
  frontline-problems: [duplication, gaps]
  change-appetite: 9
  council-areas: 0
evidence: {plaice: a map}
"""
# Each fault: line and column, code, a part of what is said, and the closest match where there is one.
SAID = [
    (2, 10, "CS214", "'england-2025' is not a profile", "england-2026"),
    (3, 12, "CS204", "'similar-max-ration' is not a setting", "similar-max-ratio"),
    (3, 60, "CS108", "a share lies between 0 and 1", ""),
    (4, 13, "CS209", "'colaboration' is not a decision", "collaboration"),
    (7, 65, "CS105", "'60 to 70m' is not a number", ""),
    (8, 7, "CS102", "a row has no value", ""),
    (9, 3, "CS207", "there is no question 'comissioner-count'", "commissioner-count"),
    (10, 10, "CS203", "'place' has no value 'conurbashun'", "conurbation"),
    (11, 3, "CS002", "stands twice (first in line 10)", ""),
    (12, 24, "CS203", "'region-wide-service' has no value 'perhaps'", ""),
    (13, 10, "CS103", "'money' takes one value", ""),
    (14, 21, "CS203", "'barriers.trust' is 0, 1, 2 or 3, not '4'", ""),
    (14, 24, "CS203", "'barriers' has no item 'politcs'", "politics"),
    (15, 37, "CS203", "'frontline-problems' has no choice 'gaps'", "service-gaps"),
    (16, 20, "CS203", "'change-appetite' is 0, 1, 2 or 3", ""),
    (17, 18, "CS203", "'council-areas' is at least 1", ""),
    (18, 12, "CS207", "'plaice' is not a question", "place"),
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    return called("recommend", "faulty.yaml", folder=folder)


def test_a_faulty_case_ends_with_2_and_prints_no_result(faulty: subprocess.CompletedProcess[str]) -> None:
    assert (faulty.returncode, faulty.stdout) == (2, "")
    assert faulty.stderr.endswith(f"{len(SAID)} problems found; nothing was done.\n")
    assert "Traceback" not in faulty.stderr


@pytest.mark.parametrize("fault", SAID, ids=lambda fault: f"{fault[2]} line {fault[0]}")
def test_every_fault_is_told_at_once_with_its_place_and_the_closest_match(
    fault: tuple[int, int, str, str, str], faulty: subprocess.CompletedProcess[str]
) -> None:
    line, column, code, message, closest = fault
    lines = faulty.stderr.splitlines()
    head = next(i for i, text in enumerate(lines) if text.startswith(f"faulty.yaml:{line}:{column}: {code} "))
    assert message in lines[head]
    shown, caret = lines[head + 1 : head + 3]
    assert shown == f"    {FAULTY.splitlines()[line - 1]}"
    assert caret == " " * (4 + column - 1) + "^"
    if closest:
        assert lines[head + 3] == f"    did you mean {closest!r}?"


def test_all_faults_and_no_others_are_told_in_the_order_of_the_file(
    faulty: subprocess.CompletedProcess[str],
) -> None:
    heads = [text for text in faulty.stderr.splitlines() if text.startswith("faulty.yaml:")]
    assert [tuple(map(int, head.split(":")[1:3])) for head in heads] == [(f[0], f[1]) for f in SAID]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("recommend",), "Missing argument 'CASE'"),
        (("recommend", "no-such-case.yaml"), "there is no case file 'no-such-case.yaml'"),
        (
            ("recommend", "collaboration/worked-sixty-fourty"),
            "did you mean the shipped 'collaboration/worked-sixty-forty.yaml'?",
        ),
        (("recommend", "."), "cannot read '.'"),
        (("recommend", "-", "--kb", "nowhere"), "there is no folder 'nowhere'"),
        (("recommend", "-", "--jason"), "No such option"),
        (("recommned", "-"), "Did you mean 'recommend'?"),
        (("recommend", "-", "--contracts", "nowhere.csv"), "cannot read 'nowhere.csv'"),
        (("recommend", "-", "--picture", "trace.pdf"), "'trace.pdf'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_usage_ends_with_2_and_a_sentence(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = called(*arguments, given=SIXTY, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_knowledge_base_ends_with_2_and_all_its_problems() -> None:
    broken = Path(__file__).parents[1] / "broken_cases"  # a folder of YAML that is no knowledge base
    done = called("recommend", "-", "--kb", broken, given=SIXTY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no kb.yaml in this folder" in done.stderr


def test_bytes_that_are_no_text_are_told_as_such() -> None:
    done = advisor("recommend", "-", given=b"answers: {place: caf\xe9}\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "<standard input>:1:1: CS005 the file is not UTF-8 text" in done.stderr


def test_a_reader_that_goes_away_early_is_no_error(case: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "advisor", "recommend", str(case)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    # The result is smaller than the buffer of a pipe, so the reader has to be gone before anything is written.
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert errors == b""


def test_a_full_disk_is_told_and_ends_with_2(case: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "advisor", "recommend", str(case)],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=120,
        )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr


def test_contracts_from_a_spreadsheet_take_the_place_of_those_in_the_case(case: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_bytes(
        '\ufeffCommissioner;Provider;Value\r\nNorth;City;"£70,000,000"\r\n;;\r\nSouth;City;30m\r\n'.encode()
    )
    done = called("recommend", case, "--contracts", register)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Recommended: One lead commissioner (lead-ccg)." in done.stdout


def test_faults_of_a_spreadsheet_are_told_with_row_and_column(case: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("commissioner,provider,value\nNorth,City,lots\n,City,5\n", encoding="utf-8")
    done = called("recommend", case, "--contracts", register)
    assert (done.returncode, done.stdout) == (2, "")
    assert "register.csv:2:3: CS105" in done.stderr
    assert "register.csv:3:1: CS102" in done.stderr


def test_help_names_every_option() -> None:
    done = called("recommend", "--help")
    assert done.returncode == 0
    for option in ("--json", "--contracts", "--picture", "--kb", "--help"):
        assert option in done.stdout


def test_the_console_script_is_the_same_program() -> None:
    script = Path(sys.executable).parent / ("advisor.exe" if os.name == "nt" else "advisor")
    said = subprocess.run(
        [script, "--version"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert said == advisor("--version").stdout
    assert said.startswith("advisor ")
