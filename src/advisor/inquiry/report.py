"""A case and what people filled in, in; all that its paper is made from, settled and asked what would change it, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    decisions = inquirer.explanation.decisions
    pointing = [(d, None) for d, found in decisions.items() if found.verdict.see_groups]
    changes = every_change(inquirer, _unless_many(inquirer, [*pointing, *judged(decisions)], MOST_CHANGED))
    results = list(_unless_many(inquirer, judged(decisions), MOST_FIRM))
    firm = every_firmness(inquirer, results)
    return Context(
        inquirer.explanation,
        blanks,
        day or inquirer.case.date,
        version,
        {(found.group, found.option): found for found in changes},
        dict(firm),
        dict(without_readings(inquirer, results)),
    )


def _unless_many(inquirer: Inquirer, parts: Iterable[Part], most: int) -> Iterator[Part]:
    """The parts without those of a decision that has too many groups, of which only a whole with a result stays."""
    for decision, group in parts:
        found = inquirer.explanation.decisions[decision]
        if len(found.groups) <= most or (group is None and not found.verdict.see_groups):
            yield decision, group
