"""A knowledge base in; texts that are hard to read, unfinished or without a source out, as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Protocol

from advisor.authoring.checks.readability import reading_age, sentences, words
from advisor.errors import Problem, Severity, SourceRef
from advisor.model.findings import Finding
from advisor.model.knowledge import KnowledgeBase

OLDEST_READER = {"question": 15, "option": 16, "rule": 16}
"""The reading age from which a text is called hard. Questions are for everybody; the rest is read by those who advise."""
LONGEST_SENTENCE = 35
_UNFINISHED = re.compile(r"\bTODO\b")


class Placed(Protocol):
    """Something that stands somewhere in a file."""

    @property
    def where(self) -> SourceRef:
        """Its place."""


def hard_words(kb: KnowledgeBase) -> Iterator[Finding]:
    """Findings about readability, unfinished texts and missing citations."""
    for what, name, where, text in _texts(kb):
        age = reading_age(text)
        if age is not None and age > OLDEST_READER[what]:
            message = (
                f"the words of {name!r} are for readers of {age:.0f} and older (Automated Readability Index)"
            )
            yield _note("KB401", message, where, name, "use shorter words and shorter sentences")
        longest = max(sentences(text), key=words, default="")
        if words(longest) > LONGEST_SENTENCE:
            message = f"a sentence of {name!r} has {words(longest)} words: {longest[:50].rstrip()}…"
            yield _note("KB402", message, where, name, "make two of it")
    for name, thing in _things(kb):
        if any(map(_UNFINISHED.search, _said(thing))):
            message = f"the words of {name!r} are still to be written"
            yield _finding("KB405", message, thing.where, name, "put real words where it says TODO")
    for option in kb.options.values():
        if not option.points:
            message = f"the option {option.key!r} cites no statement of its source"
            yield _finding(
                "KB403", message, option.where, option.key, "say in our words what the source says of it"
            )


def _texts(kb: KnowledgeBase) -> Iterator[tuple[str, str, SourceRef, str]]:
    for q in kb.questions.values():
        yield "question", q.id, q.where, " ".join((q.ask, q.help, q.matters, q.find, q.example))
    for option in kb.options.values():
        text = " ".join((option.summary, option.note, *(point.text for point in option.points)))
        yield "option", option.key, option.where, text
    for rule in kb.rules.values():
        yield "rule", rule.id, rule.where, rule.because


def _things(kb: KnowledgeBase) -> Iterator[tuple[str, Placed]]:
    """Everything in which an author writes words, by the name under which it is found."""
    kinds: tuple[Mapping[str, Placed], ...] = (
        kb.decisions, kb.options, kb.questions, kb.measures, kb.concepts, kb.rules, kb.settings, kb.profiles,
        kb.sources, kb.statements,
    )  # fmt: skip
    return (named for kind in kinds for named in kind.items())


def _said(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    match value:
        case str():
            yield value
        case Mapping():
            yield from (text for part in value.values() for text in _said(part))
        case tuple():
            yield from (text for part in value for text in _said(part))
        case _ if is_dataclass(value):
            yield from (text for f in fields(value) for text in _said(getattr(value, f.name)))


def _finding(code: str, message: str, where: SourceRef, about: str, hint: str) -> Finding:
    return Finding(Problem(code, message, where, hint, severity=Severity.WARNING), about)


def _note(code: str, message: str, where: SourceRef, about: str, hint: str) -> Finding:
    return Finding(Problem(code, message, where, hint, severity=Severity.NOTE), about)
