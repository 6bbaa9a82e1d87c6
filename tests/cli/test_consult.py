"""What stands round the interview on the command line: options, names, completion, comparing, the demo."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner, Result

from advisor.cli.demo import demo_files
from advisor.cli.main import main
from advisor.interview.records.log import read_session
from advisor.interview.records.script import typed_lines
from advisor.model.knowledge import KnowledgeBase
from tests.unit.interview.conftest import SOUND
from tests.unit.interview.typist import OPEN, conversation, opened


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder and a working folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def small(*arguments: str, typed: str = "") -> Result:
    """The same with the second knowledge base, which is quickly read."""
    return run(*arguments, "--kb", str(SOUND), typed=typed)


def complete(*arguments: str, incomplete: str = "") -> list[str]:
    found = BashComplete(main, {}, "advisor", "_ADVISOR_COMPLETE").get_completions(
        list(arguments), incomplete
    )
    return [item.value for item in found if item.type == "plain"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("stov",), "there is no decision 'stov'; there are stove, effort"),
        (("stov",), "did you mean 'stove'?"),
        (("stove", "--profile", "poshest"), "did you mean 'posh'?"),
        (("effort", "--session", "no/such/folder"), "cannot write"),
        (("effort", "--session", "what?"), "cannot be the name of a session"),
        (("--case", "no-such-case.yaml"), "there is no case file"),
        (("stove", "--order", "missing.txt"), "cannot read 'missing.txt'"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], said: str):
    done = small("consult", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_session_that_was_begun_keeps_its_decisions_and_answers():
    assert small("consult", "effort", "--session", "mine", typed="0\nquit\n").exit_code == 0
    assert small("consult", "effort", "--session", "mine", typed="quit\n").exit_code == 0
    other = small("consult", "stove", "--session", "mine")
    assert (other.exit_code, "is about effort, not stove" in other.stderr) == (2, True)
    case = small("consult", "--case", "x.yaml", "--session", "mine")
    assert (case.exit_code, "this one is begun already" in case.stderr) == (2, True)
    elsewhere = run("consult", "--session", "mine")
    assert elsewhere.exit_code == 2
    assert "has none of its decisions" in elsewhere.stderr


def test_a_name_that_is_nearly_a_session():
    small("consult", "effort", "--session", "northern-places", typed="0\nquit\n")
    done = small("recommend", "northern-place")
    assert done.exit_code == 2
    assert "did you mean the session 'northern-places'?" in done.stderr


def test_leaving_at_once_leaves_nothing_behind(folder: Path):
    done = small("consult", "effort", typed="why\nquit\n")
    assert done.exit_code == 4
    assert "Stopped. Nothing was answered, so nothing was saved." in done.stderr
    assert list((folder / "state" / "advisor" / "sessions").iterdir()) == []


def test_quitting_early_says_how_to_go_on():
    done = small("consult", "effort", typed="3\nquit\n")
    assert done.exit_code == 4
    assert "Stopped. 1 answer saved in" in done.stderr
    assert "Go on with: advisor consult --session effort-1" in done.stderr


def test_an_undecided_end_has_a_status_of_its_own():
    done = small("consult", "effort", typed="unknown\n" * 3)
    assert done.exit_code == 3
    assert "Undecided" in done.stdout


def test_without_a_decision_you_are_asked():
    done = small("consult", typed="stoves\nhelp\n\n2\n0\n")
    assert done.exit_code == 0
    assert "1. The stove (stove)" in done.stdout
    assert "'stoves' is not one of the answers. Did you mean stove?" in " ".join(done.stdout.split())
    assert "THE EFFORT" in done.stdout


def test_the_order_of_a_file_is_kept(folder: Path):
    (folder / "order.txt").write_text("worries\nkeen\n")
    done = small("consult", "effort", "--order", "order.txt", typed="quit\n")
    assert "How much does each worry you?" in done.stdout.split("Question 1")[1]


def test_another_profile_brings_its_words(folder: Path):
    done = run("consult", "collaboration", "--profile", "england-2026", typed="why\nquit\n")
    assert "Suggested where a large number of ICBs work together." in " ".join(done.stdout.split())


def test_a_case_to_start_from(folder: Path):
    (folder / "c.yaml").write_text("answers: {keen: 3}\nevidence: {keen: asked round}\n")
    done = small("consult", "--case", "c.yaml", typed="review\nquit\n")
    assert "1 answer comes from the case" in done.stdout
    assert "1. keenness: 3 (very much)\n     Note: asked round" in done.stdout
    assert "Question 2" in done.stdout


def test_rows_from_a_spreadsheet(folder: Path):
    (folder / "rows.csv").write_text("commissioner,provider,value\nNorth,City,oops\n")
    done = run("consult", "collaboration", typed="file rows.csv\nfile missing.csv\nquit\n")
    assert "rows.csv:2:3" in done.stdout
    assert "Cannot read 'missing.csv'" in done.stdout
    (folder / "rows.csv").write_text(
        'commissioner,provider,value\nNorth,City,£60m\nSouth,City,"40,000,000"\n'
    )
    done = run("consult", "collaboration", typed="rows.csv\n\nquit\n")
    assert "Noted: North with City £60m; South with City £40m." in done.stdout


def test_a_saved_case_is_a_case(folder: Path):
    done = small("consult", "effort", typed="0\nsave mine.yaml\nsave mine.yaml\nquit\n")
    assert "there is a file 'mine.yaml' already" in done.stdout.replace("There", "there")
    again = small("recommend", "mine.yaml", "--json")
    assert '"recommended": [\n        "none-at-all"' in again.stdout


def test_compare_and_sessions_on_the_command_line(folder: Path):
    assert "There are no sessions in" in run("sessions").stdout
    small("consult", "effort", "--session", "ann", "--as", "Ann", typed="0\nquit\n")
    small("consult", "effort", "--session", "ben", typed="3\n1 1\nquit\n")
    done = small("compare", "ann", "ben")
    assert done.exit_code == 0
    assert "The results differ." in done.stdout
    assert "ann: 0 (not at all)\n      ben: 3 (very much)" in done.stdout
    listed = run("sessions").stdout.split("\n")
    assert listed[0].startswith("ben: effort; 2 answers; changed ")
    assert listed[1].startswith("ann: effort; 1 answer by Ann; changed ")
    (folder / "state" / "advisor" / "sessions" / "bad.session").write_text("oops\n")
    assert "bad: bad.session is not a session" in run("sessions").stdout


def test_a_session_of_another_version_is_a_case_all_the_same(folder: Path):
    small("consult", "stove", "--session", "./s.session", typed="a, b, 4\n\n1\nyes\n1\nquit\n")
    path = folder / "s.session"
    path.write_text(path.read_text().replace('"value": "valley"', '"value": "valleys"'))
    done = small("recommend", "s.session")
    assert "s.session: place is left out: 'place' has no value 'valleys'" in done.stderr
    assert "Recommended" in done.stdout or "Undecided" in done.stdout


def test_the_paper_of_a_session_says_who_gave_each_answer(folder: Path):
    small("consult", "effort", "--session", "ann", "--as", "Ann Other", typed="0\nreport within.md\nquit\n")
    assert "Ann Other" in (folder / "within.md").read_text(encoding="utf-8")
    assert small("report", "ann", "-o", "after.md").exit_code == 0
    assert (folder / "after.md").read_text(encoding="utf-8") == (folder / "within.md").read_text(
        encoding="utf-8"
    )


def test_completion_in_the_shell(folder: Path):
    assert complete("consult", incomplete="d") == ["delivery"]
    assert complete("explain", "x.yaml", "--why-not", incomplete="lead-c") == ["lead-ccg"]
    assert complete("explain", "x.yaml", "--why-not", incomplete="delivery.") == ["delivery.lead-provider"]
    assert complete("explain", "x.yaml", "--what-if", incomplete="place=c") == [
        "place=conurbation",
        "place=city-or-town",
    ]
    assert complete("explain", "x.yaml", "--fix", incomplete="bar") == ["barriers"]
    assert complete("consult", "--profile", incomplete="england-2026") == ["england-2026"]
    small("consult", "effort", "--session", "northern", typed="0\nquit\n")
    assert complete("consult", "--session", incomplete="nor") == ["northern"]
    assert complete("compare", incomplete="nor") == ["northern"]
    assert "collaboration/worked-sixty-forty.yaml" in complete("compare", incomplete="collaboration/worked")
    assert "compare" in complete(incomplete="comp")


@pytest.mark.slow
def test_the_demo_still_plays_what_was_recorded(kb: KnowledgeBase, folder: Path):
    for name, file in demo_files().items():
        reading = read_session(name, file.read_bytes())
        again = opened(kb, folder / f"{name}.session", reading.session.decisions)
        said = conversation(again, typed_lines(reading.records))
        OPEN.pop().close()
        assert again.log.session.answers == reading.session.answers
        assert "no other answer can change this." in said
    done = run("demo", "--speed", "0")
    assert done.exit_code == 0
    assert "This plays the session two-cities" in done.stdout
    assert "What fails" in done.stdout
    missing = run("demo", "two-citys")
    assert (missing.exit_code, "did you mean 'two-cities'?" in missing.stderr) == (2, True)
