"""A rule in; the questions on which it rests out, through concepts, measures and how other options stand."""

from __future__ import annotations

from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import bears_on


def questions_behind(kb: KnowledgeBase, rule_id: str) -> frozenset[str]:
    """Every question whose answer can bear on whether a rule holds."""
    questions: set[str] = set()
    for attribute in attributes_behind(kb, rule_id):
        if not kb.attributes[attribute].derived:
            questions.add(kb.attributes[attribute].question)
            if attribute in kb.measures and kb.measures[attribute].otherwise:
                questions.add(kb.measures[attribute].otherwise)
    return frozenset(questions)


def attributes_behind(kb: KnowledgeBase, rule_id: str) -> frozenset[str]:
    """Everything that a rule reads, and that rules read whose conclusions it reads."""
    seen: set[str] = set()
    pending = list(kb.rules[rule_id].reads)
    while pending:
        attribute = pending.pop()
        if attribute in seen:
            continue
        seen.add(attribute)
        if kb.attributes[attribute].derived:
            pending += [a for r in kb.rules.values() if bears_on(r.conclusion, attribute) for a in r.reads]
    return frozenset(seen)
