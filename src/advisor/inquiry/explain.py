"""What a person asks about a settled case in; everything that answers it, as one account, out."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.explanation import CaseExplanation
from advisor.explanation.account import Account
from advisor.inquiry.names import option_in
from advisor.inquiry.what_if import what_if


def account(explanation: CaseExplanation, options: Sequence[str], changes: Sequence[str]) -> Account:
    """Answer what was asked: why (or why not) each option, what the changes would do; with nothing asked, everything.

    Raises `UsageError` for an option that does not exist or is ambiguous, `AnswerError` for a change that cannot be read.
    """
    keys = tuple(dict.fromkeys(option_in(explanation, option) for option in options))
    return Account(
        explanation,
        whole=not keys and not changes,
        options=keys,
        what_if=what_if(explanation, changes) if changes else None,
    )
