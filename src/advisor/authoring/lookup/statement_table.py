"""A knowledge base and its scenarios in; a table out of what rests on each statement of the sources, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.authoring.lookup.behind import questions_behind
from advisor.authoring.lookup.ties import ties
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase


def statement_table(kb: KnowledgeBase, cases: Iterable[Case]) -> str:
    """Every statement with what cites it, and how many scenarios answer something on which one of its rules rests."""
    by_rule = scenarios_by_rule(kb, cases)
    lines = [
        "# What rests on each statement",
        "",
        "Made by `advisor kb show statements -o docs/knowledge.md`; do not edit it. Each statement of the sources, with the",
        "rules, texts, questions and settings that cite it, and the number of scenarios that answer something on which one",
        "of those rules rests.",
    ]
    for source in kb.sources.values():
        own = [s for s in kb.statements.values() if s.source == source.id]
        lines += ["", f"## {source.title}", "", f"{len(own)} statements.", ""]
        lines += [
            "| statement | rules | stands with | questions and settings | scenarios |",
            "|---|---|---|---|---|",
        ]
        for statement in own:
            tied = ties(kb, statement.id)
            scenarios = {name for rule in tied.rules for name in by_rule.get(rule, ())}
            stands = [*tied.options, *(f"{d} (always)" for d in tied.decisions)]
            cells = (
                statement.id,
                ", ".join(tied.rules),
                ", ".join(stands),
                ", ".join((*tied.questions, *tied.settings)),
                str(len(scenarios)) if scenarios else "",
            )
            lines.append("| " + " | ".join(cell or "–" for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def scenarios_by_rule(kb: KnowledgeBase, cases: Iterable[Case]) -> Mapping[str, frozenset[str]]:
    """For each rule the scenarios that answer something that it reads, directly or through what others conclude."""
    behind = {rule: questions_behind(kb, rule) for rule in kb.rules}
    found: dict[str, set[str]] = {}
    for case in cases:
        for rule, questions in behind.items():
            if questions & set(case.answers):
                found.setdefault(rule, set()).add(case.name)
    return {rule: frozenset(names) for rule, names in found.items()}
