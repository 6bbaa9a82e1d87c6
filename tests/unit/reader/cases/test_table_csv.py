"""Tables from spreadsheets: what is unambiguous is taken as meant, the rest refused with row and column."""

from __future__ import annotations

import codecs
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import CaseError
from advisor.model.case import Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Question
from advisor.reader import read_case, read_contracts

TWO = Table(
    (
        Row("North", "The City", Fraction(6_000_000), None),
        Row("South", "The City", Fraction(4_000_000), None),
    )
)
PLAIN = "commissioner,provider,value\nNorth,The City,6000000\nSouth,The City,4000000\n"

SAME = {
    "plain": PLAIN,
    "pounds and thousands": 'commissioner,provider,value\nNorth,The City,"£6,000,000"\nSouth,The City,"4,000,000.00"\n',
    "millions": "commissioner,provider,value\nNorth,The City,£6m\nSouth,The City,4 million\n",
    "byte order mark": codecs.BOM_UTF8 + PLAIN.encode(),
    "Excel's Unicode text": ("\ufeff" + PLAIN.replace(",", "\t")).encode("utf-16-le"),
    "other byte order": ("\ufeff" + PLAIN).encode("utf-16-be"),
    "stray blanks": "  commissioner , provider,value \n North ,  The   City , 6000000\nSouth\u00a0,The City, 4000000 \n",
    "empty rows": "\n,,\ncommissioner,provider,value\n\n,,\nNorth,The City,6000000\n , ,\nSouth,The City,4000000\n\n,,,,\n",
    "semicolons": PLAIN.replace(",", ";"),
    "tabs": PLAIN.replace(",", "\t"),
    "Windows line ends": PLAIN.replace("\n", "\r\n"),
    "old Mac line ends": PLAIN.replace("\n", "\r"),
    "no last line end": PLAIN.rstrip("\n"),
    "capitals in the heading": PLAIN.replace("commissioner,provider,value", "Commissioner,PROVIDER,Value"),
    "brackets in the heading": PLAIN.replace("provider,value", "Provider (trust),Value (£ a year)"),
    "another order of columns": "value,provider,commissioner\n6000000,The City,North\n4000000,The City,South\n",
    "another order of rows": "commissioner,provider,value\nSouth,The City,4000000\nNorth,The City,6000000\n",
    "quotes all over": '"commissioner","provider","value"\n"North","The City","6000000"\n"South","The City","4000000"\n',
    "both kinds of figure": "commissioner,provider,value,share\nNorth,The City,6000000,\nSouth,The City,4000000,\n",
}


@pytest.fixture(scope="module")
def contracts(kb: KnowledgeBase) -> Question:
    return kb.questions["contracts"]


def table(content: str | bytes, question: Question) -> Table:
    read = read_contracts(
        "register.csv", content if isinstance(content, bytes) else content.encode(), question
    )
    assert isinstance(read, Table)
    return read


@pytest.mark.parametrize("content", SAME.values(), ids=SAME)
def test_however_a_spreadsheet_writes_it_the_table_is_the_same(
    content: str | bytes, contracts: Question
) -> None:
    assert table(content, contracts) == TWO


def test_a_csv_and_a_case_file_say_the_same(kb: KnowledgeBase, contracts: Question) -> None:
    case = read_case(
        "case.yaml",
        b"answers:\n  contracts:\n"
        b"    - {commissioner: South, provider: The City, value: 4m}\n"
        b"    - {commissioner: North, provider: The City, value: '6,000,000'}\n",
        kb,
    )
    assert case.answers["contracts"] == table(PLAIN, contracts)


def test_letters_of_western_windows(contracts: Question) -> None:
    content = "commissioner,provider,value\nCaf\u00e9 \u2013 North,D\u00fcne\u2019s,\u00a31\n".encode(
        "cp1252"
    )
    assert table(content, contracts).rows == (
        Row("Caf\u00e9 \u2013 North", "D\u00fcne\u2019s", Fraction(1), None),
    )


def test_names_with_commas_quotes_and_line_breaks(contracts: Question) -> None:
    content = 'commissioner,provider,value\n"North, Town","St ""Mary""\ns",5\n'
    assert table(content, contracts).rows == (Row("North, Town", 'St "Mary" s', Fraction(5), None),)


@pytest.mark.parametrize("written", ["unknown", "?", "Unknown", "don't know", "don\u2019t know"])
def test_a_figure_may_be_unknown(written: str, contracts: Question) -> None:
    found = table(f"commissioner,provider,value\nA,X,{written}\nB,X,5\n", contracts)
    assert found.rows[0] == Row("A", "X", None, None)


def test_shares_with_and_without_their_sign(contracts: Question) -> None:
    found = table("commissioner,provider,share\nA,X,62.5%\nB,X,37.5\n", contracts)
    assert [row.percent for row in found.rows] == [Fraction("62.5"), Fraction("37.5")]
    assert [row.amount for row in found.rows] == [None, None]


HEAD = "commissioner,provider,value\n"
# What is wrong, with its code, row and column.
REFUSED = {
    "": [("CS005", 1, 1)],
    "\n , ,\n": [("CS005", 1, 1)],
    HEAD: [("CS102", 1, 1)],
    "commissioner,provider\nA,X\n": [("CS102", 1, 1)],
    "provider,value\nX,5\n": [("CS102", 1, 1)],
    "commissioner,provider,vlaue\nA,X,5\n": [("CS101", 1, 3), ("CS102", 1, 1)],
    "commissioner,provider,value,notes\nA,X,5,old\n": [("CS101", 1, 4)],
    "commissioner,provider,value,Value\nA,X,5,6\n": [("CS110", 1, 4)],
    HEAD + "A,X,lots\n": [("CS105", 2, 3)],
    HEAD + 'A,X,"1.200,50"\n': [("CS105", 2, 3)],
    HEAD + "A,X,5.001\n": [("CS105", 2, 3)],
    HEAD + "A,X,50%\n": [("CS105", 2, 3)],
    HEAD + "A,X,0\n": [("CS108", 2, 3)],
    HEAD + "A,X,-5\n": [("CS108", 2, 3)],
    HEAD + "A,X\n": [("CS102", 2, 1)],
    HEAD + ",X,5\n": [("CS102", 2, 1)],
    HEAD + "A,,5\n": [("CS102", 2, 1)],
    HEAD + "?,X,5\n": [("CS102", 2, 1)],
    HEAD + "A,X,1,200,000\n": [("CS103", 2, 4), ("CS103", 2, 5)],
    HEAD + "A,X,5\nA,X,6\n": [("CS110", 3, 1)],
    HEAD + "A,X,5\na,Y,6\n": [("CS110", 3, 1)],
    HEAD + "Caf\u00e9,X,5\nCafe\u0301,X,6\n": [("CS110", 3, 1)],
    HEAD + "Total,,100\n": [("CS102", 2, 1)],
    "commissioner,provider,value,share\nA,X,5,50\n": [("CS103", 2, 4)],
    "commissioner,provider,share\nA,X,150\n": [("CS108", 2, 3)],
    "commissioner,provider,share\nA,X,60\nB,X,50\n": [("CS108", 3, 1)],
    HEAD + "\nA,X,lots\n\n,X,5\nB,X,0\n": [("CS105", 3, 3), ("CS102", 5, 1), ("CS108", 6, 3)],
}


@pytest.mark.parametrize(("content", "expected"), REFUSED.items())
def test_the_rest_is_refused_with_row_and_column(
    content: str, expected: list[tuple[str, int, int]], contracts: Question
) -> None:
    with pytest.raises(CaseError) as refused:
        table(content, contracts)
    found = [(p.code, p.where.line, p.where.column) for p in refused.value.problems if p.where]
    assert found == sorted(expected, key=lambda e: (e[1], e[2]))
    assert all(p.where and p.where.file == "register.csv" for p in refused.value.problems)


def test_bytes_that_are_no_text_are_refused_with_their_row(contracts: Question) -> None:
    with pytest.raises(CaseError) as refused:
        table(HEAD.encode() + b"A,X,5\nB\x81,X,6\n", contracts)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where and problem.where.line) == ("CS005", 3)


def test_a_cell_beyond_all_bounds_is_refused(contracts: Question) -> None:
    with pytest.raises(CaseError) as refused:
        table(HEAD + "A,X,5\n" + "B" * 200_000 + ",X,6\n", contracts)
    assert [p.code for p in refused.value.problems] == ["CS001"]


@given(text=st.text(alphabet='abX,;\t"\n\r £5.-%?commissionerprovidervalue', max_size=120))
def test_any_text_is_read_or_refused(text: str, contracts: Question) -> None:
    try:
        assert table(text, contracts).rows
    except CaseError as error:
        assert error.problems  # noqa: PT017 - either way is right


@given(content=st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(content: bytes, contracts: Question) -> None:
    try:
        assert table(HEAD.encode() + content, contracts).rows
    except CaseError as error:
        assert error.problems  # noqa: PT017 - either way is right
