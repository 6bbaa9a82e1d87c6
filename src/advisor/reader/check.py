"""A knowledge base in; every reference in it that leads nowhere out, as problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.errors import Problem, SourceRef, closest_match
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import MEASURE_DOMAINS, Question
from advisor.model.texts import SUBJECT, placeholders
from advisor.reader.fields import one_of
from advisor.reader.yaml_nodes import Report, Text


def check_knowledge(kb: KnowledgeBase, always_places: Iterable[Text], report: Report) -> None:
    """Report unknown statements, placeholders, tables, functions and decisions. Conditions were checked as
    they were read.
    """
    _check_statements(kb, always_places, report)
    _check_placeholders(kb, report)
    _check_measures(kb, report)
    _check_belonging(kb, report)
    _check_cautions(kb, report)


def _check_statements(kb: KnowledgeBase, always_places: Iterable[Text], report: Report) -> None:
    def check(statement: str, where: SourceRef) -> None:
        if statement not in kb.statements:
            hint = "statements are listed in sources.yaml"
            closest = closest_match(statement, kb.statements)
            report(Problem("KB206", f"there is no statement {statement!r}", where, hint, closest))

    for things in (kb.rules, kb.questions, kb.settings):
        for owner in things.values():
            for statement in owner.statements:
                check(statement, owner.where)
    for option in kb.options.values():
        for point in option.points:
            check(point.statement, point.where)
    for text in always_places:
        check(text.value, text.where)


def _texts(kb: KnowledgeBase) -> Iterator[tuple[str, SourceRef]]:
    """Every text that may hold placeholders, with the place of what it belongs to."""
    owners: list[tuple[SourceRef, Iterable[str]]] = [
        *((rule.where, (rule.because,)) for rule in kb.rules.values()),
        *((question.where, _question_texts(question)) for question in kb.questions.values()),
        *((o.where, (o.label, o.summary, o.note)) for o in kb.options.values()),
        *((point.where, (point.text,)) for o in kb.options.values() for point in o.points),
        *((d.where, (d.label, d.asks, d.otherwise, *d.always.values())) for d in kb.decisions.values()),
        *((measure.where, (measure.label,)) for measure in kb.measures.values()),
        *((concept.where, (concept.label, *concept.values.values())) for concept in kb.concepts.values()),
        *((setting.where, (setting.label, setting.reason)) for setting in kb.settings.values()),
    ]
    for where, texts in owners:
        for text in texts:
            yield text, where


def _question_texts(question: Question) -> tuple[str, ...]:
    said = (question.label, question.ask, question.help, question.matters, question.find, question.example)
    return (*said, *question.values.values(), *question.items.values())


def _check_placeholders(kb: KnowledgeBase, report: Report) -> None:
    terms = {term for profile in kb.profiles.values() for term in profile.terms}
    settings = {
        *kb.settings,
        *(f"{s.id}.{key}" for s in kb.settings.values() if isinstance(s.value, Mapping) for key in s.value),
    }
    known = {SUBJECT, *terms, *settings, *kb.attributes}
    for text, where in _texts(kb):
        for name in placeholders(text):
            if name not in known:
                hint = "an attribute, a setting, a profile's term or subject; a brace itself is written {{"
                report(
                    Problem(
                        "KB208", f"unknown placeholder {{{name}}}", where, hint, closest_match(name, known)
                    )
                )


def _check_measures(kb: KnowledgeBase, report: Report) -> None:
    def check(word: str, known: Iterable[str], what: str, code: str, where: SourceRef) -> None:
        words = list(known)
        if word and word not in words:
            report(
                Problem(code, f"unknown {what} {word!r}", where, one_of(words), closest_match(word, words))
            )

    tables = [q.id for q in kb.table_questions()]
    for measure in kb.measures.values():
        check(measure.function, MEASURE_DOMAINS, "function", "KB104", measure.where)
        check(measure.table, tables, "table", "KB207", measure.where)
        check(measure.otherwise, kb.questions, "question", "KB207", measure.where)
        check(measure.minor_share, kb.settings, "setting", "KB204", measure.where)


def _check_belonging(kb: KnowledgeBase, report: Report) -> None:
    """Every question stands in its own decision's list, once; every folder of options or questions is a decision."""
    for question in kb.questions.values():
        decision = kb.decisions.get(question.decision)
        if decision is None:
            report(
                Problem(
                    "KB209",
                    f"{question.decision!r} is not a decision of kb.yaml",
                    question.where,
                    one_of(kb.decisions),
                )
            )
        elif question.id not in decision.questions:
            hint = f"add {question.id} to questions in {decision.id}/decision.yaml"
            report(
                Problem(
                    "KB207", f"the question {question.id!r} is asked by no decision", question.where, hint
                )
            )
    for option in kb.options.values():
        if option.decision not in kb.decisions:
            report(
                Problem(
                    "KB209",
                    f"{option.decision!r} is not a decision of kb.yaml",
                    option.where,
                    one_of(kb.decisions),
                )
            )
    for decision in kb.decisions.values():
        for what, words in (
            ("option", decision.options),
            ("question", (*decision.questions, *decision.also_reads)),
        ):
            for word in sorted({w for w in words if words.count(w) > 1}):
                report(Problem("KB210", f"the {what} {word!r} stands twice", decision.where))


def _check_cautions(kb: KnowledgeBase, report: Report) -> None:
    known = {*kb.decisions, *kb.options}
    for profile in kb.profiles.values():
        for caution in profile.cautions:
            for about in caution.about:
                if about not in known:
                    where = SourceRef(f"profiles/{profile.id}.yaml")
                    message = f"the caution {caution.id!r} is about {about!r}, which does not exist"
                    report(
                        Problem(
                            "KB205",
                            message,
                            where,
                            "name a decision or decision.option",
                            closest_match(about, known),
                        )
                    )
