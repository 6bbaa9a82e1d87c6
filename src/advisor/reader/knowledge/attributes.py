"""Questions, measures, concepts and options in; everything that a rule may read out, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from advisor.model.options import Option
from advisor.model.questions import (
    APPLIES_WORDS,
    MEASURE_DOMAINS,
    YES_NO_WORDS,
    Attribute,
    Concept,
    Domain,
    Measure,
    Question,
    QuestionKind,
)

STANDINGS = {"met": "met", "partly-met": "partly met", "ruled-out": "ruled out"}


def attributes_of(
    questions: Iterable[Question],
    measures: Iterable[Measure],
    concepts: Iterable[Concept],
    options: Iterable[Option],
) -> dict[str, Attribute]:
    """Every attribute, sorted by id. A rating's or list's items are `question.item`, an option is `decision.option`."""
    found: list[Attribute] = []
    for question in questions:
        found.extend(_of_question(question))
    found.extend(_of_measure(measure) for measure in measures)
    found.extend(Attribute(c.id, Domain.SYMBOL, c.label, c.values, derived=True) for c in concepts)
    found.extend(Attribute(o.key, Domain.SYMBOL, o.label, STANDINGS, derived=True) for o in options)
    # An id that is used twice is reported elsewhere; until then it means what it meant first.
    first = {attribute.id: attribute for attribute in reversed(found)}
    return dict(sorted(first.items()))


def _number(question: Question) -> Attribute:
    """A number that is given, or how many names a list has."""
    q = question
    if q.kind is QuestionKind.LIST:
        return Attribute(q.id, Domain.NUMBER, q.label, question=q.id, minimum=Fraction(0), whole=True)
    return Attribute(
        q.id, Domain.NUMBER, q.label, question=q.id, unit=q.unit,
        minimum=q.minimum, maximum=q.maximum, whole=q.whole,
    )  # fmt: skip


def _of_question(question: Question) -> Iterator[Attribute]:
    q = question
    match q.kind:
        case QuestionKind.YES_NO:
            yield Attribute(q.id, Domain.SYMBOL, q.label, YES_NO_WORDS, question=q.id)
        case QuestionKind.CHOICE:
            yield Attribute(q.id, Domain.SYMBOL, q.label, q.values, question=q.id)
        case QuestionKind.NUMBER | QuestionKind.LIST:
            yield _number(q)
        case QuestionKind.SCALE:
            yield _scale(q.id, q.label, q.id)
        case QuestionKind.MULTI:
            yield Attribute(q.id, Domain.SET, q.label, q.values, question=q.id)
            for value, words in q.values.items():
                yield Attribute(
                    f"{q.id}.{value}", Domain.SYMBOL, f"{q.label}: {words}", YES_NO_WORDS, question=q.id
                )
        case QuestionKind.RATINGS:
            for item, words in q.items.items():
                yield _scale(f"{q.id}.{item}", f"{q.label}: {words}", q.id)
        case QuestionKind.APPLIES:
            for item, words in q.items.items():
                yield Attribute(f"{q.id}.{item}", Domain.SYMBOL, words, APPLIES_WORDS, question=q.id)
        case QuestionKind.TABLE:
            return


def _scale(identifier: str, label: str, question: str) -> Attribute:
    return Attribute(
        identifier, Domain.NUMBER, label, question=question,
        minimum=Fraction(0), maximum=Fraction(3), whole=True, scale=True,
    )  # fmt: skip


def _of_measure(measure: Measure) -> Attribute:
    domain = MEASURE_DOMAINS.get(measure.function, Domain.NUMBER)
    values = YES_NO_WORDS if domain is Domain.SYMBOL else {}
    unit = "share" if measure.function == "largest-share" else ""
    whole = measure.function in ("members", "groups", "minor-members")
    return Attribute(
        measure.id, domain, measure.label, values,
        question=measure.table, unit=unit, minimum=Fraction(0), whole=whole,
    )  # fmt: skip
