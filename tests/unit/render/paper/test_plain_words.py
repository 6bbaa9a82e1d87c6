"""Words where words belong: no id in a sentence, the half of a condition that held, only points that count, every body."""

from __future__ import annotations

import re

from advisor.decide import Status
from advisor.model.blanks import Blanks, Part, decision_field
from advisor.render.paper.build import build_paper
from advisor.render.paper.document import Table
from advisor.render.paper.spans import Mark, plain
from tests import papers
from tests.papers import first_page, section_words

UNDECIDED = "integration/unknown-barrier-matters"
WEIGHED = ("Contracts for each council area", "One provider for the whole area")
BODY = "Decision record: a body still to be named"


def test_no_id_of_a_setting_stands_in_a_sentence() -> None:
    ids = re.compile(rf"(?<![\w-])({'|'.join(sorted(papers.shipped().settings))})(?![\w-])")
    for name in (*papers.ONE_OF_EACH, papers.ALL_FIVE, papers.REGISTER, UNDECIDED):
        spans = papers.spans_of(papers.paper(name))
        assert not [s.text for s in spans if s.mark is not Mark.ID and ids.search(s.text)]
        assert any(s.mark is Mark.ID and ids.search(s.text) for s in spans), (
            "an auditor finds it in a column of ids"
        )


def test_what_holds_in_one_of_several_ways_says_which_and_that_it_is_just_at_the_limit() -> None:
    by_number = papers.paper("collaboration/profile-2026-five-are-many")
    by_service = papers.paper("collaboration/option-css-lead-by-service")
    found = "A large number, or a whole region"
    assert f"{found} (commissioners in all: 5, exactly at the threshold)" in section_words(
        by_number, "Options considered"
    )
    assert f"{found} (a service for a whole region: yes)" in section_words(by_service, "Options considered")
    assert "5 ICBs would work together." in first_page(by_number)
    assert "whole region" not in first_page(by_number)
    assert "This is a service for a whole region." in first_page(by_service)


def test_the_first_page_says_why_of_each_of_several_and_of_a_decision_that_does_not_arise_nothing_on_firmness() -> (
    None
):
    several = first_page(papers.paper("delivery/entity-and-jv-tie"))
    assert "14 providers would form a legal body" in several
    assert "Federation as a legal body: GP practices are among the providers" in several
    assert "No decision has a result whose firmness" in first_page(papers.paper("footprint/one-council-area"))


def test_points_of_an_option_that_does_not_hold_are_not_counted() -> None:
    name = "collaboration/preference-never-makes-a-model-fit"
    (decision,) = papers.scenario(name).decisions
    failing = {o.label for o in decision.options.values() if o.status is Status.NOT_MET}
    tables = {
        b.caption.partition(":")[0]: b for b in papers.blocks_of(papers.paper(name)) if isinstance(b, Table)
    }
    idle = tables["Points that decide nothing, because the option is not in play"]
    assert {plain(row[0]) for row in idle.rows} & failing
    assert "Counts" not in idle.head
    counted = tables.get("Points counted")
    assert not {plain(row[0]) for row in (counted.rows if counted else ())} & failing


def test_a_caution_that_is_left_out_is_named() -> None:
    context = papers.scenario(papers.ALL_FIVE)
    shown = {c.id for c in context.explanation.cautions()}
    left_out = [c.id for c in context.profile.cautions if c.id not in shown]
    assert left_out
    said = section_words(papers.paper(papers.ALL_FIVE), "Words and law")
    for caution in left_out:
        assert f"\n{caution}: " in said
    assert "M5: One commissioning organisation" in said


def test_what_is_noted_of_one_group_stands_on_its_page() -> None:
    """A limit that one group just meets, and a warning, are said of that group, and the first page names the warning."""
    rows = ", ".join(
        f"{{commissioner: {who}, provider: {where}, value: {value}}}"
        for where, values in (("Even", (50, 50)), ("Edge", (60, 40)))
        for who, value in zip("AB", values, strict=True)
    )
    text = f"title: t\nanswers: {{contracts: [{rows}], support-from-within: no, support-needed: none, place: region}}"
    paper = build_paper(papers.context_of(papers.shipped(), "c", text))
    pages = section_words(paper, "One by one").partition("How far each result stands")[0]
    assert (
        pages.count("At the threshold: the largest contract with Edge is exactly 1.5 times the smallest.")
        == 1
    )
    assert "At the threshold: the largest contract with Even" not in pages
    assert re.search(r"1 warning \(in full in section 7 and annex C\): “[^”]+”\.", first_page(paper))


def test_a_record_has_a_line_for_each_decision_and_a_body_without_a_name_has_one() -> None:
    context, body = (
        papers.scenario(papers.ALL_FIVE),
        section_words(papers.paper(papers.ALL_FIVE), "Decision record"),
    )
    assert BODY in body
    for decision in context.decisions:
        assert body.count(f"Decision: {context.label(decision)}") == len(context.members()) + 1
    alone = section_words(papers.paper(papers.ONE_OF_EACH[0]), "Decision record")
    assert BODY not in alone, "the table names everybody who decides"
    assert "Decision: " not in alone


def test_a_further_body_that_is_named_takes_the_place_of_the_one_without_a_name() -> None:
    text = "title: t\nanswers: {money: pooled, contracts: [{commissioner: A, provider: P, value: 1}]}"
    blanks = Blanks(
        {Part.RECORDS: {"City Council": {decision_field("integration"): "agreed", "decision": "in part"}}}
    )
    body = section_words(
        build_paper(papers.context_of(papers.shipped(), "c", text, blanks)), "Decision record"
    )
    assert BODY not in body
    assert "Decision record: City Council" in body
    for found in ("agreed", "in part"):
        assert found in body, "nothing that was filled in is lost"


def test_a_figure_has_as_many_digits_as_tell_it_from_its_limit() -> None:
    rows = "[{commissioner: A, provider: P, value: 55}, {commissioner: B, provider: P, value: 45}]"
    text = f"title: t\nsettings: {{similar-max-ratio: 1.22}}\nanswers: {{contracts: {rows}}}"
    said = section_words(build_paper(papers.context_of(papers.shipped(), "c", text)), "Options considered")
    assert "largest contract divided by the smallest: 1.222; needed is at most 1.22" in said


def test_what_cannot_come_out_ahead_is_not_said_to_be_open() -> None:
    said = section_words(papers.paper("footprint/unknown-that-matters"), "Why not the others")
    behind, ahead = (said.partition(f"\n{label}\n")[2].partition("\n")[0] for label in WEIGHED)
    assert behind.endswith("No option is recommended yet. No answer that is missing can change that.")
    assert ahead.endswith("No option is recommended yet. Answers that are not known leave this open.")


def test_a_sum_that_is_less_than_nothing_has_a_true_minus() -> None:
    said = section_words(papers.paper(papers.ALL_FIVE), "Options considered")
    assert "net \u22124" in said
    assert "net -" not in said
