"""What a shell may offer when Tab is pressed: decisions, options, questions, profiles, sessions, cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import click
from click.shell_completion import CompletionItem

from advisor.errors import AdvisorError
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Domain

Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _of_kb(names: Callable[[KnowledgeBase], Iterable[tuple[str, str]]]) -> Completer:
    """A completer of names in the knowledge base that the command line speaks of, each with a word on what it is."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from advisor.cli.common import open_kb

        folder = ctx.params.get("kb_folder")
        try:
            kb = open_kb(Path(folder) if folder else None)
        except AdvisorError:
            # A shell that is completing a line has nowhere to show what is wrong with the knowledge base.
            return []
        found = [(name, words) for name, words in names(kb) if name.startswith(incomplete)]
        return [CompletionItem(name, help=words) for name, words in found]

    return complete


def _options(kb: KnowledgeBase) -> Iterable[tuple[str, str]]:
    ids = [option.id for option in kb.options.values()]
    return [(o.id if ids.count(o.id) == 1 else o.key, o.label) for o in kb.options.values()]


def _conclusions(kb: KnowledgeBase) -> Iterable[tuple[str, str]]:
    """Options, and everything else that may be asked about."""
    yield from _options(kb)
    yield from ((a.id, a.label) for a in kb.attributes.values() if a.domain is not Domain.SET)
    yield from ((rule.id, rule.because) for rule in kb.rules.values())


def _changes(kb: KnowledgeBase) -> Iterable[tuple[str, str]]:
    """Questions up to the equals sign, and behind it the answers of those that have a few."""
    for question in kb.questions.values():
        yield f"{question.id}=", question.label
        yield from ((f"{question.id}={value}", words) for value, words in question.values.items())


def _sessions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Sessions by name, then files."""
    from advisor.interview.records.folder import session_names

    named = [CompletionItem(name) for name in session_names() if name.startswith(incomplete)]
    return [*named, CompletionItem(incomplete, type="file")]


def _cases(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Shipped scenarios, once something is typed; sessions by name; files."""
    from advisor.shipped import shipped_scenarios

    folder = shipped_scenarios()
    names = (
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")) if incomplete else []
    )
    shipped = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*shipped, *_sessions(ctx, param, incomplete)]


DECISIONS = _of_kb(lambda kb: [(d.id, d.label) for d in kb.decisions.values()])
CONCLUSIONS = _of_kb(_conclusions)
OPTIONS = _of_kb(_options)
QUESTIONS = _of_kb(lambda kb: [(q.id, q.label) for q in kb.questions.values()])
CHANGES = _of_kb(_changes)
PROFILES = _of_kb(lambda kb: [(p.id, p.label) for p in kb.profiles.values()])
SESSIONS: Completer = _sessions
CASES: Completer = _cases
