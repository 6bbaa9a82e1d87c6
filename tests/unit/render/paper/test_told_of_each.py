"""What a paper tells of each answer, rule and risk: none is a bare id, in no list, or without room for what people say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.model.blanks import Blanks, Part
from advisor.render.paper.build import build_paper
from advisor.render.paper.context import TO_FILL
from advisor.render.paper.document import Items, Paper, Table
from advisor.render.paper.spans import plain
from advisor.render.paper.words import started
from tests import papers
from tests.papers import section_words

ALLIANCE, CONSORTIUM = papers.ONE_OF_EACH[3:]


def tables(paper: Paper, title: str) -> dict[str, Table]:
    section = next(s for s in paper.sections if s.title == title)
    return {b.caption: b for b in section.blocks if isinstance(b, Table)}


@pytest.mark.parametrize("name", [*papers.ONE_OF_EACH, papers.ALL_FIVE])
def test_every_answer_has_a_range_or_could_be_anything(name: str) -> None:
    context, paper = papers.scenario(name), papers.paper(name)
    section = next(s for s in paper.sections if s.title == "Why not the others")
    told = {plain(text) for b in section.blocks if isinstance(b, Items) for text in b.entries}
    told |= {
        plain(row[0])
        for caption, table in tables(paper, section.title).items()
        if caption.startswith("What would turn the result")
        for row in table.rows
    }
    for decision in context.decisions:
        questions = {q.id for q in context.kb.questions_of(decision.decision)}
        given = {a for a in decision.wording.facts if context.kb.attributes[a].question in questions}
        figures = given & context.kb.measures.keys()
        assert not {started(decision.wording.label(a)) for a in given - figures} - told
        assert not {started(decision.wording.label(a)) for a in figures} & told, (
            "a figure of a table is no answer"
        )


def test_a_single_answer_that_could_be_anything_is_not_spoken_of_as_several() -> None:
    said = section_words(papers.paper(papers.ALL_FIVE), "Why not the others")
    assert "This answer could be anything, and the result would stand:\nTrust and history" in said


def test_a_rule_that_could_rule_an_option_out_is_told_in_words_with_its_statement() -> None:
    said = section_words(papers.paper(ALLIANCE), "Options considered")
    assert (
        "Not ruled out, as it would be with trust and history among the providers: at most 1 (a little)"
        in said
    )
    assert "DEL-430 (inferred from the guidance): delivery.alliance.characteristic.6" in said


@pytest.mark.parametrize("name", papers.ONE_OF_EACH)
def test_what_a_reason_rests_on_is_said_in_words(name: str) -> None:
    for caption, table in tables(papers.paper(name), "Why this is the result").items():
        if caption.startswith("Why "):
            below = [part for row in table.rows for part in plain(row[-1]).split("; ")]
            assert not [part for part in below if part.startswith("rule ")]


def test_what_another_rule_found_is_what_a_reason_rests_on() -> None:
    said = section_words(papers.paper(papers.ONE_OF_EACH[0]), "Why this is the result")
    assert "the pattern of contract sizes: broadly similar (rule COL-010)" in said.replace(
        "Broadly", "broadly"
    )


def test_a_limit_that_no_answer_reaches_is_said_to_be_one() -> None:
    said = section_words(papers.paper(CONSORTIUM), "Judgement calls")
    assert "With 4 (which no answer reaches): nothing is recommended." in said
    assert "With 0: nothing is recommended." in said


def test_the_words_of_a_point_are_looked_for_where_they_stand() -> None:
    said = section_words(papers.paper(ALLIANCE), "Criteria and weights")
    assert "because an answer is missing (section 6 has the words of each point):" in said


def test_there_is_room_for_the_risks_that_no_source_lists() -> None:
    context = papers.scenario(ALLIANCE)
    (table,) = tables(papers.paper(ALLIANCE), "Benefits and risks").values()
    assert [plain(cell) for cell in table.rows[0]] == [TO_FILL, "Alliance", *[TO_FILL] * 5]
    risk = {"Beds run short": {"option": "Alliance", "owner": "A. Nurse"}}
    filled = build_paper(replace(context, blanks=Blanks({Part.OTHER_RISKS: risk})))
    (table,) = tables(filled, "Benefits and risks").values()
    (row,) = table.rows
    assert [plain(cell) for cell in row[:2]] == ["Beds run short", "Alliance"]
    assert "A. Nurse" in map(plain, row)
