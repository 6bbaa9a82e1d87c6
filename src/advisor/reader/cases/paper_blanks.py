"""A YAML file of what people filled in for a paper in, checked `Blanks` out, or a `CaseError` with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import CaseError, Problem, closest_match
from advisor.model.blanks import ONCE, Blanks, Part, PartForm, blank_forms
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.cases.case import gathering
from advisor.reader.fields import flat, one_of
from advisor.reader.yaml.nodes import Entries, Node, Report, Text
from advisor.reader.yaml.source import read_yaml


def read_blanks(name: str, content: bytes, kb: KnowledgeBase) -> Blanks:
    """Read what people filled in. `name` is what problems call the file. Raises `CaseError`."""
    problems: list[Problem] = []
    report = gathering(problems)
    root = read_yaml(name, content, report)
    forms = {str(part): form for part, form in blank_forms(kb).items()}
    filled: dict[Part, dict[str, dict[str, str]]] = {}
    for key, node in root.pairs if root is not None else ():
        if key.value not in forms:
            _unknown(f"part {key.value!r}", key, forms, report)
            continue
        form = forms[key.value]
        entries = _entries(form, node, report)
        if entries:
            filled[form.part] = entries
    if problems:
        raise CaseError(problems)
    return Blanks(filled)


def _entries(form: PartForm, node: Node, report: Report) -> dict[str, dict[str, str]]:
    if form.once:
        fields = _fields(form, node, report)
        return {ONCE: fields} if fields else {}
    out = {}
    for key, inner in _pairs(node, f"'{form.part}'", report):
        if form.entries is not None and key.value not in form.entries:
            _unknown(f"entry {key.value!r} of '{form.part}'", key, form.entries, report)
            continue
        fields = _fields(form, inner, report)
        # A body that is named is to decide, and a person has an interest, whatever else is said of them yet.
        if fields or form.entries is None:
            out[flat(key)] = fields
    return out


def _fields(form: PartForm, node: Node, report: Report) -> dict[str, str]:
    out = {}
    for key, value in _pairs(node, f"an entry of '{form.part}'", report):
        if key.value not in form.fields:
            _unknown(f"field {key.value!r} of '{form.part}'", key, form.fields, report)
        elif not isinstance(value, Text):
            report(Problem("CS103", f"{key.value!r} must be one text", value.where, "put the text in quotes"))
        elif flat(value):
            out[key.value] = flat(value)
    return {name: out[name] for name in form.fields if name in out}


def _pairs(node: Node, what: str, report: Report) -> tuple[tuple[Text, Node], ...]:
    if isinstance(node, Entries):
        return node.pairs
    if not (isinstance(node, Text) and not node.value.strip()):
        report(Problem("CS103", f"{what} must be a mapping of keys to values", node.where))
    return ()


def _unknown(what: str, key: Text, known: Mapping[str, object], report: Report) -> None:
    report(Problem("CS101", f"there is no {what}", key.where, one_of(known), closest_match(key.value, known)))
