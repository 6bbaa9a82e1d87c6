"""A case's answers in; the given facts that rules start from out, with a word on every answer that is kept but not used.

A measure drawn from a table beats the answer that would stand in for it. Unanswered and unknown give no fact at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from advisor.measures import MEASURES, WITHOUT_TABLE
from advisor.model.case import UNKNOWN, Answer, Table, Unknown
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operator, SettingRef, Truth
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.questions import Measure, Question, QuestionKind

FactValue: TypeAlias = str | Fraction
Facts: TypeAlias = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of one case, seen as a whole or for one group of a table.

    `facts` maps an attribute to its value; attributes missing from it are unknown. `unused` names the
    answered questions whose
    answer is not used, `replaced` those among them that a table's figure replaces.
    """

    facts: Facts
    unused: tuple[str, ...]
    replaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute over all cases: for each value the cases that have it. A case in none of them does not know it."""

    cases: Mapping[FactValue, int]

    def passing(self, holds: Callable[[FactValue], bool]) -> tuple[int, int]:
        """The cases whose value passes a test, and those that know a value at all."""
        passing = known = 0
        for value, cases in self.cases.items():
            known |= cases
            if holds(value):
                passing |= cases
        return passing, known

    def known(self) -> int:
        """The cases that know a value."""
        cases = 0
        for having in self.cases.values():
            cases |= having
        return cases

    def only(self, wanted: int) -> Column:
        """The column with what is known kept in the wanted cases alone."""
        return Column({value: cases & wanted for value, cases in self.cases.items()})

    def joined(self, other: Column) -> Column:
        """Both columns as one; no case may know a value in both."""
        cases = dict(self.cases)
        for value, having in other.cases.items():
            cases[value] = cases.get(value, 0) | having
        return Column(cases)


def given_facts(
    kb: KnowledgeBase,
    answers: Mapping[str, Answer],
    settings: Mapping[str, SettingValue],
    group: str | None = None,
) -> Given:
    """Reduce answers to facts. With `group`, the measures of view `group` look at that group of the table alone."""
    figures = {
        m.id: measured(m, answers.get(m.table, UNKNOWN), settings, group) for m in kb.measures.values()
    }
    return facts_with(kb, answers, settings, figures)


def facts_with(
    kb: KnowledgeBase,
    answers: Mapping[str, Answer],
    settings: Mapping[str, SettingValue],
    figures: Mapping[str, FactValue | None],
) -> Given:
    """As `given_facts`, for tables whose figures are worked out already: the value of each measure, None where unknown."""
    facts: dict[str, FactValue] = {}
    for question_id, answer in sorted(answers.items()):
        if question_id in kb.questions:
            facts.update(facts_of(kb.questions[question_id], answer))
    facts.update({key: value for key, value in figures.items() if value is not None})
    unused = {
        q.id for q in kb.questions.values() if q.id in answers and asked(q, facts, settings) is Truth.FALSE
    }
    for attribute in kb.attributes.values() if unused else ():
        if attribute.question in unused and attribute.id not in kb.measures:
            facts.pop(attribute.id, None)
    replaced = []
    for measure in kb.measures.values():
        if not isinstance(answers.get(measure.table), Table):
            if measure.otherwise in facts:
                facts[measure.id] = facts[measure.otherwise]
        elif measure.otherwise in answers and not isinstance(answers[measure.otherwise], Unknown):
            replaced.append(measure.otherwise)
    return Given(dict(sorted(facts.items())), tuple(sorted(unused)), tuple(sorted(set(replaced))))


def asked(question: Question, facts: Facts, settings: Mapping[str, SettingValue]) -> Truth:
    """Whether the question is asked at all, given what is known: FALSE where its `asked-when` is known not to hold."""
    return Truth.TRUE if question.asked_when is None else _holds(question.asked_when, facts, settings)


def facts_of(question: Question, answer: Answer) -> Iterator[tuple[str, FactValue]]:
    """What one answer says, as attributes with their values; nothing where it is unknown, and nothing of a table."""
    if isinstance(answer, Unknown) or question.kind is QuestionKind.TABLE:
        return
    if isinstance(answer, frozenset):
        for value in question.values:
            yield f"{question.id}.{value}", "yes" if value in answer else "no"
    elif isinstance(answer, Mapping):
        for item, known in answer.items():
            if not isinstance(known, Unknown):
                yield f"{question.id}.{item}", known
    elif isinstance(answer, tuple):
        yield question.id, Fraction(len(answer))
    elif isinstance(answer, (str, Fraction)):
        yield question.id, answer


def measured(
    measure: Measure, table: Answer, settings: Mapping[str, SettingValue], group: str | None
) -> FactValue | None:
    """A measure of a table, or of one group of it; None where it is unknown."""
    if not isinstance(table, Table):
        return WITHOUT_TABLE.get(measure.function)
    seen = table.of_group(group) if group is not None and measure.view == "group" else table
    minor = settings.get(measure.minor_share, Fraction(0))
    return MEASURES[measure.function](seen, minor if isinstance(minor, Fraction) else Fraction(0))


def setting_number(reference: SettingRef, settings: Mapping[str, SettingValue]) -> Fraction:
    """The number that a setting holds now. The reader has made sure that it is one."""
    value = settings[reference.setting]
    if isinstance(value, Mapping):
        value = value[reference.key]  # type: ignore[assignment]
    assert isinstance(value, Fraction), reference
    return value


def compare(operator: Operator, value: Fraction, bound: Fraction) -> bool:
    """One exact comparison."""
    match operator:
        case Operator.AT_LEAST:
            return value >= bound
        case Operator.AT_MOST:
            return value <= bound
        case Operator.MORE_THAN:
            return value > bound
        case Operator.LESS_THAN:
            return value < bound
        case Operator.EXACTLY | Operator.IS:
            return value == bound


def _holds(condition: Condition, facts: Facts, settings: Mapping[str, SettingValue]) -> Truth:
    """Whether a condition on given facts holds: only for `asked-when`, which is settled before any rule runs."""
    match condition:
        case Criterion(attribute, operator, operands, negated):
            value = facts.get(attribute)
            if value is None:
                return Truth.UNKNOWN
            if isinstance(value, Fraction):
                operand = operands[0]
                bound = setting_number(operand, settings) if isinstance(operand, SettingRef) else operand
                assert isinstance(bound, Fraction)
                truth = compare(operator, value, bound)
            else:
                truth = value in operands
            return Truth.TRUE if truth != negated else Truth.FALSE
        case Not(part):
            return ~_holds(part, facts, settings)
        case AllOf(parts):
            return conjunction(_holds(part, facts, settings) for part in parts)
        case AnyOf(parts):
            return ~conjunction(~_holds(part, facts, settings) for part in parts)


def conjunction(truths: Iterator[Truth]) -> Truth:
    """Kleene's and: FALSE if any is, else UNKNOWN if any is, else TRUE."""
    found = set(truths)
    if Truth.FALSE in found:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.TRUE
