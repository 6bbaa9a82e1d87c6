"""What a person asks about a settled case in; everything that answers it, as one account, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.errors import UsageError
from advisor.explanation.account import Account
from advisor.explanation.contrast import Contrast
from advisor.inquiry.change_to import change_to
from advisor.inquiry.contrast import contrast
from advisor.inquiry.everything import arising, every_change, every_firmness
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
    wanted = tuple(arising(inquirer))
    return Account(
        explanation,
        whole=asked.nothing,
        options=() if asked.rather_than else keys,
        contrasts=tuple(_contrasts(inquirer, keys, asked.rather_than)),
        what_if=what_if(inquirer, asked.changes) if asked.changes else None,
        change_to=tuple(every_change(inquirer, wanted)) if asked.nothing else changes,
        firmness=dict(every_firmness(inquirer, wanted)) if asked.nothing or asked.how_firm else {},
    )


def _contrasts(inquirer: Inquirer, keys: Sequence[str], rival: str) -> Iterator[Contrast]:
    if rival:
        other = option_in(inquirer.explanation, rival)
        for key in keys:
            yield from contrast(inquirer, key, other)
