"""Ranges of settings in; nothing out, or an error: what turns the result is compiled and run anew, as if typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.errors import InferenceError
from advisor.explanation.firmness import Range
from advisor.inquiry.changes import changed_case
from advisor.inquiry.inquirer import Inquirer


def settle_anew(inquirer: Inquirer, decision: str, group: str | None, ranges: Iterable[Range]) -> None:
    """Settle a part of a decision under every setting that turns it. Raises `InferenceError` where they disagree."""
    for turn in (turn for found in ranges for turn in found.turns):
        case, _ = changed_case(inquirer.kb, inquirer.case, [f"{turn.name}={turn.value}"])
        alone = Inquirer(inquirer.kb, replace(case, decisions=(decision,)), inquirer.explanation)
        (found,) = alone.replay([case], decision, group)
        if (str(found.outcome), {*found.recommended}) != (turn.outcome, {*turn.recommended}):
            raise InferenceError(
                f"two ways of settling {decision} disagree with {turn.name} at {turn.value}; please report this"
            )
