"""A profile in; its terms, its cautions and the settings that it changes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.model.knowledge import Caution, Profile, Setting, SettingKind, SettingValue, Term
from advisor.model.options import Option
from advisor.reader.fields import Fields
from advisor.reader.ids import check_id
from advisor.reader.knowledge.register import setting_value
from advisor.reader.yaml.nodes import Entries, Node, Report, Text

MATCHES = ("same", "good", "successor", "approximate", "none")


@dataclass(frozen=True, slots=True)
class Register:
    """What a profile may name: settings, options, the terms that it must define, and what a caution may be about."""

    settings: Mapping[str, Setting]
    options: Mapping[str, Option]
    terms: frozenset[str]
    subjects: frozenset[str]


def build_profile(name: str, node: Entries, known: Register, report: Report) -> Profile:
    """Read one profile; `name` is its id, the file's name without ending."""
    fields = Fields(node, f"profile {name}", report)
    terms = {key.value: _term(key, value, report) for key, value in fields.pairs("terms")}
    for missing in sorted(known.terms - set(terms)):
        place = fields.key_place("terms")
        hint = "every profile defines the same terms"
        fields.problem("KB214", f"the profile {name!r} has no term {missing!r}", place, hint)
    profile = Profile(
        name,
        fields.text("label", required=True),
        fields.text("as-at", required=True),
        overrides(fields, known.settings, known.options),
        terms,
        tuple(_caution(key, value, known, report) for key, value in fields.pairs("cautions")),
        node.where,
    )
    fields.finish()
    return profile


def term_names(node: Entries) -> frozenset[str]:
    """The ids of the terms that a profile defines, before it is read."""
    found = [value for key, value in node.pairs if key.value == "terms" and isinstance(value, Entries)]
    return frozenset(key.value for terms in found for key, _ in terms.pairs)


def overrides(
    fields: Fields, settings: Mapping[str, Setting], options: Mapping[str, Option]
) -> dict[str, SettingValue]:
    """The `settings` of a profile or a case: values that replace those of kb.yaml, checked against their kinds."""
    out: dict[str, SettingValue] = {}
    for key, node in fields.pairs("settings"):
        if not fields.is_known(key, settings, "a setting", "KB204"):
            continue
        setting = settings[key.value]
        value = setting_value(setting.kind, node, fields)
        if isinstance(node, Entries):
            _check_keys(fields, key.value, setting, node, options)
        if value is not None:
            out[key.value] = value
    return out


def _check_keys(
    fields: Fields, name: str, setting: Setting, node: Entries, options: Mapping[str, Option]
) -> None:
    """Report keys that a setting has not, and options that it cannot hold."""
    if not isinstance(setting.value, Mapping):
        return
    for key, _ in node.pairs:
        fields.is_known(key, setting.value, f"a key of {name}", "KB204")
    if setting.kind is SettingKind.OPTIONS:
        allowed = rungs(setting, options)
        for _, text in node.pairs:
            if isinstance(text, Text):
                fields.is_known(text, allowed, "an option for this setting", "KB205")


def rungs(setting: Setting, options: Mapping[str, Option]) -> frozenset[str]:
    """What a setting of kind `options` may hold: the options of every decision that has all of those it holds now."""
    held = set(setting.value.values()) if isinstance(setting.value, Mapping) else set()
    decisions = {option.decision for option in options.values()}
    by_decision = [{o.id for o in options.values() if o.decision == decision} for decision in decisions]
    return frozenset().union(*(ids for ids in by_decision if held <= ids))


def _term(key: Text, node: Node, report: Report) -> Term:
    fields = Fields(node, f"term {key.value}", report)
    check_id(key, report)
    match = fields.raw("match", required=True)
    if match is not None:
        fields.is_known(match, MATCHES, "a kind of match", "KB104")
    term = Term(
        key.value,
        fields.text("source", required=True),
        fields.text("word", required=True),
        match.value if match else "",
        fields.text("caution"),
    )
    fields.finish()
    return term


def _caution(key: Text, node: Node, known: Register, report: Report) -> Caution:
    fields = Fields(node, f"caution {key.value}", report)
    caution = Caution(
        key.value,
        fields.text("text", required=True),
        fields.text("source", required=True),
        fields.text("as-at", required=True),
        tuple(sorted(fields.among("about", known.subjects, "a decision or an option", "KB205"))),
        fields.text("first-page"),
    )
    fields.finish()
    return caution
