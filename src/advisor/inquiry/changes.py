"""Changes typed as `question=value` in, a case with those answers out; what an answer looks like is said in `answers`.

`question=value`, `question.item=value`, `table.member.group=amount` and, for a tool default, `setting=number`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from advisor.answers import (
    is_unknown,
    item_answer,
    known_item,
    list_answer,
    multi_answer,
    one_answer,
    shape_of,
)
from advisor.errors import AnswerError, UsageError, closest_match
from advisor.explanation.comparison import Change
from advisor.explanation.other_answers import otherwise
from advisor.explanation.sentences import listed
from advisor.explanation.wording import NOT_KNOWN, Wording
from advisor.model.case import UNKNOWN, Answer, Case, Row, Table
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import KnowledgeBase, SettingKind, SettingValue
from advisor.model.questions import Question, QuestionKind
from advisor.quantities import amount_text, number_text, parse_number, parse_percent


def changed_case(kb: KnowledgeBase, case: Case, texts: Iterable[str]) -> tuple[Case, tuple[Change, ...]]:
    """The case with every change made, in order. Raises `UsageError` or `AnswerError` for what cannot be read."""
    changes = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise AnswerError(f"{text!r} is not a change", hint="write question=value, such as colour=red")
        case, change = _changed(kb, case, name.strip(), value.strip())
        changes.append(change)
    return case, tuple(changes)


def _changed(kb: KnowledgeBase, case: Case, name: str, value: str) -> tuple[Case, Change]:
    reference = SettingRef.named(name)
    if reference.setting in kb.settings:
        return _with_setting(kb, case, reference, value)
    wording = _wording(kb, case)
    question = _question(kb, name)
    rest = name[len(question.id) + 1 :]
    before = case.answers.get(question.id, UNKNOWN)
    after = _answer(question, before, rest, value)
    was, would = (_shown(question, answer, rest) for answer in (before, after))
    now, then = (_in_words(question, rest, typed, wording) for typed in (was, would))
    sentence = otherwise(_label(question, after, rest, wording), then, now)
    answers = {**case.answers, question.id: after}
    return replace(case, answers=dict(sorted(answers.items()))), Change(name, was, would, sentence)


def _label(question: Question, answer: Answer, rest: str, wording: Wording) -> str:
    """What a person calls the answer, item or row that is changed."""
    if isinstance(answer, Table):
        columns = question.columns
        row = _row(answer, rest)
        assert columns is not None
        assert row is not None
        what = columns.amount if row.percent is None else columns.percent
        return f"the {what} of {row.member} with {row.group}"
    item = f"{question.id}.{rest}"
    return wording.named(item) if item in wording.kb.attributes else wording.fill(question.label)


def _in_words(question: Question, rest: str, typed: str, wording: Wording) -> str:
    """An answer as typed, in the words in which it was offered."""
    name = f"{question.id}.{rest}" if rest else question.id
    known = wording.kb.attributes.get(name)
    if typed == "unknown":
        return NOT_KNOWN
    if known is not None and typed in known.values:
        return wording.said(name, typed)
    if question.kind is QuestionKind.MULTI and not rest:
        words = (f"“{wording.fill(question.values[v])}”" for v in typed.split(", ") if v in question.values)
        return listed(words) or typed
    if known is not None and known.scale and typed.isdecimal():
        return wording.said(name, Fraction(typed))
    return typed


def _question(kb: KnowledgeBase, name: str) -> Question:
    first = name.split(".", 1)[0]
    if first in kb.questions:
        return kb.questions[first]
    near = closest_match(first, {*kb.questions, *kb.settings})
    raise UsageError(f"there is no question or setting {first!r}", closest=near)


def _answer(question: Question, before: Answer, rest: str, value: str) -> Answer:
    match question.kind:
        case QuestionKind.TABLE:
            return _table(question, before, rest, value)
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            item = known_item(question, rest) if rest else _without_item(question)
            items = dict(before) if isinstance(before, Mapping) else {}
            return dict(sorted({**items, item: item_answer(question, item, value)}.items()))
        case QuestionKind.MULTI:
            return _multi(question, before, rest, value)
        case QuestionKind.LIST:
            return UNKNOWN if is_unknown(value) else list_answer(question, _parted(value))
        case _:
            if rest:
                raise AnswerError(f"{question.id!r} has no items", hint=shape_of(question))
            return one_answer(question, value)


def _without_item(question: Question) -> str:
    example = next(iter(question.items))
    raise AnswerError(
        f"say which item of {question.id!r}",
        hint=f"write {question.id}.{example}=…; its items: {', '.join(question.items)}",
    )


def _multi(question: Question, before: Answer, rest: str, value: str) -> Answer:
    if not rest:
        return UNKNOWN if is_unknown(value) else multi_answer(question, _parted(value))
    (member,) = multi_answer(question, [rest])
    chosen = set(before) if isinstance(before, frozenset) else set()
    match value.lower():
        case "yes" | "true":
            chosen.add(member)
        case "no" | "false":
            chosen.discard(member)
        case _:
            raise AnswerError(f"{question.id}.{member} is yes or no, not {value!r}")
    return frozenset(chosen)


def _parted(value: str) -> list[str]:
    parts = [part.strip() for part in value.strip("[]").replace(",", ";").split(";")]
    return [part for part in parts if part and part != "none"]


def _table(question: Question, before: Answer, rest: str, value: str) -> Table:
    columns = question.columns
    assert columns is not None
    rows = before.rows if isinstance(before, Table) else ()
    for position, row in enumerate(rows):
        if rest in (row_name(row), f"{row.group}.{row.member}"):
            return Table((*rows[:position], _with_amount(row, value), *rows[position + 1 :]))
    names = [row_name(row) for row in rows]
    raise UsageError(
        f"{question.id!r} has no row {rest!r}",
        hint=f"write {question.id}.{columns.member}.{columns.group}=amount; its rows: {', '.join(names) or 'none'}",
        closest=closest_match(rest, names),
    )


def _row(table: Table, name: str) -> Row | None:
    """The row that a change names, in either order."""
    return next((r for r in table.rows if name in (row_name(r), f"{r.group}.{r.member}")), None)


def row_name(row: Row) -> str:
    """A row as a change names it: member, then group."""
    return f"{row.member}.{row.group}"


def _with_amount(row: Row, value: str) -> Row:
    if is_unknown(value):
        return replace(row, amount=None, percent=None)
    if "%" in value:
        return replace(row, amount=None, percent=_within(parse_percent(value), value, most=Fraction(100)))
    return replace(row, amount=_within(parse_number(value), value), percent=None)


def _within(number: Fraction, value: str, most: Fraction | None = None) -> Fraction:
    if number <= 0 or (most is not None and number > most):
        raise AnswerError(
            f"{value!r} is out of range", hint="an amount is more than 0, and a share at most 100%"
        )
    return number


def _with_setting(kb: KnowledgeBase, case: Case, reference: SettingRef, value: str) -> tuple[Case, Change]:
    setting, key = reference.setting, reference.key
    known = kb.settings[setting]
    now = kb.settings_for(case.profile, case.settings)[setting]
    if isinstance(now, Mapping) and key not in now:
        raise UsageError(f"say which part of {setting!r}", hint=f"its parts: {', '.join(sorted(now))}")
    new: Fraction | str
    if known.kind is SettingKind.OPTIONS:
        bare = {o.id for o in kb.options.values()}
        if value not in bare:
            raise UsageError(f"there is no option {value!r}", closest=closest_match(value, bare))
        new = value
    else:
        new = _setting_number(known.kind, value)
    whole: SettingValue = new if not isinstance(now, Mapping) else {**now, key: new}  # type: ignore[assignment]
    old = now[key] if isinstance(now, Mapping) else now
    was, would = (text if isinstance(text, str) else number_text(text, 4) for text in (old, new))
    settings = dict(sorted({**case.settings, setting: whole}.items()))
    name = str(reference)
    wording = _wording(kb, case)
    told = f"the setting {name} ({wording.origin(reference)}: {wording.fill(known.label)})"
    now_said, then_said = (
        wording.option_label(text) if known.kind is SettingKind.OPTIONS else text for text in (was, would)
    )
    return replace(case, settings=settings), Change(name, was, would, otherwise(told, then_said, now_said))


def _wording(kb: KnowledgeBase, case: Case) -> Wording:
    """The words for what a case is given, before anything is found."""
    return Wording(kb, kb.profiles[case.profile], kb.settings_for(case.profile, case.settings), {}, {}, "")


def _setting_number(kind: SettingKind, value: str) -> Fraction:
    number = parse_percent(value) / 100 if "%" in value else parse_number(value)
    if number < 0 or (kind is SettingKind.SHARE and number > 1):
        raise AnswerError(
            f"{value!r} is out of range", hint="a setting is not below 0, and a share at most 1"
        )
    return number


def _shown(question: Question, answer: Answer, rest: str) -> str:
    """What an answer says, for the item or row named, as the user would type it."""
    if answer is UNKNOWN:
        return "unknown"
    if isinstance(answer, Table):
        row = _row(answer, rest)
        if row is None or (row.amount is None and row.percent is None):
            return "unknown"
        return (
            f"{number_text(row.percent)}%"
            if row.percent is not None
            else amount_text(row.amount or Fraction(0), question.unit)
        )
    if isinstance(answer, Mapping):
        return _shown(question, answer.get(rest, UNKNOWN), "")
    if isinstance(answer, frozenset):
        return ("yes" if rest in answer else "no") if rest else ", ".join(sorted(answer)) or "none"
    if isinstance(answer, tuple):
        return ", ".join(answer) or "none"
    if isinstance(answer, Fraction):
        return amount_text(answer, question.unit)
    return str(answer)
