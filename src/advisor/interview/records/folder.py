"""Names of sessions in, their files in the user's state folder out, and the list of what is there."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from advisor.errors import UsageError

ENDING = ".session"
_NAME = re.compile(r"[\w][\w .-]*")


def session_folder() -> Path:
    """The folder of the sessions that go by name: below XDG_STATE_HOME, or where the system keeps such things."""
    stated = os.environ.get("XDG_STATE_HOME", "")
    if stated and Path(stated).is_absolute():
        return Path(stated) / "advisor" / "sessions"
    local = os.environ.get("LOCALAPPDATA", "")
    if sys.platform == "win32" and local:
        return Path(local) / "advisor" / "sessions"
    return Path.home() / ".local" / "state" / "advisor" / "sessions"


def session_path(name: str) -> Path:
    """The file that `--session` means: a path where it looks like one, else that name in the state folder.

    Raises `UsageError` for what can be neither.
    """
    path = Path(name)
    if path.is_file() or path.suffix or any(mark in name for mark in (os.sep, os.altsep) if mark):
        return path
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of a session; use letters, digits, blanks, dots and hyphens"
        )
    return session_folder() / f"{name}{ENDING}"


def session_names() -> tuple[str, ...]:
    """The names of the sessions in the state folder, sorted."""
    return tuple(sorted(path.stem for path in session_folder().glob(f"*{ENDING}")))


def new_name(decisions: Iterable[str]) -> str:
    """A name that no session has yet, after its decisions: collaboration-1, and so on."""
    chosen = tuple(decisions)
    base = "-".join(chosen) if len(chosen) <= 2 else "consultation"
    taken = set(session_names())
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def known_session(name: str) -> Path | None:
    """The file of a session that exists in the state folder under this name, or None."""
    return session_folder() / f"{name}{ENDING}" if name in session_names() else None
