"""A knowledge base in; every reference in it that leads nowhere out, as problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from advisor.errors import Problem, SourceRef, closest_match
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import MEASURE_DOMAINS
from advisor.model.texts import SUBJECT, placeholders
from advisor.reader.fields import one_of
from advisor.reader.yaml_source import Report, Text


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

    for owner in (*kb.rules.values(), *kb.questions.values(), *kb.settings.values()):
        for statement in owner.statements:
            check(statement, owner.where)
    for option in kb.options.values():
        for point in option.points:
            check(point.statement, point.where)
    for text in always_places:
        check(text.value, text.where)


def _texts(kb: KnowledgeBase) -> Iterator[tuple[str, SourceRef]]:
    for rule in kb.rules.values():
        yield rule.because, rule.where
    for question in kb.questions.values():
        parts = (
            question.label,
            question.ask,
            question.help,
            question.matters,
            question.find,
            question.example,
        )
        for text in (*parts, *question.values.values(), *question.items.values()):
            yield text, question.where
    for option in kb.options.values():
        for text in (option.label, option.summary, option.note):
            yield text, option.where
        for point in option.points:
            yield point.text, point.where
    for decision in kb.decisions.values():
        for text in (decision.label, decision.asks, decision.otherwise, *decision.always.values()):
            yield text, decision.where
    for thing in (*kb.concepts.values(), *kb.measures.values()):
        yield thing.label, thing.where
    for concept in kb.concepts.values():
        for text in concept.values.values():
            yield text, concept.where
    for setting in kb.settings.values():
        for text in (setting.label, setting.reason):
            yield text, setting.where


def _check_placeholders(kb: KnowledgeBase, report: Report) -> None:
    terms = {term for profile in kb.profiles.values() for term in profile.terms}
    settings = {s for s in kb.settings} | {
        f"{s.id}.{key}"
        for s in kb.settings.values()
        if not isinstance(s.value, int) and hasattr(s.value, "keys")
        for key in s.value
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
        _once(
            decision.options,
            lambda o, d=decision: Problem("KB210", f"the option {o!r} stands twice", d.where),
            report,
        )
        asked = (*decision.questions, *decision.also_reads)
        _once(
            asked, lambda q, d=decision: Problem("KB210", f"the question {q!r} stands twice", d.where), report
        )


def _once(words: Iterable[str], problem: Callable[[str], Problem], report: Report) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            report(problem(word))
        seen.add(word)


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
