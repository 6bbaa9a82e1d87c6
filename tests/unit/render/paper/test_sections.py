"""Every scenario's paper: its sections, its first page, its options, its risks, its blanks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.model.blanks import Blanks, Part
from advisor.model.options import PointKind, Policy
from advisor.render.paper.build import build_paper
from advisor.render.paper.context import TO_FILL, Context
from advisor.render.paper.document import (
    Figure,
    Flow,
    Items,
    Ladder,
    Paper,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from advisor.render.paper.spans import Mark, inline, plain
from advisor.render.paper.summary import words_in
from advisor.shipped import shipped_scenarios
from tests import papers
from tests.papers import section_words as said

SCENARIOS = sorted(
    p.relative_to(shipped_scenarios()).with_suffix("").as_posix()
    for p in shipped_scenarios().rglob("*.yaml")
    if p.parent.name != "sessions"
)
NAMES = (*papers.ONE_OF_EACH, papers.ALL_FIVE, papers.REGISTER)
TITLES = [
    "Cover", "Purpose and recommendation", "Status of this paper", "Scope and parties", "Answers relied on",
    "Options considered", "Why this is the result", "Why not the others", "Criteria and weights", "Benefits and risks",
    "Judgement calls", "What the guidance does not cover", "Words and law", "Conflicts of interest", "Impact assessments",
    "Involvement", "Success factors", "Departures from the recommendation", "Decision record", "Next steps", "Audit",
    "Sources",
]  # fmt: skip


def section(paper: Paper, title: str) -> Section:
    return next(s for s in paper.sections if s.title == title)


def has_its_sections_and_a_first_page(context: Context, paper: Paper) -> None:
    titles = [s.title for s in paper.sections]
    grouped = any(len(d.groups) > 1 for d in context.decisions)
    assert titles == [*TITLES, *(["One by one"] if grouped else [])]
    assert [s.number for s in paper.sections[:20]] == [str(n) for n in range(1, 21)]
    assert words_in(paper.summary) < 300
    for s in paper.sections:
        numbers = [b.number for b in s.blocks if isinstance(b, Paragraph)]
        assert numbers == [f"{s.number}.{n}" for n in range(1, len(numbers) + 1)]
        assert numbers, s.title


def has_every_option_in_the_source_s_order_with_its_points(context: Context, paper: Paper) -> None:
    options, benefits = said(paper, "Options considered"), said(paper, "Benefits and risks")
    for decision in context.decisions:
        table = next(
            b for b in section(paper, "Options considered").blocks
            if isinstance(b, Table) and b.caption == f"Options: {context.label(decision)}"
        )  # fmt: skip
        listed = [plain(row[0]).split(". ", 1)[1] for row in table.rows]
        assert listed == [o.label for o in decision.options.values()]
        for option in decision.options.values():
            assert f"Conditions: {option.label}" in options or not option.conditions
            for point in option.points:
                there = benefits if point.kind in (PointKind.BENEFIT, PointKind.RISK) else options
                assert point.text in there
                assert point.statement in there


def has_its_decisive_paths_and_ladders(context: Context, paper: Paper) -> None:
    figures = [b for b in papers.blocks_of(paper) if isinstance(b, Figure)]
    paths = [f for f in figures if isinstance(f.drawing, Flow)]
    decided = [d for d in context.decisions if d.verdict.outcome != "not-applicable"]
    assert len(paths) == len(decided)
    ladders = [d for d in context.decisions if context.kb.decisions[d.decision].policy is Policy.LADDER]
    assert len([f for f in figures if isinstance(f.drawing, Ladder)]) == len(ladders)
    for path in paths:
        assert isinstance(path.drawing, Flow)
        known = {box.id for box in path.drawing.boxes}
        assert all({start, end} <= known for start, end in path.drawing.arrows)
    assert all(f.alternative for f in figures)


def accounts_for_what_it_cites(context: Context, paper: Paper) -> None:
    """A source whose statements stand in the paper is not said to be unused, and what is doubtful of them is said."""
    known = context.kb.statements
    ids = {span.text for span in papers.spans_of(paper) if span.mark is Mark.ID}
    cited = {s for s in ids if s in known}
    account = section(paper, "Sources").blocks
    texts = [plain(b.text) for b in account if isinstance(b, Paragraph)]
    unused = {s for s in context.kb.sources if any(f"Id {s}, not used in this paper" in t for t in texts)}
    assert unused == context.kb.sources.keys() - {known[s].source for s in cited}
    told = {plain(row[0]) for b in account if isinstance(b, Table) for row in b.rows}
    assert told == {s for s in cited if known[s].damage or known[s].confidence is not None}


def is_whole(context: Context, paper: Paper) -> None:
    has_its_sections_and_a_first_page(context, paper)
    has_every_option_in_the_source_s_order_with_its_points(context, paper)
    has_its_decisive_paths_and_ladders(context, paper)
    accounts_for_what_it_cites(context, paper)


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_is_whole(name: str) -> None:
    is_whole(papers.scenario(name), papers.paper(name))


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[pytest.mark.slow] if k % 4 else []) for k, n in enumerate(SCENARIOS[::3])],
)
def test_the_paper_of_any_scenario_is_whole(name: str) -> None:
    """Without what would change it, which takes ten times as long as all the rest."""
    context = papers.settled(name)
    is_whole(context, build_paper(context))


def test_nothing_of_the_people_s_is_filled_in() -> None:
    paper = papers.paper(papers.ALL_FIVE)
    for title in (
        "Conflicts of interest",
        "Impact assessments",
        "Involvement",
        "Success factors",
        "Next steps",
    ):
        for block in section(paper, title).blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    assert all(cell == inline(*cell) and plain(cell) == TO_FILL for cell in row[1:]), (
                        block.caption
                    )


def test_what_was_filled_in_stands_where_it_belongs() -> None:
    risk = "collaboration.shared.risk.1"
    blanks = Blanks(
        {
            Part.COVER: {"": {"sponsor": "A. Director"}},
            Part.RISKS: {risk: {"mitigation": "A named chair", "owner": "B. Owner"}},
            Part.NO_CONFLICTS: {"": {"said-by": "C. Secretary", "said-on": "1 May"}},
            Part.RECORDS: {"Third body": {"minute": "7.2"}},
            Part.OVERRIDES: {
                "collaboration": {"departure": "Another model", "reason": "Because", "by": "The board"}
            },
        }
    )
    text = (shipped_scenarios() / "collaboration/worked-sixty-forty.yaml").read_text(encoding="utf-8")
    paper = build_paper(papers.context_of(papers.shipped(), "x", text, blanks))
    assert "A. Director" in said(paper, "Cover")
    risks = next(
        b for b in section(paper, "Benefits and risks").blocks if isinstance(b, Table) and "Risk" in b.head
    )
    row = next(row for row in risks.rows if risk in plain(row[0]))
    assert [plain(cell) for cell in row[1:]] == [
        TO_FILL,
        TO_FILL,
        TO_FILL,
        "A named chair",
        "B. Owner",
        TO_FILL,
    ]
    conflicts = said(paper, "Conflicts of interest")
    assert "No interests were declared. This was said by: C. Secretary; on: 1 May." in conflicts
    assert TO_FILL not in conflicts
    records = said(paper, "Decision record")
    assert "Decision record: Third body" in records
    assert "Decision record: Northtown" in records
    assert "7.2" in records
    assert "Another model" in said(paper, "Departures from the recommendation")


def test_none_declared_is_nobody_s_answer_until_somebody_gives_it() -> None:
    conflicts = said(papers.paper(papers.ONE_OF_EACH[0]), "Conflicts of interest")
    assert "No interests were declared" not in conflicts
    assert f"If no interests were declared, that is said by: {TO_FILL}; on: {TO_FILL}." in conflicts


def conflicts_with(blanks: Blanks) -> str:
    text = "title: t\nanswers: {place: region}"
    return said(build_paper(papers.context_of(papers.shipped(), "x", text, blanks)), "Conflicts of interest")


def test_none_declared_is_said_by_a_person_and_only_of_the_others_where_some_were() -> None:
    day_alone = conflicts_with(Blanks({Part.NO_CONFLICTS: {"": {"said-on": "1 May"}}}))
    assert f"If no interests were declared, that is said by: {TO_FILL}; on: 1 May." in day_alone
    both = conflicts_with(
        Blanks(
            {
                Part.CONFLICTS: {"D. Doctor": {"interest": "Partner in a practice"}, "E. Else": {}},
                Part.NO_CONFLICTS: {"": {"said-by": "C. Secretary"}},
            }
        )
    )
    assert "Partner in a practice" in both
    assert "E. Else" in both
    assert f"No other interests were declared. This was said by: C. Secretary; on: {TO_FILL}." in both


def test_what_may_yet_be_recommended_is_not_said_not_to_be() -> None:
    paper = papers.paper("footprint/unknown-that-matters")
    (table,) = (
        b
        for b in section(paper, "Options considered").blocks
        if isinstance(b, Table) and b.caption[:7] == "Options"
    )
    assert [plain(row[3]) for row in table.rows] == ["No", "Not known yet", "Not known yet", "Not known yet"]
    others = next(b for b in section(paper, "Why not the others").blocks if isinstance(b, Table))
    yet = [plain(row[1]).startswith("Not recommended yet: its net is") for row in others.rows]
    assert yet == [False, True, True, True]


def test_the_page_of_a_group_says_what_its_result_waits_for() -> None:
    paper = build_paper(papers.settled("collaboration/several-providers-one-value-unknown"))
    waits = "can still change the result. Not known: the table of contracts; the pattern of contract sizes as you see it."
    assert waits in said(paper, "One by one")


def test_a_register_has_a_summary_row_and_a_page_for_each() -> None:
    context, paper = papers.scenario(papers.REGISTER), papers.paper(papers.REGISTER)
    found = context.explanation.decisions["collaboration"].groups
    groups = list(found)
    annex = section(paper, "One by one")
    table = next(b for b in annex.blocks if isinstance(b, Table) and b.caption.startswith("All results"))
    assert [plain(row[0]) for row in table.rows] == groups
    assert len(groups) > 1
    pages = [b.text for b in annex.blocks if isinstance(b, Subheading) and b.level == 1]
    assert pages == [*groups, "How far each result stands"]
    for name, part in found.items():
        arises = part.verdict.outcome != "not-applicable"
        assert (f"Options for {name}" in said(paper, "One by one")) is arises


def test_a_register_is_resolved_for_each_and_asks_what_is_done_about_its_risks() -> None:
    paper = papers.paper(papers.REGISTER)
    asked = said(paper, "Purpose and recommendation")
    assert "Support “Shared, with support from within” for City Hospital" in asked
    assert "Note that for Mental Health Trust" in asked
    assert "nothing to decide" in asked
    assert "Risks of Shared, with support from within" in said(paper, "Benefits and risks")
    assert "below" not in said(paper, "Why this is the result")


def test_what_an_open_answer_would_settle_stands_on_the_first_page() -> None:
    paper = papers.paper("integration/unknown-barrier-matters")
    first = "\n".join(plain(b.text) for b in paper.summary if isinstance(b, Paragraph))
    assert "With 2 (quite): Joint commissioning unit for targeted services." in first
    options = section(paper, "Options considered").blocks
    overview = next(b for b in options if isinstance(b, Table))
    assert [plain(row[-1]) for row in overview.rows] == ["No"] * 4 + [
        "Not known yet",
        "No",  # Not described, and no barrier makes it the highest allowed.
        "Not known yet",
        "Not known yet",
        "No",
    ]
    ladder = next(b for b in options if isinstance(b, Table) and b.head[0] == "Level")
    assert [plain(row[1]) for row in ladder.rows] == ["Yes"] * 5 + ["Not known"] * 3 + ["No"]


def test_who_takes_part_is_a_blank_where_no_table_says_it() -> None:
    named, blank = (said(papers.paper(name), "Scope and parties") for name in papers.ONE_OF_EACH[:2])
    assert "Each commissioner named" in named
    assert "Commissioners\n" not in named
    assert f"Commissioners\n{TO_FILL}" in blank


def test_notes_say_whose_word_they_are_and_points_what_weight_the_source_gives_them() -> None:
    blocks = section(papers.paper(papers.ONE_OF_EACH[0]), "Why this is the result").blocks
    notes = next(b.entries for b in blocks if isinstance(b, Items))
    assert all(any(span.mark is Mark.ORIGIN for span in note) for note in notes)
    points = said(papers.paper(papers.ONE_OF_EACH[2]), "Benefits and risks")
    assert (
        "The savings that come with size are missed. [footprint.local.disadvantage.5] High importance."
        in points
    )


def test_what_was_not_worked_out_is_said_and_never_taken_for_firm() -> None:
    """A register with more groups than that: the first page, the figures, the readings and annex C say so."""
    asked = papers.scenario(papers.REGISTER)
    paper = build_paper(replace(asked, changes={}, firmness={}, without={}))
    first = "\n".join(plain(b.text) for b in paper.summary if isinstance(b, Paragraph))
    assert "How firm 1 result is was not worked out." in first
    assert "What else could turn 1 result was not worked out." in first
    assert "No answer that is missing could change" not in first
    assert "Firm:" not in first
    calls = next(b for b in section(paper, "Judgement calls").blocks if isinstance(b, Table))
    assert {plain(row[-1]) for row in calls.rows} == {"Not worked out."}
    assert "With so many, this paper leaves out how firm each result is" in said(paper, "One by one")


def test_ids_of_the_guidance_are_marked_and_whose_word_is_said() -> None:
    paper = papers.paper(papers.ALL_FIVE)
    statements = papers.shipped().statements
    spans = [span for b in papers.blocks_of(paper) if isinstance(b, Paragraph) for span in b.text]
    spans += [
        s for b in papers.blocks_of(paper) if isinstance(b, Table) for row in b.rows for c in row for s in c
    ]
    for span in spans:
        if span.mark in (Mark.PLAIN, Mark.STRONG):
            assert span.text not in statements
    words = {span.text for span in spans if span.mark is Mark.ORIGIN}
    assert {
        "guidance, in our words",
        "inferred from the guidance",
        "tool default",
        "this tool's reading",
    } <= words


def test_another_knowledge_base_has_a_paper_too() -> None:
    case = "title: A hut\nanswers: {chimney: yes, place: valley}\n"
    paper = build_paper(papers.context_of(papers.hut(), "hut.yaml", case))
    assert [s.title for s in paper.sections[:22]] == TITLES
    everything = "\n".join(papers.words_of(paper))
    assert "Heating a hut" in everything
    assert "NHS" not in everything
    assert "It is not a decision and not legal advice." in said(paper, "Status of this paper")
    assert "names nothing to be filled in here" in said(paper, "Impact assessments")


@pytest.mark.parametrize("name", NAMES)
def test_a_section_names_the_people_where_it_has_something_of_theirs(name: str) -> None:
    """Whoever answers supplies the answers too, whether or not a blank stands beside them."""
    for part in papers.paper(name).sections:
        asks = TO_FILL in "\n".join(papers.words_of(Paper("", "", "", "", (), "", (), (part,))))
        assert ("people" in part.supplied) is (asks or part.title == "Answers relied on"), part.title


def test_a_cover_is_the_program_s_too() -> None:
    assert section(papers.paper(papers.REGISTER), "Cover").supplied == "the program and people"


def test_the_rules_behind_each_group_s_result_stand_in_the_audit_with_words_and_place() -> None:
    audit = section(papers.paper(papers.REGISTER), "Audit")
    (table,) = (
        b
        for b in audit.blocks
        if isinstance(b, Table) and b.caption == "Rules that fired, for each by itself"
    )
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    name, found, whose = rows["COL-110"]
    assert name == "City Hospital"
    assert found.startswith("2 CCGs hold contracts with City Hospital that count as broadly similar in size")
    assert "collaboration.shared.use-when.1; collaboration/rules.yaml:" in whose
    assert rows["COL-100"][0] == "City Hospital and Mental Health Trust"
    whole = next(
        plain(b.text) for b in audit.blocks if isinstance(b, Paragraph) and "COL-110" in plain(b.text)
    )
    assert whole.startswith("For all together. Known not to hold: ")


def test_the_first_page_says_what_limits_a_level_as_well_as_what_describes_a_higher_one() -> None:
    page = papers.first_page(papers.paper("integration/barrier-2-from-the-top"))
    assert "One commissioning organisation (INT-090, integration.one-organisation.definition.1" in page
    assert (
        "Limit (INT-200, integration.axis.risk.1): Lack of trust is a strong barrier (2 on the scale)."
        in page
    )
    assert (
        "a barrier of 2 rules out every level above Joint commissioning unit for targeted services." in page
    )


def test_the_first_page_has_the_reason_of_each_of_a_few_groups() -> None:
    page = papers.first_page(papers.paper(papers.REGISTER))
    assert (
        "City Hospital: 2 CCGs hold contracts with City Hospital that count as broadly similar in size"
        in page
    )
    assert "Mental Health Trust: There is one commissioner" in page


def test_what_would_rule_an_option_out_does_not_read_as_what_it_needs() -> None:
    (cell,) = {
        plain(row[0])
        for b in section(papers.paper("integration/barrier-2-from-the-top"), "Options considered").blocks
        if isinstance(b, Table) and b.caption.startswith("Conditions")
        for row in b.rows
        if "exactly 2" in plain(row[0])
    }
    assert cell.startswith("Not ruled out, as it would be with strength of the barriers: Too little trust")


@pytest.mark.parametrize("name", papers.ONE_OF_EACH)
def test_what_a_caution_says_of_a_source_is_about_the_one_used(name: str) -> None:
    context = papers.scenario(name)
    asked = {d.decision for d in context.decisions}
    said = [c for c in context.explanation.cautions() if c.id.startswith("L17")]
    assert [set(c.about) for c in said] == [asked]
