"""A case and what people filled in, in; all that its paper is made from, settled and asked what would change it, out."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation.parts import Part, judged
from advisor.inquiry.everything import every_change, every_firmness
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.readings import without_readings
from advisor.model.blanks import Blanks
from advisor.render.paper.context import Context

MOST_FIRM, MOST_CHANGED = 12, 4
"""For more groups than these the paper does not say how firm each result is, or what would change it, and says that it
does not: it would take a minute and more, and `explain` answers it for one group in a second.
"""


def paper_context(inquirer: Inquirer, blanks: Blanks, day: str, version: str) -> Context:
    """What a paper is made from. `day` is an ISO date, or empty for the case's own; `version` is the program's."""
    changes = every_change(inquirer, _unless_many(inquirer, MOST_CHANGED))
    firm = every_firmness(inquirer, _unless_many(inquirer, MOST_FIRM))
    return Context(
        inquirer.explanation,
        blanks,
        day or inquirer.case.date,
        version,
        {(found.group, found.option): found for found in changes},
        dict(firm),
        dict(without_readings(inquirer, _unless_many(inquirer, MOST_FIRM))),
    )


def _unless_many(inquirer: Inquirer, most: int) -> Iterator[Part]:
    """Every part that has a result, without the groups of a decision that has too many of them."""
    for decision, group in judged(inquirer.explanation.decisions):
        if group is None or len(inquirer.explanation.decisions[decision].groups) <= most:
            yield decision, group
