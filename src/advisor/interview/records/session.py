"""The records of one session in, their fold out: answers, who gave them, notes; and the case that they amount to.

State is never stored, only replayed: going on after a break, going back and changing an answer are one operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, TypeAlias

from advisor.errors import AnswerError, SessionError
from advisor.interview.records.answer_reading import answer_of
from advisor.model.case import Answer, Case
from advisor.model.knowledge import KnowledgeBase, SettingKind, SettingValue
from advisor.plain_values import PlainValue

FORMAT = 1
MARK = "advisor-session"
"""The key of a session's first record; its value is the number of the format."""

RecordValue: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """The knowledge base that a session was made with; `parts` holds a short digest of each thing that it rests on."""

    name: str
    version: str
    sha256: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as it was given: its plain value, who gave it and when (both empty where nobody said who)."""

    value: PlainValue
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """Where a session stands after its records. Mappings keep the order in which questions were first answered.

    `drafts` are the lines of longer answers that are not finished; `skipped` counts how often a question was put off; `last`
    is the question answered last, or empty.
    """

    title: str
    profile: str
    decisions: tuple[str, ...]
    settings: Mapping[str, Any]
    version: Version
    date: str = ""
    answers: Mapping[str, Entry] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last: str = ""


@dataclass(frozen=True, slots=True)
class Lapse:
    """An answer, note or setting of a session that the knowledge base at hand no longer takes, and why."""

    name: str
    reason: str


def is_session(first_line: bytes) -> bool:
    """Whether a file that begins so is a session and not a case file."""
    return first_line.lstrip().startswith(b'{"' + MARK.encode() + b'"')


def first_record(session: Session) -> RecordValue:
    """The record that opens a session's log."""
    version = session.version
    return {
        MARK: FORMAT,
        "title": session.title,
        "profile": session.profile,
        "decisions": list(session.decisions),
        "settings": dict(session.settings),
        "date": session.date,
        "kb": version_value(version),
    }


def version_value(version: Version) -> RecordValue:
    """A version as it stands in a record."""
    return {
        "name": version.name,
        "version": version.version,
        "sha256": version.sha256,
        "parts": dict(sorted(version.parts.items())),
    }


def replay(records: Iterable[RecordValue]) -> Session:
    """Fold the records of a log. Raises `SessionError` where the first is not a session's or one cannot be understood."""
    listed = iter(records)
    session = _opened(next(listed, {}))
    for number, record in enumerate(listed, start=2):
        try:
            session = apply(session, record)
        except (KeyError, TypeError, AttributeError) as error:
            raise SessionError(
                f"record {number} of the session cannot be understood: {dict(record)}"
            ) from error
    return session


def _opened(record: RecordValue) -> Session:
    if record.get(MARK) != FORMAT:
        found = record.get(MARK)
        raise SessionError(
            "this is not a session"
            if found is None
            else f"this session has format {found}; this program reads {FORMAT}"
        )
    try:
        return Session(
            str(record["title"]),
            str(record["profile"]),
            tuple(record["decisions"]),
            dict(record["settings"]),
            _version(record["kb"]),
            str(record["date"]),
        )
    except (KeyError, TypeError) as error:
        raise SessionError("the first record of the session is incomplete") from error


def _version(value: RecordValue) -> Version:
    return Version(value["name"], value["version"], value["sha256"], dict(value["parts"]))


def apply(session: Session, record: RecordValue) -> Session:
    """The session after one more record; a command that was typed changes nothing. Raises `KeyError` for an unknown kind."""
    match record:
        case {"answer": question, "value": value}:
            entry = Entry(value, record.get("by", ""), record.get("at", ""))
            return replace(
                session,
                answers={**session.answers, question: entry},
                drafts=_without(session.drafts, question),
                last=question,
            )
        case {"draft": question, "lines": lines}:
            return replace(session, drafts={**session.drafts, question: tuple(lines)})
        case {"note": question, "text": text}:
            before = session.notes.get(question)
            return replace(
                session, notes={**session.notes, question: f"{before}; {text}" if before else text}
            )
        case {"skip": question}:
            return replace(
                session, skipped={**session.skipped, question: session.skipped.get(question, 0) + 1}
            )
        case {"kb": value}:
            return replace(session, version=_version(value))
        case {"said": _}:
            return session
        case _:
            raise KeyError(next(iter(record), ""))


def _without(mapping: Mapping[str, tuple[str, ...]], key: str) -> dict[str, tuple[str, ...]]:
    return {k: v for k, v in mapping.items() if k != key}


def case_of(session: Session, kb: KnowledgeBase, name: str) -> tuple[Case, tuple[Lapse, ...]]:
    """The case that a session amounts to, and what of it the knowledge base no longer takes."""
    lapses: list[Lapse] = []
    answers: dict[str, Answer] = {}
    for question, entry in session.answers.items():
        if question not in kb.questions:
            lapses.append(Lapse(question, "there is no such question any more"))
            continue
        try:
            answers[question] = answer_of(kb.questions[question], entry.value)
        except AnswerError as error:
            lapses.append(Lapse(question, f"{error} ({error.hint})"))
    profile = session.profile
    if profile not in kb.profiles:
        lapses.append(Lapse(profile, f"there is no such profile any more; {kb.default_profile} is used"))
        profile = kb.default_profile
    lapses.extend(
        Lapse(d, "there is no such decision any more") for d in session.decisions if d not in kb.decisions
    )
    case = Case(
        name=name,
        title=session.title,
        profile=profile,
        settings=_settings(session, kb, lapses),
        decisions=tuple(d for d in kb.decisions if d in session.decisions),
        answers=dict(sorted(answers.items())),
        evidence={q: text for q, text in sorted(session.notes.items()) if q in kb.questions},
        expect={},
        date=session.date,
    )
    return case, tuple(lapses)


def _settings(session: Session, kb: KnowledgeBase, lapses: list[Lapse]) -> dict[str, SettingValue]:
    found: dict[str, SettingValue] = {}
    for key, value in sorted(session.settings.items()):
        if key not in kb.settings or isinstance(value, dict) != isinstance(kb.settings[key].value, Mapping):
            lapses.append(Lapse(key, "there is no such setting any more"))
        elif not isinstance(value, dict):
            found[key] = Fraction(value)
        elif kb.settings[key].kind is SettingKind.OPTIONS:
            found[key] = dict(value)
        else:
            found[key] = {k: Fraction(v) for k, v in value.items()}
    return found
