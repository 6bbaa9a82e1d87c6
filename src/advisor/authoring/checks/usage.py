"""A knowledge base in; what of it is never read, never concluded and never cited out, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.errors import Problem, Severity, SourceRef
from advisor.model.conditions import Criterion, SettingRef, criteria_in
from advisor.model.findings import Finding
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.questions import QuestionKind
from advisor.model.rules import IMPORTANCE_WEIGHTS, Concludes, Meets, RulesOut
from advisor.model.texts import placeholders


@dataclass(frozen=True, slots=True)
class Usage:
    """What is read, used and cited anywhere: `attributes` by rules and other conditions, and so on."""

    attributes: frozenset[str]
    settings: frozenset[str]
    statements: frozenset[str]


def usage_of(kb: KnowledgeBase) -> Usage:
    """Walk everything that may read or cite something."""
    tests = tuple(_tests_outside_rules(kb))
    attributes = {t.attribute for t in tests}
    settings = {o.setting for t in tests for o in t.operands if isinstance(o, SettingRef)}
    statements: set[str] = set()
    for rule in kb.rules.values():
        attributes.update(rule.reads)
        settings.update(rule.settings)
        statements.update(rule.statements)
    settings |= {m.minor_share for m in kb.measures.values()} | {
        name.split(".")[0]
        for text in _texts(kb)
        for name in placeholders(text)
        if name.split(".")[0] in kb.settings
    }
    if IMPORTANCE_WEIGHTS in settings:
        settings |= {s for s in kb.settings if s.startswith(f"{IMPORTANCE_WEIGHTS}-")}
    statements |= {s for q in kb.questions.values() for s in q.statements}
    statements |= {s for setting in kb.settings.values() for s in setting.statements}
    statements |= {point.statement for option in kb.options.values() for point in option.points}
    statements |= {s for d in kb.decisions.values() for s in d.always}
    return Usage(frozenset(attributes), frozenset(settings), frozenset(statements))


def _tests_outside_rules(kb: KnowledgeBase) -> Iterator[Criterion]:
    """Every test of a question's `asked-when` and of a decision's `applies-when`."""
    yield from (test for question in kb.questions.values() for test in question.tests)
    for decision in kb.decisions.values():
        if decision.applies_when is not None:
            yield from criteria_in(decision.applies_when)


def _texts(kb: KnowledgeBase) -> Iterator[str]:
    yield from (rule.because for rule in kb.rules.values())
    yield from (text for q in kb.questions.values() for text in (q.ask, q.help, q.matters, q.example))


def unused(kb: KnowledgeBase) -> Iterator[Finding]:
    """What nothing reads or cites: questions, items, concepts, measures, settings, statements; and empty concept values."""
    used = usage_of(kb)
    yield from _questions(kb, used)
    yield from _concepts(kb, used)
    for measure in kb.measures.values():
        if measure.id not in used.attributes and not _shown(kb, measure.id):
            message = f"nothing reads the measure {measure.id!r}"
            yield _finding("KB305", message, measure.where, measure.id, "read it in a rule, or remove it")
    for setting in kb.settings.values():
        if setting.id not in used.settings:
            message = f"nothing uses the setting {setting.id!r}"
            yield _finding("KB306", message, setting.where, setting.id, "read it in a rule, or remove it")
    for statement in kb.statements.values():
        if statement.id not in used.statements:
            message = f"nothing cites the statement {statement.id!r}"
            hint = "cite it in a rule, an option or a question, so that nothing of the source is lost"
            yield _finding("KB307", message, statement.where, statement.id, hint)
    yield from _sources(kb)
    yield from _impossible_tests(kb)


def _sources(kb: KnowledgeBase) -> Iterator[Finding]:
    """Documents that the knowledge base names and draws nothing from."""
    drawn_from = {s.source for s in kb.statements.values()} | {d.source for d in kb.decisions.values()}
    for source in kb.sources.values():
        if source.id not in drawn_from:
            message = f"nothing is from the source {source.id!r}"
            hint = "give the statements that are from it, or remove it"
            yield _finding("KB309", message, source.where, source.id, hint)


def _shown(kb: KnowledgeBase, attribute: str) -> bool:
    return any(attribute in placeholders(rule.because) for rule in kb.rules.values())


def _questions(kb: KnowledgeBase, used: Usage) -> Iterator[Finding]:
    stand_in = {m.otherwise for m in kb.measures.values()}
    for question in kb.questions.values():
        own = [a.id for a in kb.attributes.values() if a.question == question.id and a.id not in kb.measures]
        if question.kind is QuestionKind.TABLE:
            own = [m.id for m in kb.measures.values() if m.table == question.id]
        read = used.attributes & {*own, question.id}
        if not read and question.id not in stand_in:
            message = f"no rule reads the question {question.id!r}"
            yield _finding(
                "KB301", message, question.where, question.id, "read its answer in a rule, or do not ask"
            )
            continue
        for item in question.items:
            if f"{question.id}.{item}" not in used.attributes:
                message = f"no rule reads the item {item!r} of {question.id!r}"
                yield _finding(
                    "KB302", message, question.where, question.id, "read it in a rule, or do not ask", item
                )


def _concepts(kb: KnowledgeBase, used: Usage) -> Iterator[Finding]:
    concluded = {
        (r.conclusion.concept, r.conclusion.value)
        for r in kb.rules.values()
        if isinstance(r.conclusion, Concludes)
    }
    for concept in kb.concepts.values():
        if concept.id not in used.attributes:
            message = f"nothing reads the concept {concept.id!r}"
            yield _finding("KB303", message, concept.where, concept.id, "read it in a rule, or remove it")
        for value in concept.values:
            if (concept.id, value) not in concluded:
                message = f"no rule concludes that {concept.id!r} is {value!r}"
                yield _finding(
                    "KB304",
                    message,
                    concept.where,
                    concept.id,
                    "write a rule that does, or remove the value",
                    value,
                )


def _impossible_tests(kb: KnowledgeBase) -> Iterator[Finding]:
    """Tests on how an option stands that no rule can ever make true."""
    given: dict[str, set[str]] = {key: set() for key in kb.options}
    for rule in kb.rules.values():
        match rule.conclusion:
            case Meets(option, partly):
                given[option].add("partly-met" if partly else "met")
            case RulesOut(option, above, decision):
                named = {str(option)} if not above else {o.key for o in kb.options_of(decision)}
                for key in named & set(given):
                    given[key].add("ruled-out")
            case _:
                pass
    for rule in kb.rules.values():
        for test in rule.tests:
            if test.attribute in given and not given[test.attribute] & {str(o) for o in test.operands}:
                weighted = kb.decisions[kb.options[test.attribute].decision].policy is Policy.WEIGHTED
                why = "its decision weighs points and no rule meets it" if weighted else "no rule says so"
                message = f"{rule.id} tests whether {test.attribute} is {test.words}, but {why}"
                problem = Problem("KB308", message, test.where, "test the answers instead")
                yield Finding(problem, rule.id, detail=test.attribute)


def _finding(code: str, message: str, where: SourceRef, about: str, hint: str, detail: str = "") -> Finding:
    return Finding(Problem(code, message, where, hint, severity=Severity.WARNING), about, detail=detail)


Accepted = tuple[SourceRef, Mapping[str, str]]


def acceptances(kb: KnowledgeBase) -> dict[str, Accepted]:
    """Everything that may accept findings, by id, with its place and what it accepts."""
    return {
        **{r.id: (r.where, r.accepted) for r in kb.rules.values()},
        **{q.id: (q.where, q.accepted) for q in kb.questions.values()},
        **{c.id: (c.where, c.accepted) for c in kb.concepts.values()},
        **{m.id: (m.where, m.accepted) for m in kb.measures.values()},
        **{s.id: (s.where, s.accepted) for s in kb.settings.values()},
        **{o.key: (o.where, o.accepted) for o in kb.options.values()},
        **{d.id: (d.where, d.accepted) for d in kb.decisions.values()},
    }
