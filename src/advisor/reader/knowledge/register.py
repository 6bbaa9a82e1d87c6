"""kb.yaml and sources.yaml in; settings, sources and statements out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.errors import closest_match
from advisor.model.knowledge import (
    Setting,
    SettingKind,
    SettingValue,
    Source,
    Statement,
)
from advisor.reader.fields import Fields, flat, one_of
from advisor.reader.ids import by_id, check_id, natural
from advisor.reader.meant_tests import meant_number
from advisor.reader.yaml.nodes import Entries, Node, Report, Text

ORIGINS = ("tool default", "guidance")
_MAPPED = {SettingKind.NUMBERS: "words to numbers", SettingKind.OPTIONS: "words to option ids"}


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


def build_header(node: Entries, statements: Collection[str], report: Report) -> Header:
    """Read kb.yaml."""
    fields = Fields(node, "kb.yaml", report)
    settings = {
        key.value: _setting(key, value, statements, report) for key, value in fields.pairs("settings")
    }
    header = Header(
        fields.text("name", required=True),
        fields.text("version", required=True),
        fields.text("title", required=True),
        fields.words("decisions", required=True),
        fields.raw("default-profile", required=True),
        settings,
        dict(sorted(fields.text_map("not-covered").items())),
    )
    fields.finish()
    return header


def _setting(key: Text, node: Node, statements: Collection[str], report: Report) -> Setting:
    fields = Fields(node, f"setting {key.value}", report)
    check_id(key, report)
    kind = fields.choice("kind", SettingKind)
    raw = fields.node("value", required=True)
    value = setting_value(kind, raw, fields) if kind is not None and raw is not None else None
    origin = fields.raw("origin", required=True)
    if origin is not None and flat(origin) not in ORIGINS:
        closest = closest_match(flat(origin), ORIGINS)
        message = f"'origin' cannot be {origin.value!r}"
        fields.problem("KB104", message, origin.where, one_of(ORIGINS), closest)
    setting = Setting(
        key.value,
        kind or SettingKind.NUMBER,
        Fraction(0) if value is None else value,
        fields.text("label", required=True),
        flat(origin) if origin else "",
        fields.text("reason", required=True),
        tuple(sorted(fields.among("statements", statements, "a statement", "KB206"), key=natural)),
        key.where,
        fields.accepted(),
    )
    fields.finish()
    return setting


def setting_value(kind: SettingKind, node: Node, fields: Fields) -> SettingValue | None:
    """A setting's value as its kind wants it; None after reporting that it is not."""
    match kind:
        case SettingKind.NUMBER | SettingKind.SHARE | SettingKind.MONEY:
            if isinstance(node, Text):
                return _number(kind, node, fields)
            fields.problem("KB103", f"a setting of kind {kind} is one number", node.where)
            return None
        case SettingKind.NUMBERS | SettingKind.OPTIONS:
            if not isinstance(node, Entries):
                fields.problem(
                    "KB103", f"a setting of kind {kind} is a mapping of {_MAPPED[kind]}", node.where
                )
                return None
            found = {key.value: fields.text_of(key, value) for key, value in by_id(node.pairs)}
            texts = {key: text for key, text in found.items() if text is not None}
            if kind is SettingKind.OPTIONS:
                return {key: value.value for key, value in texts.items()}
            numbers = {key: _number(kind, value, fields) for key, value in texts.items()}
            return {key: value for key, value in numbers.items() if value is not None}


def _number(kind: SettingKind, text: Text, fields: Fields) -> Fraction | None:
    if kind is SettingKind.SHARE and (share := meant_number(text.value)) and "%" in text.value:
        fields.problem("KB105", f"{text.value!r} is not a number", text.where, "write 0.4 for 40%", share)
        return None
    number = fields.as_number(text)
    if number is not None and kind is SettingKind.SHARE and number > 1:
        fields.problem(
            "KB108", f"a share lies between 0 and 1, not {text.value}", text.where, "write 0.4 for 40%"
        )
        return None
    if number is not None and number < 0:
        fields.problem("KB108", f"a setting is never below 0, not {text.value}", text.where)
        return None
    return number


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
        if source is not None:
            inner.is_known(source, sources, "a source", "KB206")
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
        key.where,
    )
    fields.finish()
    return source
