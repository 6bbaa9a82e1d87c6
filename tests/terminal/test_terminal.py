"""Whole sessions in a pseudo-terminal, over a pipe, interrupted, killed and gone on with."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, piped

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals"),
]


def test_collaboration_with_every_command(tmp_path: Path):
    t = Terminal(tmp_path, "consult", "collaboration", "--session", "city", "--as", "Ann Other")
    said = t.type("why", "help", "bakc", "Northtown CCG, City Hospital, 60m", "Southtown CCG", "", "40m")
    assert "The framework chooses mostly by the number of commissioners" in said
    assert "Where to find it: The contract register" in said
    assert "'bakc' looks like the command 'back'." in said
    assert "2. Southtown CCG with City Hospital £40m (40%)" in said
    said = t.type("", "so far", "sometimes", "note minutes of 3 May, item 4", "skip", "back")
    assert "Question 2, at most 2 more after it" in said
    assert "One lead commissioner: does not hold" in said
    assert "'sometimes' is not one of the answers. Type a number from 1 to 4" in said
    assert "Kept with the answer on outside support needed." in said
    assert "Left for later." in said
    assert "Your answer now: Northtown CCG with City Hospital £60m" in said
    said = t.type("", "no", "yes", "unknown", "change 4", "1", "save")
    assert "Noted: not known. It never counts as a no." in said
    assert "Undecided" in said
    assert "4 of 11 questions were enough; no other answer can change this." in said
    assert str(tmp_path / "state" / "advisor" / "sessions" / "city.session") in said.replace("\n", "")
    said = t.type(
        "review",
        "why",
        "why not lead-ccg",
        "what if 4=set tasks",
        "change to lead-ccg",
        "full",
        "report paper.md",
    )
    assert "(Ann Other, 20" in said
    assert "Note: minutes of 3 May, item 4" in said
    assert "One lead commissioner is not recommended" in said
    assert "to: Shared, with outside support for set tasks" in said
    assert "One lead commissioner would be recommended" in said
    assert "Not covered by the guidance" in said
    assert "Written to paper.md." in said
    t.send("quit")
    assert t.ended() == 0
    assert "Ann Other" in (tmp_path / "paper.md").read_text(encoding="utf-8")
    # The session is a case for every other command.
    done = piped(tmp_path, ["recommend", "city", "--json"], "")
    assert done.returncode == 0
    assert json.loads(done.stdout)["decisions"]["collaboration"]["recommended"] == ["shared"]
    listed = piped(tmp_path, ["sessions"], "")
    assert listed.stdout.startswith("city: collaboration; 4 answers by Ann Other; changed 20")


SESSIONS = {
    "integration": (("all services", "in one team", "one pooled", "yes", "all of", "2 0 1 0 1"), "unit-targeted", 0),
    "footprint": (("4", "1 4 7-9", "3", "", "yes", "unknown"), "", None),
    "delivery": (("no", "1-3", "6", "yes", "2", "2", "no", "joint", "3", "3"), "", None),
    "provision": (("one lead",), "lead-provider", 0),
}  # fmt: skip


@pytest.mark.parametrize("decision", SESSIONS)
def test_every_other_decision(tmp_path: Path, decision: str):
    lines, recommended, status = SESSIONS[decision]
    t = Terminal(tmp_path, "consult", decision)
    t.type("why", "so far")
    for line in lines:
        if t.type(line).rstrip().endswith("quit >"):
            break
    while not t.shown.rstrip().endswith("quit >"):
        t.type("unknown")
    said = t.type("review")
    assert "Your answers:" in said
    if recommended:
        assert f"({recommended})." in t.shown.replace("\n  ", " ").replace("\n", " ")
    t.send("quit")
    assert t.ended() in ((0, 3) if status is None else (status,))
    # No colour, no clearing of the screen and no moving about on it, in any terminal.
    assert not re.search(r"\x1b\[[0-9;]*[mHJABf]", t.raw)


def test_a_dumb_terminal_under_no_color_gets_plain_lines(tmp_path: Path):
    t = Terminal(tmp_path, "consult", term="dumb", NO_COLOR="1")
    t.type("5", "one lead", "why")
    t.send("quit")
    assert t.ended() == 0
    assert "\x1b" not in t.raw
    assert "What do you want advice on?" in t.shown
    assert "Recommended: Lead provider" in t.shown


def test_lines_follow_the_size_of_the_window(tmp_path: Path):
    t = Terminal(tmp_path, "consult", "integration", columns=100)
    wide = t.type("why")
    t.process.setwinsize(50, 44)
    narrow = t.type("why")
    assert max(len(line) for line in wide.split("\n")) > 60
    text = [line for line in narrow.split("\n")[1:] if " > " not in line]
    assert max(len(line) for line in text) <= 44
    t.send("quit")
    assert t.ended() == 4


def test_tab_completes_and_arrows_edit_the_line(tmp_path: Path):
    t = Terminal(tmp_path, "consult", "provision")
    t.process.expect(" > $")
    t.process.send("rev\t")
    t.process.expect("review")
    t.process.send("\r")
    assert "There are no answers yet." in t.type()
    t.process.expect(" > $")
    # A slip, put right with the arrow keys: `wy`, one to the left, `h`.
    t.process.send("wy\x1b[Dh\r")
    assert "The guidance behind it:" in t.type()
    t.process.terminate(force=True)


def test_ctrl_c_says_where_everything_is_and_how_to_go_on(tmp_path: Path):
    t = Terminal(tmp_path, "consult", "footprint")
    t.type("4")
    t.process.sendintr()
    assert t.ended() == 130
    assert "Stopped. 1 answer saved in" in t.shown
    assert "Go on with: advisor consult --session footprint-1" in t.shown
    again = Terminal(tmp_path, "consult", "--session", "footprint-1")
    said = again.type()
    assert "You go on with the session footprint-1, with 1 answer so far." in said
    assert "Question 2" in said
    again.process.sendeof()
    assert again.ended() == 4
    assert "Input ended before the interview did." in again.shown


def test_a_kill_loses_only_the_line_being_typed_and_two_processes_are_not_mixed(tmp_path: Path):
    t = Terminal(tmp_path, "consult", "collaboration", "--session", "here.session")
    t.type("Northtown, City, 60m", "Southtown", "City")
    second = piped(tmp_path, ["consult", "--session", "here.session"], "")
    assert second.returncode == 2
    assert "here.session is open in another window or process" in second.stderr
    t.process.send("40")
    t.process.kill(signal.SIGKILL)
    assert t.ended() == -signal.SIGKILL
    with (tmp_path / "here.session").open("ab") as file:
        file.write(b'{"answer": "place", "val')
    again = Terminal(tmp_path, "consult", "--session", "here.session")
    said = again.type()
    assert "The last line of its file was cut off" in said
    assert "1. Northtown with City £60m" in said
    assert "Row 2, value in pounds" in said
    said = again.type("40m", "", "1", "1", "2")
    assert "4 of 11 questions were enough" in said
    again.send("quit")
    assert again.ended() == 0


def test_a_pipe_is_answered_line_by_line(tmp_path: Path):
    typed = "Northtown, City, 60m\nSouthtown, 40m\n\n1\n1\n2\n"
    done = piped(tmp_path, ["consult", "collaboration"], typed)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Row 1, commissioner > Northtown, City, 60m\n" in done.stdout
    assert "Recommended: Shared, with support from within (shared)." in done.stdout
    assert "\x1b" not in done.stdout


def test_input_that_ends_early_and_input_that_is_not_allowed(tmp_path: Path):
    done = piped(tmp_path, ["consult", "collaboration"], "\ufeffNorthtown, City, 60m\r\nSouthtown")
    assert done.returncode == 4
    assert "0 answers saved in" in done.stderr
    assert "advisor consult --session collaboration-1" in done.stderr
    done = piped(tmp_path, ["consult", "collaboration", "--no-input"], "1\n2\n")
    assert done.returncode == 4
    assert "An answer is needed to go on, and --no-input was given. Nothing was answered" in done.stderr
    assert not (tmp_path / "state" / "advisor" / "sessions" / "collaboration-2.session").exists()
    done = piped(tmp_path, ["consult", "--case", "collaboration/worked-sixty-forty.yaml", "--no-input"], "")
    assert done.returncode == 0
    assert "Recommended: Shared" in done.stdout
