"""A knowledge base in; what copying leaves behind out, as findings: words and statements that belong elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.authoring.lookup.behind import attributes_behind
from advisor.errors import Problem, Severity, SourceRef
from advisor.model.findings import Finding
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import PointKind
from advisor.model.rules import Basis, Meets, Rule, RulesOut, Weighs
from advisor.model.texts import placeholders


def pasted(kb: KnowledgeBase) -> Iterator[Finding]:
    """Words that stand for two things, statements of another option, and answers that a rule shows and does not read."""
    asked: dict[str, str] = {}
    for question in sorted(kb.questions.values(), key=lambda q: (q.where.file, q.where.line)):
        if question.ask in asked:
            message = f"the questions {asked[question.ask]!r} and {question.id!r} are asked in the same words"
            yield _same(message, question.where, question.id, asked[question.ask])
        asked.setdefault(question.ask, question.id)
        for words in (question.values, question.items):
            yield from _same_words(words, question.where, question.id)
    for decision in kb.decisions.values():
        labels = {option.id: option.label for option in kb.options_of(decision.id)}
        yield from _same_words(labels, decision.where, decision.id)
    for rule in kb.rules.values():
        yield from _of_another_option(kb, rule)
        yield from _shown_unread(kb, rule)


def _same_words(words: Mapping[str, str], where: SourceRef, about: str) -> Iterator[Finding]:
    """Two of a question's values or items, or of a decision's options, that nobody could tell apart."""
    first: dict[str, str] = {}
    for name, text in words.items():
        if text in first:
            message = f"{first[text]!r} and {name!r} of {about!r} have the same words: {text}"
            yield _same(message, where, about, f"{first[text]} {name}")
        first.setdefault(text, name)


def _of_another_option(kb: KnowledgeBase, rule: Rule) -> Iterator[Finding]:
    """What a rule cites should not speak of another option alone.

    What is inferred may rest on it, as where one option is out and another remains; but points for an option do not follow
    from what speaks for another, nor points against it from what speaks against another.
    """
    kinds: tuple[PointKind, ...] = ()
    match rule.conclusion:
        case Meets(option=str(option)) | RulesOut(option=str(option), above=False):
            pass
        case Weighs(option=option, against=against):
            kinds = (PointKind.RISK,) if against else (PointKind.BENEFIT, PointKind.USE)
        case _:
            return
    own = {point.statement for point in kb.options[option].points}
    if rule.basis is Basis.GUIDANCE:
        kinds = tuple(PointKind)
    elif not own.isdisjoint(rule.statements):
        return
    for statement in (s for s in rule.statements if s not in own):
        others = (
            o.key
            for o in kb.options.values()
            for p in o.points
            if p.statement == statement and p.kind in kinds
        )
        if other := next(others, ""):
            message = (
                f"the rule {rule.id} is about {option} and cites {statement}, which stands under {other}"
            )
            hint = "cite what the source says of this option"
            problem = Problem("KB406", message, rule.where, hint, severity=Severity.WARNING)
            yield Finding(problem, rule.id, detail=statement)


def _shown_unread(kb: KnowledgeBase, rule: Rule) -> Iterator[Finding]:
    """Answers that a rule's words show, though it may hold without their being known."""
    shown = [name for name in placeholders(rule.because) if name in kb.attributes]
    behind = attributes_behind(kb, rule.id) if shown else frozenset()
    for name in dict.fromkeys(shown):
        if name not in behind:
            message = f"the words of {rule.id} show {{{name}}}, which the rule does not read, so it may not be known"
            hint = "show what the rule reads, or read it"
            problem = Problem("KB407", message, rule.where, hint, severity=Severity.WARNING)
            yield Finding(problem, rule.id, detail=name)


def _same(message: str, where: SourceRef, about: str, detail: str) -> Finding:
    hint = "nobody could tell them apart; say what is meant by each"
    return Finding(Problem("KB404", message, where, hint, severity=Severity.WARNING), about, detail=detail)
