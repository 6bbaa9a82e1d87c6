"""A `when` mapping in, a condition out: tests read aloud (`at least 2`, `similar or varied`, `high`), checked
against the attributes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.errors import AnswerError, Problem, closest_match
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operand, Operator, SettingRef
from advisor.model.knowledge import Setting, SettingKind
from advisor.model.questions import Attribute, Domain
from advisor.quantities import number_text, parse_number
from advisor.reader.fields import flat, one_of
from advisor.reader.meant_tests import meant_number, meant_test
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, Text

_COMPARISONS = {
    op: str(op)
    for op in (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN, Operator.EXACTLY)
}
_JOINED = ("all", "any", "not")
_UNITS = {SettingKind.MONEY: "GBP", SettingKind.SHARE: "share"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a condition may name. An option of the decision `home` may be named by its bare id."""

    attributes: Mapping[str, Attribute]
    settings: Mapping[str, Setting]
    home: str = ""


def build_conditions(node: Node | None, vocabulary: Vocabulary, report: Report) -> tuple[Condition, ...]:
    """Read a `when` mapping; each key is one condition and all must hold. Faulty parts are reported and left out."""
    if node is None:
        return ()
    if not isinstance(node, Entries) or not node.pairs:
        message = "a condition is a mapping of attributes to tests"
        report(Problem("KB103", message, node.where, "write it like {size: at least 2}"))
        return ()
    out: list[Condition] = []
    for key, value in sorted(node.pairs, key=lambda pair: (pair[0].value in _JOINED, pair[0].value)):
        if key.value in _JOINED:
            out.extend(_joined(key, value, vocabulary, report))
        else:
            condition = _criterion(key, value, vocabulary, report)
            out.extend([] if condition is None else [condition])
    return tuple(out)


def together(conditions: tuple[Condition, ...]) -> Condition:
    """Several conditions as one that needs them all."""
    return conditions[0] if len(conditions) == 1 else AllOf(conditions)


def _joined(key: Text, node: Node, vocabulary: Vocabulary, report: Report) -> tuple[Condition, ...]:
    if key.value == "not":
        inner = build_conditions(node, vocabulary, report)
        return (Not(together(inner)),) if inner else ()
    if not isinstance(node, Sequence) or not node.items:
        hint = f"write {key.value}: with a list below it, one condition to a dash"
        report(Problem("KB103", f"{key.value!r} is a list of conditions", node.where, hint))
        return ()
    groups = [build_conditions(item, vocabulary, report) for item in node.items]
    if key.value == "all":
        return tuple(condition for group in groups for condition in group)
    return (AnyOf(tuple(together(group) for group in groups if group)),)


def _criterion(key: Text, node: Node, vocabulary: Vocabulary, report: Report) -> Condition | None:
    attribute = vocabulary.attributes.get(key.value) or vocabulary.attributes.get(
        f"{vocabulary.home}.{key.value}"
    )
    if attribute is None:
        hint = "a question, an item as question.item, a measure, a concept, or an option as decision.option"
        closest = _nearest(key.value, vocabulary.attributes)
        report(Problem("KB201", f"unknown attribute {key.value!r}", key.where, hint, closest))
        return None
    if not isinstance(node, Text) or not node.value.strip():
        report(Problem("KB202", f"the test on {key.value!r} must be one text", node.where, _hint(attribute)))
        return None
    if attribute.domain is not Domain.NUMBER and not attribute.values:
        return None  # its values could not be read, which is reported where they stand
    if attribute.domain is Domain.NUMBER:
        return _number_test(attribute, node, vocabulary, report)
    return _symbol_test(attribute, node, report)


def _nearest(word: str, known: Mapping[str, Attribute]) -> str:
    """The attribute that was meant: one whose last part is this very word, else the closest."""
    whole = [name for name in sorted(known) if name.endswith(f".{word}")]
    return whole[0] if whole else closest_match(word, known)


def _number_test(
    attribute: Attribute, text: Text, vocabulary: Vocabulary, report: Report
) -> Criterion | None:
    words = flat(text)
    if attribute.scale and words in ("high", "low"):
        operator = Operator.AT_LEAST if words == "high" else Operator.AT_MOST
        return _comparison(attribute, operator, _scale_setting(words, text, vocabulary, report), text)
    for operator, phrase in _COMPARISONS.items():
        if words.startswith(phrase + " "):
            number = words.removeprefix(phrase).strip()
            operand = _number_operand(number, attribute, text, vocabulary, report)
            return _comparison(attribute, operator, operand, text)
    message = f"{words!r} is not a test on the number {attribute.id!r}"
    report(Problem("KB202", message, text.where, _hint(attribute), meant_test(words)))
    return None


def _scale_setting(words: str, text: Text, vocabulary: Vocabulary, report: Report) -> SettingRef | None:
    """The setting that says what `high` or `low` means on a scale."""
    name = f"scale-{words}"
    if name in vocabulary.settings and isinstance(vocabulary.settings[name].value, Fraction):
        return SettingRef(name)
    message = f"{words!r} reads the setting {name!r}, and there is no such number"
    report(Problem("KB204", message, text.where, f"add {name} to settings in kb.yaml"))
    return None


def _comparison(
    attribute: Attribute, operator: Operator, operand: Operand | None, text: Text
) -> Criterion | None:
    if operand is None:
        return None
    return Criterion(attribute.id, operator, (operand,), False, flat(text), text.where)


def _check_unit(setting: Setting, attribute: Attribute, text: Text, report: Report) -> None:
    """Money is compared with money, and a share with a share."""
    unit = _UNITS.get(setting.kind)
    if unit is not None and attribute.unit != unit:
        message = f"the setting {setting.id!r} is of kind {setting.kind}, and {attribute.id!r} is not"
        report(Problem("KB204", message, text.where, "compare like with like"))


def _number_operand(
    words: str, attribute: Attribute, text: Text, vocabulary: Vocabulary, report: Report
) -> Operand | None:
    reference = setting_ref(words, vocabulary.settings)
    if reference is not None:
        value = vocabulary.settings[reference.setting].value
        number = value.get(reference.key) if isinstance(value, Mapping) else value
        if not isinstance(number, Fraction):
            report(Problem("KB204", f"the setting {words!r} is not one number", text.where))
            return None
        _check_unit(vocabulary.settings[reference.setting], attribute, text, report)
        return reference
    try:
        operand = parse_number(words)
    except AnswerError:
        message = f"{words!r} is neither a number nor a setting"
        known = [name for name, setting in vocabulary.settings.items() if isinstance(setting.value, Fraction)]
        closest = meant_number(words) or closest_match(words, known)
        hint = "; ".join(("write a number in figures, or a setting", *((one_of(known),) if known else ())))
        report(Problem("KB204", message, text.where, hint, closest))
        return None
    low, high = attribute.minimum, attribute.maximum
    if (low is not None and operand < low) or (high is not None and operand > high):
        bounds = (("at least", low), ("at most", high))
        reach = " and ".join(f"{which} {number_text(n)}" for which, n in bounds if n is not None)
        message = f"the test '{flat(text)}' always comes out the same: {attribute.id!r} is {reach}"
        report(Problem("KB108", message, text.where, "compare with a number within that"))
        return None
    return operand


def setting_ref(words: str, settings: Mapping[str, Setting]) -> SettingRef | None:
    """`similar-max-ratio` or `barrier-ceiling.3` as a reference, or None where no such setting (or key) exists."""
    name, _, key = words.partition(".")
    if name not in settings:
        return None
    value = settings[name].value
    if key and not (isinstance(value, Mapping) and key in value):
        return None
    return SettingRef(name, key)


def _symbol_test(attribute: Attribute, text: Text, report: Report) -> Condition | None:
    words = flat(text)
    negated = words.startswith("not ")
    values = re.split(r"\s+or\s+|\s*,\s*", words.removeprefix("not ").strip())
    allowed = [*attribute.values, "none"] if attribute.domain is Domain.SET else list(attribute.values)
    wrong = [value for value in values if value not in allowed]
    for value in wrong:
        message = f"{attribute.id!r} has no value {value!r}"
        closest = closest_match(value, allowed)
        report(Problem("KB203", message, text.place_of(value), one_of(allowed), closest))
    if wrong:
        return None
    if attribute.domain is Domain.SET:
        return _set_test(attribute, values, negated, text)
    return Criterion(attribute.id, Operator.IS, tuple(values), negated, words, text.where)


def _set_test(attribute: Attribute, values: list[str], negated: bool, text: Text) -> Condition:
    """A test on a multi question becomes tests on its members; `none` means that no member was chosen."""

    def member(value: str, chosen: str) -> Criterion:
        return Criterion(f"{attribute.id}.{value}", Operator.IS, (chosen,), False, chosen, text.where)

    parts: list[Condition] = [member(v, "yes") for v in values if v != "none"]
    if "none" in values:
        parts.append(AllOf(tuple(member(v, "no") for v in attribute.values)))
    test = parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
    return Not(test) if negated else test


def _hint(attribute: Attribute) -> str:
    if attribute.domain is Domain.NUMBER:
        return "write at least, at most, more than, less than or exactly, then a number or a setting" + (
            "; or high or low" if attribute.scale else ""
        )
    return one_of(attribute.values)
