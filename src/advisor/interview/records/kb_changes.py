"""Two versions of a knowledge base in; which questions, options, rules and settings of some decisions differ out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction

from advisor.interview.records.session import Version
from advisor.model.knowledge import KnowledgeBase
from advisor.quantities import counted


def version_of(kb: KnowledgeBase, decisions: Iterable[str]) -> Version:
    """What a session keeps of its knowledge base: its version, and a digest of each thing that the decisions rest on."""
    parts = {f"setting {s.id}": _digest(s) for s in kb.settings.values()}
    for decision in decisions:
        parts |= {f"question {q.id}": _digest(q) for q in kb.questions_of(decision)}
        parts |= {f"option {o.key}": _digest(o) for o in kb.options_of(decision)}
        parts |= {f"rule {r.id}": _digest(r) for r in kb.rules_of(decision)}
    return Version(kb.name, kb.version, kb.sha256, dict(sorted(parts.items())))


def changes(before: Version, after: Version) -> tuple[str, ...]:
    """What is otherwise, new or gone, a sentence for each kind of thing."""
    sentences = []
    for kind in ("question", "option", "rule", "setting"):
        old, new = _of_kind(before.parts, kind), _of_kind(after.parts, kind)
        groups = (
            ("changed", [name for name in old if name in new and old[name] != new[name]]),
            ("new", [name for name in new if name not in old]),
            ("gone", [name for name in old if name not in new]),
        )
        for what, names in groups:
            if names:
                sentences.append(f"{counted(len(names), kind)} {what}: {_listed(names)}.")
    return tuple(sentences)


def _of_kind(parts: Mapping[str, str], kind: str) -> dict[str, str]:
    return {
        name.removeprefix(f"{kind} "): digest for name, digest in parts.items() if name.startswith(f"{kind} ")
    }


def _listed(names: list[str]) -> str:
    shown = ", ".join(sorted(names)[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown


def _digest(value: object) -> str:
    return hashlib.sha256("\n".join(_plain(value)).encode()).hexdigest()[:8]


def _plain(value: object) -> Iterator[str]:
    """A model value as lines of text, without its place in a file and what its author accepts of the checks."""
    if is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for each in fields(value):
            if each.name not in ("where", "accepted"):
                yield each.name
                yield from _plain(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _plain(inner)
    elif isinstance(value, tuple):
        yield str(len(value))
        for inner in value:
            yield from _plain(inner)
    elif isinstance(value, Enum):
        yield value.name
    else:
        assert value is None or isinstance(value, (str, bool, int, Fraction)), value
        yield repr(value)
