"""One part of a settled case in; for each of its answers the range over which the result stands, and what turns it, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from advisor.explanation.firmness import Range, Turn
from advisor.explanation.other_answers import fits_otherwise
from advisor.explanation.sentences import listed
from advisor.facts import Facts, given_facts
from advisor.inquiry.apply import with_changes
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result
from advisor.inquiry.row_ranges import row_ranges
from advisor.inquiry.spans import one_or_any, span_words, tenth_away, with_limit
from advisor.inquiry.tried import Tried, range_of, runs, with_fits
from advisor.proof.answers import Answerable, State
from advisor.proof.changes import ChangedAnswer
from advisor.proof.intervals import Interval
from advisor.quantities import typed_number


class AnswerRanges:
    """The ranges of one part's answers."""

    def __init__(self, inquirer: Inquirer, decision: str, group: str | None) -> None:
        self._inquirer = inquirer
        self._group = group
        self._tried = Tried(inquirer, decision, group)
        self._part = self._tried.part
        self._now = self._tried.now
        _, self._answers = inquirer.answers(decision, group)

    def given(self) -> tuple[Range, ...]:
        """The range of every answer that is given."""
        return self._confirmed(self._given())

    def unknown(self) -> tuple[Range, ...]:
        """Every answer that is not given and would turn the result, or settle it."""
        return self._confirmed(found for found in self._unknown() if found.turns)

    def _confirmed(self, ranges: Iterable[Range]) -> tuple[Range, ...]:
        found = tuple(ranges)
        self._tried.confirm()
        return found

    def _given(self) -> Iterator[Range]:
        known = [a for a in self._answers.answerables if not a.unknown]
        for answerable, results in zip(known, self._of_states(known), strict=True):
            rows = self._answers.tables.get(answerable.name)
            if rows is not None:
                yield from row_ranges(self._tried, answerable.name, rows)
            else:
                yield self._range(answerable, results)

    def _unknown(self) -> Iterator[Range]:
        missing = [a for a in self._answers.answerables if a.unknown]
        for answerable, results in zip(missing, self._of_states(missing), strict=True):
            yield self._range(answerable, results)

    def _of_states(self, answerables: Sequence[Answerable]) -> list[list[Result]]:
        """For each answer, the result in each of its states."""
        cases = [(a, s) for a in answerables for s in range(len(a.states))]
        results = iter(self._tried.results.of([self._facts(a, a.states[s], s) for a, s in cases]))
        return [[next(results) for _ in a.states] for a in answerables]

    def _facts(self, answerable: Answerable, state: State, number: int) -> Facts:
        if number == answerable.current or state.row is not None:
            return self._part.wording.facts
        change = ChangedAnswer(answerable.name, answerable.question, state)
        case = with_changes(self._inquirer.kb, self._inquirer.case, [change])
        return given_facts(self._inquirer.kb, case.answers, self._inquirer.settings, self._group).facts

    def _range(self, answerable: Answerable, results: Sequence[Result]) -> Range:
        wording, states = self._part.wording, answerable.states
        label, now = wording.label(answerable.name), wording.state(answerable.name)
        if states[-1].interval is None:
            stands, turning = self._of_words(answerable, results)
        elif answerable.unknown:
            stands = ""
            spans = runs([s.interval for s in states], results, self._now)
            turning = [(replace(states[k], interval=span), result) for k, span, result in spans]
        else:
            stands, turning = self._of_numbers(answerable, results)
        turns = tuple(self._turn(answerable, s, result, results) for s, result in turning)
        said = wording.said_now(answerable.name)
        return range_of(answerable.name, label, now, stands, turns, said=said)

    def _of_words(
        self, answerable: Answerable, results: Sequence[Result]
    ) -> tuple[str, list[tuple[State, Result]]]:
        """The words with which the result stands, with those that make it fit otherwise named, and those that turn it."""
        alike: list[tuple[State, Result]] = []
        turning: list[tuple[State, Result]] = []
        for state, result in zip(answerable.states, results, strict=True):
            turns = self._now.settled_by(result) if answerable.unknown else result != self._now
            (turning if turns else alike).append((state, result))
        stands = self._with(answerable, [s for s, _ in alike])
        others = [(s, r.partly > self._now.partly) for s, r in alike if r.partly != self._now.partly]
        for partly in (True, False):
            there = self._with(answerable, [s for s, less in others if less == partly])
            stands = fits_otherwise(stands, there, partly=partly) if there else stands
        return stands, _by_result(turning)

    def _of_numbers(
        self, answerable: Answerable, results: Sequence[Result]
    ) -> tuple[str, list[tuple[State, Result]]]:
        """The numbers around the one given with which the result stands, and the states next to them."""
        wording, states = self._part.wording, answerable.states
        span, turning = _run(answerable, results, self._now)

        def words(number: Fraction) -> str:
            return wording.value_text(answerable.name, number)

        reached = ((s.interval, r) for s, r in zip(states, results, strict=True))
        inside = [(i, r) for i, r in reached if i is not None and span.holds(i.within())]
        stands = with_fits(span_words(span, words), inside, self._now, words)
        if not wording.kb.attributes[answerable.name].scale:
            beyond = (s.number for s, _ in turning if s.number is not None)
            stands = with_limit(stands, span, states[answerable.current].number, beyond)
        return stands, turning

    def _with(self, answerable: Answerable, states: Sequence[State]) -> str:
        """Any of some answers in words; empty where there is none."""
        said = [self._part.wording.said(answerable.name, v) for s in states for v in s.values]
        return f"with {listed(said, 'or')}" if said else ""

    def _turn(self, answerable: Answerable, state: State, result: Result, results: Sequence[Result]) -> Turn:
        self._tried.claim(ChangedAnswer(answerable.name, answerable.question, state), result)
        number, name = state.number, answerable.name
        value = state.values[0] if number is None else typed_number(number, 4)
        now = answerable.states[answerable.current].number
        close = not self._inquirer.kb.attributes[name].scale and tenth_away(now, number)
        return self._tried.turn(name, value, self._words(answerable, state, results), result, close=close)

    def _words(self, answerable: Answerable, state: State, results: Sequence[Result]) -> str:
        """What a state says; of an answer that is given the number nearest to it, and whether all beyond is alike."""

        def words(value: str | Fraction) -> str:
            return self._part.wording.said(answerable.name, value)

        if state.number is None:
            return listed(map(words, state.values), "or")
        if not answerable.unknown:
            return words(state.number) + _beyond(answerable, state, results)
        return one_or_any(state.number, state.interval, words)


def _beyond(answerable: Answerable, state: State, results: Sequence[Result]) -> str:
    """That every number further off than a state's comes to the same; empty where some do not, or there is none."""
    states, current = answerable.states, answerable.current
    at = states.index(state)
    further = range(at) if at < current else range(at + 1, len(states))
    single = state.interval is None or state.interval.point
    if (single and not further) or any(results[k] != results[at] for k in further):
        return ""
    return " or less" if at < current else " or more"


def _by_result(turning: Iterable[tuple[State, Result]]) -> list[tuple[State, Result]]:
    """The words that turn the result, those with the same result as one."""
    found: dict[Result, list[State]] = {}
    for state, result in turning:
        if state.values:
            found.setdefault(result, []).append(state)
    return [
        (replace(s[0], values=tuple(v for state in s for v in state.values)), r) for r, s in found.items()
    ]


def _run(
    answerable: Answerable, results: Sequence[Result], now: Result
) -> tuple[Interval, list[tuple[State, Result]]]:
    """For a number that is given: the stretch around it with the same result, and the states next to that."""
    states = answerable.states
    low = high = answerable.current
    while low > 0 and results[low - 1] == now:
        low -= 1
    while high < len(states) - 1 and results[high + 1] == now:
        high += 1
    first, last = states[low].interval, states[high].interval
    assert first is not None
    assert last is not None
    beyond = [*range(max(low - 1, 0), low), *range(high + 1, min(high + 2, len(states)))]
    return first.joined(last), [(states[k], results[k]) for k in beyond]
