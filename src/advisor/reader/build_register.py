"""kb.yaml, sources.yaml and the profiles in; settings, sources, statements and profiles out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.model.knowledge import (
    Caution,
    Profile,
    Setting,
    SettingKind,
    SettingValue,
    Source,
    Statement,
    Term,
)
from advisor.reader.fields import Fields, flat
from advisor.reader.yaml_nodes import Entries, Node, Report, Text

MATCHES = ("same", "good", "successor", "approximate", "none")


@dataclass(frozen=True, slots=True)
class Header:
    """What kb.yaml says."""

    name: str
    version: str
    title: str
    decisions: tuple[Text, ...]
    default_profile: Text | None
    settings: Mapping[str, Setting]
    not_covered: Mapping[str, str]


def build_header(node: Entries, report: Report) -> Header:
    """Read kb.yaml."""
    fields = Fields(node, "kb.yaml", report)
    settings = {key.value: _setting(key, value, report) for key, value in fields.pairs("settings")}
    header = Header(
        fields.text("name", required=True),
        fields.text("version", required=True),
        fields.text("title", required=True),
        fields.words("decisions", required=True),
        fields.raw("default-profile", required=True),
        settings,
        {key.value: flat(value) for key, value in fields.pairs("not-covered") if isinstance(value, Text)},
    )
    fields.finish()
    return header


def _setting(key: Text, node: Node, report: Report) -> Setting:
    fields = Fields(node, f"setting {key.value}", report)
    kind = fields.choice("kind", SettingKind, SettingKind.NUMBER)
    raw = fields.node("value", required=True)
    value = setting_value(kind, raw, fields) if raw is not None else None
    setting = Setting(
        key.value,
        kind,
        Fraction(0) if value is None else value,
        fields.text("label", required=True),
        fields.text("origin", required=True),
        fields.text("reason", required=True),
        tuple(sorted(t.value for t in fields.words("statements"))),
        key.where,
        fields.accepted(),
    )
    fields.finish()
    return setting


def setting_value(kind: SettingKind, node: Node, fields: Fields) -> SettingValue | None:
    """A setting's value as its kind wants it; None after reporting that it is not."""
    match kind:
        case SettingKind.NUMBER | SettingKind.SHARE | SettingKind.MONEY:
            if not isinstance(node, Text):
                fields.problem("KB103", f"a setting of kind {kind} is one number", node.where)
                return None
            number = fields.as_number(node)
            if number is not None and kind is SettingKind.SHARE and not 0 <= number <= 1:
                fields.problem("KB108", f"a share lies between 0 and 1, not {node.value}", node.where)
                return None
            if number is not None and number < 0:
                fields.problem("KB108", f"a setting is never below 0, not {node.value}", node.where)
                return None
            return number
        case SettingKind.NUMBERS:
            if not isinstance(node, Entries):
                fields.problem("KB103", "this setting is a mapping of words to numbers", node.where)
                return None
            numbers = {k.value: fields.as_number(v) for k, v in node.pairs if isinstance(v, Text)}
            return {k: v for k, v in sorted(numbers.items()) if v is not None}
        case SettingKind.OPTIONS:
            if not isinstance(node, Entries):
                fields.problem("KB103", "this setting is a mapping to option ids", node.where)
                return None
            return {
                k.value: v.value
                for k, v in sorted(node.pairs, key=lambda p: p[0].value)
                if isinstance(v, Text)
            }


def build_sources(node: Entries, report: Report) -> tuple[dict[str, Source], dict[str, Statement]]:
    """Read sources.yaml."""
    fields = Fields(node, "sources.yaml", report)
    sources = {
        key.value: _source(key, value, report) for key, value in fields.pairs("sources", required=True)
    }
    statements = {}
    for key, value in fields.pairs("statements", required=True):
        inner = Fields(value, f"statement {key.value}", report)
        source = inner.raw("source", required=True)
        if source is not None and source.value not in sources:
            inner.unknown_word(f"source {source.value!r}", source, sources, "KB206")
        statements[key.value] = Statement(
            key.value,
            source.value if source else "",
            inner.text("place", required=True),
            inner.text("grade"),
            percent(inner),
            inner.text("damage"),
            key.where,
        )
        inner.finish()
    fields.finish()
    return sources, statements


def percent(fields: Fields) -> int | None:
    """The `confidence` of a mapping, in percent, or None."""
    number = fields.number("confidence")
    if number is None:
        return None
    if not 0 <= number <= 100 or number.denominator != 1:
        fields.problem(
            "KB108", "a confidence is a whole percentage between 0 and 100", fields.key_place("confidence")
        )
        return None
    return int(number)


def _source(key: Text, node: Node, report: Report) -> Source:
    fields = Fields(node, f"source {key.value}", report)
    source = Source(
        key.value,
        fields.text("title", required=True),
        fields.text("publisher"),
        fields.text("date", required=True),
        fields.text("status", required=True),
        fields.text("about", required=True),
        tuple(flat(t) for t in fields.words("damage")),
    )
    fields.finish()
    return source


def build_profile(name: str, node: Entries, settings: Mapping[str, Setting], report: Report) -> Profile:
    """Read one profile; `name` is its id, the file's name without ending."""
    fields = Fields(node, f"profile {name}", report)
    profile = Profile(
        name,
        fields.text("label", required=True),
        fields.text("as-at", required=True),
        overrides(fields, settings),
        {key.value: _term(key, value, report) for key, value in fields.pairs("terms")},
        tuple(_caution(key, value, report) for key, value in fields.pairs("cautions")),
    )
    fields.finish()
    return profile


def overrides(fields: Fields, settings: Mapping[str, Setting]) -> dict[str, SettingValue]:
    """The `settings` of a profile or a case: values that replace those of kb.yaml, checked against their kinds."""
    out: dict[str, SettingValue] = {}
    for key, node in fields.pairs("settings"):
        if key.value not in settings:
            fields.unknown_word(f"setting {key.value!r}", key, settings, "KB204")
            continue
        value = setting_value(settings[key.value].kind, node, fields)
        known = settings[key.value].value
        if isinstance(value, Mapping) and isinstance(known, Mapping):
            for inner in sorted(set(value) - set(known)):
                fields.unknown_word(f"key {inner!r} of setting {key.value!r}", key, known, "KB204")
        if value is not None:
            out[key.value] = value
    return out


def _term(key: Text, node: Node, report: Report) -> Term:
    fields = Fields(node, f"term {key.value}", report)
    match = fields.raw("match", required=True)
    if match is not None and match.value not in MATCHES:
        fields.unknown_word(f"match {match.value!r}", match, MATCHES, "KB104")
    term = Term(
        key.value,
        fields.text("source", required=True),
        fields.text("word", required=True),
        match.value if match else "",
        fields.text("caution"),
    )
    fields.finish()
    return term


def _caution(key: Text, node: Node, report: Report) -> Caution:
    fields = Fields(node, f"caution {key.value}", report)
    caution = Caution(
        key.value,
        fields.text("text", required=True),
        fields.text("source", required=True),
        fields.text("as-at", required=True),
        tuple(sorted(t.value for t in fields.words("about"))),
    )
    fields.finish()
    return caution
