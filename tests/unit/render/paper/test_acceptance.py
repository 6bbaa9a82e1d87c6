"""The questions that a reader who has only the paper must be able to answer, one by one, from its Markdown or JSON alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from advisor.consultation import consult
from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation
from advisor.explanation.readings import readings
from advisor.model.case import Case, Row, Table
from advisor.model.options import PointKind
from advisor.reader import read_case
from advisor.render.formats.as_json import paper_json
from advisor.render.formats.markdown import paper_markdown
from advisor.render.paper.build import build_paper
from advisor.render.paper.context import TO_FILL, Context
from tests import papers

NAMES = [*papers.ONE_OF_EACH, papers.ALL_FIVE, "footprint/unknown-that-matters"]


@cache
def sections(name: str) -> dict[str, str]:
    """The text of each section by its title, as somebody reads it who has the Markdown and nothing else."""
    text = re.sub(r"\\(.)", r"\1", paper_markdown(papers.paper(name))).replace("`", "")
    parts = re.split(r"^## (?:\d+\. |Annex \w: )?", text, flags=re.MULTILINE)[1:]
    return {title.strip(): body for title, _, body in (part.partition("\n") for part in parts)}


def row(body: str, first: str) -> str:
    """The rest of the table row whose first cell begins so."""
    return next(line for line in body.splitlines() if line.startswith(f"| {first}"))


def decisions(name: str) -> tuple[DecisionExplanation, ...]:
    return papers.scenario(name).decisions


@pytest.mark.parametrize("name", NAMES)
def test_what_was_asked(name: str) -> None:
    purpose, options = sections(name)["Purpose and recommendation"], sections(name)["Options considered"]
    for decision in decisions(name):
        asks = decision.wording.fill(decision.wording.kb.decisions[decision.decision].asks)
        assert asks in purpose
        assert f"Asked: {asks}." in options


@pytest.mark.parametrize("name", NAMES)
def test_what_was_decided_to_be_true(name: str) -> None:
    """Every answer given stands there in words, and every question that was not answered is said not to be."""
    context, body = papers.scenario(name), sections(name)["Answers relied on"]
    case, kb = context.explanation.case, context.kb
    for decision in context.decisions:
        for question in kb.questions_of(decision.decision):
            found = row(body, f"{decision.wording.fill(question.ask)} ({question.id})")
            answer = case.answers.get(question.id)
            if answer is None:
                assert "| Not answered |" in found
            elif isinstance(answer, str):
                assert decision.wording.value_text(question.id, answer).lower() in found.lower()
            elif isinstance(answer, Mapping):
                for item in answer:
                    assert row(body, decision.wording.fill(question.items[item]))
            elif isinstance(answer, Table):
                for contract in answer.rows:
                    assert row(body, contract.member)


@pytest.mark.parametrize("name", NAMES)
def test_which_options_were_looked_at_and_why_each_was_kept_or_dropped_in_whose_words(name: str) -> None:
    found = sections(name)
    for decision in decisions(name):
        for number, (key, option) in enumerate(decision.options.items(), start=1):
            kept = key in decision.verdict.recommended
            label = f"**{option.label}**" if kept else option.label
            assert row(found["Options considered"], f"{number}. {label}")
            if kept:
                reasons = found["Why this is the result"].split(f"Why {option.label}")[1]
                assert re.search(r"\*(guidance, in our words|inferred from the guidance)\*", reasons)
            else:
                assert "ecommended" in row(found["Why not the others"], f"{option.label} |")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_assumed(name: str) -> None:
    calls = sections(name)["Judgement calls"]
    for decision in decisions(name):
        for setting in decision.assumed:
            assert setting in calls
            assert "tool default" in calls or "set by the profile" in calls
        for rule in readings(decision):
            assert "Not worked out" not in row(calls, rule.id)


def with_value(case: Case, member: str, pounds: int) -> Case:
    """The case with another value in one row of its table."""
    table = case.answers["contracts"]
    assert isinstance(table, Table)
    rows: tuple[Row, ...] = tuple(
        replace(r, amount=Fraction(pounds)) if r.member == member else r for r in table.rows
    )
    return replace(case, answers={**case.answers, "contracts": replace(table, rows=rows)})


def test_what_would_change_the_answer_and_that_it_does() -> None:
    """What the paper says would make another option the recommendation is done, and does."""
    context = papers.scenario(papers.ONE_OF_EACH[0])
    body = sections(papers.ONE_OF_EACH[0])["Why not the others"]
    said = re.search(
        r"the value of (\w+) with City Hospital rose from £60m to £(\d+)m",
        row(body, "One lead commissioner |"),
    )
    assert said is not None
    case = with_value(context.explanation.case, said[1], int(said[2]) * 1_000_000)
    after = consult(context.kb, case).decisions["collaboration"].verdict
    assert (after.outcome, after.recommended) == (Outcome.ONE, ("collaboration.lead-ccg",))


def test_how_far_the_answer_stands_and_that_it_turns_beyond() -> None:
    """The range of the paper is exact: at its end the result stands, and a little beyond it turns."""
    context = papers.scenario(papers.ONE_OF_EACH[0])
    body = sections(papers.ONE_OF_EACH[0])["Why not the others"]
    said = re.search(r"From £40m to £(\d+)m", row(body, "The value of Southtown with City Hospital"))
    assert said is not None
    end = int(said[1]) * 1_000_000
    now = context.explanation.decisions["collaboration"].verdict.recommended
    for pounds, stands in ((end, True), (end + 100_000, False)):
        case = with_value(context.explanation.case, "Southtown", pounds)
        after = consult(context.kb, case).decisions["collaboration"].verdict
        assert (after.recommended == now) is stands


@pytest.mark.parametrize("name", NAMES)
def test_what_risks_come_with_it(name: str) -> None:
    body = sections(name)["Benefits and risks"]
    for decision in decisions(name):
        for option in decision.recommended():
            for risk in option.of_kind(PointKind.RISK):
                found = row(body, f"{risk.text} [{risk.statement}]")
                assert found.count(TO_FILL) == 6, "what is done about it is for people to say"


@pytest.mark.parametrize("name", NAMES)
def test_who_must_still_do_what_before_a_lawful_decision(name: str) -> None:
    found = sections(name)
    kb = papers.shipped()
    groups = ["all", *(d.decision for d in decisions(name))]
    for step in (text for group in groups for text in kb.paper.next_steps[group].values()):
        assert row(found["Next steps"], step).count(TO_FILL) == 2
    for assessment in kb.paper.assessments.values():
        assert TO_FILL in row(found["Impact assessments"], assessment)
    assert "Take legal advice" in found["Next steps"]
    for member in papers.scenario(name).members():
        assert f"Decision record: {member}" in found["Decision record"]


@pytest.mark.parametrize("name", papers.ONE_OF_EACH)
def test_it_could_be_run_again_to_the_same_result(name: str) -> None:
    """From what the JSON holds and nothing else, the same Markdown; the annex names what has to be the same."""
    context = papers.scenario(name)
    held = json.loads(paper_json(context, papers.paper(name)))
    again = read_case("paper.json", json.dumps(held["input"]["case"]).encode(), context.kb)
    anew = papers.context_of_case(context.kb, again, day=held["date"])
    assert paper_markdown(build_paper(anew)) == paper_markdown(papers.paper(name))
    audit = sections(name)["Audit"]
    for what in (context.kb.sha256, held["input"]["sha256"], context.version, context.profile.id):
        assert what in audit


def test_how_firm_it_is_stands_on_the_first_page_as_explain_says_it() -> None:
    """The word for each result is the one that `explain` has for the same case."""
    for name in NAMES:
        context: Context = papers.scenario(name)
        for (decision, group), found in context.firmness.items():
            assert group is None
            label = context.label(context.explanation.decisions[decision])
            if len(context.firmness) == 1:
                word = re.split("[:,]", found.head.sentence)[0]
                assert re.search(rf"\*\*How firm\.\*\* {word}\b", sections(name)["Summary"])
            else:
                firm = sections(name)["Summary"].split("How firm")[1]
                firm = re.sub(r"One step of a scale would turn .*?\. ", "", firm)
                assert (found.grade == "firm") is (label not in firm)


def test_what_a_table_tells_is_not_said_to_be_unanswered() -> None:
    body = sections("across/all-five-in-2026")["Answers relied on"]
    assert "| Not asked, given the rest |" in row(body, "How many commissioners would work together?")


def test_an_answer_of_which_an_item_is_missing_is_one_in_part() -> None:
    body = sections("integration/unknown-barrier-matters")["Answers relied on"]
    assert "| Answered in part |" in row(body, "How strong is each of these barriers")


def test_an_undecided_result_names_the_tool_defaults_that_rule_options_out() -> None:
    text = paper_markdown(papers.paper("integration/unknown-barrier-matters"))
    assert "rests on no tool default" not in text
    assert "It stands here as long as it is undecided" in text


def test_an_option_of_each_group_is_not_judged_by_the_whole() -> None:
    text = paper_markdown(papers.paper("collaboration/several-providers-not-the-same"))
    assert re.search(
        r"\| 1\. Shared, with support from within \| Judged for each provider \|.*\| See annex C \|", text
    )
    assert "| 4. Each commissioner leads on one provider | Does not hold |" in text
    assert re.search(
        r"\| Outside support leads for all \| Not recommended.*\| If a service for a whole region: yes", text
    )
