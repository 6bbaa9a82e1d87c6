"""Questions, answers and results in; what an interview says in plain lines out. Nothing is wrapped but by `fitted`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from advisor.explanation import Wording
from advisor.measures import shares
from advisor.model.case import Answer, Row, Table, Unknown
from advisor.model.questions import SCALE_WORDS, YES_NO_WORDS, Question, QuestionKind
from advisor.quantities import money_text, number_text, share_text
from advisor.render.text.lines import cited

MOST_ROWS, LAST_ROWS = 8, 3
"""A table with more rows is summed up; that many of its last rows are shown while it is typed."""


def question_text(question: Question, wording: Wording) -> str:
    """How a question is put: its sentence, and its answers with their numbers."""
    lines = [wording.fill(question.ask)]
    match question.kind:
        case QuestionKind.YES_NO:
            lines += _list(YES_NO_WORDS.values(), wording, start=1, capital=True)
        case QuestionKind.CHOICE | QuestionKind.MULTI:
            lines += _list(question.values.values(), wording, start=1)
        case QuestionKind.SCALE:
            lines += _list(SCALE_WORDS, wording, start=0)
        case QuestionKind.RATINGS:
            lines += _list(question.items.values(), wording, start=1)
            lines.append("Scores: " + ", ".join(f"{i} {words}" for i, words in enumerate(SCALE_WORDS)) + ".")
        case QuestionKind.APPLIES:
            lines += _list(question.items.values(), wording, start=1)
        case QuestionKind.NUMBER if question.unit == "GBP":
            lines.append("An amount in pounds, for example 12m, £1.2 million or 250k.")
        case QuestionKind.NUMBER:
            lines.append("A whole number." if question.whole else "A number.")
        case QuestionKind.TABLE:
            lines += _table_lines(question)
        case QuestionKind.LIST:
            lines.append("Names, with commas between them.")
    return "\n".join(lines)


def _list(words: Iterable[str], wording: Wording, *, start: int, capital: bool = False) -> list[str]:
    filled = [wording.fill(w) for w in words]
    return [f"  {n}. {w.capitalize() if capital else w}" for n, w in enumerate(filled, start=start)]


def _table_lines(question: Question) -> list[str]:
    columns = question.columns
    assert columns is not None
    return [
        f"A row for each {columns.member} and {columns.group}. Type the {columns.member} and you are asked for the rest, "
        f"or type a whole row: {columns.member}, {columns.group}, {columns.amount}.",
        "To read a spreadsheet saved as CSV, type file and its name. If there is no such table, type unknown.",
    ]


def answer_words(question: Question, answer: Answer, wording: Wording) -> str:
    """An answer as people say it; the items of a list are grouped by what was said of them."""
    match answer:
        case Unknown():
            return "not known"
        case Table():
            return _table_words(question, answer)
        case frozenset():
            return (
                "; ".join(wording.fill(question.values[v]) for v in question.values if v in answer)
                or "none of them"
            )
        case tuple():
            return ", ".join(answer) or "none"
        case str() | Fraction():
            return wording.value_text(question.id, answer)
        case _:
            return _items_words(question, answer, wording)


def _table_words(question: Question, table: Table) -> str:
    if len(table.rows) <= MOST_ROWS:
        return "; ".join(_row_words(question, row) for row in table.rows)
    groups = (f"{len(table.of_group(group).rows)} with {group}" for group in table.groups())
    return f"{len(table.rows)} rows: {', '.join(groups)}"


def _amount_words(question: Question, row: Row) -> str:
    if row.percent is not None:
        return f"{number_text(row.percent)}%"
    return "not known" if row.amount is None else _sum_words(question, row.amount)


def _sum_words(question: Question, amount: Fraction) -> str:
    return money_text(amount) if question.unit == "GBP" else number_text(amount)


def _items_words(question: Question, answer: Mapping[str, str | Fraction | Unknown], wording: Wording) -> str:
    if question.kind is QuestionKind.RATINGS:
        said = (
            f"{wording.fill(words)}: {_score_words(answer.get(item))}"
            for item, words in question.items.items()
        )
        return "; ".join(said)
    groups = {"yes": "These apply", "partly": "In part", "unknown": "Not known"}
    parts = []
    for value, words in groups.items():
        items = [wording.fill(w) for i, w in question.items.items() if _plain_value(answer.get(i)) == value]
        if items:
            parts.append(f"{words}: {'; '.join(items)}")
    no = sum(1 for item in question.items if answer.get(item) == "no")
    rest = f"{'The other' if parts else 'All'} {no} do not apply"
    return ". ".join([*parts, rest] if no else parts)


def _plain_value(value: str | Fraction | Unknown | None) -> str:
    return "unknown" if value is None or isinstance(value, Unknown) else str(value)


def _score_words(value: str | Fraction | Unknown | None) -> str:
    return f"{value}" if isinstance(value, Fraction) else "not known"


def rows_text(question: Question, rows: Sequence[Row], *, everything: bool = False) -> str:
    """The rows typed so far with their numbers, each with its share of its group, and what each group comes to.

    Of a long table only the last rows are shown, unless `everything` is wanted.
    """
    parts, totals = {}, []
    table = Table(tuple(rows))
    for group in table.groups():
        own = table.of_group(group)
        found = shares(own, Fraction(0))
        parts.update({(group, member): part for member, part in (found.parts if found else ())})
        amounts = [row.amount for row in own.rows if row.amount is not None]
        if len(amounts) == len(own.rows):
            totals.append(f"  {group}: {_sum_words(question, sum(amounts, Fraction(0)))} in all")
    hidden = len(rows) - LAST_ROWS if len(rows) > MOST_ROWS and not everything else 0
    lines = [f"  {hidden} rows before these; type rows to see them all"] if hidden else []
    for number, row in list(enumerate(rows, start=1))[hidden:]:
        part = parts.get((row.group, row.member))
        share = f" ({share_text(part)})" if part is not None and part < 1 and row.percent is None else ""
        lines.append(f"  {number}. {_row_words(question, row)}{share}")
    return "\n".join([*lines, *totals]) or "  No rows so far."


def _row_words(question: Question, row: Row) -> str:
    return f"{row.member} with {row.group} {_amount_words(question, row)}"


def help_text(question: Question, wording: Wording, allowed: str, commands: Mapping[str, str]) -> str:
    """What a question means, where its answer is found, how to type it, and what else may be typed."""
    lines = [wording.fill(question.help)]
    lines += [f"Where to find it: {wording.fill(question.find)}"] if question.find else []
    lines += [f"Example: {wording.fill(question.example)}"] if question.example else []
    return "\n".join([*lines, allowed, commands_text(commands, "Also at any prompt:")])


def commands_text(commands: Mapping[str, str], head: str) -> str:
    """The commands below a head, one a line."""
    return "\n".join([head, *(f"  - {name}: {what}" for name, what in commands.items())])


def why_text(question: Question, wording: Wording, effects: Iterable[str]) -> str:
    """Why a question is asked: what it decides, what each answer would do, and the guidance behind it in our words."""
    lines = [wording.fill(question.matters), *effects]
    said = _statement_texts(wording)
    guidance = [f"  - {said.get(s) or _place(s, wording)}{cited((s,))}" for s in question.statements]
    return "\n".join([*lines, *(["The guidance behind it:"] if guidance else []), *guidance])


def _statement_texts(wording: Wording) -> dict[str, str]:
    """Each statement of an option or decision, in our words."""
    points = {p.statement: p.text for option in wording.kb.options.values() for p in option.points}
    always = {s: text for d in wording.kb.decisions.values() for s, text in d.always.items()}
    return {statement: wording.fill(text) for statement, text in {**points, **always}.items()}


def _place(statement: str, wording: Wording) -> str:
    known = wording.kb.statements[statement]
    return f"{wording.kb.sources[known.source].title}, {known.place}."
