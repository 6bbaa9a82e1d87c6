"""Files of cases: what is read out of them, what is refused, and how each fault is said."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest

from advisor.batch import Batch, Result
from advisor.errors import CaseError
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.batches.files import open_batch
from advisor.reader.batches.rows import BadRow
from tests.small_kb import knowledge


def small(*more: str) -> KnowledgeBase:
    """A knowledge base with every kind of question, and more rules if a test wants them."""
    return knowledge(
        questions="""
            n: {kind: number, min: 0, whole: yes, label: n, ask: n, help: h, matters: m, where: w}
            m: {kind: multi, values: {x: X, y: Y}, label: m, ask: m, help: h, matters: m, where: w}
            l: {kind: list, label: l, ask: l, help: h, matters: m, where: w}
            s: {kind: ratings, items: {u: U, v: V}, label: s, ask: s, help: h, matters: m, where: w}
            t:
              kind: table
              columns: {member: who, group: shop, amount: price, percent: share}
              label: t
              ask: t
              help: h
              matters: m
              where: w
        """,
        rules="\n".join((*RULES, *more)),
        files={
            "d/measures.yaml": "buyers: {function: members, of: t, view: table, label: buyers}",
        },
    )


RULES = (
    "R-1: {meets: a, when: {p: yes, n: at least 2}, basis: tool, because: x}",
    "R-2: {meets: b, when: {any: [{m: x}, {l: at least 2}, {s.u: high}]}, basis: tool, because: x}",
    "R-3: {rules-out: b, when: {q: yes}, basis: tool, because: x}",
)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return small()


def settle(kb: KnowledgeBase, content: str | bytes, name: str = "f.csv", **how: Any) -> list[Result | BadRow]:
    raw = content.encode() if isinstance(content, str) else content
    return list(Batch(kb).settle(open_batch(name, io.BytesIO(raw), kb, **how).chunks))


def outcomes(found: list[Result | BadRow]) -> list[tuple[str, str]]:
    def said(row: Result | BadRow) -> str:
        if isinstance(row, BadRow):
            return "bad"
        return row.decisions["d"].outcome.value if row.decisions else "nothing"

    return [(row.id, said(row)) for row in found]


def faults(found: list[Result | BadRow]) -> list[str]:
    return [
        f"{row.number} {row.id}: {problem.code} {problem.message}"
        + (f" [{problem.closest}]" if problem.closest else "")
        for row in found
        if isinstance(row, BadRow)
        for problem in row.problems
    ]


HEAD = "id,p,q,n,m,l,s.u"


@pytest.mark.parametrize(
    ("row", "outcome", "recommended"),
    [
        ("1,yes,no,2,none,,0", "undecided", ("a",)),
        ("1,yes,no,2,none,one,0", "one", ("a",)),
        ("1,yes,no,2,x,one,0", "several", ("a", "b")),
        ("1,no,no,1,x;y,,", "one", ("b",)),
        ("1,no,no,1, y ; x ,,", "one", ("b",)),
        ("1,no,no,0,y,ann;bob,0", "one", ("b",)),
        ("1,no,no,0,[],ann,high", "bad", ()),
        ("1,no,no,0,y,ann,quite", "one", ("b",)),
        ("1,TRUE,False,1 000,,,", "bad", ()),
        ('1,TRUE,False,"1,000",,,', "undecided", ("a",)),
        ("1,unknown,yes,2,,,", "undecided", ()),
        ("1,don't know,yes,0,,,", "none", ()),
    ],
)
def test_cells_are_read_as_answers_are(kb, row, outcome, recommended):
    ((_, found),) = outcomes(result := settle(kb, f"{HEAD}\n{row}\n"))
    assert found == outcome
    if isinstance(result[0], Result):
        assert result[0].decisions["d"].recommended == recommended


def test_rows_keep_their_numbers_and_blank_lines_count():
    kb = knowledge(rules="R-1: {meets: a, when: {p: yes}, basis: tool, because: x}")
    found = settle(kb, "\nid,p\n\na,yes\n,,\nb,no\n")
    assert [(row.number, row.id) for row in found] == [(4, "a"), (6, "b")]


def test_every_fault_of_a_row_is_said_at_once_and_other_rows_are_settled(kb):
    found = settle(kb, f"{HEAD}\na,yes,no,2,z,one,7\nb,maybe,no,1.5,x,,\nc,yes,no,2,none,one,0\n")
    assert outcomes(found) == [("a", "bad"), ("b", "bad"), ("c", "one")]
    assert faults(found) == [
        "2 a: CS203 'm' has no choice 'z'",
        "2 a: CS203 's.u' is 0, 1, 2 or 3, not '7'",
        "3 b: CS203 'p' has no value 'maybe'",
        "3 b: CS203 'n' is a whole number, not 1.5",
    ]
    first = found[0]
    assert isinstance(first, BadRow)
    assert [str(problem.where) for problem in first.problems] == ["f.csv:2:5", "f.csv:2:7"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",yes,,,,,", "2 : CS102 the row has no id"),
        ("a,yes,,,,,,,more", "2 a: CS103 a cell stands under no heading"),
        ('a,"ye"s,,,,,', "2 : CS001 not well-formed CSV: ',' expected after '\"'"),
    ],
)
def test_a_row_of_the_wrong_shape_is_kept_out(kb, row, fault):
    found = settle(kb, f"{HEAD}\n{row}\nok,yes,no,2,none,one,0\n")
    assert faults(found) == [fault]
    assert outcomes(found)[1] == ("ok", "one")


def test_a_short_row_leaves_the_rest_unanswered(kb):
    assert outcomes(settle(kb, f"{HEAD}\na,yes\n")) == [("a", "undecided")]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("id,pp", "f.csv:1:2: CS207 there is no question 'pp'"),
        ("id,s.w", "f.csv:1:2: CS203 's' has no item 'w'"),
        ("id,p,P", "f.csv:1:3: CS002 the column 'P' stands twice"),
        ("p,q", "f.csv:1:1: CS102 the heading line has no column 'id'"),
        ("id,ID,p", "f.csv:1:1: CS102 the heading line has more than one column 'id'"),
        ("", "CS005 the file is empty"),
    ],
)
def test_a_faulty_heading_line_stops_everything(kb, head, said):
    with pytest.raises(CaseError, match=r"CS\d") as failed:
        settle(kb, f"{head}\n")
    assert said in str(failed.value)


def test_a_quotation_mark_that_is_never_closed_stops_everything(kb):
    with pytest.raises(CaseError, match="a quotation mark is never closed"):
        settle(kb, f'{HEAD}\na,yes\nb,"yes\nc,yes\n')


def test_a_table_does_not_go_into_a_cell(kb):
    found = settle(kb, "id,t\na,unknown\nb,\nc,ann buys here\n")
    assert outcomes(found) == [("a", "undecided"), ("b", "nothing"), ("c", "bad")]
    assert faults(found) == ["4 c: CS203 the table 't' does not go into one cell"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_put_between_cells(kb, separator):
    text = "id,p,q,n,m,l,s.u\na,yes,no,2,none,one,0\n".replace(",", separator)
    assert outcomes(settle(kb, text)) == [("a", "one")]


def test_what_spreadsheets_save_is_read(kb):
    assert outcomes(settle(kb, b"\xef\xbb\xbfid,p,q,n,m,l,s.u\r\n\xe9,yes,no,2,none,one,0\r\n")) == [
        ("é", "one")
    ]
    with pytest.raises(CaseError, match="UTF-16"):
        settle(kb, "id,p\na,yes\n".encode("utf-16"))


JSON = [
    (
        '{"id": 7, "answers": {"p": "yes", "n": 2, "q": false, "m": [], "l": ["one"], "s": {"u": 0}}}',
        "7",
        "one",
    ),
    ('{"answers": {"p": "yes", "n": 2}, "title": "Mine"}', "Mine", "undecided"),
    ('{"answers": {"p": "yes"}}', "1", "undecided"),
    ('{"p": "no", "m": ["x"], "q": "no"}', "1", "one"),
    (
        '{"id": "a", "answers": {"t": [{"who": "A", "shop": "S", "price": 1.10}], "p": true, "n": 2, "q": true}}',
        "a",
        "one",
    ),
]


@pytest.mark.parametrize(("line", "identity", "outcome"), JSON)
def test_json_lines_hold_whole_cases(kb, line, identity, outcome):
    assert outcomes(settle(kb, line + "\n", "f.jsonl")) == [(identity, outcome)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nothing", "1 : CS001 not valid JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[1]", "1 : CS103 a line must be a JSON object"),
        (
            '{"id": 1, "answers": {"p": "yes", "p": "no"}}',
            "1 : CS001 not valid JSON: the key 'p' stands twice",
        ),
        ('{"id": 1, "answers": {"pp": "yes"}}', "1 1: CS207 there is no question 'pp' [p]"),
        ('{"id": 1, "answers": {"s": {"w": 1}}}', "1 1: CS203 's' has no item 'w' [s.v]"),
        ('{"id": 1, "answers": {"p": ["yes"]}}', "1 1: CS103 'p' cannot take this"),
        ('{"id": 1, "answers": {"p": {"u": 1}}}', "1 1: CS103 'p' cannot take this"),
        ('{"id": 1, "answers": {"m": ["z"]}}', "1 1: CS203 'm' has no choice 'z'"),
        (
            '{"id": 1, "answers": {"p": "yes"}, "profil": "p"}',
            "1 1: CS101 the case has no key 'profil' [profile]",
        ),
        (
            '{"id": 1, "answers": {"p": "yes"}, "settings": {"scale-high": "two"}}',
            "1 1: CS105 'two' is not a number [2]",
        ),
        (
            '{"id": 1, "answers": {"t": [{"who": "A", "shop": "S", "price": 0}]}}',
            "1 1: CS108 a price is more than 0, not 0",
        ),
    ],
)
def test_a_line_with_faults_is_kept_out(kb, line, fault):
    found = settle(kb, line + "\n", "f.jsonl", json_lines=True)
    assert [said.strip() for said in faults(found)] == [fault.strip()]


def test_settings_and_decisions_of_a_case_hold_for_it_alone(kb):
    lines = [
        '{"id": 1, "answers": {"s": {"u": 1}, "q": "no", "p": "no"}}',
        '{"id": 2, "answers": {"s": {"u": 1}, "q": "no", "p": "no"}, "settings": {"scale-high": 1}}',
        '{"id": 3, "answers": {"s": {"u": 1}, "q": "no", "p": "no"}, "profile": "p", "decisions": ["d"]}',
    ]
    found = settle(kb, "\n".join(lines), "f.jsonl")
    assert [row.id for row in found] == ["1", "2", "3"]
    decided: list[Mapping[str, Any]] = [row.decisions for row in found if isinstance(row, Result)]
    assert [d["d"].outcome.value for d in decided] == ["undecided", "one", "undecided"]


REGISTER = "Contract,Who,Shop,Price (in full),p,n\n"


def test_a_register_gives_one_case_for_each_group():
    kb = small("R-4: {rules-out: a, when: {buyers: more than 2}, basis: tool, because: x}")
    rows = "1,A,North,10,yes,2\n2,B,South,5,yes,2\n3,B,North,unknown,,\n4,C,North,1.5m,,\n"
    file = open_batch("r.csv", io.BytesIO((REGISTER + rows).encode()), kb)
    assert file.ignored == ("Contract",)
    found = list(Batch(kb).settle(file.chunks))
    assert [(row.number, row.id) for row in found] == [(2, "North"), (3, "South")]
    north, south = (row.decisions["d"] for row in found if isinstance(row, Result))
    assert (north.statuses["a"].value, south.statuses["a"].value) == ("ruled-out", "met")


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("1,A,,10,yes,2\n", "2 : CS102 the row has no shop"),
        ("1,A,North,none,yes,2\n", "2 North: CS105 price: 'none' is not a number"),
        ("1,A,North,1,,\n2,a,North,1,,\n", "3 North: CS110"),
        ("1,A,North,1,,\n2,B,north,1,,\n", "3 North: CS110 'North' and 'north' read the same"),
        ("1,A,North,1,yes,\n2,B,North,1,no,\n", "3 North: CS110 'p' is 'yes' in row 2 and 'no' here"),
    ],
)
def test_a_group_with_a_faulty_row_is_kept_out_whole(kb, rows, fault):
    found = settle(kb, f"{REGISTER}{rows}9,Z,Other,5,yes,2\n", "r.csv")
    assert any(said.startswith(fault) for said in faults(found)), faults(found)
    assert [row.id for row in found if isinstance(row, Result)] == ["Other"]


def test_a_register_without_amounts_or_with_a_column_twice_is_refused(kb):
    with pytest.raises(CaseError, match="no column 'price'"):
        settle(kb, "who,shop\nA,S\n")
    with pytest.raises(CaseError, match="the column 'who' stands twice"):
        settle(kb, "who,shop,price,Who\nA,S,1,B\n")
