"""A case in; section 5 out: every question with its answer, who gave it, the evidence, and tables with shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from advisor.explanation import DecisionExplanation, Wording
from advisor.measures import shares
from advisor.model.blanks import Part
from advisor.model.case import Answer, Row, Unknown
from advisor.model.case import Table as Contracts
from advisor.model.questions import SCALE_WORDS, Question
from advisor.quantities import amount_text, counted, number_text, share_text
from advisor.render.paper.context import Context, ids, several_groups, strong
from advisor.render.paper.document import Bar, Bars, Block, Figure, Paragraph, Subheading, Table
from advisor.render.paper.sizes import in_pictures
from advisor.render.paper.spans import Inline, Mark, Span, inline, joined
from advisor.render.paper.words import started

ANSWERS = "Answers relied on"
NOT_ANSWERED = "Not answered"
NOT_KNOWN = "Not known"


def answers_blocks(context: Context) -> tuple[Block, ...]:
    """Section 5."""
    tables = [t for t in context.kb.table_questions() if t.id in context.explanation.case.answers]
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Every question that these decisions ask is listed, with the exact answer. ",
                "An answer that is not known stays unknown: it is never taken as a no. In brackets, in other type, "
                "stands how a case file calls a question, an item or an answer; of a step of a scale it has the number.",
                *(said for table in tables for said in _columns(table)),
            )
        )
    ]
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        blocks.append(_answers_table(context, decision))
        blocks += _item_tables(context, decision)
    for question, table in context.tables():
        blocks += _contracts(context, question, table)
    return tuple(blocks)


def _answers_table(context: Context, decision: DecisionExplanation) -> Table:
    idle = context.not_used() | (context.needless() - context.explanation.case.answers.keys())
    rows = tuple(_row(context, decision, q, idle) for q in context.kb.questions_of(decision.decision))
    head = ("Question", "Answer", "State", "Given by, and when", "Evidence")
    return Table(f"{ANSWERS}: {context.label(decision)}", head, rows, (32, 26, 13, 15, 14))


def _row(
    context: Context, decision: DecisionExplanation, question: Question, idle: frozenset[str]
) -> tuple[Inline, ...]:
    answer = context.explanation.case.answers.get(question.id)
    below = "in annex C" if _paged(context, question.id) else "below"
    said = inline(NOT_ANSWERED) if answer is None else _answer(question, answer, decision.wording, below)
    evidence = context.explanation.case.evidence.get(question.id, "")
    given: Inline = inline("–")
    if answer is not None:
        by, on = (context.blank(Part.ANSWERS, name, question.id) for name in ("given-by", "given-on"))
        given = inline(by) if by == on else inline(by, ", ", on)
    asked = inline(decision.wording.fill(question.ask), " (", Span(question.id, Mark.ID), ")")
    return (
        asked,
        said,
        inline(_state(question, answer, decision, idle)),
        given,
        inline(evidence or "None given"),
    )


def _state(
    question: Question, answer: Answer | None, decision: DecisionExplanation, idle: frozenset[str]
) -> str:
    """Where an answer stands; `idle` are the questions whose answer would not be used."""
    if answer is None or isinstance(answer, Unknown):
        parts = (decision, *decision.groups.values())
        if any(question.id in part.open_questions for part in parts):
            return "Unknown, and could change the result"
        if answer is None:
            return "Not asked, given the rest" if question.id in idle else NOT_ANSWERED
        return "Unknown"
    if question.id in idle:
        return "Answered, not used"
    whole = not isinstance(answer, Mapping) or (
        len(answer) == len(question.items) and not any(isinstance(v, Unknown) for v in answer.values())
    )
    return "Answered" if whole else "Answered in part"


def _answer(question: Question, answer: Answer, wording: Wording, below: str) -> Inline:
    """An answer in words and as a case file has it; of a table and of items how many there are, and where they stand:
    `below`, or in an annex.
    """
    if isinstance(answer, Unknown):
        return inline(NOT_KNOWN)
    if isinstance(answer, Contracts):
        return inline(f"{counted(len(answer.rows), 'row')}; the figures stand {below}")
    if isinstance(answer, frozenset):
        chosen = (_named(wording.fill(words), key) for key, words in question.values.items() if key in answer)
        return joined(chosen, "; ") or _named("None of them", "[]")
    if isinstance(answer, tuple):
        return inline("; ".join(answer) or "None")
    if isinstance(answer, Mapping):
        known = sum(not isinstance(value, Unknown) for value in answer.values())
        return inline(f"{known} of {counted(len(question.items), 'item')} answered; they stand below")
    said = wording.value_text(question.id, answer)
    return _named(started(said), answer) if isinstance(answer, str) else inline(started(said))


def _named(words: str, key: str) -> Inline:
    """What an answer or an item is called, and in brackets how a case file calls it where that is another word."""
    return inline(words) if words.lower() == key else inline(words, " (", Span(key, Mark.ID), ")")


def _item_tables(context: Context, decision: DecisionExplanation) -> Iterator[Table]:
    """Every item of each question that has items and an answer, with what was said of it."""
    for question in context.kb.questions_of(decision.decision):
        answer = context.explanation.case.answers.get(question.id)
        if isinstance(answer, Mapping):
            rows = tuple(
                (_named(decision.wording.fill(label), item), inline(_item_text(answer.get(item))))
                for item, label in question.items.items()
            )
            yield Table(decision.wording.fill(question.ask), ("Item", "Answer"), rows, (72, 28))


def _columns(table: Question) -> Inline:
    """How a case file calls the columns of a table."""
    columns = table.columns
    assert columns is not None
    amounts = inline(ids((columns.amount,)), " or ", ids((columns.percent,)))
    return inline(
        " A row of ", ids((table.id,)), " has ", ids((columns.member, columns.group)), " and ", amounts, "."
    )


def _item_text(value: str | Fraction | Unknown | None) -> str:
    if value is None:
        return NOT_ANSWERED
    if isinstance(value, Unknown):
        return NOT_KNOWN
    return started(value) if isinstance(value, str) else f"{number_text(value)}, {SCALE_WORDS[int(value)]}"


def _contracts(context: Context, question: str, table: Contracts) -> Iterator[Block]:
    """The figures of a table, each group by itself; for several groups that have a page each, only where they stand."""
    yield Subheading(f"The figures: {context.wording.fill(context.kb.questions[question].label)}")
    if _paged(context, question):
        yield Paragraph(inline("Annex C has the rows of each, with totals and shares."))
        return
    for group in table.groups():
        yield from group_blocks(context, question, table.of_group(group), group)


def _paged(context: Context, question: str) -> bool:
    """Whether each group of a table has a page of its own, with its rows."""
    return any(
        several_groups(decision)
        and (per_group := context.kb.decisions[decision.decision].per_group)
        and per_group.table == question
        for decision in context.decisions
    )


def group_blocks(context: Context, question: str, table: Contracts, group: str) -> Iterator[Block]:
    """The rows of one group as a table with total and shares, and as bars."""
    asked = context.kb.questions[question]
    columns = asked.columns
    assert columns is not None
    found = shares(table, Fraction(0))
    parts = dict(found.parts) if found else {}
    rows = [
        (
            inline(row.member),
            inline(_amount(row, asked.unit)),
            inline(share_text(parts[row.member]) if parts else NOT_KNOWN),
        )
        for row in sorted(table.rows, key=lambda row: (-parts.get(row.member, Fraction(0)), row.member))
    ]
    rows.append(
        (
            inline(strong("Total")),
            inline(strong(_total(table.rows, asked.unit))),
            inline(strong("100%" if parts else NOT_KNOWN)),
        )
    )
    head = (columns.member.capitalize(), columns.amount.capitalize(), "Share of the whole")
    yield Table(f"{columns.amount.capitalize()} and shares: {group}", head, tuple(rows), (50, 25, 25))
    if parts:
        yield from _shares_figures(parts, group)


def _shares_figures(parts: Mapping[str, Fraction], group: str) -> Iterator[Figure]:
    """Each member's share as a bar, largest first; as many figures as they are legible in."""
    pictures = list(in_pictures([Bar(name, float(part), share_text(part)) for name, part in parts.items()]))
    for place, bars in enumerate(pictures, start=1):
        which = f", {place} of {len(pictures)}" if len(pictures) > 1 else ""
        said = ", ".join(f"{bar.label} {bar.figure}" for bar in bars)
        yield Figure(f"Shares of the whole: {group}{which}", f"Bar chart of shares. {said}.", Bars(bars))


def _amount(row: Row, unit: str) -> str:
    if row.percent is not None:
        return f"{number_text(row.percent)}% of the whole"
    return NOT_KNOWN if row.amount is None else amount_text(row.amount, unit)


def _total(rows: Iterable[Row], unit: str) -> str:
    amounts = [row.amount for row in rows]
    known = [amount for amount in amounts if amount is not None]
    whole = amount_text(sum(known, Fraction(0)), unit)
    if len(known) < len(amounts):
        return f"{whole} and what is not given as an amount" if known else NOT_KNOWN
    return whole
