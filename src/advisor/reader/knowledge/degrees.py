"""The `as-much-as` of a rule in; by how much each answer makes its point count out."""

from __future__ import annotations

from fractions import Fraction

from advisor.errors import AnswerError, closest_match
from advisor.model.questions import Attribute, Domain
from advisor.model.rules import Degree
from advisor.quantities import parse_ratio
from advisor.reader.fields import Fields
from advisor.reader.knowledge.conditions import Vocabulary
from advisor.reader.yaml.nodes import Entries, Node, Text

_YES_PARTLY = (("partly", Fraction(1, 2)), ("yes", Fraction(1)))
_SCALE_DEGREES = (("1", Fraction(1, 3)), ("2", Fraction(2, 3)), ("3", Fraction(1)))
_YES = (("yes", Fraction(1)),)


def build_degrees(fields: Fields, vocabulary: Vocabulary) -> tuple[Degree, ...]:
    """The `as-much-as` of a rule; empty where it has none."""
    node = fields.node("as-much-as")
    if node is None:
        return ()
    if isinstance(node, Entries):
        found = [_graded_choice(key, value, fields, vocabulary) for key, value in node.pairs]
    else:
        found = [
            _natural_degree(text, fields, vocabulary) for text in fields.words("as-much-as", required=True)
        ]
    return tuple(sorted((d for d in found if d is not None), key=lambda d: d.attribute))


def _graded_choice(key: Text, node: Node, fields: Fields, vocabulary: Vocabulary) -> Degree | None:
    attribute = _attribute(key, fields, vocabulary)
    if attribute is None:
        return None
    if not attribute.values:  # of a choice whose values could not be read, that is reported where they stand
        if attribute.domain is Domain.NUMBER:
            hint = "name a scale or an item of ratings by itself, or put a number into a condition"
            fields.problem("KB202", f"{key.value!r} is a number and has no values", key.where, hint)
        return None
    inner = Fields(node, f"as-much-as {key.value}", fields.report)
    degrees = []
    for value, text in inner.all_texts():
        if value.value not in attribute.values:
            fields.unknown_word(f"value {value.value!r} of {key.value!r}", value, attribute.values, "KB203")
            continue
        try:
            degree = parse_ratio(text.value)
        except AnswerError as error:
            fields.problem("KB105", str(error), text.where, error.hint)
            continue
        if not 0 <= degree <= 1:
            fields.problem("KB108", f"a degree lies between 0 and 1, not {text.value}", text.where)
        degrees.append((value.value, degree))
    return Degree(attribute.id, tuple(sorted(degrees)))


def _natural_degree(text: Text, fields: Fields, vocabulary: Vocabulary) -> Degree | None:
    """The degree that a kind of answer has by itself: yes 1, partly a half; a rating or scale its value over 3."""
    attribute = _attribute(text, fields, vocabulary)
    if attribute is None:
        return None
    if attribute.scale:
        return Degree(attribute.id, _SCALE_DEGREES)
    if "partly" in attribute.values:
        return Degree(attribute.id, _YES_PARTLY)
    if set(attribute.values) == {"yes", "no"}:
        return Degree(attribute.id, _YES)
    hint = (
        "name an item of ratings or applies, a scale or a yes-no question, or give the degree of each value"
    )
    fields.problem("KB202", f"{text.value!r} has no degree of its own", text.where, hint)
    return None


def _attribute(text: Text, fields: Fields, vocabulary: Vocabulary) -> Attribute | None:
    attribute = vocabulary.attributes.get(text.value)
    if attribute is None or attribute.derived or attribute.domain is Domain.SET:
        known = [a.id for a in vocabulary.attributes.values() if not a.derived]
        fields.problem(
            "KB201", f"unknown answer {text.value!r}", text.where, closest=closest_match(text.value, known)
        )
        return None
    return attribute
