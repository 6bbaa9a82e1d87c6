"""What a person asks about a settled case in; everything that answers it, as one account, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.decide import Outcome
from advisor.errors import UsageError
from advisor.explanation.account import Account, Part
from advisor.explanation.contrast import Contrast
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness
from advisor.explanation.parts import options_of_part, parts
from advisor.inquiry.change_to import change_part, change_to
from advisor.inquiry.contrast import contrast
from advisor.inquiry.firmness import firmness
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.names import option_in
from advisor.inquiry.what_if import what_if


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked, as typed: options to explain (rather than another), changes to try, options to be reached with answers
    that stay fixed, and how firm the results are.
    """

    options: Sequence[str] = ()
    rather_than: str = ""
    changes: Sequence[str] = ()
    change_to: Sequence[str] = ()
    fixed: Sequence[str] = ()
    how_firm: bool = False

    @property
    def nothing(self) -> bool:
        """Whether nothing in particular is asked, and so everything is."""
        return not (self.options or self.changes or self.change_to or self.how_firm)


def account(inquirer: Inquirer, asked: Questions) -> Account:
    """Answer what was asked: why (or why not) each option, what the changes would do, what would change the result.

    Raises `UsageError` for an option that does not exist or is ambiguous, `AnswerError` for a change that cannot be read.
    """
    if asked.fixed and not asked.change_to:
        raise UsageError("--fix needs --change-to: it says which answers stay while others change")
    if asked.rather_than and not asked.options:
        raise UsageError("--rather-than needs --why: it says which other option is meant")
    explanation = inquirer.explanation
    keys = tuple(dict.fromkeys(option_in(explanation, option) for option in asked.options))
    targets = dict.fromkeys(option_in(explanation, option) for option in asked.change_to)
    changes = tuple(found for key in targets for found in change_to(inquirer, key, asked.fixed))
    return Account(
        explanation,
        whole=asked.nothing,
        options=() if asked.rather_than else keys,
        contrasts=tuple(_contrasts(inquirer, keys, asked.rather_than)),
        what_if=what_if(inquirer, asked.changes) if asked.changes else None,
        change_to=tuple(_every_change(inquirer)) if asked.nothing else changes,
        firmness=dict(_every_firmness(inquirer)) if asked.nothing or asked.how_firm else {},
    )


def _contrasts(inquirer: Inquirer, keys: Sequence[str], rival: str) -> Iterator[Contrast]:
    if rival:
        other = option_in(inquirer.explanation, rival)
        for key in keys:
            yield from contrast(inquirer, key, other)


def _arising(inquirer: Inquirer) -> Iterator[Part]:
    """Every part of every decision that arises; a whole that only points to its groups is none."""
    for decision, explained in inquirer.explanation.decisions.items():
        for group, part in parts(explained).items():
            if not part.verdict.see_groups and part.verdict.outcome is not Outcome.NOT_APPLICABLE:
                yield decision, group


def _every_change(inquirer: Inquirer) -> Iterator[ChangeTo]:
    """What would make each option the recommendation that is not it already."""
    for decision, group in _arising(inquirer):
        part = inquirer.part(decision, group)
        for key in options_of_part(inquirer.explanation.decisions[decision], group):
            if part.verdict.recommended != (key,):
                yield change_part(inquirer, key, group)


def _every_firmness(inquirer: Inquirer) -> Iterator[tuple[Part, Firmness]]:
    for decision, group in _arising(inquirer):
        yield (decision, group), firmness(inquirer, decision, group)
