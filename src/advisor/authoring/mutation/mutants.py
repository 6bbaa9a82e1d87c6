"""A rule in; every way in which it could be written slightly wrong out, one fault each, with words for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.authoring.lookup.as_written import conclusion_text, condition_text
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operator, SettingRef
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_decision
from advisor.model.questions import Attribute, Domain, QuestionKind
from advisor.model.rules import (
    IMPORTANCE_WEIGHTS,
    Advises,
    Concludes,
    Conclusion,
    Degree,
    Meets,
    Rule,
    RulesOut,
    Weighs,
)
from advisor.quantities import amount_text


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one fault, or None where the fault is that the rule is missing."""

    rule_id: str
    what: str
    rule: Rule | None


_OPERATORS = {
    Operator.AT_LEAST: (Operator.MORE_THAN, Operator.AT_MOST),
    Operator.MORE_THAN: (Operator.AT_LEAST, Operator.AT_MOST),
    Operator.AT_MOST: (Operator.LESS_THAN, Operator.AT_LEAST),
    Operator.LESS_THAN: (Operator.AT_MOST, Operator.AT_LEAST),
    Operator.EXACTLY: (Operator.AT_LEAST, Operator.AT_MOST),
}


def mutants(kb: KnowledgeBase, rule: Rule) -> Iterator[Mutant]:
    """The rule left out; conditions left out or turned round; other operators, values, thresholds, degrees, conclusions."""
    yield Mutant(rule.id, "left out", None)
    for place, condition in enumerate(rule.conditions):
        rest = (*rule.conditions[:place], *rule.conditions[place + 1 :])
        yield Mutant(rule.id, f"without {condition_text(condition)}", replace(rule, conditions=rest))
        for what, changed in _changed(kb, condition):
            conditions = (*rule.conditions[:place], changed, *rule.conditions[place + 1 :])
            yield Mutant(rule.id, what, replace(rule, conditions=conditions))
    for conclusion in _conclusions(kb, rule):
        changed_rule = replace(rule, conclusion=conclusion)
        yield Mutant(rule.id, f"{conclusion_text(changed_rule)}", changed_rule)
    if isinstance(rule.conclusion, Weighs):
        for what, degrees in _degrees(kb, rule.conclusion.degrees):
            yield Mutant(rule.id, what, replace(rule, conclusion=replace(rule.conclusion, degrees=degrees)))


def _changed(kb: KnowledgeBase, condition: Condition) -> Iterator[tuple[str, Condition]]:
    match condition:
        case Criterion():
            for test in _tests(kb, condition):
                yield f"{condition_text(condition)} → {condition_text(test)}", test
        case Not(part):
            yield f"not dropped from {condition_text(condition)}", part
            yield from ((what, Not(changed)) for what, changed in _changed(kb, part))
        case AllOf(parts) | AnyOf(parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                if rest:
                    yield f"without {condition_text(part)}", type(condition)(rest)
                for what, changed in _changed(kb, part):
                    yield what, type(condition)((*parts[:place], changed, *parts[place + 1 :]))


def _tests(kb: KnowledgeBase, test: Criterion) -> Iterator[Criterion]:
    """Tests on the same attribute that differ in one thing."""
    attribute = kb.attributes[test.attribute]
    if attribute.domain is Domain.NUMBER:
        for operator in _OPERATORS.get(test.operator, ()):
            yield replace(test, operator=operator, words=f"{operator} {_operand(test)}")
        step = Fraction(1) if attribute.whole or attribute.scale else Fraction(1, 100)
        for bound in _bounds(kb, test, step):
            yield replace(
                test, operands=(bound,), words=f"{test.operator} {amount_text(bound, attribute.unit)}"
            )
        return
    turned = replace(test, negated=not test.negated)
    yield replace(turned, words=test.words.removeprefix("not ") if test.negated else f"not {test.words}")
    values = [str(o) for o in test.operands]
    if len(values) > 1:
        for value in values:
            kept = tuple(v for v in values if v != value)
            yield replace(test, operands=kept, words=_words(kept, negated=test.negated))
    for value in _possible(kb, attribute):
        if value not in values:
            more = (*values, value)
            yield replace(test, operands=more, words=_words(more, negated=test.negated))
            break


def _possible(kb: KnowledgeBase, attribute: Attribute) -> Sequence[str]:
    """The values that an attribute can have: of a derived one only those to which some rule leads."""
    if not attribute.derived:
        return list(attribute.values)
    return [
        v for v in attribute.values if any(_leads(r.conclusion, attribute.id, v) for r in kb.rules.values())
    ]


def _leads(conclusion: Conclusion, attribute: str, value: str) -> bool:
    match conclusion:
        case Concludes(concept, concluded):
            return (concept, concluded) == (attribute, value)
        case Meets(option, partly):
            return (option, "partly-met" if partly else "met") == (attribute, value)
        case RulesOut(option, above):
            return value == "ruled-out" and (option == attribute or above)
        case _:
            return False


def _bounds(kb: KnowledgeBase, test: Criterion, step: Fraction) -> Iterator[Fraction]:
    """Thresholds a little lower and a little higher, as far as the attribute has values there."""
    operand = test.operands[0]
    if isinstance(operand, SettingRef):
        value = kb.settings[operand.setting].value
        operand = value[operand.key] if isinstance(value, Mapping) else value
    if isinstance(operand, Fraction):
        yield from (operand - step, operand + step)


def _operand(test: Criterion) -> str:
    return str(test.operands[0])


def _words(values: tuple[str, ...], *, negated: bool) -> str:
    return ("not " if negated else "") + " or ".join(values)


def _conclusions(kb: KnowledgeBase, rule: Rule) -> Iterator[Conclusion]:
    """What the rule could wrongly conclude."""
    match rule.conclusion:
        case Concludes(concept, value):
            yield from (Concludes(concept, v) for v in kb.concepts[concept].values if v != value)
        case Meets(option, partly):
            yield Meets(option, not partly)
            yield from (Meets(other, partly) for other in _others(kb, option)[:1])
        case RulesOut(option, above, decision):
            if not above:
                yield from (RulesOut(other, above, decision) for other in _others(kb, str(option))[:1])
        case Weighs() as weighs:
            yield replace(weighs, against=not weighs.against)
            yield from (replace(weighs, option=other) for other in _others(kb, weighs.option)[:1])
            grades = kb.settings[IMPORTANCE_WEIGHTS].value if weighs.importance else {}
            if isinstance(grades, Mapping):
                yield from (replace(weighs, importance=g) for g in grades if g != weighs.importance)
        case Advises():
            return


def _degrees(kb: KnowledgeBase, degrees: tuple[Degree, ...]) -> Iterator[tuple[str, tuple[Degree, ...]]]:
    """How much a point could wrongly count: without one of several answers, by another answer, or by other shares."""
    for place, degree in enumerate(degrees):
        before, after = degrees[:place], degrees[place + 1 :]
        if before or after:
            yield f"not as much as {degree.attribute}", (*before, *after)
        for changed in _other_degrees(kb, degree):
            if changed not in degrees:
                what = f"as much as {_degree_text(kb, degree)} → {_degree_text(kb, changed)}"
                yield what, (*before, changed, *after)


def _other_degrees(kb: KnowledgeBase, degree: Degree) -> Iterator[Degree]:
    """Of an item the same of the item after it; of a choice each value left out, or with another share."""
    if _is_choice(kb, degree):
        for place, (value, share) in enumerate(degree.degrees):
            before, after = degree.degrees[:place], degree.degrees[place + 1 :]
            if before or after:
                yield replace(degree, degrees=(*before, *after))
            other = Fraction(1, 2) if share == 1 else Fraction(1)
            yield replace(degree, degrees=(*before, (value, other), *after))
        return
    question = kb.attributes[degree.attribute].question
    items = [a.id for a in kb.attributes.values() if a.question == question]
    if len(items) > 1:
        yield replace(degree, attribute=items[(items.index(degree.attribute) + 1) % len(items)])


def _is_choice(kb: KnowledgeBase, degree: Degree) -> bool:
    """Whether the author says for each value by how much it counts; of an item the answer itself says so."""
    return kb.questions[kb.attributes[degree.attribute].question].kind is QuestionKind.CHOICE


def _degree_text(kb: KnowledgeBase, degree: Degree) -> str:
    shares = ", ".join(f"{value}: {share}" for value, share in degree.degrees)
    return f"{degree.attribute} ({shares})" if _is_choice(kb, degree) else degree.attribute


def _others(kb: KnowledgeBase, option: str) -> list[str]:
    return [o.key for o in kb.options_of(option_decision(option)) if o.key != option]
