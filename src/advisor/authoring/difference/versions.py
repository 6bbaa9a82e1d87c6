"""Two versions of a knowledge base in; both compiled over one space of the answers that both take out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.authoring.all_answers.space import Space, space_of
from advisor.authoring.lookup.as_written import condition_text
from advisor.compiler import Program, compile_program
from advisor.model.conditions import SettingRef, criteria_in
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.questions import Attribute


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions under one profile, compiled over one space of answers that both take.

    `merged` is the new version with what only the old one asks; `decisions` are those that both have and that are not
    compiled to the same.
    """

    old: KnowledgeBase
    new: KnowledgeBase
    merged: KnowledgeBase
    profile: str
    programs: tuple[Program, Program]
    space: Space
    decisions: tuple[str, ...]

    @classmethod
    def of(cls, old: KnowledgeBase, new: KnowledgeBase, profile: str, *, tables: bool = True) -> Pair:
        """Compile both; the profile must be one that both have. Without `tables` no case gives one."""
        decisions = [d for d in new.decisions if d in old.decisions]
        programs = (
            compile_program(old, old.settings_for(profile, {}), decisions),
            compile_program(new, new.settings_for(profile, {}), decisions),
        )
        known: dict[object, int] = {}
        sides = [(program, _said(program, known)) for program in programs]
        apart = tuple(d for d in decisions if _meaning(*sides[0], d) != _meaning(*sides[1], d))
        merged = _merged(old, new)
        settings = new.settings_for(profile, {})
        space = space_of(merged, settings, _side_by_side(programs), tables=tables)
        return cls(old, new, merged, profile, programs, space, apart)


def read_otherwise(pair: Pair) -> Iterator[str]:
    """The questions and measures of both versions that do not turn the same answers into the same facts."""
    old, new = ((kb, kb.settings_for(pair.profile, {})) for kb in (pair.old, pair.new))
    for name in sorted({*pair.old.questions} & {*pair.new.questions}):
        if _asked(*old, name) != _asked(*new, name):
            yield name
    for name in sorted({*pair.old.measures} & {*pair.new.measures}):
        if _measured(*old, name) != _measured(*new, name):
            yield name


def _asked(kb: KnowledgeBase, settings: Mapping[str, SettingValue], question: str) -> object:
    """When a question is asked, without the place where that is written."""
    condition = kb.questions[question].asked_when
    if condition is None:
        return None
    tests = criteria_in(condition)
    values = [settings[o.setting] for t in tests for o in t.operands if isinstance(o, SettingRef)]
    return condition_text(condition), values


def _measured(kb: KnowledgeBase, settings: Mapping[str, SettingValue], measure: str) -> object:
    found = kb.measures[measure]
    return (found.function, found.table, found.view, found.otherwise, settings.get(found.minor_share))


def _merged(old: KnowledgeBase, new: KnowledgeBase) -> KnowledgeBase:
    """The new version with what only the old one asks, and of each question the values that both take."""
    attributes = {
        name: _common(old.attributes.get(name), new.attributes.get(name))
        for name in sorted({*old.attributes, *new.attributes})
    }
    return replace(
        new,
        questions={**old.questions, **new.questions},
        measures={**old.measures, **new.measures},
        attributes=attributes,
    )


def _common(old: Attribute | None, new: Attribute | None) -> Attribute:
    if old is None or new is None:
        one = new if old is None else old
        assert one is not None
        return one
    values = {v: words for v, words in new.values.items() if v in old.values}
    low = max((b for b in (old.minimum, new.minimum) if b is not None), default=None)
    high = min((b for b in (old.maximum, new.maximum) if b is not None), default=None)
    return replace(new, values=values, minimum=low, maximum=high)


def _side_by_side(programs: tuple[Program, Program]) -> Program:
    """One program that has the tests of both, so that numbers are cut at the thresholds of both."""
    first, second = programs
    offset = len(first.gates)
    attributes = {
        a: (*first.attributes.get(a, ()), *(g + offset for g in second.attributes.get(a, ())))
        for a in sorted({*first.attributes, *second.attributes})
    }
    return Program((*first.gates, *second.gates), {}, {}, {}, attributes)


def _said(program: Program, known: dict[object, int]) -> list[int]:
    """For each gate a number for what it says; `known` has those given so far, of all programs that are compared."""
    said: list[int] = []
    for gate in program.gates:
        inputs = tuple([(said[e.gate], e.positive) for e in gate.inputs])
        said.append(known.setdefault((gate.kind, inputs, gate.literal), len(known)))
    return said


def _meaning(program: Program, said: Sequence[int], decision: str) -> object:
    """A decision as it was compiled, with each gate by what it says and not by its number; equal for equal meaning."""
    compiled = program.decisions[decision]

    def gates(numbers: Iterable[int]) -> tuple[object, ...]:
        return tuple(sorted(said[n] for n in numbers))

    options = tuple(
        (o.key, gates(o.meets), gates(o.partly), gates(o.out),
         tuple(sorted((said[c.gate], c.weight, c.against, c.preference) for c in o.contributions)))
        for o in compiled.options
    )  # fmt: skip
    applies = None if compiled.applies is None else (said[compiled.applies.gate], compiled.applies.positive)
    return compiled.policy, options, applies
