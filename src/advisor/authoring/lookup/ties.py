"""A knowledge base and an id in; what reads it, concludes it, rests on it or cites it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import Advises, Rule, Weighs, bears_on


def rules_reading(kb: KnowledgeBase, attribute: str) -> tuple[str, ...]:
    """The rules that read an attribute, or an item of it."""
    items = f"{attribute}."
    read = {r.id: r.reads for r in kb.rules.values()}
    return tuple(
        rule for rule, own in read.items() if any(a == attribute or a.startswith(items) for a in own)
    )


def rules_about(kb: KnowledgeBase, key: str) -> tuple[str, ...]:
    """The rules that conclude something of an option or a concept."""

    def concludes(rule: Rule) -> bool:
        match rule.conclusion:
            case Weighs(option):
                return option == key
            case Advises(about=about):
                return key in about
            case other:
                return bears_on(other, key)

    return tuple(rule.id for rule in kb.rules.values() if concludes(rule))


@dataclass(frozen=True, slots=True)
class Ties:
    """Everything that cites one statement."""

    rules: tuple[str, ...]
    options: tuple[str, ...]
    questions: tuple[str, ...]
    settings: tuple[str, ...]
    decisions: tuple[str, ...]
    words: tuple[str, ...]


def ties(kb: KnowledgeBase, statement: str) -> Ties:
    """What rests on a statement, each sorted by id."""
    points = [(o.key, p) for o in kb.options.values() for p in o.points if p.statement == statement]
    return Ties(
        tuple(r.id for r in kb.rules.values() if statement in r.statements),
        tuple(f"{key} ({point.kind})" for key, point in points),
        tuple(q.id for q in kb.questions.values() if statement in q.statements),
        tuple(s.id for s in kb.settings.values() if statement in s.statements),
        tuple(d.id for d in kb.decisions.values() if statement in d.always),
        (*(p.text for _, p in points), *_always(kb, statement)),
    )


def _always(kb: KnowledgeBase, statement: str) -> Iterator[str]:
    yield from (d.always[statement] for d in kb.decisions.values() if statement in d.always)
