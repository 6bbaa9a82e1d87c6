"""A knowledge base and an id in; everything tied to what has that id out, as a title and sections of lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.authoring.lookup.as_written import conclusion_text, condition_text
from advisor.authoring.lookup.ties import rules_about, rules_reading, ties
from advisor.errors import UsageError, closest_match
from advisor.explanation.number_words import setting_number_text
from advisor.model.knowledge import KnowledgeBase, SettingKind, SettingValue

KINDS = ("decisions", "options", "questions", "measures", "concepts", "rules", "settings", "statements")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one thing: its kind and id, its label, where it stands, and what is tied to it under headings."""

    kind: str
    id: str
    label: str
    where: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def entry(kb: KnowledgeBase, name: str) -> Entry:
    """Look up an id of any kind. An option may be bare where only one decision has it. Raises `UsageError`."""
    found = [make(kb, name) for ids, make in _MAKERS.values() if name in ids(kb)]
    found += [_option(kb, o.key) for o in kb.options.values() if o.id == name]
    if len(found) == 1:
        return found[0]
    if found:
        said = ", ".join(f"{e.kind} {e.id}" for e in found)
        raise UsageError(f"{name!r} may be any of: {said}; write an option as decision.option")
    known = [i for ids, _ in _MAKERS.values() for i in ids(kb)]
    near = closest_match(name, known) or closest_match(name.upper(), [k for k in known if k.isupper()])
    raise UsageError(
        f"there is nothing called {name!r}", f"lists of ids: advisor kb show {'|'.join(KINDS)}", near
    )


def listing(kb: KnowledgeBase, kind: str) -> tuple[tuple[str, str], ...]:
    """Every id of a kind with its label."""
    ids, make = _MAKERS[kind]
    return tuple((i, make(kb, i).label) for i in ids(kb))


def _rule_lines(kb: KnowledgeBase, rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{r}  {conclusion_text(kb.rules[r])}" for r in rules)


def _entry(kind: str, name: str, label: str, where: object, sections: Mapping[str, tuple[str, ...]]) -> Entry:
    return Entry(kind, name, label, str(where), tuple((h, lines) for h, lines in sections.items() if lines))


def _rule(kb: KnowledgeBase, name: str) -> Entry:
    rule = kb.rules[name]
    return _entry("rule", name, conclusion_text(rule), rule.where, {
        "when": tuple(condition_text(c) for c in rule.conditions),
        "because": (rule.because,),
        "basis": (str(rule.basis),),
        "statements": rule.statements,
        "reads": tuple(f"{a}  {kb.attributes[a].label}" for a in rule.reads),
        "settings": tuple(f"{s}  {kb.settings[s].label}" for s in rule.settings),
        "accepted": tuple(f"{code}: {why}" for code, why in rule.accepted.items()),
    })  # fmt: skip


def _option(kb: KnowledgeBase, key: str) -> Entry:
    option = kb.options[key]
    sections: dict[str, tuple[str, ...]] = {
        "summary": (option.summary,),
        "note": (option.note,) if option.note else (),
    }
    for point in option.points:
        sections[str(point.kind)] = (*sections.get(str(point.kind), ()), f"{point.statement}  {point.text}")
    sections["rules"] = _rule_lines(kb, rules_about(kb, key))
    sections["read by"] = rules_reading(kb, key)
    return _entry("option", key, option.label, option.where, sections)


def _question(kb: KnowledgeBase, name: str) -> Entry:
    q = kb.questions[name]
    measures = [m for m in kb.measures.values() if name in (m.table, m.otherwise)]
    readers = {r for a in (name, *(m.id for m in measures)) for r in rules_reading(kb, a)}
    return _entry("question", name, q.label, q.where, {
        "asks": (q.ask,),
        "kind": (str(q.kind),),
        "values": tuple(f"{v}  {words}" for v, words in {**q.values, **q.items}.items()),
        "help": (q.help,),
        "matters": (q.matters,),
        "where": (q.find,),
        "asked when": (condition_text(q.asked_when),) if q.asked_when else (),
        "asked by": tuple(d.id for d in kb.decisions.values() if name in (*d.questions, *d.also_reads)),
        "measures": tuple(f"{m.id}  {m.label}" for m in measures),
        "read by": _rule_lines(kb, tuple(sorted(readers))),
        "statements": q.statements,
    })  # fmt: skip


def _concept(kb: KnowledgeBase, name: str) -> Entry:
    concept = kb.concepts[name]
    return _entry("concept", name, concept.label, concept.where, {
        "values": tuple(f"{v}  {words}" for v, words in concept.values.items()),
        "concluded by": _rule_lines(kb, rules_about(kb, name)),
        "read by": _rule_lines(kb, rules_reading(kb, name)),
    })  # fmt: skip


def _measure(kb: KnowledgeBase, name: str) -> Entry:
    measure = kb.measures[name]
    return _entry("measure", name, measure.label, measure.where, {
        "is": (f"{measure.function} of {measure.table}",),
        "otherwise": (measure.otherwise,) if measure.otherwise else (),
        "read by": _rule_lines(kb, rules_reading(kb, name)),
    })  # fmt: skip


def _setting(kb: KnowledgeBase, name: str) -> Entry:
    setting = kb.settings[name]
    reading = tuple(r.id for r in kb.rules.values() if name in r.settings)
    return _entry("setting", name, setting.label, setting.where, {
        "value": setting_values(kb, name),
        "origin": (setting.origin,),
        "reason": (setting.reason,),
        "read by": _rule_lines(kb, reading),
        "measures": tuple(f"{m.id}  {m.label}" for m in kb.measures.values() if m.minor_share == name),
        "statements": setting.statements,
    })  # fmt: skip


def setting_values(kb: KnowledgeBase, name: str) -> tuple[str, ...]:
    """What a setting is, and what it is under each profile that says otherwise, in words."""
    setting = kb.settings[name]
    said = ((p.id, p.settings[name]) for p in kb.profiles.values() if name in p.settings)
    by_profile = (f"{profile}: {_setting_value(setting.kind, value)}" for profile, value in said)
    return (_setting_value(setting.kind, setting.value), *by_profile)


def _setting_value(kind: SettingKind, value: SettingValue) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k}: {_part(kind, part)}" for k, part in value.items())
    return setting_number_text(kind, value)


def _part(kind: SettingKind, part: Fraction | str) -> str:
    """One part of a setting that is a map: a number, or the id of an option."""
    return part if isinstance(part, str) else setting_number_text(kind, part)


def _statement(kb: KnowledgeBase, name: str) -> Entry:
    statement = kb.statements[name]
    source = kb.sources[statement.source]
    doubts = (
        (f"{statement.confidence}% sure that it belongs there",) if statement.confidence is not None else ()
    )
    tied = ties(kb, name)
    return _entry("statement", name, next(iter(tied.words), statement.place), statement.where, {
        "source": (f"{source.title}, {source.date}", statement.place),
        "grade": (statement.grade,) if statement.grade else (),
        "doubts": (*doubts, *((statement.damage,) if statement.damage else ())),
        "in our words": tied.words,
        "rules": _rule_lines(kb, tied.rules),
        "options": tied.options,
        "questions": tied.questions,
        "settings": tied.settings,
    })  # fmt: skip


def _decision(kb: KnowledgeBase, name: str) -> Entry:
    decision = kb.decisions[name]
    return _entry("decision", name, decision.label, decision.where, {
        "policy": (str(decision.policy),),
        "source": (kb.sources[decision.source].title,),
        "options": tuple(f"{o.key}  {o.label}" for o in kb.options_of(name)),
        "questions": tuple(f"{q.id}  {q.ask}" for q in kb.questions_of(name)),
        "applies when": (condition_text(decision.applies_when),) if decision.applies_when else (),
        "rules": (f"{len(kb.rules_of(name))} in {name}/rules.yaml",),
        "accepted": tuple(f"{code}: {why}" for code, why in decision.accepted.items()),
    })  # fmt: skip


_Ids = Callable[[KnowledgeBase], tuple[str, ...]]
_Make = Callable[[KnowledgeBase, str], Entry]

_MAKERS: Mapping[str, tuple[_Ids, _Make]] = {
    "decisions": (lambda kb: tuple(kb.decisions), _decision),
    "options": (lambda kb: tuple(kb.options), _option),
    "questions": (lambda kb: tuple(kb.questions), _question),
    "measures": (lambda kb: tuple(kb.measures), _measure),
    "concepts": (lambda kb: tuple(kb.concepts), _concept),
    "rules": (lambda kb: tuple(kb.rules), _rule),
    "settings": (lambda kb: tuple(kb.settings), _setting),
    "statements": (lambda kb: tuple(kb.statements), _statement),
}
