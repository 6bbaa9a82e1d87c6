"""Sentences, pictures and tables of a paper that are read without what stands around them: each is true by itself."""

from __future__ import annotations

import re

import pytest

from advisor.explanation import CaseExplanation
from advisor.explanation.tracing import Event, EventKind, case_trace
from advisor.explanation.tracing.decisive import WEIGHTS
from advisor.explanation.tracing.events import ancestors
from advisor.model.conditions import Truth
from advisor.render.paper.build import build_paper
from advisor.render.paper.document import Column, Figure, Flow, Paper, Table
from advisor.render.paper.spans import plain
from advisor.render.paper.words import started
from tests import papers
from tests.papers import first_page, section_words

MINOR = "collaboration/worked-two-minor-associates"
SEVERAL = "collaboration/several-providers-all-gaps"
LOWERED = "integration/barrier-2-one-level-above"


def test_a_figure_says_whom_it_leaves_out_as_minor() -> None:
    said = "1.04 (minor associates left out of the comparison: 2)"
    paper = papers.paper(MINOR)
    assert f"divided by the smallest is {said}" in first_page(paper)
    for title in ("Options considered", "Why this is the result", "Why not the others"):
        words = section_words(paper, title)
        assert words.count("largest contract divided by the smallest: 1.04") == words.count(
            f"largest contract divided by the smallest: {said}"
        )
    assert "left out of the comparison" not in first_page(papers.paper(papers.ONE_OF_EACH[0]))


def test_the_path_of_several_groups_together_shows_only_what_is_judged_for_all_of_them() -> None:
    drawings = [b.drawing for b in papers.blocks_of(papers.paper(SEVERAL)) if isinstance(b, Figure)]
    (boxes,) = (drawing.boxes for drawing in drawings if isinstance(drawing, Flow))
    assert {b.title for b in boxes if b.column is Column.SETTLED} >= {"Outside support leads for all"}
    assert "Shared, with support from within" not in {b.title for b in boxes}
    assert not any("contract sizes" in b.title for b in boxes), "what is known of them is each provider's"
    found = [b.text for b in boxes if b.column is Column.FOUND and b.title == "How many work together"]
    assert found
    assert all(text.startswith("Known not to be: ") for text in found)


def test_what_is_described_and_not_recommended_is_named_before_its_rule_speaks() -> None:
    said = first_page(papers.paper(LOWERED))
    assert re.search(
        r"Joint commissioning unit for all areas \(INT-080, [^)]*\): One unit commissions all services", said
    )
    limit = "the highest level of joining up that is allowed, by the strength of the strongest barrier"
    assert f"But it rests on “{limit}” (tool default); another choice there can turn it." in said


def test_every_page_of_a_record_has_the_name_of_its_body_in_the_head() -> None:
    context = papers.scenario(papers.ALL_FIVE)
    records = [
        b
        for b in papers.blocks_of(papers.paper(papers.ALL_FIVE))
        if isinstance(b, Table) and b.caption.startswith("Decision record: ")
    ]
    assert {b.head for b in records} >= {("Body", body) for body in context.members()}
    assert all(any("Signature" in plain(row[1]) for row in b.rows) for b in records)


def test_a_level_that_turns_the_result_says_what_lies_beyond_it() -> None:
    said = section_words(papers.paper(LOWERED), "Why not the others")
    assert "With 1 (a little) or less: Joint commissioning unit for all areas." in said


def test_why_an_option_is_ruled_out_says_what_rules_it_out_and_no_point_for_or_against_it() -> None:
    paper = build_paper(papers.settled("footprint/everything-bites"))
    others = next(
        b
        for b in papers.blocks_of(paper)
        if isinstance(b, Table) and b.caption.startswith("Why not the others")
    )
    (why,) = (plain(row[1]) for row in others.rows if plain(row[0]) == "One provider for the whole area")
    assert why.startswith("Not recommended: it is ruled out. No provider is big enough for the whole area.")
    assert "footprint.single.advantage" not in why
    assert why.count("footprint.") == 1


def flows(paper: Paper) -> list[tuple[Figure, Flow]]:
    drawn = ((b, b.drawing) for b in papers.blocks_of(paper) if isinstance(b, Figure))
    return [(figure, drawing) for figure, drawing in drawn if isinstance(drawing, Flow)]


def whole_run(explanation: CaseExplanation) -> dict[str, Event]:
    return next(run for run in case_trace(explanation).runs if run.group is None).by_id()


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("footprint/option-system-follows-the-areas", "points for and against 3 options"),
        ("footprint/everything-bites", "18 more answers, 18 more steps and points for and against 2 options"),
        ("footprint/unknown-that-matters", "points for and against"),
        ("footprint/nothing-switched-on", ""),
        ("collaboration/several-providers-all-gaps", "1 more answer and 1 more step"),
        ("collaboration/several-providers-one-value-unknown", ""),
        ("regression/across-04", "more step"),
        (papers.ALL_FIVE, "points for and against"),
    ],
)
def test_what_a_decisive_path_does_not_draw_stands_in_the_tables_that_it_names(name: str, what: str) -> None:
    context = papers.settled(name)
    paper = build_paper(context)
    events = whole_run(context.explanation)
    tables = {b.number: b for b in papers.blocks_of(paper) if isinstance(b, Table)}
    assert any(what in flow.left_out if what else not flow.left_out for _, flow in flows(paper))
    for figure, flow in flows(paper):
        assert bool(flow.see) == bool(flow.left_out)
        assert figure.alternative.endswith(flow.note), "and so it is read aloud"
        told = {plain(cell) for number in flow.see for row in tables[number].rows for cell in row}
        drawn = {box.id for box in flow.boxes}
        steps = ancestors((e for e in events.values() if e.decisive), drawn) - drawn
        shown = [events[key] for key in drawn if key in events]
        weighed = {
            p.id for o in shown if o.text.partition(": ")[2].startswith("for ") or o.text.startswith("for ")
            for p in o.parents if p.link in WEIGHTS and events[p.id].truth is Truth.TRUE
        } - drawn  # fmt: skip
        for rule in (events[key] for key in steps | weighed if events[key].kind is EventKind.RULE):
            assert any(started(rule.text) in cell for cell in told), rule.title
