"""Sentences, pictures and tables of a paper that are read without what stands around them: each is true by itself."""

from __future__ import annotations

from advisor.render.paper.document import Column, Figure, Flow, Table
from advisor.render.paper.spans import plain
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
    assert all(text.startswith("known not to be: ") for text in found)


def test_what_is_described_and_not_recommended_is_named_before_its_rule_speaks() -> None:
    said = first_page(papers.paper(LOWERED))
    assert "Joint commissioning unit for all areas: One unit commissions all services" in said
    assert "which is no number; Virtual joint commissioning unit with pooled budgets or" in said


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
