"""What a governance paper asks of people, and what they have filled in. Values only; the reader builds both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

STATUS = "Decision support. It applies the named sources to the answers given. It is not a decision and not legal advice."


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


class Part(StrEnum):
    """The parts of a paper that only people can fill."""

    COVER = "cover"
    SCOPE = "scope"
    ANSWERS = "answers"
    WEIGHTS = "weights"
    RISKS = "risks"
    CONFLICTS = "conflicts"
    NO_CONFLICTS = "no-conflicts"
    ASSESSMENTS = "assessments"
    INVOLVEMENT = "involvement"
    SUCCESS_FACTORS = "success-factors"
    OVERRIDES = "overrides"
    RECORDS = "records"
    NEXT_STEPS = "next-steps"


Fields = Mapping[str, str]
"""The blanks of one entry: id -> what is asked."""


@dataclass(frozen=True, slots=True)
class PartForm:
    """What one part asks. `entries` are the things it asks about (id -> label): none where it asks once for the paper,
    None where people name them themselves (bodies, persons).
    """

    part: Part
    title: str
    fields: Fields
    entries: Mapping[str, str] | None

    @property
    def once(self) -> bool:
        """Whether the part is asked once for the whole paper."""
        return self.entries is not None and not self.entries


@dataclass(frozen=True, slots=True)
class Blanks:
    """What people filled in: part -> entry -> field -> text. An entry is empty for a part that is asked once."""

    filled: Mapping[Part, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def text(self, part: Part, entry: str, name: str) -> str:
        """What was filled in, or an empty text."""
        return self.filled.get(part, {}).get(entry, {}).get(name, "")

    def entries(self, part: Part) -> tuple[str, ...]:
        """The entries that people named, in their order."""
        return tuple(self.filled.get(part, {}))
