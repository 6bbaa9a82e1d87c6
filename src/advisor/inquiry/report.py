"""A case and what people filled in, in; all that its paper is made from, settled and asked what would change it, out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation.counterfactual import ChangeTo
from advisor.inquiry.change_to import change_to
from advisor.inquiry.inquirer import Inquirer
from advisor.model.blanks import Blanks
from advisor.model.options import Policy
from advisor.render.paper.context import Context


def paper_context(inquirer: Inquirer, blanks: Blanks, day: str, version: str) -> Context:
    """What a paper is made from. `day` is an ISO date, or empty for the case's own; `version` is the program's."""
    changes = {found.option: found for found in _changes(inquirer)}
    return Context(inquirer.explanation, blanks, day or inquirer.case.date, version, changes)


def _changes(inquirer: Inquirer) -> Iterator[ChangeTo]:
    """The smallest changes that would recommend each other option.

    Not where points are weighed: there the smallest changes are so many that their balance says more, and the paper has it.
    Nor across several groups: each has a page of its own, and a large table would take minutes.
    """
    for decision in inquirer.explanation.decisions.values():
        weighted = inquirer.kb.decisions[decision.decision].policy is Policy.WEIGHTED
        for key in () if weighted or len(decision.groups) > 1 else decision.options:
            if key not in decision.verdict.recommended:
                yield from (found for found in change_to(inquirer, key) if found.group is None)
