"""Somebody who has a paper's Markdown and nothing else types its case again, and the program says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from advisor.consultation import consult
from advisor.model.questions import Question, QuestionKind
from advisor.reader import read_case
from advisor.render.formats.markdown import paper_markdown
from advisor.render.paper.build import build_paper
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


def keys(said: str) -> list[str]:
    """What stands in brackets, as a case file has it."""
    return re.findall(r"\(`([^`]+)`\)", said)


def value(said: str) -> str:
    """A single answer as it is typed: what stands in brackets, the figure of a scale, or the words themselves."""
    found = keys(said)
    return found[0] if found else re.sub(r"^([0-3]) \(.*\)$|^([0-3]), .*$", r"\1\2", said).lower()


def answer(question: Question, said: str, found: dict[str, list[list[str]]], asked: str) -> object:
    match question.kind:
        case QuestionKind.TABLE:
            return list(rows(found))
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            return {keys(item)[0]: value(s) for item, s in found[asked] if s != "Not answered"}
        case QuestionKind.MULTI:
            return [] if keys(said) == ["[]"] else keys(said)
        case _:
            return value(said)


@pytest.mark.parametrize("name", NAMES)
def test_the_case_typed_again_from_the_markdown_alone_comes_out_the_same(name: str) -> None:
    context = papers.settled(name)
    text = re.sub(r"\\(.)", r"\1", paper_markdown(build_paper(context)))
    found = tables(text)
    answers = {}
    for caption, body in found.items():
        for row in body if caption.startswith("Answers relied on: ") else ():
            asked, _, named = row[0].rpartition(" (")
            question = context.kb.questions[named.strip("`)")]
            if row[1] != "Not answered":
                answers[question.id] = answer(question, row[1], found, asked)
    made_by = dict(found["What made this paper"])
    case = {
        "title": dict(found["Cover"])["Title"],
        "profile": made_by["Profile"].partition(",")[0],
        "settings": {
            s.rpartition("(")[2].strip("`)"): (keys(value) or [value])[0]
            for s, value, whose in found["Settings in force"]
            if whose == "*set in this case*"
        },
        "decisions": keys(dict(found["Scope and parties"])["Decisions asked"]),
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
