"""A session's file: records appended a line each and synced, by one process; a last line cut off is recognised."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from advisor.errors import SessionError
from advisor.interview.records.session import RecordValue, Session, apply, first_record, is_session, replay


@dataclass(frozen=True, slots=True)
class Reading:
    """What a session file holds: the session, its records, and how many bytes of a cut-off last line follow them."""

    session: Session
    records: tuple[RecordValue, ...]
    torn: int

    @property
    def opened(self) -> Session:
        """The session as it was before its first answer."""
        return replay(self.records[:1])


def read_session(name: str, content: bytes) -> Reading:
    """Replay the content of a session file. Raises `SessionError` where a line other than a cut-off last one is damaged."""
    whole, _, torn = content.rpartition(b"\n")
    if whole and not is_session(whole):
        raise SessionError(f"{name} is not a session; to start from a case file give it with --case")
    records = []
    for number, line in enumerate(whole.split(b"\n") if whole else [], start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise SessionError(
                f"line {number} of the session {name} is damaged; the lines before it are in order"
            ) from error
        if not isinstance(record, dict):
            raise SessionError(f"line {number} of the session {name} is not a record")
        records.append(record)
    if not records:
        raise SessionError(f"there is nothing in the session {name} yet")
    try:
        return Reading(replay(records), tuple(records), len(torn))
    except SessionError as error:
        raise SessionError(f"{name}: {error}") from error


class SessionLog:
    """One open session. Every `write` is on the disk when it returns; `session` is always the fold of what was written.

    `new` says that it was started here, `untouched` that nothing was recorded in it since.
    """

    def __init__(
        self, path: Path, file: BinaryIO, session: Session, *, torn: int = 0, new: bool = False
    ) -> None:
        self.path = path
        self.session = session
        self.torn = torn
        self.new = new
        self.untouched = new
        self._file = file

    @classmethod
    def create(cls, path: Path, session: Session, records: Iterable[RecordValue] = ()) -> Self:
        """Start a session in a file that does not exist yet, with some records to begin with. Raises `SessionError`."""
        try:
            file = path.open("x+b", buffering=0)
        except OSError as error:
            if path.exists():
                raise SessionError(f"there is a session in {path} already") from error
            raise SessionError(f"cannot write {path}: {error.strerror}") from error
        _lock(file, path)
        log = cls(path, file, session, new=True)
        log._append(first_record(session))
        for record in records:
            log.write(record)
        log.untouched = True
        _sync_folder(path.parent)
        return log

    @classmethod
    def open(cls, path: Path) -> Self:
        """Go on with a session. Raises `SessionError` where it is damaged, or open in another process."""
        try:
            file = path.open("r+b", buffering=0)
        except OSError as error:
            raise SessionError(f"cannot open the session {path}: {error.strerror}") from error
        try:
            _lock(file, path)
            content = file.read()
            reading = read_session(str(path), content)
        except SessionError:
            file.close()
            raise
        if reading.torn:
            file.truncate(len(content) - reading.torn)
        file.seek(0, os.SEEK_END)
        return cls(path, file, reading.session, torn=reading.torn)

    def write(self, record: RecordValue) -> None:
        """Append one record and wait until it is on the disk. Raises `SessionError`, and then nothing was recorded."""
        after = apply(self.session, record)
        self._append(record)
        self.session = after
        # A command that was typed changes nothing that would be worth keeping.
        self.untouched = self.untouched and "said" in record

    def _append(self, record: RecordValue) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"
        before = self._file.seek(0, os.SEEK_END)
        try:
            # One write of one line: whatever happens, at most this line is cut off.
            written = self._file.write(line)
            if written < len(line):
                self._file.write(line[written:])
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(before)
            raise SessionError(
                f"the last answer could not be saved in {self.path}: {error.strerror}"
            ) from error

    def close(self, *, keep: bool = True) -> None:
        """Let the file go. A new session in which nothing was recorded is taken away, unless it is to be kept."""
        if self.untouched and not keep:
            self.path.unlink(missing_ok=True)
        self._file.close()


def _sync_folder(folder: Path) -> None:
    """Make the new name in the folder last as well, where the system lets a folder be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(file: BinaryIO, path: Path) -> None:
    """Hold the file until it is closed; the system lets go of it when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # A lock far behind the end leaves the content readable for others.
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise SessionError(
            f"the session {path} is open in another window or process; finish there, or start another session"
        ) from error


def in_use(path: Path) -> bool:
    """Whether another process holds the session."""
    try:
        with path.open("r+b", buffering=0) as file:
            _lock(file, path)
    except (OSError, SessionError):
        return True
    return False
