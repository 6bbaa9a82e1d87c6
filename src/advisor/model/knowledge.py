"""The knowledge base as one immutable aggregate, with look-ups. Values only; the reader builds it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from advisor.errors import SourceRef, UsageError, closest_match
from advisor.model.options import Decision, Option
from advisor.model.paper_words import PaperWords
from advisor.model.questions import Attribute, Concept, Measure, Question, QuestionKind
from advisor.model.rules import Rule


class SettingKind(StrEnum):
    """What a setting holds."""

    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    NUMBERS = "numbers"
    OPTIONS = "options"


SettingValue: TypeAlias = Fraction | Mapping[str, Fraction] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A threshold or weight that is not in the rules, with its reason and origin (a tool default, or the guidance)."""

    id: str
    kind: SettingKind
    value: SettingValue
    label: str
    origin: str
    reason: str
    statements: tuple[str, ...]
    where: SourceRef
    accepted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One source document: what it is, its date and status, and what of it is lost."""

    id: str
    title: str
    publisher: str
    date: str
    status: str
    about: str
    damage: tuple[str, ...]
    where: SourceRef


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a source: its place there, its printed grade, and what is doubtful about it."""

    id: str
    source: str
    place: str
    grade: str
    confidence: int | None
    damage: str
    where: SourceRef


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the sources and its word today, with the quality of the match."""

    id: str
    source: str
    word: str
    match: str
    caution: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that a profile's reader must be told, with its source and the date at which it was true.

    `first_page` says it in a few words where a paper must not leave it to its later pages.
    """

    id: str
    text: str
    source: str
    as_at: str
    about: tuple[str, ...]
    first_page: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Terms, thresholds and cautions that go together, such as those of one country and year."""

    id: str
    label: str
    as_at: str
    settings: Mapping[str, SettingValue]
    terms: Mapping[str, Term]
    cautions: tuple[Caution, ...]
    where: SourceRef


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything read from one folder. Mappings are sorted by id, so that nothing depends on the order of files or keys.

    `sha256` is taken over the sorted file names and contents. `attributes` holds everything a rule may read, by id.
    """

    name: str
    version: str
    title: str
    sha256: str
    decisions: Mapping[str, Decision]
    questions: Mapping[str, Question]
    measures: Mapping[str, Measure]
    concepts: Mapping[str, Concept]
    options: Mapping[str, Option]
    rules: Mapping[str, Rule]
    settings: Mapping[str, Setting]
    profiles: Mapping[str, Profile]
    default_profile: str
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    not_covered: Mapping[str, str]
    attributes: Mapping[str, Attribute]
    paper: PaperWords = field(default_factory=PaperWords)

    def questions_of(self, decision: str) -> tuple[Question, ...]:
        """The questions that a decision asks or also reads, in the order asked."""
        chosen = self.decisions[decision]
        return tuple(self.questions[q] for q in (*chosen.questions, *chosen.also_reads))

    @property
    def identity(self) -> dict[str, str]:
        """Which knowledge base something was made with: name, version and fingerprint."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}

    def known_decisions(self, names: Collection[str]) -> tuple[str, ...]:
        """The decisions named, in their own order. Raises `UsageError` with the closest for one that there is not."""
        for name in names:
            if name not in self.decisions:
                raise UsageError(
                    f"there is no decision {name!r}; there are {', '.join(self.decisions)}",
                    closest=closest_match(name, self.decisions),
                )
        return tuple(d for d in self.decisions if d in names)

    def options_of(self, decision: str) -> tuple[Option, ...]:
        """The options of a decision in the source's order."""
        return tuple(self.options[f"{decision}.{o}"] for o in self.decisions[decision].options)

    def rules_of(self, decision: str) -> tuple[Rule, ...]:
        """The rules that belong to a decision's folder, by id."""
        return tuple(rule for rule in self.rules.values() if rule.decision == decision)

    def table_questions(self) -> tuple[Question, ...]:
        """Every question of kind table."""
        return tuple(q for q in self.questions.values() if q.kind is QuestionKind.TABLE)

    def settings_for(self, profile: str, *overrides: Mapping[str, SettingValue]) -> dict[str, SettingValue]:
        """The settings in force: a case's overrides beat the profile's, which beat the defaults; maps merge key by key."""
        merged: dict[str, SettingValue] = {s.id: s.value for s in self.settings.values()}
        for layer in (self.profiles[profile].settings, *overrides):
            for key, value in layer.items():
                before = merged.get(key)
                if isinstance(before, Mapping) and isinstance(value, Mapping):
                    merged[key] = {**before, **value}  # type: ignore[assignment]
                else:
                    merged[key] = value
        return merged
