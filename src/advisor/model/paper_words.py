"""The words that a knowledge base gives to its governance papers. Values only; the reader builds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STATUS = "Decision support. It applies the named sources to the answers given. It is not a decision and not legal advice."

ALL_DECISIONS = "all"
"""Under this the steps stand that go with every decision."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words of a knowledge base's own field in its papers: what the field's bodies assess, consult on and agree.

    `present` names for a decision the question whose answer is the option that stands today; `next_steps` are steps by
    decision (or `all`), in the order in which they are printed.
    """

    status: str = STATUS
    present: Mapping[str, str] = field(default_factory=dict)
    assessments: Mapping[str, str] = field(default_factory=dict)
    involvement: Mapping[str, str] = field(default_factory=dict)
    success_factors: Mapping[str, str] = field(default_factory=dict)
    next_steps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    signatures: tuple[str, ...] = ()
