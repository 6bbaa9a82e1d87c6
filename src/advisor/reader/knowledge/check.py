"""A knowledge base and its files in; what only the whole can show to be wrong out, as problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.errors import Problem, closest_match
from advisor.model.conditions import Criterion
from advisor.model.knowledge import KnowledgeBase, SettingKind
from advisor.model.questions import Question
from advisor.model.texts import SUBJECT, placeholders, stray_braces
from advisor.reader.fields import one_of
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, Text


def check_knowledge(kb: KnowledgeBase, files: Mapping[str, Entries], report: Report) -> None:
    """Report placeholders and options of settings that do not exist, and questions that wait for each other.

    All else was checked as it was read.
    """
    _check_option_settings(kb, report)
    _check_waiting(kb, report)
    known = _fillable(kb)
    for name, root in files.items():
        if "/" in name and not name.startswith("profiles/"):
            for text in _texts(root):
                _check_text(text, known, report)
    for key, node in files["kb.yaml"].pairs:
        if key.value == "settings":
            for text in _texts(node):
                _check_text(text, known, report)


def _check_option_settings(kb: KnowledgeBase, report: Report) -> None:
    bare = {option.id for option in kb.options.values()}
    for setting in kb.settings.values():
        if setting.kind is SettingKind.OPTIONS and isinstance(setting.value, Mapping):
            for option in sorted(set(map(str, setting.value.values())) - bare):
                message = f"the setting {setting.id!r} holds {option!r}, which is no option"
                report(Problem("KB205", message, setting.where, one_of(bare), closest_match(option, bare)))


def _check_waiting(kb: KnowledgeBase, report: Report) -> None:
    """Questions of which each is asked only once another is answered, and that one only once the first is."""
    waits = {q.id: list(_awaited(kb, q)) for q in kb.questions.values()}
    reported: set[str] = set()
    for start, tests in waits.items():
        circle = _way_back(start, waits)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            where = next(test.where for test, behind in tests if behind == circle[1])
            message = f"questions wait for each other: {' waits for '.join(circle)}"
            report(Problem("KB202", message, where, "let one of them be asked whatever is answered"))


def _awaited(kb: KnowledgeBase, question: Question) -> Iterator[tuple[Criterion, str]]:
    """The tests on which hangs whether a question is asked, each with a question whose answer it reads."""
    for test in question.tests:
        measure = kb.measures.get(test.attribute)
        if measure is not None:
            yield from ((test, behind) for behind in (measure.table, measure.otherwise) if behind)
        elif kb.attributes[test.attribute].question not in ("", question.id):
            yield test, kb.attributes[test.attribute].question


def _way_back(start: str, waits: Mapping[str, list[tuple[Criterion, str]]]) -> list[str]:
    """The shortest way from a question to itself by what each waits for; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for _, behind in waits[way[-1]]:
            if behind == start:
                return [*way, start]
            if behind not in seen:
                seen.add(behind)
                ways.append([*way, behind])
    return []


def _fillable(kb: KnowledgeBase) -> frozenset[str]:
    """Every name that a placeholder may have."""
    terms = {term for profile in kb.profiles.values() for term in profile.terms}
    keys = {f"{s.id}.{key}" for s in kb.settings.values() if isinstance(s.value, Mapping) for key in s.value}
    return frozenset({SUBJECT, *terms, *kb.settings, *keys, *kb.attributes})


def _texts(node: Node) -> Iterator[Text]:
    """Every value below a node; keys are never shown."""
    match node:
        case Text():
            yield node
        case Sequence():
            for item in node.items:
                yield from _texts(item)
        case Entries():
            for _, value in node.pairs:
                yield from _texts(value)


def _check_text(text: Text, known: frozenset[str], report: Report) -> None:
    if "{" not in text.value and "}" not in text.value:
        return
    for name in placeholders(text.value):
        if name not in known:
            hint = "an attribute, a setting, a profile's term or subject; a brace itself is written {{"
            where = text.place_of(f"{{{name}")
            report(
                Problem("KB208", f"unknown placeholder {{{name}}}", where, hint, closest_match(name, known))
            )
    for brace in stray_braces(text.value):
        hint = f"write {brace}{brace} for the brace itself"
        report(Problem("KB208", f"a {brace} that belongs to no placeholder", text.place_of(brace), hint))
