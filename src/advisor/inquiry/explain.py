"""What a person asks about a settled case in; everything that answers it, as one account, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.errors import UsageError
from advisor.explanation.account import Account
from advisor.inquiry.change_to import change_to
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.names import option_in
from advisor.inquiry.what_if import what_if


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked, as typed: options to explain, changes to try, options to be reached with answers that stay fixed."""

    options: Sequence[str] = ()
    changes: Sequence[str] = ()
    change_to: Sequence[str] = ()
    fixed: Sequence[str] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing in particular is asked, and so everything is."""
        return not (self.options or self.changes or self.change_to)


def account(inquirer: Inquirer, asked: Questions) -> Account:
    """Answer what was asked: why (or why not) each option, what the changes would do, what would change the result.

    Raises `UsageError` for an option that does not exist or is ambiguous, `AnswerError` for a change that cannot be read.
    """
    if asked.fixed and not asked.change_to:
        raise UsageError("--fix needs --change-to: it says which answers stay while others change")
    explanation = inquirer.explanation
    targets = [option_in(explanation, option) for option in asked.change_to]
    return Account(
        explanation,
        whole=asked.nothing,
        options=tuple(dict.fromkeys(option_in(explanation, option) for option in asked.options)),
        what_if=what_if(inquirer, asked.changes) if asked.changes else None,
        change_to=tuple(
            found for key in dict.fromkeys(targets) for found in change_to(inquirer, key, asked.fixed)
        ),
    )
