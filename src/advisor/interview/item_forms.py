"""Forms for lists of items: every rating on one line, and what applies, applies in part or is not known in three lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.answers import scale_answer, scale_hint
from advisor.errors import AnswerError
from advisor.interview.form import Done
from advisor.interview.grammar import plain
from advisor.interview.word_forms import NONE_WORDS, parted, picked
from advisor.model.case import UNKNOWN, Unknown
from advisor.model.questions import Question

REST = ("rest", "all", "others", "the rest")
LEFT_OPEN = ("?", "-", "unknown", "x")
Score = Fraction | Unknown


@dataclass(frozen=True, slots=True)
class RatingsForm:
    """A score for each item, in the order of the list on one line; or for some of them, as `2=3 4=1`."""

    question: Question
    items: Mapping[str, str]
    names: bool = False
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """Scores are read by `read`."""
        return {}

    @property
    def prompt(self) -> str:
        """How many scores there are to type."""
        return f"{len(self.question.items)} scores, 0 to 3"

    @property
    def allowed(self) -> str:
        """Both ways to type scores."""
        example = " ".join(str(3 - i % 4) for i in range(len(self.question.items)))
        return (
            f"Type {len(self.question.items)} scores in the order of the list, for example {example}, "
            "with ? for one that you cannot give; or only some of them, for example 2=3 rest=0."
        )

    def read(self, text: str) -> Done:
        """A score for each item that was given one; the others are left open."""
        if "=" in text:
            return Done(self._some(text))
        scores = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
        wanted = list(self.question.items)
        if len(scores) == 1 and len(scores[0]) == len(wanted) > 1:
            scores = list(scores[0])
        if len(scores) != len(wanted):
            raise AnswerError(f"{len(wanted)} scores are needed and {len(scores)} were typed", self.allowed)
        found = {item: self._score(item, score) for item, score in zip(wanted, scores, strict=True)}
        return Done(dict(sorted(found.items())))

    def _some(self, text: str) -> dict[str, Score]:
        found: dict[str, Score] = {}
        rest: Score | None = None
        for name, score in re.findall(r"([^=,;]+?)\s*=\s*([^\s,;]+)", text):
            if plain(name) in REST:
                rest = self._score("rest", score)
            else:
                item = picked(name, self.items, self.allowed)
                found[item] = self._score(item, score)
        if not found and rest is None:
            raise AnswerError(f"{text.strip()!r} holds no score", self.allowed)
        if rest is not None:
            found.update({item: rest for item in self.question.items if item not in found})
        return dict(sorted(found.items()))

    def _score(self, item: str, text: str) -> Score:
        if text in LEFT_OPEN:
            return UNKNOWN
        try:
            return scale_answer(item, text)
        except AnswerError as error:
            raise AnswerError(f"{text!r} is not a score", scale_hint()) from error


@dataclass(frozen=True, slots=True)
class AppliesForm:
    """The numbers of the items that apply, then those that apply in part, then those not known; the rest do not apply."""

    question: Question
    items: Mapping[str, str]
    whole: frozenset[str] | None = None
    partly: frozenset[str] | None = None
    names: bool = False
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> Mapping[str, str]:
        """Numbers are read by `read`."""
        return {}

    @property
    def prompt(self) -> str:
        """What the numbers are asked for now."""
        if self.whole is None:
            return "Numbers of those that apply, or none"
        if self.partly is None:
            return "Of the rest, those that apply in part, or none"
        return "Of the rest, those that you do not know about, or none"

    @property
    def allowed(self) -> str:
        """Numbers of the list."""
        return f"Type numbers from 1 to {len(self.question.items)} with blanks between them, for example 2 5 8-10, or none."

    def read(self, text: str) -> AppliesForm | Done:
        """Take the numbers of one step."""
        chosen = self._chosen(text)
        taken = (self.whole or frozenset()) | (self.partly or frozenset())
        twice = sorted(chosen & taken)
        if twice:
            raise AnswerError(
                f"{', '.join(twice)} was named before",
                "name each item once; type back to begin this question again",
            )
        if self.whole is None:
            return replace(self, whole=chosen, lines=(text,))
        if self.partly is None:
            return replace(self, partly=chosen, lines=(*self.lines, text or "none"))
        return Done({item: self._standing(item, chosen) for item in sorted(self.question.items)})

    def _chosen(self, text: str) -> frozenset[str]:
        if plain(text) in NONE_WORDS or (not text.strip() and self.lines):
            return frozenset()
        if plain(text) == "all":
            return frozenset(self.question.items) - (self.whole or frozenset()) - (self.partly or frozenset())
        parts = [text] if plain(text) in self.items else parted(text)
        return frozenset(picked(part, self.items, self.allowed) for part in parts)

    def _standing(self, item: str, unknown: frozenset[str]) -> str | Unknown:
        if item in unknown:
            return UNKNOWN
        if item in (self.whole or ()):
            return "yes"
        return "partly" if item in (self.partly or ()) else "no"
