"""Answers and what is expected of them in; the text of a scenario file out, the same every time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.model.case import Answer
from advisor.model.knowledge import KnowledgeBase
from advisor.plain_values import answer_value

_PLAIN = re.compile(r"[A-Za-z0-9£][^:#\[\]{},&*!|>'\"%@`]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario to be written: what it is called and shows, its answers, and what is expected of which decision."""

    title: str
    shows: str
    answers: Mapping[str, Answer]
    expect: Mapping[str, Any]
    profile: str = ""
    bug: str = ""


def scenario_text(kb: KnowledgeBase, draft: Draft) -> str:
    """A scenario as a file; the default profile is left out."""
    answers, expect = draft.answers, draft.expect
    lines = [f"title: {scalar(draft.title)}", f"shows: {scalar(draft.shows)}"]
    if draft.bug:
        lines.append(f"bug: {scalar(draft.bug)}")
    if draft.profile and draft.profile != kb.default_profile:
        lines.append(f"profile: {draft.profile}")
    if set(expect) != {kb.questions[q].decision for q in answers}:
        lines.append(f"decisions: [{', '.join(d for d in kb.decisions if d in expect)}]")
    lines.append("answers:" if answers else "answers: {}")
    for question, answer in sorted(answers.items()):
        lines += block(question, answer_value(kb.questions[question], answer), "  ")
    lines.append("expect:")
    for decision, wanted in expect.items():
        lines += block(decision, wanted, "  ")
    return "\n".join(lines) + "\n"


def answers_text(kb: KnowledgeBase, answers: Mapping[str, Answer]) -> str:
    """Answers in one line, as a case file could have them."""
    return "; ".join(
        f"{question}: {flow(answer_value(kb.questions[question], answer))}"
        for question, answer in sorted(answers.items())
    )


def block(key: str, value: Any, indent: str) -> list[str]:
    """A key with its value in lines: mappings and rows spread out, all else on one line."""
    if isinstance(value, Mapping) and value:
        lines = [f"{indent}{scalar(key)}:"]
        for inner, part in value.items():
            lines += block(inner, part, indent + "  ")
        return lines
    if isinstance(value, Sequence) and not isinstance(value, str) and value and isinstance(value[0], Mapping):
        return [f"{indent}{scalar(key)}:", *(f"{indent}  - {flow(row)}" for row in value)]
    return [f"{indent}{scalar(key)}: {flow(value)}"]


def flow(value: Any) -> str:
    """A plain value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return scalar(str(value))


def scalar(text: str) -> str:
    """A text as YAML: bare where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
