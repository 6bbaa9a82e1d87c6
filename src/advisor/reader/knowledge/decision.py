"""A decision's folder in (its questions and rules apart); its declaration, concepts and options out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from advisor.model.options import Decision, Option, PerGroup, Point, PointKind, Policy
from advisor.model.questions import Concept, Question, QuestionKind
from advisor.reader.fields import Fields, flat
from advisor.reader.ids import by_id, check_id, entries
from advisor.reader.knowledge.conditions import Vocabulary, build_conditions, together
from advisor.reader.knowledge.register import percent
from advisor.reader.yaml.nodes import Entries, Report


@dataclass(frozen=True, slots=True)
class DecisionScope:
    """What a decision may name."""

    questions: Mapping[str, Question]
    options: Mapping[str, Option]
    sources: Collection[str]
    statements: Collection[str]
    vocabulary: Vocabulary


def build_decision(decision: str, node: Entries, scope: DecisionScope, report: Report) -> Decision:
    """Read decision.yaml."""
    fields = Fields(node, f"decision {decision}", report)
    own = {option.id for option in scope.options.values() if option.decision == decision}
    options = fields.among("options", own, "an option of this decision", "KB205", required=True)
    for missing in sorted(own - set(options)):
        place = fields.key_place("options")
        fields.problem(
            "KB205",
            f"the option {missing!r} is not in the list of options",
            place,
            f"add {missing} to options",
        )
    applies = build_conditions(fields.node("applies-when"), scope.vocabulary, report)
    declared = Decision(
        id=decision,
        label=fields.text("label", required=True),
        asks=fields.text("asks", required=True),
        source=fields.word("source", scope.sources, "a source", "KB206", required=True),
        policy=fields.choice("policy", Policy) or Policy.CONDITIONS,
        options=options,
        questions=_own_questions(decision, fields, scope),
        also_reads=_others_questions(decision, fields, scope),
        applies_when=together(applies) if applies else None,
        otherwise=fields.text("otherwise", required=fields.has("applies-when")),
        per_group=_per_group(fields, own, scope, report),
        always=_always(fields, scope),
        where=fields.where,
        accepted=fields.accepted(),
    )
    fields.finish()
    return declared


def _own_questions(decision: str, fields: Fields, scope: DecisionScope) -> tuple[str, ...]:
    """The questions that the decision asks, all of its own folder; reports those that it leaves out."""
    asked = []
    for text in fields.words("questions", required=True):
        if not fields.is_known(text, scope.questions, "a question", "KB207"):
            continue
        owner = scope.questions[text.value].decision
        if owner != decision:
            message = f"the question {text.value!r} belongs to {owner!r}"
            fields.problem("KB207", message, text.where, "list it under also-reads")
        else:
            asked.append(text.value)
    for question in scope.questions.values():
        if question.decision == decision and question.id not in asked:
            message = f"the question {question.id!r} is asked by no decision"
            hint = f"add {question.id} to questions in {decision}/decision.yaml"
            fields.problem("KB207", message, question.where, hint)
    return tuple(asked)


def _others_questions(decision: str, fields: Fields, scope: DecisionScope) -> tuple[str, ...]:
    others = {q.id for q in scope.questions.values() if q.decision != decision}
    return fields.among("also-reads", others, "a question of another decision", "KB207")


def _per_group(fields: Fields, own: Collection[str], scope: DecisionScope, report: Report) -> PerGroup | None:
    node = fields.node("per-group")
    if node is None:
        return None
    inner = Fields(node, "per-group", report)
    tables = {q.id for q in scope.questions.values() if q.kind is QuestionKind.TABLE}
    table = inner.word("table", tables, "a table", "KB207", required=True)
    spanning = inner.among("spanning", own, "an option of this decision", "KB205")
    inner.finish()
    return PerGroup(table, spanning) if table else None


def _always(fields: Fields, scope: DecisionScope) -> dict[str, str]:
    always = {}
    for statement, text in by_id(fields.texts("always")):
        fields.is_known(statement, scope.statements, "a statement", "KB206")
        always[statement.value] = flat(text)
    return always


def build_concepts(decision: str, node: Entries, report: Report) -> dict[str, Concept]:
    """Read concepts.yaml."""
    concepts = {}
    for key, value in entries(node, report):
        fields = Fields(value, f"concept {key.value}", report)
        texts = fields.texts("values", required=True)
        for name, _ in texts:
            check_id(name, report)
        values = {name.value: flat(text) for name, text in texts}
        concepts[key.value] = Concept(
            key.value, decision, fields.text("label", required=True), values, key.where, fields.accepted()
        )
        fields.finish()
    return concepts


def build_options(
    decision: str, node: Entries, statements: Collection[str], report: Report
) -> dict[str, Option]:
    """Read options.yaml; the keys of the result are `decision.option`."""
    options = {}
    for key, value in entries(node, report):
        fields = Fields(value, f"option {key.value}", report)
        option = Option(
            key.value,
            decision,
            fields.text("label", required=True),
            fields.text("summary", required=True),
            fields.text("note"),
            percent(fields),
            _points(fields, statements),
            key.where,
            fields.accepted(),
        )
        fields.finish()
        options[option.key] = option
    return options


def _points(fields: Fields, statements: Collection[str]) -> tuple[Point, ...]:
    """The statements printed under an option, heading by heading, each heading by id."""
    points = []
    for kind in PointKind:
        for statement, text in by_id(fields.texts(kind)):
            fields.is_known(statement, statements, "a statement", "KB206")
            points.append(Point(kind, flat(text), statement.value, statement.where))
    return tuple(points)
