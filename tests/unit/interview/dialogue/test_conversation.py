"""Whole conversations, as a terminal would show them; what they leave in the log is what they said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.explanation import CaseExplanation
from advisor.inquiry.inquirer import Inquirer
from advisor.interview.dialogue.commands import Outside, Signed
from advisor.interview.records.log import read_session
from advisor.interview.records.script import typed_lines
from advisor.interview.what_next.next_question import Wishes
from advisor.model.case import UNKNOWN
from advisor.model.knowledge import KnowledgeBase
from tests.unit.interview.typist import OUTSIDE, conversation, gone_on, opened

Golden = Callable[[str, str], None]

CONVERSATIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "collaboration-every-command": (
        ("collaboration",),
        (
            "why", "help", "?", "back", "", "bakc",
            "Northtown CCG, City Hospital, 60m", "Southtown CCG", "City Hospital", "lots", "40m", "",
            "why", "why shared", "so far", "s", "sometimes", "none", "skip", "back", "change", "change 9",
            "change 1", "remove 2", "Southtown CCG, 40m", "", "1", "review", "note minutes of 3 May, item 4", "note",
            "2", "2",
            "review", "why", "why not lead-ccg", "why not", "why not lead", "what if", "what if 1=2",
            "what if place is region", "what if support-needed=2", "what if colour=red",
            "full", "help", "hello", "", "change support-from-within", "unknown", "so far", "back", "1", "quit",
        ),
    ),
    "integration": (
        ("integration",),
        (
            "all services", "virtual", "back", "in one team", "one", "yes", "why", "help", "all of",
            "3 3", "2 0 9 0 0", "2 0 1 ? 1", "2", "so far", "quit",
        ),
    ),
    "footprint": (
        ("footprint",),
        ("why", "4", "1 4 7-9", "back", "1 4 7-9", "4", "3", "99", "none", "why", "yes", "unsure", "quit"),
    ),
    "delivery": (
        ("delivery",),
        (
            "no", "one contract that", "gp, community and acute", "6", "so far", "shared", "2", "joint", "2", "quite",
            "so far", "quit",
        ),
    ),
    "provision": (
        ("provision",),
        ("1", "back", "2", "skip", "3", "skip", "why", "unknown", "1", "1", "2", "1", "quit"),
    ),
    "two-decisions": (
        ("delivery", "provision"),
        ("no", "one contract with one", "3", "4", "3", "1", "1", "1", "1", "2", "change to network", "quit"),
    ),
    "preferences-are-optional": (
        ("collaboration",),
        ("A, P, 6m", "B, 3m", "C, 2m", "", "2", "no", "why", "", "0 0 3 0 0 0 0 0 0 0", "review", "quit"),
    ),
    "another-knowledge-base": (
        ("stove", "effort"),
        ("why", "ann, inn, 4", "ben", "", "", "40%", "", "1", "yes", "on the", "why", "very", "3 0", "so far", "quit"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_conversations(kb: KnowledgeBase, hut: KnowledgeBase, golden: Golden, tmp_path: Path, name: str):
    decisions, lines = CONVERSATIONS[name]
    chosen = hut if set(decisions) <= set(hut.decisions) else kb
    said = conversation(opened(chosen, tmp_path / "s.session", decisions), lines)
    golden(f"interview/{name}.txt", said)


@pytest.mark.slow
def test_after_any_line_the_session_goes_on_as_if_nothing_had_happened(hut: KnowledgeBase, tmp_path: Path):
    """Each line is typed in a conversation of its own, as after a kill at every prompt: the answers are the same.

    Only that a question was being asked again, after back or change, is not remembered over a break.
    """
    decisions, lines = CONVERSATIONS["another-knowledge-base"]
    at_once = opened(hut, tmp_path / "once.session", decisions)
    conversation(at_once, lines)
    broken = opened(hut, tmp_path / "broken.session", decisions)
    for line in lines:
        broken.log.close()
        broken = gone_on(hut, tmp_path / "broken.session")
        conversation(broken, [line])
    assert dict(broken.case.answers) == dict(at_once.case.answers)
    assert broken.log.session == at_once.log.session


def test_what_was_typed_can_be_played_again(kb: KnowledgeBase, tmp_path: Path):
    lines = CONVERSATIONS["collaboration-every-command"][1]
    first = opened(kb, tmp_path / "a.session", ("collaboration",))
    conversation(first, lines)
    played = typed_lines(read_session("a", (tmp_path / "a.session").read_bytes()).records)
    second = opened(kb, tmp_path / "b.session", ("collaboration",))
    conversation(second, played)
    assert second.case.answers == first.case.answers
    assert (tmp_path / "a.session").read_bytes() == (tmp_path / "b.session").read_bytes()


def test_an_unknown_answer_is_an_answer_and_never_a_no(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("collaboration",))
    said = conversation(interview, ["unknown"] * 12 + ["quit"])
    assert set(interview.case.answers.values()) == {UNKNOWN}
    assert "and no other can settle it." in said
    assert "The result hangs on what is not known:" in said
    assert interview.agenda().undecided


def test_skipped_questions_come_again_at_the_end(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("provision",))
    said = conversation(interview, ["skip"] * 40)
    questions = [line for line in said.split("\n") if line.startswith("Question ")]
    assert len(questions) == 2 * len(interview.log.session.skipped)
    assert not interview.case.answers


def test_the_result_is_given_when_input_ends_at_an_optional_question(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("collaboration",))
    said = conversation(interview, ["A, P, 6m", "B, 3m", "C, 2m", "", "2", "no"])
    assert "An optional question" in said
    assert "Several options hold" in said
    assert "[EndOfInput]" not in said


def test_files_are_written_where_they_are_told_to_be(kb: KnowledgeBase, tmp_path: Path):
    written: list[tuple[str, str]] = []

    def save(explanation: CaseExplanation, name: str) -> str:
        written.append(("save", name))
        return f"Written to {name}."

    def report(inquirer: Inquirer, signed: Signed, name: str) -> str:
        assert dict(signed) == {"council-areas": ("Ann", "2026-05-03")}
        written.append(("report", name))
        return f"Written to {name}."

    sign = {"by": "Ann", "at": "2026-05-03"}
    interview = opened(kb, tmp_path / "s.session", ("footprint",), sign=lambda: sign)
    outside = Outside(OUTSIDE.load, save, report)
    said = conversation(
        interview, ["1", "report", "report my paper.docx", "save a case.yaml", "quit"], outside
    )
    assert written == [("report", "my paper.docx"), ("save", "a case.yaml")]
    assert "Say which file to write. For example: report paper.docx" in said


def test_a_command_that_fails_says_why_and_asks_again(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("footprint",))
    said = conversation(
        interview, ["1", "save x.yaml", "what if council-areas=-1", "why not nothing", "quit"]
    )
    assert "There is nowhere to write to." in said
    assert "'council-areas' is at least 1, not -1." in said
    assert "There is no option, concept, answer, figure or rule 'nothing'." in said


def test_save_says_where_everything_is(kb: KnowledgeBase, tmp_path: Path):
    said = conversation(opened(kb, tmp_path / "s.session", ("footprint",)), ["save", "quit"])
    assert "Everything is saved, after every answer, in" in said
    assert f"{tmp_path / 's.session'}." in said


def test_every_question_is_asked_on_request(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("provision",), wishes=Wishes(everything=True))
    conversation(interview, ["unknown"] * 60)
    assert set(interview.case.answers) == {q.id for q in kb.questions_of("provision")}


def test_text_of_users_is_never_filled(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("collaboration",))
    said = conversation(interview, ["{ccg} {nobody}, {subject}, 1m", "", "note {ccg}", "review", "quit"])
    assert "1. the table of contracts: {ccg} {nobody} with {subject} £1m" in said
    assert "Note: {ccg}" in said or "Kept with" in said


@pytest.mark.parametrize("width", [30, 200])
def test_lines_fit_the_window(kb: KnowledgeBase, tmp_path: Path, width: int):
    said = conversation(
        opened(kb, tmp_path / "s.session", ("footprint",)), ["help", "2", "quit"], width=width
    )
    # What stands before the cursor is never broken, and neither is a word.
    lines = [line for line in said.split("\n") if " > " not in line and " " in line.strip()]
    assert max(map(len, lines)) <= width


def test_a_long_table_is_summed_up(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("collaboration",))
    said = conversation(
        interview, [*(f"C{n}, Ambulance, {n}m" for n in range(1, 31)), "rows", "", "review", "quit"]
    )
    assert "27 rows before these; type rows to see them all" in said
    assert "\n  1. C1 with Ambulance £1m (0.2%)\n" in said
    assert "  Ambulance: £465m in all" in said
    assert "Noted: 30 rows: 30 with Ambulance." in said


def test_errors_of_a_file_are_shown_with_their_places(kb: KnowledgeBase, tmp_path: Path):
    class Broken(AdvisorError):
        pass

    def load(name: str):
        raise Broken(f"{name}:3:2: CS105 value: 'x' is not a number")

    interview = opened(kb, tmp_path / "s.session", ("collaboration",))
    said = conversation(interview, ["file c.csv", "quit"], Outside(load, OUTSIDE.save, OUTSIDE.report))
    assert "C.csv:3:2: CS105 value" in said or "c.csv:3:2: CS105 value" in said
