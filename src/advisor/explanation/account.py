"""What was asked about a settled case, with the answers to it, as one value that every renderer prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.explanation.case import CaseExplanation
from advisor.explanation.comparison import WhatIf
from advisor.explanation.contrast import Contrast
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness
from advisor.explanation.parts import Part
from advisor.explanation.why_fact import WhyFact


@dataclass(frozen=True, slots=True)
class Account:
    """An explanation on demand.

    `whole` asks for everything at once. `options` are those asked about, by key, and `facts` the
    answers, figures, concepts and rules. `change_to` and `firmness` are for
    options and parts that were asked about, or for all of them.
    """

    explanation: CaseExplanation
    whole: bool
    options: tuple[str, ...] = ()
    facts: tuple[WhyFact, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    what_if: WhatIf | None = None
    change_to: tuple[ChangeTo, ...] = ()
    firmness: Mapping[Part, Firmness] = field(default_factory=dict)
