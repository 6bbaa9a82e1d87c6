"""What one decision is settled from, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.compiler.program import DecisionProgram, Program
from advisor.decide.standing import Truths
from advisor.facts import Facts
from advisor.model.questions import Attribute


@dataclass(frozen=True, slots=True)
class Situation:
    """A decision of a program with the known facts and the truth of each gate by number; `attributes` by id."""

    program: Program
    decision: DecisionProgram
    attributes: Mapping[str, Attribute]
    facts: Facts
    truths: Truths
