"""The words of a knowledge base, or none, in; the schema of each kind of file that it may have out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from advisor.model.knowledge import KnowledgeBase, SettingKind
from advisor.model.options import PointKind, Policy
from advisor.model.questions import MEASURE_DOMAINS, QuestionKind
from advisor.model.rules import Advice, Basis

Schema: TypeAlias = dict[str, Any]
# YAML reads yes, 3 and 2012-08 as other kinds; here all of them are text.
TEXT: Schema = {"type": ["string", "number", "boolean"]}
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}


def kinds_of_files(words: Words) -> dict[str, Schema]:
    """The schema of each kind of file, and of a condition, by name."""
    return {
        "kb": _kb(), "sources": _sources(), "profile": _profile(), "decision": _decision(words),
        "questions": _map_of(_question(words)), "measures": _map_of(_measure()), "concepts": _map_of(_concept()),
        "options": _map_of(_option(words)), "rules": _map_of(_rule(words)), "scenario": _scenario(words),
        "condition": _condition(words), "paper": {"type": "object"},
    }  # fmt: skip


class Words:
    """The words that a knowledge base has, or any text where there is none."""

    def __init__(self, kb: KnowledgeBase | None) -> None:
        self.attributes = sorted(kb.attributes) if kb else []
        self.options = sorted({*kb.options, *(o.id for o in kb.options.values())}) if kb else []
        self.questions = sorted(kb.questions) if kb else []
        self.statements = sorted(kb.statements) if kb else []
        self.decisions = list(kb.decisions) if kb else []
        self.profiles = sorted(kb.profiles) if kb else []

    @staticmethod
    def among(words: Iterable[str]) -> Schema:
        """One of some words; any text where there are none."""
        listed = list(words)
        return {"type": "string", "enum": listed} if listed else TEXT


def _object(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": {**properties},
        "required": sorted(required),
        "additionalProperties": False,
    }


def _map_of(schema_: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema_}


def _list_of(schema_: Schema) -> Schema:
    return {"anyOf": [schema_, {"type": "array", "items": schema_}]}


def _said(schema_: Schema, text: str) -> Schema:
    return {**schema_, "description": text}


def _texts(*names: str) -> dict[str, Schema]:
    return dict.fromkeys(names, TEXT)


ACCEPTED = _said(_map_of(TEXT), "findings that are let stand: code -> reason")


def _kb() -> Schema:
    setting = _object(
        {
            "value": {"anyOf": [TEXT, _map_of(TEXT)]},
            "kind": {"enum": [str(k) for k in SettingKind]},
            **_texts("label", "reason"),
            "origin": {"enum": ["tool default", "guidance"]},
            "statements": TEXTS,
            "accepted": ACCEPTED,
        },
        ("value", "kind", "label", "origin", "reason"),
    )
    return _object(
        {
            **_texts("name", "version", "title", "default-profile"),
            "decisions": TEXTS,
            "settings": _map_of(setting),
            "not-covered": _map_of(TEXT),
        },
        ("name", "version", "title", "decisions", "default-profile"),
    )


def _sources() -> Schema:
    source = _object(
        {**_texts("title", "publisher", "date", "status", "about"), "damage": TEXTS},
        ("title", "date", "status", "about"),
    )
    statement = _object(_texts("source", "place", "grade", "confidence", "damage"), ("source", "place"))
    return _object({"sources": _map_of(source), "statements": _map_of(statement)}, ("sources", "statements"))


def _profile() -> Schema:
    term = _object(_texts("source", "word", "match", "caution"), ("source", "word", "match"))
    caution = _object(
        {**_texts("text", "source", "as-at", "first-page"), "about": TEXTS}, ("text", "source", "as-at")
    )
    return _object(
        {
            **_texts("label", "as-at"),
            "settings": _map_of({"anyOf": [TEXT, _map_of(TEXT)]}),
            "terms": _map_of(term),
            "cautions": _map_of(caution),
        },
        ("label", "as-at"),
    )


def _decision(words: Words) -> Schema:
    questions = _list_of(words.among(words.questions))
    return _object(
        {
            **_texts("label", "asks", "source", "otherwise"),
            "policy": {"enum": [str(p) for p in Policy]},
            "options": TEXTS,
            "questions": questions,
            "also-reads": questions,
            "applies-when": {"$ref": "#/$defs/condition"},
            "per-group": _object({"table": TEXT, "spanning": TEXTS}, ("table",)),
            "always": _map_of(TEXT),
            "accepted": ACCEPTED,
        },
        ("label", "asks", "source", "policy", "options", "questions"),
    )


def _question(words: Words) -> Schema:
    columns = _object(
        _texts("member", "group", "amount", "percent"), ("member", "group", "amount", "percent")
    )
    return _object(
        {
            "kind": {"enum": [str(k) for k in QuestionKind]},
            **_texts(
                "label", "ask", "help", "matters", "where", "example", "topic", "min", "max", "whole", "unit"
            ),
            "preference": TEXT,
            "values": _map_of(TEXT),
            "items": _map_of(TEXT),
            "columns": columns,
            "asked-when": {"$ref": "#/$defs/condition"},
            "statements": _list_of(words.among(words.statements)),
            "accepted": ACCEPTED,
        },
        ("kind", "label", "ask", "help", "matters", "where"),
    )


def _measure() -> Schema:
    return _object(
        {
            "function": {"enum": sorted(MEASURE_DOMAINS)},
            "view": {"enum": ["group", "table"]},
            **_texts("of", "label", "otherwise", "minor-share"),
            "accepted": ACCEPTED,
        },
        ("function", "of", "label"),
    )


def _concept() -> Schema:
    return _object({"label": TEXT, "values": _map_of(TEXT), "accepted": ACCEPTED}, ("label", "values"))


def _option(words: Words) -> Schema:
    points = {"type": "object", "additionalProperties": TEXT}
    if words.statements:
        points["propertyNames"] = {"enum": words.statements}
    return _object(
        {
            **_texts("label", "summary", "note", "confidence"),
            **{str(kind): points for kind in PointKind},
            "accepted": ACCEPTED,
        },
        ("label", "summary"),
    )


def _rule(words: Words) -> Schema:
    option = words.among(words.options)
    conclusions = ("concludes", "meets", "partly-meets", "rules-out", "supports", "counts-against", "advises")
    properties: dict[str, Schema] = {
        "when": {"$ref": "#/$defs/condition"},
        "unless": {"$ref": "#/$defs/condition"},
        "concludes": _said({**_map_of(TEXT), "maxProperties": 1}, "a concept has a value"),
        "meets": _said(option, "the option's condition holds"),
        "partly-meets": _said(option, "the option's condition holds in part"),
        "rules-out": _said(TEXT, "the option is out; `above x` for every rung above x"),
        "supports": _said(option, "speaks for the option"),
        "counts-against": _said(option, "speaks against the option"),
        "advises": {"enum": [str(a) for a in Advice]},
        "importance": TEXT,
        "as-much-as": {"anyOf": [TEXTS, _map_of(_map_of(TEXT))]},
        "about": _list_of(words.among([*words.decisions, *words.options])),
        "basis": {"enum": [str(b) for b in Basis]},
        "because": TEXT,
        "statements": _list_of(words.among(words.statements)),
        "accepted": ACCEPTED,
    }
    rule = _object(properties, ("because", "basis"))
    rule["oneOf"] = [{"required": [name]} for name in conclusions]
    return rule


def _condition(words: Words) -> Schema:
    inner = {"$ref": "#/$defs/condition"}
    joined = {
        "all": {"type": "array", "items": inner},
        "any": {"type": "array", "items": inner},
        "not": inner,
    }
    tests: Schema = {"type": "object", "properties": joined, "additionalProperties": TEXT}
    names = [*words.attributes, *words.options, *joined]
    if words.attributes:
        tests["propertyNames"] = {"enum": sorted(set(names))}
    return tests


def _scenario(words: Words) -> Schema:
    return _object(
        {
            **_texts("title", "shows", "bug", "date"),
            "profile": words.among(words.profiles),
            "settings": _map_of({"anyOf": [TEXT, _map_of(TEXT)]}),
            "decisions": _list_of(words.among(words.decisions)),
            "answers": {"type": "object"},
            "evidence": _map_of(TEXT),
            "expect": _map_of({"type": "object", "required": ["outcome"]}),
        }
    )
