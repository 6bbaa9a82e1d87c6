"""Forms for lists of items: every rating on one line; what applies, applies in part or is not known in three lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.answers import scale_answer, scale_hint
from advisor.errors import AnswerError
from advisor.interview.forms.form import Done, Form
from advisor.interview.forms.grammar import plain
from advisor.interview.forms.words import chosen, numbers_allowed, picked
from advisor.model.case import UNKNOWN, Unknown
from advisor.model.questions import Question

REST = ("rest", "all", "others", "the rest")
LEFT_OPEN = ("?", "-", "unknown", "x")
Score = Fraction | Unknown


@dataclass(frozen=True, slots=True)
class RatingsForm(Form):
    """A score for each item, in the order of the list on one line; or for some of them, as `2=3 4=1`."""

    question: Question
    items: Mapping[str, str]

    @property
    def prompt(self) -> str:
        """How many scores there are to type."""
        return f"{len(self.question.items)} scores, 0 to 3"

    @property
    def allowed(self) -> str:
        """Both ways to type scores."""
        count = len(self.question.items)
        example = " ".join(str(3 - i % 4) for i in range(count))
        return (
            f"Type {count} scores in the order of the list, for example {example}, "
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
        found = {item: _score(item, score) for item, score in zip(wanted, scores, strict=True)}
        return Done(dict(sorted(found.items())))

    def _some(self, text: str) -> dict[str, Score]:
        found: dict[str, Score] = {}
        rest: Score | None = None
        pairs = re.findall(r"([^=,;]+?)\s*=\s*([^\s,;=]+)", text)
        if not pairs or len(pairs) != text.count("="):
            raise AnswerError(f"{text.strip()!r} is not a list of scores", self.allowed)
        for name, score in pairs:
            if plain(name) in REST:
                rest = _score("rest", score)
            else:
                item = picked(name, self.items, self.allowed)
                found[item] = _score(item, score)
        if rest is not None:
            found.update({item: rest for item in self.question.items if item not in found})
        return dict(sorted(found.items()))


def _score(item: str, text: str) -> Score:
    if text in LEFT_OPEN:
        return UNKNOWN
    try:
        return scale_answer(item, text)
    except AnswerError as error:
        raise AnswerError(f"{text!r} is not a score", scale_hint()) from error


@dataclass(frozen=True, slots=True)
class AppliesForm(Form):
    """The numbers of the items that apply, then those that apply in part, then those not known; the rest do not apply."""

    question: Question
    items: Mapping[str, str]
    whole: frozenset[str] | None = None
    partly: frozenset[str] | None = None
    taken: tuple[str, ...] = ()

    @property
    def prompt(self) -> str:
        """What the numbers are asked for now."""
        if self.whole is None:
            return "Numbers of those that apply, or none"
        if self.partly is None:
            return "Of the rest, those that apply in part (Enter for none)"
        return "Of the rest, those that you do not know about (Enter for none)"

    @property
    def allowed(self) -> str:
        """Numbers of the list."""
        return numbers_allowed(len(self.question.items))

    @property
    def takes_nothing(self) -> bool:
        """None in part, and none unknown, is the common case; that none applies at all must be said."""
        return self.whole is not None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines taken so far."""
        return self.taken

    def before(self) -> AppliesForm | None:
        """The step before this one."""
        if self.partly is not None:
            return replace(self, partly=None, taken=self.taken[:1])
        return None if self.whole is None else replace(self, whole=None, taken=())

    def read(self, text: str) -> AppliesForm | Done:
        """Take the numbers of one step."""
        here = chosen(text or "none", self.items, self.allowed)
        before = (self.whole or frozenset()) | (self.partly or frozenset())
        twice = [str(n) for n, item in enumerate(self.question.items, start=1) if item in here & before]
        if twice:
            hint = "name each once, or type back to go back a step"
            raise AnswerError(f"{', '.join(twice)} {'was' if len(twice) == 1 else 'were'} named before", hint)
        if self.whole is None:
            return replace(self, whole=here, taken=(text,))
        if self.partly is None:
            return replace(self, partly=here, taken=(*self.taken, text or "none"))
        return Done({item: self._standing(item, here) for item in sorted(self.question.items)})

    def _standing(self, item: str, unknown: frozenset[str]) -> str | Unknown:
        if item in unknown:
            return UNKNOWN
        if item in (self.whole or ()):
            return "yes"
        return "partly" if item in (self.partly or ()) else "no"
