"""The file of blanks: what is filled in is kept, what is empty stays blank, and every fault has its place."""

from __future__ import annotations

from textwrap import dedent

import pytest

from advisor.errors import CaseError
from advisor.model.blanks import Blanks, Part, blank_forms
from advisor.reader.cases.paper_blanks import read_blanks
from advisor.render.paper.blanks_yaml import blanks_yaml
from tests import papers


def read(text: str) -> Blanks:
    return read_blanks("blanks.yaml", text.encode(), papers.shipped())


def test_texts_are_kept_and_empty_ones_stay_blank() -> None:
    blanks = read(
        'cover: {author: "A. Writer", sponsor: "", item: }\nassessments:\nconflicts:\n  Dr B: {interest: "Shares: #1"}\n'
    )
    assert blanks == Blanks(
        {Part.COVER: {"": {"author": "A. Writer"}}, Part.CONFLICTS: {"Dr B": {"interest": "Shares: #1"}}}
    )
    assert blanks.text(Part.COVER, "", "sponsor") == ""


def test_a_body_that_is_named_decides_though_nothing_is_said_of_it_yet() -> None:
    assert read("records:\n  North:\n  South: {minute: ''}\n").entries(Part.RECORDS) == ("North", "South")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("covers: {author: x}", ["1:1: CS101 there is no part 'covers'", "did you mean 'cover'?"]),
        ("cover: {auhtor: x}", ["1:9: CS101 there is no field 'auhtor' of 'cover'", "did you mean 'author'?"]),
        ("assessments: {equalty: {state: done}}", ["1:15: CS101 there is no entry 'equalty'", "did you mean 'equality'?"]),
        ("cover: [author]", ["CS103 an entry of 'cover' must be a mapping"]),
        ("cover: {author: [x]}", ["CS103 'author' must be one text"]),
        ("cover: {author: x}\ncover: {author: y}", ["CS002"]),
        ("risks: {no.such.risk.1: {owner: x}}", ["CS101 there is no entry 'no.such.risk.1' of 'risks'"]),
    ],
)  # fmt: skip
def test_faults_have_their_place_and_the_closest_word(text: str, said: list[str]) -> None:
    with pytest.raises(CaseError) as raised:
        read(text)
    for words in said:
        assert words in str(raised.value)


def test_every_fault_is_reported_at_once() -> None:
    with pytest.raises(CaseError) as raised:
        read("covers: {}\ncover: {auhtor: x}\n")
    assert len(raised.value.problems) == 2


def test_an_empty_form_reads_as_no_blanks_but_names_the_bodies() -> None:
    form = blanks_yaml(papers.scenario(papers.ALL_FIVE))
    blanks = read(form)
    assert set(blanks.filled) == {Part.RECORDS}
    assert blanks.entries(Part.RECORDS) == (
        "Eastshire ICB",
        "Midshire ICB",
        "Northshire ICB",
        "Southshire ICB",
        "Westshire ICB",
    )


def test_a_form_has_every_part_that_the_paper_has() -> None:
    form = blanks_yaml(papers.scenario(papers.ALL_FIVE))
    for part in blank_forms(papers.shipped()):
        assert f"\n{part}:\n" in form


def test_what_was_filled_in_survives_a_new_form() -> None:
    kb = papers.shipped()
    text = """
        cover: {author: "Ann \\"A\\" #1: x"}
        risks: {footprint.local.disadvantage.1: {owner: z}}
        conflicts: {"Dr: B": {kind: actual}}
    """
    kept = read(dedent(text))
    context = papers.context_of(kb, "c", "title: t\nanswers: {place: region, commissioner-count: 3}", kept)
    again = read(blanks_yaml(context))
    assert again == kept


def test_another_knowledge_base_has_a_form_too() -> None:
    context = papers.context_of(papers.hut(), "hut.yaml", "title: A hut\nanswers: {chimney: yes}\n")
    form = blanks_yaml(context)
    assert "assessments:" not in form
    assert read_blanks("b", form.encode(), papers.hut()) == Blanks()
