"""One part of a settled case in; for each setting that it reads the range over which its result stands out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property, partial
from math import floor

from advisor.decide import Situation, concluded, reweighed
from advisor.explanation.firmness import Range, Turn
from advisor.facts import given_facts
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.levels import levels
from advisor.inquiry.programs import Programs
from advisor.inquiry.results import Result, Results
from advisor.inquiry.spans import span_words, tenth_away, with_limit
from advisor.inquiry.switches import Switches
from advisor.inquiry.tried import Tried, range_of, with_fits
from advisor.measures import shares
from advisor.model.case import Table
from advisor.model.conditions import Criterion, SettingRef, criteria_in
from advisor.model.knowledge import Setting, SettingKind
from advisor.model.questions import Measure
from advisor.model.rules import IMPORTANCE_WEIGHTS
from advisor.proof.intervals import Interval, is_short, stretches
from advisor.proof.tables import bounds
from advisor.quantities import typed_number

Settled = Callable[[Fraction | str], Result]
"""What the decision comes to with a value of one setting."""


class SettingRanges:
    """The ranges of the settings that one part's result may hang on."""

    def __init__(self, inquirer: Inquirer, decision: str, group: str | None) -> None:
        self._inquirer = inquirer
        self._kb = inquirer.kb
        self._decision = decision
        self._group = group
        cone = inquirer.ready(decision).cone
        self._tried = Tried(inquirer, decision, group)
        self._part = self._tried.part
        self._now = self._tried.now
        self._programs = Programs(inquirer, decision)
        self._switches = Switches(self._programs.opened, self._part.wording.facts)
        inside = set(cone.gates)
        self._rules = [r for r in inquirer.program.rules.values() if r.gate in inside]
        self._tested = [test for r in self._rules for test in self._kb.rules[r.rule].tests]
        self._shaping = _shaping_facts(inquirer)
        self._measures = [m for m in self._kb.measures.values() if m.id in cone.program.attributes]

    def all(self) -> Iterator[Range]:
        """The range of every setting read, each part of a map by itself, by id."""
        read = {s for r in self._rules for s in r.settings} | {
            m.minor_share for m in self._measures if m.minor_share
        }
        for setting in sorted(read):
            known, value = self._kb.settings[setting], self._inquirer.settings[setting]
            keys = sorted(value) if isinstance(value, Mapping) else [""]
            for key in keys:
                yield (
                    self._options(known, key)
                    if known.kind is SettingKind.OPTIONS
                    else self._number(known, key)
                )

    def _number(self, setting: Setting, key: str) -> Range:
        reference = SettingRef(setting.id, key)
        inside, turning = self.stands(reference)
        stands = inside[0][0].joined(inside[-1][0])
        now = self._programs.value(reference)
        assert isinstance(now, Fraction)
        turns = tuple(self._turn(reference, n, r, close=tenth_away(now, n)) for n, r in turning)

        def words(number: Fraction) -> str:
            return self._beside_figures(reference, number)

        said = with_fits(span_words(stands, words, never_nothing=False), inside, self._now, words)
        facts, attributes = self._part.wording.facts, self._kb.attributes
        figures = (t.attribute for t in self._compared(reference) if not attributes[t.attribute].scale)
        met = any(facts.get(f) == now for f in figures)
        said = with_limit(said, stands, now, (number for number, _ in turning)) if met else said
        return replace(self._range(reference, said, turns), met=met)

    def stands(
        self, reference: SettingRef
    ) -> tuple[list[tuple[Interval, Result]], list[tuple[Fraction, Result]]]:
        """The stretches around what a setting is now with which the result stands, and the nearest numbers that turn it."""
        now, setting = self._programs.value(reference), self._kb.settings[reference.setting]
        assert isinstance(now, Fraction)
        high = Fraction(1) if setting.kind is SettingKind.SHARE else None
        cuts = {now, *self._critical(reference, self._compared(reference))}
        found = stretches(cuts, Interval(Fraction(0), high), whole=self.in_whole_numbers(reference))
        result = self.results(reference, [number for i in found if (number := i.nearest(now)) is not None])
        at = next(k for k, interval in enumerate(found) if interval.holds(now))
        below, down = self._walk(result, found[:at][::-1], now)
        above, up = self._walk(result, found[at + 1 :], now)
        inside = [*below[::-1], (found[at], self._now), *above]
        return inside, [turn for turn in (down, up) if turn is not None]

    def in_whole_numbers(self, reference: SettingRef) -> bool:
        """Whether a setting is a whole number and compared with nothing else, so that only whole ones are looked at."""
        now, compared = self._programs.value(reference), self._compared(reference)
        assert isinstance(now, Fraction)
        return now.denominator == 1 and bool(compared) and all(self._whole(t) for t in compared)

    def _compared(self, reference: SettingRef) -> list[Criterion]:
        return [t for t in self._tested if reference in t.operands]

    def _walk(
        self, result: Settled, outwards: Sequence[Interval], now: Fraction
    ) -> tuple[list[tuple[Interval, Result]], tuple[Fraction, Result] | None]:
        """Outwards from now: the stretches with the same result, and the nearest number that has another."""
        alike = []
        for interval in outwards:
            number = interval.nearest(now)
            assert number is not None
            other = result(number)
            if other == self._now:
                alike.append((interval, other))
            elif interval.low != interval.high or is_short(number):
                return alike, (number, other)
            # Else it turns at one number that is no decimal, a third say. Nobody can set that: what lies beyond it counts.
        return alike, None

    def _options(self, setting: Setting, key: str) -> Range:
        """A setting that names a rung of the ladder: the rungs around it with which the result stands."""
        reference = SettingRef(setting.id, key)
        rungs = list(self._kb.decisions[self._decision].options)
        result = self.results(reference, rungs)
        at = rungs.index(str(self._programs.value(reference)))
        turns = []
        stands = [at]
        for order in (range(at - 1, -1, -1), range(at + 1, len(rungs))):
            for k in order:
                other = result(rungs[k])
                if other != self._now:
                    turns.append(self._turn(reference, rungs[k], other, close=False))
                    break
                stands.append(k)
        low, high = (self._words(reference, rungs[k]) for k in (min(stands), max(stands)))
        return self._range(reference, f"with {low}" if low == high else f"from {low} to {high}", tuple(turns))

    def _critical(self, reference: SettingRef, compared: Sequence[Criterion]) -> Iterator[Fraction]:
        """The values at which something changes: figures compared with it, parts of tables, levels of the balance."""
        facts = self._part.wording.facts
        for attribute in dict.fromkeys(t.attribute for t in compared):
            value = facts.get(attribute)
            yield from (value,) if isinstance(value, Fraction) else self._beside(reference, attribute)
        for measure in self._measures:
            if measure.minor_share == reference.setting:
                yield from self._parts(measure)
        if reference.setting == IMPORTANCE_WEIGHTS:
            yield from levels(self._situation, reference.key)

    def _beside(self, reference: SettingRef, attribute: str) -> Iterator[Fraction]:
        """Of a number that is not known, what else it is compared with: between two bounds there may be room or none.

        What can only be whole may be exactly what the setting is, or not: between two bounds all whole numbers are alike,
        and so are all others, so those next to a bound are enough.
        """
        known = self._kb.attributes[attribute]
        ends = [*bounds(self._inquirer.answers(self._decision, self._group)[0].tests.get(attribute, ()))]
        ends += [end for end in (known.minimum, known.maximum) if end is not None]
        yield from ends
        if known.whole or known.scale:
            now = self._programs.value(reference)
            assert isinstance(now, Fraction)
            near = (Fraction(floor(n) + step) for n in (now, *ends) for step in (-1, 0, 1, 2))
            can_be = Interval(known.minimum, known.maximum)
            yield from filter(can_be.holds, near)

    def _parts(self, measure: Measure) -> Iterator[Fraction]:
        """The parts of a table's members, at which one becomes minor or ceases to be."""
        table = self._inquirer.case.answers.get(measure.table)
        if isinstance(table, Table):
            found = shares(table if self._group is None else table.of_group(self._group), Fraction(0))
            yield from (part for _, part in found.parts) if found and len(table.groups()) else ()

    def results(self, reference: SettingRef, values: Sequence[Fraction | str]) -> Settled:
        """The result with any of these values of a setting: all settled together if that can be, else one when asked for."""
        if reference in self._switches and reference.setting not in self._shaping:
            found = dict(zip(values, self._switches.results(reference, values), strict=True))
            return found.__getitem__
        return partial(self._result, reference)

    @cached_property
    def _situation(self) -> Situation:
        return self._inquirer.situation(self._decision, self._group)

    def _result(self, reference: SettingRef, value: Fraction | str) -> Result:
        """The result with one setting, or one part of it, otherwise."""
        settings = self._programs.settings(reference, value)
        if reference.setting == IMPORTANCE_WEIGHTS:
            # Weights change no gate: what holds, and what can hold together, is found once.
            other = reweighed(self._situation.decision, settings[IMPORTANCE_WEIGHTS])  # type: ignore[arg-type]
            return Result.of(concluded(self._situation.decided(other)))
        facts = self._part.wording.facts
        if reference.setting in self._shaping:
            facts = given_facts(self._kb, self._inquirer.case.answers, settings, self._group).facts
        return Results(self._programs.ready(reference, value)).of([facts])[0]

    def _whole(self, test: Criterion) -> bool:
        attribute = self._kb.attributes[test.attribute]
        return attribute.whole or attribute.scale

    def _words(self, reference: SettingRef, value: Fraction | str) -> str:
        return self._part.wording.setting_value_text(reference.setting, value)

    def _turn(self, reference: SettingRef, value: Fraction | str, result: Result, *, close: bool) -> Turn:
        typed = value if isinstance(value, str) else typed_number(value, 4)
        words = (
            self._words(reference, value)
            if isinstance(value, str)
            else self._beside_figures(reference, value)
        )
        return self._tried.turn(str(reference), typed, words, result, close=close, setting=reference.setting)

    def _beside_figures(self, reference: SettingRef, value: Fraction) -> str:
        """A number that a setting might be; a figure that it is compared with and that reads the same stands behind it,
        in as many digits as tell the two apart.
        """
        wording, said = self._part.wording, self._words(reference, value)
        facts = (
            (a, wording.facts.get(a)) for a in dict.fromkeys(t.attribute for t in self._compared(reference))
        )
        alike = [
            f"{wording.label(a)}: {wording.told_apart(a, figure, value)}"
            for a, figure in facts
            if isinstance(figure, Fraction) and figure != value and wording.value_text(a, figure) == said
        ]
        if alike:
            return f"{said} ({'; '.join(alike)})"
        return f"{said} (which no answer reaches)" if self._out_of_reach(reference, value) else said

    def _out_of_reach(self, reference: SettingRef, value: Fraction) -> bool:
        """Whether a number lies above all that can be answered to what is compared with it."""
        most = [self._kb.attributes[t.attribute].maximum for t in self._compared(reference)]
        return bool(most) and all(end is not None and end < value for end in most)

    def _range(self, reference: SettingRef, stands: str, turns: tuple[Turn, ...]) -> Range:
        now = self._words(reference, self._programs.value(reference))
        wording, name = self._part.wording, str(reference)
        said = (
            f"{now} ({wording.origin(reference)}: {wording.fill(self._kb.settings[reference.setting].label)})"
        )
        found = range_of(name, name, now, stands, turns, said=said)
        return replace(found, step=replace(found.step, settings=(reference.setting,)))


def _shaping_facts(inquirer: Inquirer) -> set[str]:
    """The settings that a case's facts hang on: what counts as minor, and whether a question is asked."""
    asked = (q.asked_when for q in inquirer.kb.questions.values() if q.asked_when is not None)
    operands = (o for condition in asked for test in criteria_in(condition) for o in test.operands)
    return {m.minor_share for m in inquirer.kb.measures.values()} | {
        o.setting for o in operands if isinstance(o, SettingRef)
    }
