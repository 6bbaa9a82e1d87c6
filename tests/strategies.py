"""Random answers for hypothesis: to any question of any knowledge base, and worlds of which less or more is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from advisor.model.case import Answer, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import APPLIES_WORDS, Question, QuestionKind

COUNTS = (1, 2, 3, 4, 5, 7, 9, 10, 30)
SUMS = (1, 10**6, 10**8 - 1, 10**8, 10**8 + 1, 10**9)
AMOUNTS = (1, 3, 10, 12, 15, 20, 24, 40, 60)
MEMBERS = ("Ann", "Ben", "Cem", "Dot", "Eve", "Fay", "Gus")


@st.composite
def tables(draw: DrawFn) -> Table:
    """A table of one to three groups, every amount known, not every member in every group."""
    rows = []
    for group in ("X", "Y", "Z")[: draw(st.sampled_from((1, 1, 2, 3)))]:
        members = draw(st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=6, unique=True))
        rows += [Row(m, group, Fraction(draw(st.sampled_from(AMOUNTS))), None) for m in sorted(members)]
    return Table(tuple(rows))


def answers_to(question: Question) -> SearchStrategy[Answer]:  # noqa: PLR0911 - one return a kind
    """Any complete answer to a question."""
    match question.kind:
        case QuestionKind.YES_NO:
            return st.sampled_from(("yes", "no"))
        case QuestionKind.CHOICE:
            return st.sampled_from(tuple(question.values))
        case QuestionKind.NUMBER:
            return st.sampled_from(SUMS if question.unit else COUNTS).map(Fraction)
        case QuestionKind.SCALE:
            return st.integers(0, 3).map(Fraction)
        case QuestionKind.MULTI:
            return st.frozensets(st.sampled_from(tuple(question.values)))
        case QuestionKind.LIST:
            return st.frozensets(st.sampled_from(MEMBERS)).map(lambda names: tuple(sorted(names)))
        case QuestionKind.RATINGS:
            return st.fixed_dictionaries(dict.fromkeys(question.items, st.integers(0, 3).map(Fraction)))
        case QuestionKind.APPLIES:
            applies = st.sampled_from((*APPLIES_WORDS, "no", "no"))
            return st.fixed_dictionaries(dict.fromkeys(question.items, applies))
        case QuestionKind.TABLE:
            return tables()


@st.composite
def partly(draw: DrawFn, answer: Answer) -> Answer:
    """Less of an answer: items left out, amounts unknown."""
    if isinstance(answer, Mapping):
        kept = draw(st.lists(st.booleans(), min_size=len(answer), max_size=len(answer)))
        return {item: value for (item, value), keep in zip(answer.items(), kept, strict=True) if keep}
    if isinstance(answer, Table):
        kept = draw(st.lists(st.booleans(), min_size=len(answer.rows), max_size=len(answer.rows)))
        return Table(
            tuple(
                row if keep else Row(row.member, row.group, None, None)
                for row, keep in zip(answer.rows, kept, strict=True)
            )
        )
    return answer


@dataclass(frozen=True)
class Known:
    """The same world known less well and better: what is in `less` is in `more`, alike or in part."""

    less: Mapping[str, Answer]
    more: Mapping[str, Answer]


@st.composite
def known(draw: DrawFn, kb: KnowledgeBase, decision: str, *, preferences_grow: bool = False) -> Known:
    """Two states of knowledge of one world. A table is there in both or in neither, because it replaces other answers;
    where it is there, so are not the answers that would contradict what it comes to be.
    """
    less: dict[str, Answer] = {}
    more: dict[str, Answer] = {}
    questions = kb.questions_of(decision)
    with_table = draw(st.booleans())
    stand_ins = {"contract-pattern", *(m.otherwise for m in kb.measures.values())}
    for question in questions:
        is_table = question.kind is QuestionKind.TABLE
        if (is_table and not with_table) or (with_table and question.id in stand_ins):
            continue
        when = draw(st.sampled_from(("never", "later", "from the first", "more of it later")))
        if is_table and when in ("never", "later"):
            when = "more of it later"
        if question.preference and not preferences_grow and when != "never":
            when = "from the first"
        if when == "never":
            continue
        more[question.id] = draw(answers_to(question))
        if when == "from the first":
            less[question.id] = more[question.id]
        elif when == "more of it later":
            less[question.id] = draw(partly(more[question.id]))
    return Known(less, more)
