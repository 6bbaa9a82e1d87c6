"""A session is the fold of its records; a case goes into one and comes out the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import SessionError
from advisor.interview.case_text import case_text
from advisor.interview.records.log import read_session
from advisor.interview.records.opening import started
from advisor.interview.records.session import apply, case_of, first_record, is_session, replay
from advisor.model.case import Answer, Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from tests.unit.interview.random_answers import random_answer
from tests.unit.interview.typist import kept, opened


def case(kb: KnowledgeBase, answers: dict[str, Answer], **more: Any) -> Case:
    return Case(
        "x", "A title: with marks", kb.default_profile, {}, tuple(kb.decisions), answers, {}, {}, **more
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_answer_goes_into_a_session_and_comes_out_the_same(
    kb: KnowledgeBase, hut: KnowledgeBase, tmp_path: Path, seed: int
):
    for name, chosen in (("kb", kb), ("hut", hut)):
        random = Random(seed)
        answers = {q.id: random_answer(q, random) for q in chosen.questions.values()}
        written = case(chosen, dict(sorted(answers.items())), date="2026-05-03")
        log = started(chosen, written, tuple(chosen.decisions), str(tmp_path / f"{name}.session"))
        log.close()
        reading = read_session("x", log.path.read_bytes())
        assert reading.session == log.session
        assert case_of(reading.session, chosen, "x") == (written, ())


@pytest.mark.parametrize("seed", range(4))
def test_a_case_written_as_a_file_reads_back_the_same(kb: KnowledgeBase, hut: KnowledgeBase, seed: int):
    for chosen in (kb, hut):
        random = Random(f"file {seed}")
        answers = {q.id: random_answer(q, random) for q in chosen.questions.values() if random.random() < 0.6}
        evidence = {
            q: 'said "so": yes # {not} a comment\n next line' for q in answers if random.random() < 0.2
        }
        written = replace(
            case(chosen, dict(sorted(answers.items()))), evidence=dict(sorted(evidence.items()))
        )
        again = read_case("x", case_text(chosen, written).encode(), chosen)
        flat = {q: " ".join(text.split()) for q, text in written.evidence.items()}
        assert again == replace(written, evidence=flat)


def test_a_session_without_a_title_is_named_after_its_decisions(kb: KnowledgeBase, tmp_path: Path):
    untitled = replace(case(kb, {}), title="")
    log = kept(started(kb, untitled, ("collaboration", "integration"), str(tmp_path / "s.session")))
    first, second = (kb.decisions[d].asks for d in ("collaboration", "integration"))
    assert log.session.title == f"Consultation on {first} and {second}"


def test_settings_of_a_case_are_kept(kb: KnowledgeBase, tmp_path: Path):
    text = b"settings: {similar-max-ratio: 1.75, barrier-ceiling: {2: unit-all}}\nanswers: {place: region}\n"
    stated = read_case("c", text, kb)
    log = kept(started(kb, stated, ("collaboration", "integration"), str(tmp_path / "s.session")))
    found, lapses = case_of(log.session, kb, "c")
    assert found.settings == stated.settings
    assert lapses == ()
    assert read_case("c", case_text(kb, found).encode(), kb).settings == stated.settings


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("answer", "draft", "note", "skip", "said", "kb")),
        st.sampled_from(("place", "support-needed", "region-wide-service")),
        st.integers(min_value=0, max_value=3),
    ),
    max_size=12,
)


def record(kind: str, question: str, number: int) -> dict[str, Any]:
    match kind:
        case "answer":
            return {"answer": question, "value": f"v{number}", "by": "Ann", "at": f"2026-05-0{number + 1}"}
        case "draft":
            return {"draft": question, "lines": [f"line {n}" for n in range(number)]}
        case "note":
            return {"note": question, "text": f"note {number}"}
        case "skip":
            return {"skip": question}
        case "kb":
            return {"kb": {"name": "n", "version": f"{number}", "sha256": "0", "parts": {}}}
        case _:
            return {"said": "why"}


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_the_state_is_the_fold_of_the_records_from_any_point(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
):
    start = replay([first_record_of("t")])
    records = [record(*step) for step in steps]
    live = start
    for n, each in enumerate(records):
        live = apply(live, each)
        # Through JSON, as the log keeps it, and from the first record on.
        assert replay(json.loads(json.dumps([first_record_of("t"), *records[: n + 1]]))) == live
    last = {r["answer"]: r["value"] for r in records if "answer" in r}
    assert {q: entry.value for q, entry in live.answers.items()} == last
    order = list(dict.fromkeys(r["answer"] for r in records if "answer" in r))
    assert list(live.answers) == order
    assert sum(live.skipped.values()) == sum("skip" in r for r in records)


def first_record_of(title: str) -> dict[str, Any]:
    version = {"name": "n", "version": "1", "sha256": "0", "parts": {}}
    return {
        "advisor-session": 1, "title": title, "profile": "p", "decisions": ["collaboration"],
        "settings": {}, "date": "", "kb": version,
    }  # fmt: skip


def test_the_first_record_is_that_of_the_session():
    session = replay([first_record_of("a title")])
    assert dict(first_record(session)) == first_record_of("a title")


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([], "this is not a session"),
        ([{"answers": {}}], "this is not a session"),
        ([{"advisor-session": 2}], "this session has format 2; this program reads 1"),
        ([{"advisor-session": 1, "title": "x"}], "the first record of the session is incomplete"),
        ([first_record_of("x"), {"answer": "place"}], "record 2 of the session cannot be understood"),
        (
            [first_record_of("x"), {"said": "why"}, {"shout": "x"}],
            "record 3 of the session cannot be understood",
        ),
        ([first_record_of("x"), {"kb": {"name": "n"}}], "record 2 of the session cannot be understood"),
    ],
)
def test_records_that_make_no_session_are_refused(records: list[dict[str, Any]], message: str):
    with pytest.raises(SessionError, match=message):
        replay(records)


def test_what_the_knowledge_base_no_longer_takes_is_said_and_left_out(kb: KnowledgeBase):
    records = [
        {
            **first_record_of("x"),
            "profile": "england-1912",
            "decisions": ["collaboration", "colour"],
            "settings": {"hue": "3"},
        },
        {"answer": "place", "value": "seaside"},
        {"answer": "colour", "value": "red"},
        {"answer": "contracts", "value": [{"commissioner": "A", "provider": "B", "value": "-1"}]},
        {"answer": "barriers", "value": {"trust": "9"}},
        {"answer": "region-wide-service", "value": "no"},
    ]
    found, lapses = case_of(replay(records), kb, "x")
    assert dict(found.answers) == {"region-wide-service": "no"}
    assert found.profile == kb.default_profile
    assert found.decisions == ("collaboration",)
    assert [lapse.name for lapse in lapses] == [
        "place", "colour", "contracts", "barriers", "england-1912", "colour", "hue"
    ]  # fmt: skip
    assert "conurbation" in lapses[0].reason


@pytest.mark.parametrize(
    ("content", "session"),
    [
        (b'{"advisor-session": 1, "title": "x"}', True),
        (b'  {"advisor-session"', True),
        (b"title: advisor-session\n", False),
        (b'{"answers": {}}', False),
        (b"", False),
    ],
)
def test_a_session_is_known_by_its_first_record(content: bytes, session: bool):
    assert is_session(content) is session


def test_notes_on_one_question_are_kept_together(kb: KnowledgeBase, tmp_path: Path):
    interview = opened(kb, tmp_path / "s.session", ("collaboration",))
    interview.note("place", "said so")
    interview.note("place", "twice")
    assert dict(interview.case.evidence) == {"place": "said so; twice"}


def test_answers_carry_who_and_when_only_if_somebody_said_so(kb: KnowledgeBase, tmp_path: Path):
    signed = opened(
        kb, tmp_path / "a.session", ("collaboration",), sign=lambda: {"by": "Ann", "at": "2026-05-03T10:00"}
    )
    signed.answer("place", "region", "4")
    assert [(g.by, g.at) for g in signed.given()] == [("Ann", "2026-05-03T10:00")]
    plain = opened(kb, tmp_path / "b.session", ("collaboration",))
    plain.answer("place", "region", "4")
    assert [(g.by, g.at) for g in plain.given()] == [("", "")]
    assert b'"at"' not in (tmp_path / "b.session").read_bytes()
