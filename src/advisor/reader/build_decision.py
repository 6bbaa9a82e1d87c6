"""A decision's folder in (all but its rules); its questions, measures, concepts, options and declaration out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.model.options import Option, Point, PointKind, Policy
from advisor.model.questions import Columns, Concept, Measure, Question, QuestionKind
from advisor.reader.build_register import percent
from advisor.reader.fields import ID_PATTERN, Fields, flat, natural
from advisor.reader.yaml_nodes import Entries, Node, Report, Text


@dataclass(frozen=True, slots=True)
class Declaration:
    """decision.yaml with its condition still unread, because conditions need everybody's attributes."""

    id: str
    label: str
    asks: str
    source: Text | None
    policy: Policy
    options: tuple[Text, ...]
    questions: tuple[Text, ...]
    also_reads: tuple[Text, ...]
    applies_when: Node | None
    otherwise: str
    per_group: tuple[Text, tuple[Text, ...]] | None
    always: Mapping[str, str]
    always_places: tuple[Text, ...]
    accepted: Mapping[str, str]
    fields: Fields


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question whose `asked-when` is still unread."""

    question: Question
    asked_when: Node | None


def build_declaration(decision: str, node: Entries, report: Report) -> Declaration:
    """Read decision.yaml."""
    fields = Fields(node, f"decision {decision}", report)
    always = fields.pairs("always")
    declaration = Declaration(
        decision,
        fields.text("label", required=True),
        fields.text("asks", required=True),
        fields.raw("source", required=True),
        fields.choice("policy", Policy, Policy.CONDITIONS),
        fields.words("options", required=True),
        fields.words("questions", required=True),
        fields.words("also-reads"),
        fields.node("applies-when"),
        fields.text("otherwise", required=fields.has("applies-when")),
        _per_group(fields, report),
        {key.value: flat(value) for key, value in always if isinstance(value, Text)},
        tuple(key for key, _ in always),
        fields.accepted(),
        fields,
    )
    fields.finish()
    return declaration


def _per_group(fields: Fields, report: Report) -> tuple[Text, tuple[Text, ...]] | None:
    node = fields.node("per-group")
    if node is None:
        return None
    inner = Fields(node, "per-group", report)
    table = inner.raw("table", required=True)
    spanning = inner.words("spanning")
    inner.finish()
    return None if table is None else (table, spanning)


def build_questions(decision: str, node: Entries, report: Report) -> dict[str, DraftQuestion]:
    """Read questions.yaml."""
    return {key.value: _question(decision, key, value, report) for key, value in sorted_pairs(node, report)}


def sorted_pairs(node: Entries, report: Report) -> list[tuple[Text, Node]]:
    """The pairs of a file that maps ids to things, by id; ids that are not ids are reported."""
    fields = Fields(node, "the file", report)
    for key, _ in node.pairs:
        if not ID_PATTERN.fullmatch(key.value.lower()):
            hint = "an id is words of letters and digits joined by hyphens"
            fields.problem("KB106", f"{key.value!r} is not an id", key.where, hint)
    return sorted(node.pairs, key=lambda pair: natural(pair[0].value))


def _question(decision: str, key: Text, node: Node, report: Report) -> DraftQuestion:
    fields = Fields(node, f"question {key.value}", report)
    kind = fields.choice("kind", QuestionKind, QuestionKind.CHOICE)
    has_values = kind in (QuestionKind.CHOICE, QuestionKind.MULTI)
    has_items = kind in (QuestionKind.RATINGS, QuestionKind.APPLIES)
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
        values=fields.text_map("values", required=True) if has_values else {},
        items=fields.text_map("items", required=True) if has_items else {},
        minimum=fields.number("min") if kind is QuestionKind.NUMBER else None,
        maximum=fields.number("max") if kind is QuestionKind.NUMBER else None,
        whole=fields.yes("whole") if kind is QuestionKind.NUMBER else False,
        unit=fields.text("unit") if kind in (QuestionKind.NUMBER, QuestionKind.TABLE) else "",
        columns=_columns(fields, report) if kind is QuestionKind.TABLE else None,
        asked_when=None,
        preference=fields.yes("preference"),
        statements=tuple(sorted((t.value for t in fields.words("statements")), key=natural)),
        where=key.where,
        accepted=fields.accepted(),
    )
    draft = DraftQuestion(question, fields.node("asked-when"))
    fields.finish()
    return draft


def _columns(fields: Fields, report: Report) -> Columns:
    inner = Fields(fields.node("columns", required=True), "columns", report)
    columns = Columns(*(inner.text(c, required=True) for c in ("member", "group", "amount", "percent")))
    inner.finish()
    return columns


def build_measures(decision: str, node: Entries, report: Report) -> dict[str, Measure]:
    """Read measures.yaml."""
    measures = {}
    for key, value in sorted_pairs(node, report):
        fields = Fields(value, f"measure {key.value}", report)
        view = fields.raw("view")
        if view is not None and view.value not in ("group", "table"):
            fields.unknown_word(f"view {view.value!r}", view, ("group", "table"), "KB104")
        measures[key.value] = Measure(
            key.value,
            decision,
            fields.text("function", required=True),
            fields.text("of", required=True),
            view.value if view else "table",
            fields.text("label", required=True),
            fields.text("otherwise"),
            fields.text("minor-share"),
            key.where,
            fields.accepted(),
        )
        fields.finish()
    return measures


def build_concepts(decision: str, node: Entries, report: Report) -> dict[str, Concept]:
    """Read concepts.yaml."""
    concepts = {}
    for key, value in sorted_pairs(node, report):
        fields = Fields(value, f"concept {key.value}", report)
        label = fields.text("label", required=True)
        concepts[key.value] = Concept(
            key.value, decision, label, fields.text_map("values", required=True), key.where, fields.accepted()
        )
        fields.finish()
    return concepts


def build_options(decision: str, node: Entries, report: Report) -> dict[str, Option]:
    """Read options.yaml; the keys of the result are `decision.option`."""
    options = {}
    for key, value in sorted_pairs(node, report):
        fields = Fields(value, f"option {key.value}", report)
        points = tuple(
            Point(kind, flat(text), statement.value, statement.where)
            for kind in PointKind
            for statement, text in fields.pairs(kind)
            if isinstance(text, Text)
        )
        option = Option(
            key.value,
            decision,
            fields.text("label", required=True),
            fields.text("summary", required=True),
            fields.text("note"),
            percent(fields),
            points,
            key.where,
            fields.accepted(),
        )
        fields.finish()
        options[option.key] = option
    return options
