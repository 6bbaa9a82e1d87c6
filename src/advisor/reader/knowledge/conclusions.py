"""What a rule says that it concludes in, the conclusion out: exactly one, about things that exist, that the policy reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from advisor.model.conditions import SettingRef
from advisor.model.knowledge import Setting
from advisor.model.options import Decision, Option, Policy, option_decision
from advisor.model.questions import Concept
from advisor.model.rules import (
    IMPORTANCE_WEIGHTS,
    Advice,
    Advises,
    Concludes,
    Conclusion,
    Meets,
    RulesOut,
    Weighs,
)
from advisor.reader.fields import Fields, one_of
from advisor.reader.knowledge.conditions import Vocabulary, setting_ref
from advisor.reader.knowledge.degrees import build_degrees
from advisor.reader.yaml.nodes import Text

CONCLUSIONS = ("concludes", "meets", "partly-meets", "rules-out", "supports", "counts-against", "advises")
_UNREAD = {
    Policy.CONDITIONS: (),
    Policy.LADDER: ("partly-meets",),
    Policy.WEIGHTED: ("meets", "partly-meets"),
}


@dataclass(frozen=True, slots=True)
class RuleScope:
    """What a rule may name besides attributes and settings."""

    decisions: Mapping[str, Decision]
    options: Mapping[str, Option]
    concepts: Mapping[str, Concept]
    settings: Mapping[str, Setting]
    statements: Collection[str]
    vocabulary: Vocabulary


def build_conclusion(folder: str, fields: Fields, scope: RuleScope) -> Conclusion | None:
    """The one conclusion of a rule of the folder `folder`; None where it has none or a faulty one (reported)."""
    present = [name for name in CONCLUSIONS if fields.has(name)]
    if len(present) != 1:
        said = " and ".join(present) if present else "nothing"
        message = f"a rule concludes exactly one thing, this one {said}"
        fields.problem("KB212", message, hint=one_of(CONCLUSIONS))
        for name in (*CONCLUSIONS, "importance", "as-much-as", "about"):
            fields.node(name)
        return None
    name = present[0]
    match name:
        case "concludes":
            return _concludes(fields, scope)
        case "meets" | "partly-meets":
            return _meets(folder, name, fields, scope)
        case "rules-out":
            return _rules_out(folder, fields, scope)
        case "supports" | "counts-against":
            return _weighs(folder, name, fields, scope)
        case _:
            return _advises(folder, fields, scope)


def _concludes(fields: Fields, scope: RuleScope) -> Concludes | None:
    pairs = fields.pairs("concludes")
    if len(pairs) != 1 or not isinstance(pairs[0][1], Text):
        fields.problem(
            "KB103",
            "concludes is one concept with one value, such as {pattern: similar}",
            fields.key_place("concludes"),
        )
        return None
    concept, value = pairs[0][0], pairs[0][1]
    if concept.value not in scope.concepts:
        fields.unknown_word(f"concept {concept.value!r}", concept, scope.concepts, "KB201")
        return None
    values = scope.concepts[concept.value].values
    if value.value not in values:
        fields.unknown_word(f"value {value.value!r} of {concept.value!r}", value, values, "KB203")
        return None
    return Concludes(concept.value, value.value)


def _option(folder: str, text: Text | None, fields: Fields, scope: RuleScope) -> str | None:
    """An option named bare (of the own decision) or as decision.option; reports one that does not exist."""
    if text is None:
        return None
    key = text.value if "." in text.value else f"{folder}.{text.value}"
    if key in scope.options:
        return key
    known = [o.id if o.decision == folder else o.key for o in scope.options.values()]
    fields.is_known(text, known, "an option", "KB205")
    return None


def _meets(folder: str, name: str, fields: Fields, scope: RuleScope) -> Meets | None:
    option = _option(folder, fields.raw(name), fields, scope)
    if option is None:
        return None
    policy = _policy(option, scope)
    if policy is not None and name in _UNREAD[policy]:
        hint = (
            "supports and counts-against weigh for and against an option"
            if policy is Policy.WEIGHTED
            else "write meets"
        )
        fields.problem("KB215", f"the policy {policy} does not use {name!r}", fields.key_place(name), hint)
        return None
    return Meets(option, partly=name == "partly-meets")


def _policy(option: str, scope: RuleScope) -> Policy | None:
    decision = scope.decisions.get(option_decision(option))
    return decision.policy if decision else None


def _rules_out(folder: str, fields: Fields, scope: RuleScope) -> RulesOut | None:
    raw = fields.raw("rules-out")
    if raw is None:
        return None
    if not raw.value.startswith("above "):
        option = _option(folder, raw, fields, scope)
        return None if option is None else RulesOut(option, False, option_decision(option))
    named = raw.value.removeprefix("above ").lstrip()
    rung = Text(named.strip(), raw.source, raw.line, raw.column + len(raw.value) - len(named))
    reference = _rung_setting(folder, rung, fields, scope)
    option = None if reference else _option(folder, rung, fields, scope)
    if reference is None and option is None:
        return None
    decision = folder if option is None else option_decision(option)
    if _policy(f"{decision}.", scope) is not Policy.LADDER:
        hint = "name the option that is out, in a rule for each"
        fields.problem(
            "KB215", f"{decision} is not a ladder, so nothing is above {rung.value!r}", rung.where, hint
        )
        return None
    return RulesOut(reference or str(option), True, decision)


def _rung_setting(folder: str, rung: Text, fields: Fields, scope: RuleScope) -> SettingRef | None:
    """A key of a setting that names a rung of the folder's own ladder; None where the text names no setting."""
    name = rung.value.split(".")[0]
    if name not in scope.settings or f"{folder}.{rung.value}" in scope.options:
        return None
    reference = setting_ref(rung.value, scope.settings)
    value = scope.settings[name].value
    keys = {f"{name}.{key}": option for key, option in value.items()} if isinstance(value, Mapping) else {}
    if reference is None or rung.value not in keys:
        fields.unknown_word(f"rung {rung.value!r}", rung, keys, "KB204")
        return SettingRef(name)
    if f"{folder}.{keys[rung.value]}" not in scope.options:
        message = f"the setting {rung.value!r} holds {keys[rung.value]!r}, which is no option of {folder}"
        fields.problem("KB205", message, rung.where)
    return reference


def _weighs(folder: str, name: str, fields: Fields, scope: RuleScope) -> Weighs | None:
    option = _option(folder, fields.raw(name), fields, scope)
    importance = fields.raw("importance")
    weights = scope.settings.get(IMPORTANCE_WEIGHTS)
    grades = weights.value if weights and isinstance(weights.value, Mapping) else {}
    if importance is not None and importance.value not in grades:
        fields.unknown_word(f"importance {importance.value!r}", importance, grades, "KB204")
    degrees = build_degrees(fields, scope.vocabulary)
    if option is None:
        return None
    return Weighs(option, name == "counts-against", importance.value if importance else "", degrees)


def _advises(folder: str, fields: Fields, scope: RuleScope) -> Advises | None:
    advice = fields.choice("advises", Advice) or Advice.NOTE
    about = []
    for text in fields.words("about"):
        if text.value in scope.decisions:
            about.append(text.value)
        else:
            option = _option(folder, text, fields, scope)
            about.extend([] if option is None else [option])
    if not fields.has("about"):
        if folder not in scope.decisions:
            fields.problem(
                "KB102", "a rule outside a decision says what it is about", hint="add about: [decision, ...]"
            )
            return None
        about = [folder]
    return Advises(advice, tuple(sorted(about)))
