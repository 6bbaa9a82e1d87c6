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

README = Path(__file__).parents[2] / "README.md"


def test_the_session_of_the_readme(tmp_path: Path):
    page = README.read_text(encoding="utf-8")
    opening, asked = (
        page[at : page.index("```", at)] for at in map(page.index, ("$ advisor consult", "why, why not"))
    )
    t = Terminal(tmp_path, "consult", "collaboration", "--session", "city.session", columns=100)
    t.type(*(line.split(" > ")[1] for line in re.findall(r"^Row 1, .*|^Row 2, .*", opening, re.MULTILINE)))
    t.type("", "3", "why not lead-ccg")
    t.process.close(force=True)
    # Where a rule stands in its file is no part of what the page says, nor are blanks at the end of a line.
    shown, opening, asked = (
        re.sub(r"yaml:\d+|[ ]+$", "", text, flags=re.MULTILINE) for text in (t.shown, opening, asked)
    )
    assert shown.startswith(opening.partition("\n")[2])
    assert asked in shown


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


# What is typed when a question with these words was put last; what comes of it; another option and answer to ask about.
SESSIONS = {
    "integration": (
        {"do jointly": "all services", "commission work together": "in one team", "accept for their money": "one pooled",
         "who commissions services and": "yes", "willing to take part?": "all of", "each of these barriers": "2 0 1 0 1"},
        "Recommended: Joint commissioning unit for targeted services", "unit-all", "money=separate", 0,
    ),
    "footprint": (
        {"How many council areas": "4", "Which of these are true": "1 4 7-9", "in part (Enter": "3", "not know about": ""},
        "Recommended: Contracts for each health system area", "multi-la", "council-areas=1", 0,
    ),
    "delivery": (
        {"nearly all, of the care itself": "no", "What contract, or contracts": "one contract that",
         "carry the risk": "all the", "pays other providers": "no", "How many separate providers": "2",
         "trust is there": "quite"},
        "Recommended: Alliance", "prime", "risk-holder=one lead", 0,
    ),
    "provision": (
        {"take decisions about": "all together", "need to share staff": "3", "to hold the group": "an agreed"},
        "Undecided", "lead-provider", "provider-decisions=lead-decides", 3,
    ),
}  # fmt: skip


def answer(t: Terminal, answers: dict[str, str]) -> str:
    """What to type now: the answer to the question put last, unknown where there is none for it."""
    put = t.shown[t.shown.rfind("\nQuestion ") :]
    last = max(answers, key=put.rfind)
    return answers[last] if last in put else "unknown"


@pytest.mark.parametrize("decision", SESSIONS)
def test_every_other_decision_with_every_command(tmp_path: Path, decision: str):
    answers, result, option, change, status = SESSIONS[decision]
    t = Terminal(tmp_path, "consult", decision, columns=120)
    said = t.type(
        "why",
        "help",
        "?",
        "so far",
        "save",
        "review",
        "back",
        "no such thing",
        f"why {option}",
        f"what if {change}",
    )
    for part in (
        "Where to find it:",
        "Undecided",
        "Everything is saved",
        "no answers yet",
        "the first question",
        "The result",
    ):
        assert part in said
    said = t.type(answer(t, answers), "note from the meeting", "skip", "back", "")
    for part in ("Noted: ", "Kept with the answer on", "Left for later.", "Your answer now: "):
        assert part in said
    for _ in range(30):
        if not t.shown.rstrip().endswith("quit >"):
            t.type(answer(t, answers))
    assert result in " ".join(t.shown.split())
    said = t.type(
        "review", "why", f"why not {option}", f"what if {change}", f"change to {option}", "so far", "full",
        "save case.yaml", "report paper.md", "change 1", "",
    )  # fmt: skip
    for part in (
        "Your answers:",
        ": from the meeting",
        "The result",
        "Not covered by the guidance",
        "Written to paper.md",
    ):
        assert part in said
    t.send("quit")
    assert t.ended() == status
    assert "Traceback" not in t.shown
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


def test_the_same_lines_give_the_same_bytes_under_any_hash_seed(tmp_path: Path):
    typed = "no\none contract that\nwhy\nshared\n2\n2\nquite\nso far\n"
    first, second = (
        (piped(tmp_path, ["consult", "delivery", "--session", "s.session"], typed, PYTHONHASHSEED=seed).stdout,
         (tmp_path / "s.session").rename(tmp_path / f"{seed}.session").read_bytes())
        for seed in ("1", "2")
    )  # fmt: skip
    assert first == second
    assert "Recommended: Alliance" in first[0]


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
