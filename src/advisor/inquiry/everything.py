"""A settled case and parts of it in; what would change the result of each, and how firm each is, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness
from advisor.explanation.parts import Part, parts_about
from advisor.inquiry.change_to import change_part
from advisor.inquiry.firmness import firmness
from advisor.inquiry.inquirer import Inquirer


def every_change(inquirer: Inquirer, wanted: Iterable[Part]) -> Iterator[ChangeTo]:
    """What would make each option the recommendation that is not it already, for each part of those `wanted` that may
    recommend it.
    """
    for decision, group in wanted:
        part, explained = inquirer.part(decision, group), inquirer.explanation.decisions[decision]
        for key in explained.options:
            if group in parts_about(explained, key) and part.verdict.recommended != (key,):
                yield change_part(inquirer, key, group)


def every_firmness(
    inquirer: Inquirer, wanted: Iterable[Part], *, anew: bool = False
) -> Iterator[tuple[Part, Firmness]]:
    """How firm the result of each part is; what turns it by a setting settled `anew` if that is asked for."""
    for decision, group in wanted:
        yield (decision, group), firmness(inquirer, decision, group, anew=anew)
