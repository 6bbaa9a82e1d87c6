"""paper.yaml in; the words that a knowledge base gives to its governance papers out."""

from __future__ import annotations

from collections.abc import Collection

from advisor.model.paper_words import ALL_DECISIONS, STATUS, PaperWords
from advisor.reader.fields import Fields
from advisor.reader.yaml.nodes import Entries, Report


def build_paper(
    node: Entries, decisions: Collection[str], questions: Collection[str], report: Report
) -> PaperWords:
    """Read paper.yaml; its decisions and questions must be those of the knowledge base."""
    fields = Fields(node, "paper.yaml", report)
    words = PaperWords(
        status=fields.text("status", default=STATUS),
        present=_present(fields, decisions, questions),
        assessments=fields.text_map("assessments"),
        involvement=fields.text_map("involvement"),
        success_factors=fields.text_map("success-factors"),
        next_steps=_steps(fields, decisions, report),
        signatures=tuple(text.value for text in fields.words("signatures")),
    )
    fields.finish()
    return words


def _present(fields: Fields, decisions: Collection[str], questions: Collection[str]) -> dict[str, str]:
    for decision, _ in fields.pairs("present"):
        if decision.value not in decisions:
            fields.unknown_word(f"decision {decision.value!r}", decision, decisions, "KB209")
    present = fields.text_map("present")
    for question in present.values():
        if question not in questions:
            place = fields.key_place("present")
            fields.problem("KB207", f"there is no question {question!r}", place)
    return present


def _steps(fields: Fields, decisions: Collection[str], report: Report) -> dict[str, dict[str, str]]:
    steps = {}
    for decision, node in fields.pairs("next-steps"):
        if decision.value not in (*decisions, ALL_DECISIONS):
            known = (*decisions, ALL_DECISIONS)
            fields.unknown_word(f"decision {decision.value!r}", decision, known, "KB209")
        inner = Fields(
            Entries(((decision, node),), node.source, node.line, node.column), "next-steps", report
        )
        steps[decision.value] = inner.text_map(decision.value)
    return steps
