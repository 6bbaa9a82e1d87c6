"""A program in; every case that its rules could tell apart out, as independent parts with a few choices each.

A question that always is asked is a part by itself. Questions that hang together (one is asked only when another says
so, or stands in for a figure of a table) are one part, whose choices are worked out by the same code that turns a case's
answers into facts; so nothing is assumed about what can occur together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from advisor.authoring.all_answers.telling import Tests, asked_literals, literals_of
from advisor.authoring.all_answers.views import View, no_table, views_of
from advisor.compiler import Program
from advisor.evaluation.regions import periodic, regions, told_apart
from advisor.facts import Column, FactValue, Given, facts_with
from advisor.model.case import UNKNOWN, Answer, Table, Unknown
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.questions import Attribute, Domain, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to answer a part: what the rules see of it, and what a person says.

    `said` maps an attribute, or the table's question, to its value. `group` names the group of the table that is in view;
    `whole` is false where several groups are judged as one and each has a result of its own.
    """

    facts: Mapping[str, FactValue]
    said: Mapping[str, FactValue | Table]
    group: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Attributes that are answered together, and the ways to do so."""

    attributes: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Every case: one choice of each part, all combinations. `part_of` finds an attribute's part by number."""

    parts: tuple[Part, ...]
    part_of: Mapping[str, int]

    def parts_for(self, attributes: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the parts on which these attributes rest, sorted."""
        return tuple(sorted({self.part_of[a] for a in attributes if a in self.part_of}))

    def size(self, numbers: Iterable[int]) -> int:
        """How many combinations these parts have."""
        return prod(len(self.parts[n].choices) for n in numbers)

    def columns(self, numbers: Sequence[int]) -> tuple[dict[str, Column], int]:
        """Every combination of these parts as columns, and their number; from case to case the first part changes."""
        total, stride = self.size(numbers), 1
        columns: dict[str, Column] = {}
        for n in numbers:
            part = self.parts[n]
            count = len(part.choices)
            cases: dict[str, dict[FactValue, int]] = {a: {} for a in part.attributes}
            for which, choice in enumerate(part.choices):
                having = periodic(stride, count, which, total)
                for attribute, value in choice.facts.items():
                    by_value = cases[attribute]
                    by_value[value] = by_value.get(value, 0) | having
            columns.update({a: Column(by_value) for a, by_value in cases.items()})
            stride *= count
        return columns, total


def space_of(
    kb: KnowledgeBase,
    settings: Mapping[str, SettingValue],
    program: Program,
    *,
    tables: bool = True,
    unknown: bool = False,
) -> Space:
    """The space of all complete cases under these settings; without `tables`, of those that give none.

    With `unknown`, also of all incomplete ones: the choices of each part are those of the complete cases, and after them
    those in which something is not known. A question of which several answers may be chosen is answered all the same.
    """
    linked = _linked_questions(kb, program)
    parts = []
    if linked or any(a in kb.measures for a in program.attributes):
        parts.append(_linked_part(kb, settings, program, linked, tables=tables, unknown=unknown))
    taken = {a for part in parts for a in part.attributes}
    for name in program.attributes:
        if name not in taken:
            choices = [Choice({name: v}, {name: v}) for v in regions(program, kb.attributes[name])]
            if unknown and _may_be_unknown(kb, name):
                choices.append(Choice({}, {}))
            parts.append(Part((name,), tuple(choices)))
    return Space(tuple(parts), {a: n for n, part in enumerate(parts) for a in part.attributes})


def _may_be_unknown(kb: KnowledgeBase, attribute: str) -> bool:
    """Whether an attribute may be unknown by itself; what a question with several answers holds is known or not as one."""
    return kb.questions[kb.attributes[attribute].question].kind is not QuestionKind.MULTI


def _linked_questions(kb: KnowledgeBase, program: Program) -> tuple[Question, ...]:
    """Questions whose use hangs on another answer or on a table, and those on which they hang."""
    read = {kb.attributes[a].question or a for a in program.attributes} | set(program.attributes)
    measures = [m for m in kb.measures.values() if m.id in read]
    found = {m.otherwise for m in measures if m.otherwise}
    found |= {q.id for q in kb.questions.values() if q.asked_when is not None and q.id in read}
    pending = list(found)
    while pending:
        for test in kb.questions[pending.pop()].tests:
            behind = (
                kb.measures[test.attribute].otherwise
                if test.attribute in kb.measures
                else kb.attributes[test.attribute].question
            )
            if behind and behind not in found:
                found.add(behind)
                pending.append(behind)
    return tuple(kb.questions[q] for q in sorted(found) if kb.questions[q].kind is not QuestionKind.TABLE)


def _linked_part(
    kb: KnowledgeBase,
    settings: Mapping[str, SettingValue],
    program: Program,
    linked: Sequence[Question],
    *,
    tables: bool,
    unknown: bool,
) -> Part:
    small = _about(kb, linked)
    attributes = tuple(a for a in program.attributes if a in small.attributes)
    tests = Tests((*literals_of(program), *asked_literals(linked, settings)))
    said = {
        a.id: _values(small, tests, a)
        for a in small.attributes.values()
        if a.domain is not Domain.SET and a.id not in kb.measures
    }
    found: dict[object, Choice] = {}
    blank = dict.fromkeys((q.id for q in linked), UNKNOWN)
    views = list(views_of(small, settings, tests)) if tables else [no_table(small, settings)]
    for missing in (False, True) if unknown else (False,):
        for view in views:
            known = facts_with(small, {**view.given, **blank}, settings, view.figures)
            open_: dict[str, tuple[FactValue | Unknown, ...]] = {
                a: v for a, v in said.items() if _used(small, a, known, view)
            }
            if missing:
                open_ = {a: (*v, UNKNOWN) if _may_be_unknown(small, a) else v for a, v in open_.items()}
            for values in product(*open_.values()):
                answers = {a: v for a, v in zip(open_, values, strict=True) if v is not UNKNOWN}
                choice = _choice(small, settings, attributes, answers, view)
                key = tests.seen(choice.facts, group=choice.group is not None, whole=choice.whole)
                found.setdefault(key, choice)
    return Part(attributes, tuple(found.values()))


def _about(kb: KnowledgeBase, linked: Sequence[Question]) -> KnowledgeBase:
    """The knowledge base with nothing but the linked questions and the tables, which is all that their facts rest on."""
    questions = {q.id: q for q in (*linked, *kb.table_questions())}
    attributes = {
        a.id: a
        for a in kb.attributes.values()
        if a.id in kb.measures or (a.question in questions and not a.derived)
    }
    return replace(kb, questions=questions, attributes=attributes)


def _used(kb: KnowledgeBase, attribute: str, known: Given, view: View) -> bool:
    """Whether an answer may still be used, given what a table alone makes known."""
    stands_in = any(m.otherwise == attribute and m.table == view.question for m in kb.measures.values())
    return kb.attributes[attribute].question not in known.unused and not stands_in


def _choice(
    kb: KnowledgeBase,
    settings: Mapping[str, SettingValue],
    attributes: Sequence[str],
    answers: Mapping[str, FactValue],
    view: View,
) -> Choice:
    given: dict[str, Answer] = dict(view.given)
    for attribute, value in answers.items():
        _say(given, kb, attribute, value)
    facts = facts_with(kb, given, settings, view.figures)
    said: dict[str, FactValue | Table] = {
        a: v for a, v in answers.items() if kb.attributes[a].question not in facts.unused
    }
    seen = {a: facts.facts[a] for a in attributes if a in facts.facts}
    return Choice(seen, {**said, **view.given}, view.group, view.whole)


def _values(kb: KnowledgeBase, tests: Tests, attribute: Attribute) -> tuple[FactValue, ...]:
    """One value for each region of an attribute, cut by the tests on what it stands in for as well."""
    names = [attribute.id, *(m.id for m in kb.measures.values() if m.otherwise == attribute.question)]
    return told_apart([test for name in names for test in tests.of.get(name, ())], attribute)


def answers_of(kb: KnowledgeBase, choices: Iterable[Choice]) -> dict[str, Answer]:
    """The answers of a case file that say what the choices say."""
    given: dict[str, Answer] = {}
    for choice in choices:
        for attribute, value in choice.said.items():
            if isinstance(value, Table):
                given[attribute] = value
            else:
                _say(given, kb, attribute, value)
    return dict(sorted(given.items()))


def _say(given: dict[str, Answer], kb: KnowledgeBase, attribute: str, value: FactValue) -> None:
    """Add one attribute's value to the answers, in the shape that its question takes."""
    question = kb.questions[kb.attributes[attribute].question]
    item = attribute.removeprefix(f"{question.id}.")
    before = given.get(question.id)
    match question.kind:
        case QuestionKind.MULTI:
            chosen = before if isinstance(before, frozenset) else frozenset()
            given[question.id] = chosen | {item} if value == "yes" else chosen
        case QuestionKind.RATINGS | QuestionKind.APPLIES:
            items = before if isinstance(before, Mapping) else {}
            given[question.id] = dict(sorted({**items, item: value}.items()))
        case QuestionKind.LIST:
            assert isinstance(value, Fraction)
            given[question.id] = tuple(f"Name {k + 1}" for k in range(int(value)))
        case _:
            given[question.id] = value
