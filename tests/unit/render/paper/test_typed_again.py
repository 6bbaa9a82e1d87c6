"""Somebody who has a paper's Markdown and nothing else types its case again, and the program says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from advisor.consultation import consult
from advisor.explanation.wording import Wording
from advisor.model.questions import Question, QuestionKind
from advisor.reader import read_case
from advisor.render.formats.markdown import paper_markdown
from advisor.render.paper.build import build_paper
from advisor.render.paper.words import started
from tests import papers

NAMES = (
    *papers.ONE_OF_EACH, papers.ALL_FIVE, papers.REGISTER,
    "collaboration/several-providers-one-value-unknown", "collaboration/setting-similar-up-to-two",
    "delivery/prime-value-set-lower", "footprint/unknown-that-matters",
)  # fmt: skip


def tables(text: str) -> dict[str, list[list[str]]]:
    """The rows of each table below its head, by the table's caption."""
    found: dict[str, list[list[str]]] = {}
    for caption, body in re.findall(r"^\*\*Table \d+: (.*?)\*\*\n\n((?:\|.*\n)+)", text, re.MULTILINE):
        lines = body.splitlines()[2:]
        found[caption] = [
            [c.strip() for c in line.strip("|").replace("**", "").split(" | ")] for line in lines
        ]
    return found


def rows(found: dict[str, list[list[str]]]) -> Iterator[dict[str, str]]:
    """The table of contracts again, from the tables of values and shares."""
    for caption, body in found.items():
        if caption.startswith("Value and shares: "):
            for member, amount, _ in body[:-1]:
                column = "share" if amount.endswith(" of the whole") else "value"
                typed = "unknown" if amount == "Not known" else amount.removesuffix(" of the whole")
                yield {"commissioner": member, "provider": caption.partition(": ")[2], column: typed}


def value(wording: Wording, question: Question, said: str) -> str:
    """The value of a choice that is called so; anything else as it is printed."""
    called = {started(wording.fill(label)): key for key, label in question.values.items()}
    return called.get(said, re.sub(r"^([0-3]) \(.*\)$|^([0-3]), .*$", r"\1\2", said).lower())


def answer(wording: Wording, question: Question, said: str, found: dict[str, list[list[str]]]) -> object:
    match question.kind:
        case QuestionKind.TABLE:
            return list(rows(found))
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            items = {wording.fill(label): key for key, label in question.items.items()}
            listed = found[wording.fill(question.ask)]
            return {items[item]: value(wording, question, s) for item, s in listed if s != "Not answered"}
        case QuestionKind.MULTI:
            return (
                []
                if said == "None of them"
                else [value(wording, question, each) for each in said.split("; ")]
            )
        case _:
            return value(wording, question, said)


@pytest.mark.parametrize("name", NAMES)
def test_the_case_typed_again_from_the_markdown_alone_comes_out_the_same(name: str) -> None:
    context = papers.settled(name)
    text = re.sub(r"\\(.)", r"\1", paper_markdown(build_paper(context))).replace("`", "")
    found = tables(text)
    answers = {}
    for caption, body in found.items():
        for row in body if caption.startswith("Answers relied on: ") else ():
            question = context.kb.questions[row[0].rpartition("(")[2].rstrip(")")]
            if row[1] != "Not answered":
                answers[question.id] = answer(context.wording, question, row[1], found)
    made_by = dict(found["What made this paper"])
    case = {
        "title": dict(found["Cover"])["Title"],
        "profile": made_by["Profile"].partition(",")[0],
        "settings": {
            s.rpartition("(")[2].rstrip(")"): value
            for s, value, whose in found["Settings in force"]
            if whose == "*set in this case*"
        },
        "decisions": [
            d.id
            for d in context.kb.decisions.values()
            if context.wording.fill(d.label)
            in dict(found["Scope and parties"])["Decisions asked"].split("; ")
        ],
        "answers": answers,
    }
    typed = read_case("typed.yaml", json.dumps(case).encode(), context.kb)
    assert typed.answers == context.explanation.case.answers
    again = consult(context.kb, typed)
    for decision, was in context.explanation.decisions.items():
        now = again.decisions[decision]
        assert (now.verdict.outcome, now.verdict.recommended) == (
            was.verdict.outcome,
            was.verdict.recommended,
        )
        assert now.verdict.by_group.keys() == was.verdict.by_group.keys()
    assert f"SHA-256 of the input | {made_by['SHA-256 of the input']}" in text
