"""The blanks of a case's paper in; a YAML file to fill them in out, with all that was filled in before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from advisor.model.blanks import ONCE, Part, PartForm, blank_forms
from advisor.model.options import PointKind
from advisor.model.paper_words import ALL_DECISIONS
from advisor.render.paper.context import Context
from advisor.render.paper.people import record_fields

HEAD = """\
# What only people can say in this paper. Fill in the quotes, leave the rest empty, and build the paper with
#   advisor report CASE -o paper.docx --blanks THIS-FILE
# An empty field stays a visible blank. Nothing here is ever filled in by the program.
"""
_PLAIN_KEY = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def blanks_yaml(context: Context) -> str:
    """The form for this case as YAML text, ending in a line break."""
    lines = [HEAD]
    for form in blank_forms(context.kb).values():
        lines += _part(context, form)
    return "\n".join(lines) + "\n"


def unasked(context: Context) -> tuple[str, ...]:
    """What was filled in for entries that this case's paper does not ask for, as part and entry with a dot between."""
    forms = blank_forms(context.kb).values()
    return tuple(f"{form.part}.{entry}" for form in forms for entry in _left_over(context, form))


def _left_over(context: Context, form: PartForm) -> tuple[str, ...]:
    if form.once or form.entries is None:
        return ()
    shown = set(_shown(context, form.part, form.entries))
    return tuple(entry for entry in context.blanks.entries(form.part) if entry not in shown)


def _part(context: Context, form: PartForm) -> Iterator[str]:
    entries = _entries(context, form)
    if entries or form.entries is None:
        yield f"# {form.title}"
        yield f"{form.part}:"
    left_over = _left_over(context, form)
    for entry, label in entries.items():
        if entry in left_over:
            yield "  # Not in this paper now, and kept for when it is:"
        if not form.once:
            yield f"  {_key(entry)}:" + (f"  # {label}" if label else "")
        for name, asked in _fields(context, form, entry).items():
            text = context.blanks.text(form.part, entry, name)
            said = json.dumps(text, ensure_ascii=False)
            yield f"{'  ' if form.once else '    '}{name}: {said}  # {asked}"
    if form.entries is None and not entries:
        yield "#  Name:"
        yield from (f'#    {name}: ""  # {asked}' for name, asked in _fields(context, form).items())
    yield ""


def _fields(context: Context, form: PartForm, entry: str = ONCE) -> Mapping[str, str]:
    """What an entry of a part asks in this case's paper."""
    return record_fields(context, entry) if form.part is Part.RECORDS else form.fields


def _entries(context: Context, form: PartForm) -> Mapping[str, str]:
    """The entries that this case's paper shows, with their labels, and any others that were filled in before."""
    labels = form.entries or {}
    shown = (*_shown(context, form.part, labels), *context.blanks.entries(form.part))
    return {entry: context.wording.fill(labels.get(entry, "")) for entry in dict.fromkeys(shown)}


def _shown(context: Context, part: Part, labels: Mapping[str, str]) -> Iterable[str]:
    asked = [d.decision for d in context.decisions]
    match part:
        case Part.RECORDS:
            return context.members()
        case Part.RISKS:
            parts = (part for d in context.decisions for part in (d, *d.groups.values()))
            chosen = (option for part in parts for option in part.recommended())
            return (point.statement for option in chosen for point in option.of_kind(PointKind.RISK))
        case Part.ANSWERS:
            questions = (q.id for decision in asked for q in context.kb.questions_of(decision))
            return (q for q in questions if q in context.explanation.case.answers)
        case Part.PRESENT | Part.OVERRIDES:
            return asked
        case Part.NEXT_STEPS:
            return (entry for entry in labels if entry.split(".")[0] in (ALL_DECISIONS, *asked))
        case _:
            return labels


def _key(entry: str) -> str:
    return entry if _PLAIN_KEY.fullmatch(entry) else json.dumps(entry, ensure_ascii=False)
