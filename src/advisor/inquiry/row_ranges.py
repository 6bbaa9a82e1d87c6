"""A table in; for each of its rows the range of the amount over which the result stands, and what turns it, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from advisor.explanation.firmness import Range, Turn
from advisor.explanation.wording import NOT_KNOWN
from advisor.inquiry.changes import row_name
from advisor.inquiry.results import Result
from advisor.inquiry.spans import one_or_any, span_words, tenth_away, with_limit
from advisor.inquiry.tried import Tried, range_of, runs, with_fits
from advisor.proof.answers import State
from advisor.proof.changes import ChangedAnswer
from advisor.proof.intervals import Interval
from advisor.proof.rows import Moved
from advisor.proof.tables import PENNY, Signature, Stretch, TableRows
from advisor.quantities import amount_text, number_text, typed_number


def row_ranges(tried: Tried, question: str, rows: TableRows) -> Iterator[Range]:
    """The range of every row whose amount the figures of this part hang on."""
    yield from _Rows(tried, question, rows).ranges()


class _Rows:
    def __init__(self, tried: Tried, question: str, rows: TableRows) -> None:
        self._tried = tried
        self._asked = tried.inquirer.kb.questions[question]
        self._rows = rows
        self._known: dict[Signature, Result] = {}

    def ranges(self) -> Iterator[Range]:
        for number, moved in self._rows.movable():
            yield self._range(number, moved)

    def _range(self, number: int, moved: Moved) -> Range:
        now = moved.row.percent if moved.percent else moved.row.amount
        stretches = [s for s in self._rows.stretches(number, moved) if _can_be(s.interval, now)]
        results = [self._result(number, moved, stretch) for stretch in stretches]
        span, turning = _around(now, stretches, results, self._tried.now)
        turns = (self._turn(number, moved, now, *turn) for turn in turning)
        columns = self._asked.columns
        assert columns is not None
        label = f"the {columns.percent if moved.percent else columns.amount} of {moved.row.member} with {moved.row.group}"
        words = self._words(moved)
        said = span_words(span, words)
        if span is not None:
            inside = [
                (s.interval, r)
                for s, r in zip(stretches, results, strict=True)
                if span.holds(s.interval.within())
            ]
            said = with_fits(said, inside, self._tried.now, words)
        return range_of(
            f"{self._asked.id}.{row_name(moved.row)}",
            label,
            NOT_KNOWN if now is None else words(now),
            with_limit(said, span, now, (beyond.within() for beyond, _ in turning)),
            tuple(turns),
        )

    def _words(self, moved: Moved) -> Callable[[Fraction], str]:
        """How an amount of a row is said: a share in percent, or in the table's unit."""
        return lambda amount: (
            f"{number_text(amount)}%" if moved.percent else amount_text(amount, self._asked.unit)
        )

    def _result(self, number: int, moved: Moved, stretch: Stretch) -> Result:
        """Where the tests come out alike, the result is the same."""
        if stretch.signature not in self._known:
            facts = self._rows.facts_of_row(number, moved)(stretch.interval.within())
            given = {**self._tried.part.wording.facts, **facts}
            self._known[stretch.signature] = self._tried.results.of([given])[0]
        return self._known[stretch.signature]

    def _turn(
        self, number: int, moved: Moved, now: Fraction | None, interval: Interval, result: Result
    ) -> Turn:
        """The nearest amount of a stretch, or of one that is not known all of it."""
        amount = interval.first(PENNY) if now is None else interval.nearest(now, PENNY)
        assert amount is not None
        state = State({}, interval=interval, number=amount, row=number)
        self._tried.claim(ChangedAnswer(self._asked.id, self._asked.id, state), result)
        typed = f"{number_text(amount, 4)}%" if moved.percent else typed_number(amount)
        said = self._words(moved)
        words = one_or_any(amount, interval, said) if now is None else said(amount)
        name = f"{self._asked.id}.{row_name(moved.row)}"
        return self._tried.turn(name, typed, words, result, close=tenth_away(now, amount))


def _can_be(interval: Interval, now: Fraction | None) -> bool:
    """Whether somebody could give an amount of a stretch: it holds a whole penny, or the amount that is given."""
    return interval.first(PENNY) is not None or (now is not None and interval.holds(now))


def _around(
    now: Fraction | None, stretches: Sequence[Stretch], results: Sequence[Result], result: Result
) -> tuple[Interval | None, list[tuple[Interval, Result]]]:
    """The amounts around what is now with the same result, and the stretches next to them; of an unknown one all others."""
    if now is None:
        found = runs([s.interval for s in stretches], results, result)
        return None, [(interval, other) for _, interval, other in found]
    low = high = next(k for k, s in enumerate(stretches) if s.interval.holds(now))
    while low > 0 and results[low - 1] == result:
        low -= 1
    while high < len(stretches) - 1 and results[high + 1] == result:
        high += 1
    beyond = [*range(max(low - 1, 0), low), *range(high + 1, min(high + 2, len(stretches)))]
    span = stretches[low].interval.joined(stretches[high].interval)
    return span, [(stretches[k].interval, results[k]) for k in beyond]
