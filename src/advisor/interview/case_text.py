"""A case in, a case file that reads back to the same case out."""

from __future__ import annotations

import json
from collections.abc import Iterator

from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.plain_values import case_value


def case_text(kb: KnowledgeBase, case: Case) -> str:
    """The case as YAML. Every text stands in quotation marks, so that no value is taken for another."""
    return "\n".join(_lines(case_value(kb, case), "")) + "\n"


def _lines(value: dict[str, object], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, dict) and inner:
            yield f"{indent}{key}:"
            yield from _lines(inner, f"{indent}  ")
        elif isinstance(inner, list) and any(isinstance(row, dict) for row in inner):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_flow(row)}" for row in inner)
        else:
            yield f"{indent}{key}: {_flow(inner)}"


def _flow(value: object) -> str:
    """A value on one line: JSON is YAML too, and reads well enough for a row."""
    return json.dumps(value, ensure_ascii=False)
