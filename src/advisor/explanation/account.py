"""What was asked about a settled case, with the answers to it, as one value that every renderer prints."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.explanation.case import CaseExplanation
from advisor.explanation.comparison import WhatIf
from advisor.explanation.counterfactual import ChangeTo


@dataclass(frozen=True, slots=True)
class Account:
    """An explanation on demand. `options` are those asked about, by key; `whole` asks for everything at once."""

    explanation: CaseExplanation
    whole: bool
    options: tuple[str, ...] = ()
    what_if: WhatIf | None = None
    change_to: tuple[ChangeTo, ...] = ()
