"""Questions, measures and concepts, and the attributes that rules may read from them. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from fractions import Fraction

from advisor.errors import SourceRef
from advisor.model.conditions import Condition, Criterion, criteria_in


class QuestionKind(StrEnum):
    """What shape an answer has; `contract/vocabulary` in the knowledge base format page describes each."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    MULTI = "multi"
    NUMBER = "number"
    SCALE = "scale"
    RATINGS = "ratings"
    APPLIES = "applies"
    LIST = "list"
    TABLE = "table"


SCALE_WORDS: tuple[str, ...] = ("not at all", "a little", "quite", "very much")
APPLIES_WORDS: Mapping[str, str] = {"yes": "yes", "partly": "partly", "no": "no"}
YES_NO_WORDS: Mapping[str, str] = {"yes": "yes", "no": "no"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The names that a table's rows use: who, with whom, how much, or what percent in its place."""

    member: str
    group: str
    amount: str
    percent: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is asked, what answers it takes, and when it matters. Texts may hold placeholders."""

    id: str
    decision: str
    kind: QuestionKind
    label: str
    ask: str
    help: str
    matters: str
    find: str
    example: str
    topic: str
    values: Mapping[str, str]
    items: Mapping[str, str]
    minimum: Fraction | None
    maximum: Fraction | None
    whole: bool
    unit: str
    columns: Columns | None
    asked_when: Condition | None
    preference: bool
    statements: tuple[str, ...]
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)

    @property
    def tests(self) -> tuple[Criterion, ...]:
        """Every test on which hangs whether it is asked."""
        return () if self.asked_when is None else criteria_in(self.asked_when)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that a plain function draws from a table, such as the ratio of largest to smallest.

    `view` is `group` for the group being judged or `table` for the whole; `otherwise` names the question whose answer
    stands in where no table is given; `minor_share` names the setting under which a member is left out.
    """

    id: str
    decision: str
    function: str
    table: str
    view: str
    label: str
    otherwise: str
    minor_share: str
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Concept:
    """A derived attribute: what rules may conclude, with words for each value."""

    id: str
    decision: str
    label: str
    values: Mapping[str, str]
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)


class Domain(Enum):
    """What kind of value an attribute holds."""

    SYMBOL = "symbol"
    NUMBER = "number"
    SET = "set"  # a multi question; rules read its members as `question.value`


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a rule may read: a question, an item of one, a measure, a concept, or an option's standing.

    `values` are the ids it may hold (empty for numbers); `derived` is true where rules conclude it.
    `question` is the id of the question that settles it, or empty.
    """

    id: str
    domain: Domain
    label: str
    values: Mapping[str, str] = field(default_factory=dict)
    derived: bool = False
    question: str = ""
    unit: str = ""
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    whole: bool = False
    scale: bool = False


MEASURE_DOMAINS: Mapping[str, Domain] = {
    "members": Domain.NUMBER,
    "groups": Domain.NUMBER,
    "minor-members": Domain.NUMBER,
    "largest-to-smallest": Domain.NUMBER,
    "largest-to-next": Domain.NUMBER,
    "largest-share": Domain.NUMBER,
    "same-groups": Domain.SYMBOL,
    "amounts-known": Domain.SYMBOL,
    "given": Domain.SYMBOL,
}
"""The functions that a measure may name, with what each gives (a yes or no where it is a symbol)."""
