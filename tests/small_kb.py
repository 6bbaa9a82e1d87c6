"""A knowledge base out of a few lines of YAML in a test, read and checked as any other."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from advisor.errors import Problem
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.knowledge.assemble import assemble
from advisor.reader.yaml.source import read_yaml

HEADER = """
name: small
version: 1.0.0
title: A small one
decisions: [d]
default-profile: p
settings:
  scale-high: {value: 2, kind: number, label: high, origin: tool default, reason: two}
  scale-low: {value: 1, kind: number, label: low, origin: tool default, reason: one}
"""
FILES = {
    "kb.yaml": HEADER,
    "sources.yaml": "sources: {s: {title: S, date: '2000', status: final, about: all}}\n"
    "statements: {s.1: {source: s, place: 1}}",
    "profiles/p.yaml": "label: P\nas-at: '2000-01'",
}
ABOUT = "help: h, matters: m, where: w"


def knowledge(
    *, rules: str, questions: str = "", concepts: str = "", files: Mapping[str, str] | None = None
) -> KnowledgeBase:
    """One decision `d` with the options `a` and `b`, the yes-no questions `p`, `q` and `r`, and these rules.

    Further questions and concepts are added to it; `files` replaces whole files by name. Fails with every problem found.
    """
    asked = (
        "\n".join(f"{q}: {{kind: yes-no, label: {q}, ask: {q}, {ABOUT}}}" for q in "pqr")
        + "\n"
        + dedent(questions)
    )
    texts = {
        **FILES,
        "d/questions.yaml": asked,
        "d/concepts.yaml": dedent(concepts),
        "d/options.yaml": "a: {label: A, summary: a}\nb: {label: B, summary: b}",
        "d/rules.yaml": dedent(rules),
        **(files or {}),
    }
    problems: list[Problem] = []
    roots = {
        name: read_yaml(name, text.encode(), problems.append) for name, text in texts.items() if text.strip()
    }
    questions_root = roots["d/questions.yaml"]
    assert questions_root is not None, problems
    ids = ", ".join(key.value for key, _ in questions_root.pairs)
    decision = f"label: D\nasks: d\nsource: s\npolicy: conditions\noptions: [a, b]\nquestions: [{ids}]"
    if "d/decision.yaml" not in texts:
        roots["d/decision.yaml"] = read_yaml("d/decision.yaml", decision.encode(), problems.append)
    found = assemble({name: root for name, root in roots.items() if root is not None}, problems.append)
    assert not problems, "\n".join(line for problem in problems for line in problem.lines())
    return found
