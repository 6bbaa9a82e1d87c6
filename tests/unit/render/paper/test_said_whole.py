"""What a paper says, said whole: no warning, way, limit or setting is left out without a word, and none has two owners."""

from __future__ import annotations

import pytest

from advisor.model.rules import Basis
from advisor.render.paper.context import setting_origin
from advisor.render.paper.document import Table
from advisor.render.paper.others import LISTED, SHOWN, SINGLE
from advisor.render.paper.settings import settings_read
from advisor.render.paper.spans import plain
from advisor.render.paper.summary import MOST_WORDS
from tests import papers
from tests.papers import first_page, section_words

SEVERAL = "collaboration/several-providers-all-gaps"


@pytest.mark.parametrize("name", ["across/all-five-in-2012", papers.ALL_FIVE])
def test_the_first_page_names_its_warnings_and_what_a_firm_result_rests_on(name: str) -> None:
    said = first_page(papers.paper(name))
    assert "no provider could give nearly all the care itself …”" in said, (
        "what is left out of a warning is marked"
    )
    assert "(in full in section 7)" in said
    rests = (
        "rests on “the highest level of joining up that is allowed, by the strength of the strongest barrier”"
    )
    lowered = "Support “Virtual joint commissioning unit with aligned budgets”" in said
    assert (rests in said) == lowered
    assert len(said.split()) < MOST_WORDS + 60, "the heads and captions around the page's words"


def test_a_setting_that_reads_like_the_figure_it_is_compared_with_stands_beside_that_figure_in_full() -> None:
    said = section_words(papers.paper("across/all-five-in-2012"), "Judgement calls")
    assert "With 1.22 (largest contract divided by the smallest: 1.222): Shared, with outside support" in said


def test_what_is_needed_is_said_with_every_way_to_it() -> None:
    paper = papers.paper(papers.ONE_OF_EACH[0])
    either = "commissioners in all: 2; needed is at least 10 (this profile's figure)"
    other = "a service for a whole region: no; needed is yes"
    assert f"Either {either}. Or {other}." in section_words(paper, "Why not the others")
    assert f"({either}; or {other})" in section_words(paper, "Options considered")
    register = papers.paper(papers.REGISTER)
    assert f"Either {either}. Or {other}." in section_words(register, "Why not the others")


def test_a_result_that_fits_only_in_part_says_so_wherever_it_would_come_out() -> None:
    said = section_words(papers.paper(SEVERAL), "One by one")
    assert "With 3: Outside support leads for all (its condition holds only in part)." in said
    said = section_words(papers.paper(papers.ONE_OF_EACH[0]), "Why not the others")
    assert "With “Yes, for everything” or “For most things” (with “For most things” only in part)" in said
    said = section_words(papers.paper("across/all-five-in-2012"), "Why not the others")
    assert "“Yes, for everything” or “For most things” (a fit only in part) (now “No”)" in said


def test_a_resolution_says_that_what_it_supports_fits_only_in_part() -> None:
    said = "Support “Outside support leads for all”, which fits only in part, for “How commissioners"
    assert said in first_page(papers.paper("collaboration/profile-2012-seven-are-borderline"))


def test_every_way_that_changes_one_answer_is_told() -> None:
    name = papers.ONE_OF_EACH[1]
    tables = [b for b in papers.blocks_of(papers.paper(name)) if isinstance(b, Table)]
    (table,) = (t for t in tables if t.caption.startswith("Why not the others"))
    (ways,) = (plain(row[2]) for row in table.rows if plain(row[0]).endswith("with aligned budgets"))
    barriers = papers.shipped().questions["barriers"].items
    assert len(barriers) == 5
    assert all(f"“{label}”: 3 (very much)" in ways for label in barriers.values())


@pytest.mark.parametrize("name", [papers.ONE_OF_EACH[0], papers.REGISTER, papers.ALL_FIVE])
def test_every_way_as_small_as_the_smallest_is_told(name: str) -> None:
    said = "\n".join(papers.words_of(papers.paper(name)))
    ways = [
        "; and ".join(change.step.sentence for change in way)
        for found in papers.scenario(name).changes.values()
        for way in found.sets
    ]
    assert len(ways) > 4
    assert not [way for way in ways if way not in said]


def test_of_very_many_ways_the_shortest_are_told_and_where_the_rest_is() -> None:
    name = "footprint/everything-bites"
    (table,) = (
        b
        for b in papers.blocks_of(papers.paper(name))
        if isinstance(b, Table) and b.caption.startswith("Other")
    )
    rows = [(plain(row[0]), plain(row[1])) for row in table.rows]
    assert sum("more ways, listed by" in said for _, said in rows) == 1
    for found in papers.scenario(name).changes.values():
        told = [said for label, said in rows if label == found.label]
        assert len(told) <= LISTED + 1
        if len(told) > LISTED:
            before = SINGLE if len(found.sets[0]) == 1 else SHOWN
            rest = len(found.sets) - before - LISTED
            assert rest > 1
            assert told[-1].startswith(f"{rest} more ways, listed by")
            assert f"--change-to {found.option} --json" in told[-1]


def test_an_option_that_spans_every_group_is_judged_once_and_not_for_each() -> None:
    paper = papers.paper(papers.REGISTER)
    spanning = "Each commissioner leads on one provider"
    (whole,) = (t for t in papers.blocks_of(paper) if isinstance(t, Table) and "Why not" in t.caption)
    told = {plain(row[0]): plain(row[2]) for row in whole.rows}
    assert told["Outside support leads for all"] == "If a service for a whole region: yes (now no)"
    assert told[spanning].startswith("No change of answers can make")
    assert spanning not in section_words(paper, "One by one")


def test_a_firm_result_says_that_one_step_of_a_scale_turns_it() -> None:
    paper = papers.paper(papers.ALL_FIVE)
    step = "But one step on “need to share staff and resources” turns it."
    assert step in section_words(paper, "Why not the others")
    assert "One step of a scale would turn “How a group of providers is organised”." in first_page(paper)
    found = "Need to share staff and resources: at least 2 (quite) (tool default)\n2 (quite), exactly at the threshold"
    assert found in section_words(paper, "Options considered")


def test_one_answer_that_counts_as_several_points_is_said_to_do_so() -> None:
    said = section_words(papers.paper(papers.ONE_OF_EACH[2]), "Criteria and weights")
    label = "Contracts should follow health system areas, or they do not today"
    assert f"{label}: 3 + 1 against Contracts for each council area." in said


def test_the_first_page_names_the_caution_that_the_paper_must_not_leave_to_its_end() -> None:
    for name in papers.ONE_OF_EACH:
        assert "Clinical commissioning groups (CCGs) were abolished in July 2022" in first_page(
            papers.paper(name)
        )
    assert "Commissioning support units" in first_page(papers.paper(papers.ALL_FIVE))


def test_the_profile_s_words_are_said_to_be_its_own_and_the_present_arrangement_to_be_counted() -> None:
    paper = papers.paper(papers.ALL_FIVE)
    assert "“ICBs” for “CCGs”" in section_words(paper, "Why this is the result")
    assert "except for “How a group of providers is organised”" in section_words(paper, "Scope and parties")
    before = papers.paper(papers.ONE_OF_EACH[0])
    assert "stand for the source's" not in section_words(before, "Why this is the result")
    assert "does not weigh it." in section_words(before, "Scope and parties")


def test_each_finding_on_the_page_of_a_group_has_its_origin() -> None:
    said = section_words(papers.paper(papers.REGISTER), "One by one")
    assert said.count("So there is nothing to choose here. this tool's reading") == 2
    assert "(guidance, in our words [collaboration.shared.use-when.1])" in said
    assert "(its conditions: guidance, in our words)" in said


def test_the_settings_counted_are_those_that_the_tables_read() -> None:
    name = papers.ONE_OF_EACH[0]
    paper, context = papers.paper(name), papers.scenario(name)
    read = settings_read(context)
    assert f"The rules read {len(read)} settings that no source lays down; 2 could turn" in first_page(paper)
    assert read[:2] == ("large-number-of-commissioners", "similar-max-ratio"), (
        "what turns the result comes first"
    )
    (table,) = (
        b
        for b in papers.blocks_of(paper)
        if isinstance(b, Table) and b.caption.startswith("Settings that are")
    )
    assert len(table.rows) == len(read)
    assert {"dominant-min-ratio", "dominant-min-share", "borderline-from"} <= {*read}, (
        "section 6 compares with them"
    )


def test_on_whose_word_a_setting_stands_is_told_in_one_way() -> None:
    context = papers.context_of(
        papers.shipped(),
        "set",
        "title: t\nprofile: england-2012\nsettings: {importance-weights: {high: 4}, similar-max-ratio: 1.4}\n"
        "answers: {circumstances: {scale-economies: yes}}\n",
    )
    whose = {
        s: setting_origin(context, s).text
        for s in (
            "importance-weights.high",
            "importance-weights.low",
            "similar-max-ratio",
            "large-number-of-commissioners",
            "scale-high",
        )
    }
    assert [*whose.values()] == [
        "set in this case",
        "tool default",
        "set in this case",
        "set by the profile",
        "tool default",
    ]
    status = section_words(papers.paper(papers.ONE_OF_EACH[0]), "Status of this paper")
    assert all(f"{word}: " in status for word in {*whose.values()})


def test_what_is_our_reading_is_not_marked_as_drawn_from_the_source() -> None:
    rules = papers.shipped().rules.values()
    ours = [r for r in rules if " is our reading" in r.because]
    assert len(ours) >= 5
    assert {r.id for r in ours if r.basis is not Basis.TOOL} == set()
    said = section_words(papers.paper("provision/lead-provider"), "Criteria and weights")
    assert "provision.network" not in said, "a statement on another option"


def test_a_firm_result_is_not_called_fragile_for_the_order_of_the_others() -> None:
    paper = papers.paper(papers.ONE_OF_EACH[2])
    assert "The order is fragile: under the weights 1-1-1 it changes, though the best stays" in first_page(
        paper
    )
    assert "Fragile:" not in first_page(paper)
    calls = section_words(paper, "Judgement calls")
    assert "The result stands whatever each part of it is, one moved at a time." in calls


def test_what_comes_nearest_where_nothing_fits_needs_the_fewest_answers() -> None:
    context = papers.scenario(SEVERAL)
    for name, part in context.explanation.decisions["collaboration"].groups.items():
        nearest = [
            n.text
            for n in part.notes
            if n.text.startswith("Nearest, with the fewest answers to change or give")
        ]
        found = {
            key: change.sets for (group, key), change in context.changes.items() if group in (name, None)
        }
        one = [part.options[key].label for key, sets in found.items() if sets and len(sets[0]) == 1]
        assert len(one) == len(nearest) == 4
        said = " ".join(nearest)
        assert all(f"to change or give: {label}. What is missing: " in said for label in one)
