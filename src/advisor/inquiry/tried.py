"""One part of a settled case; what other answers to it come to, confirmed by inference, and how that is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from advisor.errors import InferenceError
from advisor.explanation.firmness import Range, Turn
from advisor.explanation.other_answers import fits_otherwise, range_sentence, turn_sentence
from advisor.explanation.proof import Step, StepKind
from advisor.inquiry.apply import with_changes
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result, Results
from advisor.inquiry.spans import span_words
from advisor.proof.changes import ChangedAnswer
from advisor.proof.intervals import Interval


class Tried:
    """The result of one part as it is, and what turns it."""

    def __init__(self, inquirer: Inquirer, decision: str, group: str | None) -> None:
        self.inquirer = inquirer
        self.part = inquirer.part(decision, group)
        self._decision = decision
        self._group = group
        self._claims: list[tuple[ChangedAnswer, Result]] = []

    @cached_property
    def results(self) -> Results:
        """The decision, settled for whatever facts are given."""
        return Results(self.inquirer.ready(self._decision))

    @cached_property
    def now(self) -> Result:
        """The result as it is; of several groups together, what their decision comes to by itself."""
        verdict = self.part.verdict
        return self.results.of([self.part.wording.facts])[0] if verdict.see_groups else Result.of(verdict)

    def claim(self, change: ChangedAnswer, result: Result) -> None:
        """Note what a changed answer comes to. It is to be confirmed before it is shown."""
        self._claims.append((change, result))

    def confirm(self) -> None:
        """Settle what was noted by inference as well. Raises `InferenceError` where the two disagree."""
        kb, case = self.inquirer.kb, self.inquirer.case
        cases = (with_changes(kb, case, [change]) for change, _ in self._claims)
        replayed = self.inquirer.replay(cases, self._decision, self._group)
        for (change, result), found in zip(self._claims, replayed, strict=True):
            if Result.of(found) != result:
                raise InferenceError(
                    f"two ways of settling {self._decision} disagree when {change.name} changes; please report this"
                )
        self._claims.clear()

    def turn(
        self, name: str, value: str, words: str, result: Result, *, close: bool, setting: str = ""
    ) -> Turn:
        """Something that turns the result: as it would be typed, in words, and what the result then is."""
        keys = [key for key in self.part.options if key in result.recommended]
        settings = (setting,) if setting else ()
        step = Step(turn_sentence(words, result.words(self.part)), StepKind.CHANGE, name, settings=settings)
        return Turn(name, value, str(result.outcome), tuple(keys), step, close)


def runs(
    intervals: Sequence[Interval | None], results: Sequence[Result], now: Result
) -> list[tuple[int, Interval, Result]]:
    """The stretches of an unknown number that turn it, neighbours alike as one: where each begins, it and its result."""
    found: list[tuple[int, Interval, Result]] = []
    before: Result | None = None
    for position, (interval, result) in enumerate(zip(intervals, results, strict=True)):
        if interval is not None and now.settled_by(result):
            if found and result == before:
                first, span, _ = found[-1]
                found[-1] = (first, span.joined(interval), result)
            else:
                found.append((position, interval, result))
        before = result
    return found


def with_fits(
    said: str, stretches: Iterable[tuple[Interval, Result]], now: Result, words: Callable[[Fraction], str]
) -> str:
    """A range of numbers in words, and where in it what is recommended fits only in part, or fully if now it does not."""
    for partly, run in groupby(stretches, key=lambda stretch: stretch[1].partly):
        if partly != now.partly:
            intervals = [interval for interval, _ in run]
            there = span_words(intervals[0].joined(intervals[-1]), words)
            said = fits_otherwise(said, there, partly=partly > now.partly)
    return said


def range_of(
    name: str, label: str, now: str, stands: str, turns: tuple[Turn, ...], *, said: str = ""
) -> Range:
    """A range with its sentence, which says `said` of what it is now."""
    sentence = range_sentence(label, said or now, stands, anything=not turns)
    return Range(name, label, now, stands, turns, Step(sentence, StepKind.POLICY, name))
