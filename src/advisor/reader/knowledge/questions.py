"""questions.yaml and measures.yaml of a decision in; its questions and measures out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from advisor.model.knowledge import Setting, SettingKind
from advisor.model.questions import MEASURE_DOMAINS, Columns, Domain, Measure, Question, QuestionKind
from advisor.reader.fields import Fields, flat
from advisor.reader.ids import check_id, entries, natural
from advisor.reader.yaml.nodes import Entries, Node, Report, Text

VIEWS = ("group", "table")
_SUGGESTED = {
    "values": QuestionKind.CHOICE,
    "items": QuestionKind.RATINGS,
    "columns": QuestionKind.TABLE,
    "min": QuestionKind.NUMBER,
    "max": QuestionKind.NUMBER,
    "unit": QuestionKind.NUMBER,
}


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question whose `asked-when` is still unread, because conditions need everybody's attributes."""

    question: Question
    asked_when: Node | None


def build_questions(
    decision: str, node: Entries, statements: Collection[str], report: Report
) -> dict[str, DraftQuestion]:
    """Read questions.yaml."""
    return {
        key.value: _question(decision, key, value, statements, report) for key, value in entries(node, report)
    }


def _question(
    decision: str, key: Text, node: Node, statements: Collection[str], report: Report
) -> DraftQuestion:
    fields = Fields(node, f"question {key.value}", report)
    kind = fields.choice("kind", QuestionKind) or _suggested(fields)
    question = Question(
        id=key.value,
        decision=decision,
        kind=kind,
        label=fields.text("label", required=True),
        ask=fields.text("ask", required=True),
        help=fields.text("help", required=True),
        matters=fields.text("matters", required=True),
        find=fields.text("where", required=True),
        example=fields.text("example"),
        topic=fields.text("topic", default=decision),
        values=_ids(fields, "values", kind) if kind in (QuestionKind.CHOICE, QuestionKind.MULTI) else {},
        items=_ids(fields, "items", kind) if kind in (QuestionKind.RATINGS, QuestionKind.APPLIES) else {},
        minimum=fields.number("min") if kind is QuestionKind.NUMBER else None,
        maximum=fields.number("max") if kind is QuestionKind.NUMBER else None,
        whole=fields.yes("whole") if kind is QuestionKind.NUMBER else False,
        unit=fields.text("unit") if kind in (QuestionKind.NUMBER, QuestionKind.TABLE) else "",
        columns=_columns(fields, report) if kind is QuestionKind.TABLE else None,
        asked_when=None,
        preference=fields.yes("preference"),
        statements=tuple(sorted(fields.among("statements", statements, "a statement", "KB206"), key=natural)),
        where=key.where,
        accepted=fields.accepted(),
    )
    draft = DraftQuestion(question, fields.node("asked-when"))
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and low > high:
        fields.problem("KB108", "the largest answer is below the smallest", fields.key_place("max"))
    fields.finish()
    return draft


def _suggested(fields: Fields) -> QuestionKind:
    """What a question whose kind is missing or mistyped seems to be, so that one fault is not reported as many."""
    return next((kind for key, kind in _SUGGESTED.items() if fields.has(key)), QuestionKind.YES_NO)


def _ids(fields: Fields, key: str, kind: QuestionKind) -> dict[str, str]:
    """A map of ids to words, such as the values of a choice, in the order of the file."""
    texts = fields.texts(key, required=True)
    reserved = {"unknown": "every question takes 'unknown' by itself"} if key == "values" else {}
    if kind is QuestionKind.MULTI:
        reserved["none"] = "an empty list is the answer that none applies"
    for name, _ in texts:
        check_id(name, fields.report)
        if name.value in reserved:
            message = f"{name.value!r} cannot be a value of its own"
            fields.problem("KB106", message, name.where, reserved[name.value])
    return {name.value: flat(text) for name, text in texts}


def _columns(fields: Fields, report: Report) -> Columns:
    node = fields.node("columns", required=True)
    inner = Fields(node, "columns", report)
    names = ("member", "group", "amount", "percent")
    if node is None:
        return Columns(*names)
    columns = Columns(*(inner.text(name, required=True) for name in names))
    inner.finish()
    return columns


@dataclass(frozen=True, slots=True)
class MeasureScope:
    """What a measure may name."""

    questions: Mapping[str, Question]
    settings: Mapping[str, Setting]


def build_measures(decision: str, node: Entries, scope: MeasureScope, report: Report) -> dict[str, Measure]:
    """Read measures.yaml."""
    return {key.value: _measure(decision, key, value, scope, report) for key, value in entries(node, report)}


def _measure(decision: str, key: Text, node: Node, scope: MeasureScope, report: Report) -> Measure:
    fields = Fields(node, f"measure {key.value}", report)
    tables = {q.id for q in scope.questions.values() if q.kind is QuestionKind.TABLE}
    shares = {s.id for s in scope.settings.values() if s.kind is SettingKind.SHARE}
    function = fields.word("function", MEASURE_DOMAINS, "a function", "KB104", required=True)
    measure = Measure(
        key.value,
        decision,
        function,
        fields.word("of", tables, "a table", "KB207", required=True),
        fields.word("view", VIEWS, "a view", "KB104") or "table",
        fields.text("label", required=True),
        fields.word(
            "otherwise", _stand_ins(function, scope), "a question whose answer can stand in", "KB207"
        ),
        fields.word("minor-share", shares, "a setting of kind share", "KB204"),
        key.where,
        fields.accepted(),
    )
    fields.finish()
    return measure


def _stand_ins(function: str, scope: MeasureScope) -> set[str]:
    """The questions whose answers are of the kind that a function gives."""
    number = MEASURE_DOMAINS.get(function) is Domain.NUMBER
    kinds = (QuestionKind.NUMBER, QuestionKind.LIST) if number else (QuestionKind.YES_NO,)
    return {q.id for q in scope.questions.values() if not function or q.kind in kinds}
