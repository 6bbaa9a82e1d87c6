"""What every command shares: opening a knowledge base and a case, writing files whole, and turning errors
into exit statuses.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, ParamSpec

import click

from advisor.errors import AdvisorError, ProblemsError, UsageError, closest_match
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.quantities import counted
from advisor.shipped import shipped_kb, shipped_scenarios

P = ParamSpec("P")
FINDINGS = 1
UNDECIDED = 3
INTERRUPTED = 130

kb_option = click.option(
    "--kb",
    "kb_folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Another knowledge base than the shipped one.",
)


def guarded(command: Callable[P, int | None]) -> Callable[P, None]:
    """Run a command; an `AdvisorError` becomes its message on standard error and its exit status."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
        except AdvisorError as error:
            click.echo(error_text(error), err=True)
            raise SystemExit(error.exit_status) from error
        except KeyboardInterrupt:
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:
            # The reader of our output has gone; there is nobody left to tell.
            _drop_output()
            raise SystemExit(0) from None
        except OSError as error:
            _drop_output()
            named = f"{error.filename}: " if error.filename else ""
            click.echo(f"advisor: {named}{error.strerror or error}", err=True)
            raise SystemExit(AdvisorError.exit_status) from error
        raise SystemExit(status or 0)

    return run


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that leaving does not fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def error_text(error: AdvisorError) -> str:
    """An error for the terminal, with its help and, where there are several, their number."""
    text = f"advisor: {error}" if not isinstance(error, ProblemsError) else str(error)
    for extra in (f"did you mean {error.closest!r}?" if error.closest else "", error.hint):
        if extra:
            text += f"\n    {extra}"
    if isinstance(error, ProblemsError):
        text += f"\n{counted(len(error.problems), 'problem')} found; nothing was done."
    return text


def open_kb(folder: Path | None) -> KnowledgeBase:
    """Read the knowledge base in the folder, or the shipped one. Raises `KnowledgeBaseError`."""
    from advisor.reader import read_knowledge_base

    return read_knowledge_base(existing_folder(folder or shipped_kb()))


def existing_folder(folder: Path) -> Path:
    """The folder of a knowledge base as it was named. Raises `UsageError` where it is none."""
    if folder.is_file():
        raise UsageError(f"{str(folder)!r} is a file; name the folder that holds kb.yaml")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {str(folder)!r}")
    return folder


def open_case(name: str, kb: KnowledgeBase) -> Case:
    """Read a case file or a session file, standard input (`-`), or by name a shipped scenario such as
    `collaboration/x.yaml` or a session of the user's. What a session holds and this knowledge base does not
    take is said on standard error.
    """
    from advisor.reader import read_case

    if name == "-":
        name, content = "<standard input>", sys.stdin.buffer.read()
    else:
        content = content_of(case_path(name), name)
    # Only what begins like a session's first record is worth loading the interview for.
    if not content.lstrip().startswith(b"{"):
        return read_case(name, content, kb)
    from advisor.interview.records.log import read_session
    from advisor.interview.records.session import case_of, is_session

    if not is_session(content):
        return read_case(name, content, kb)
    case, lapses = case_of(read_session(name, content).session, kb, name)
    for lapse in lapses:
        click.echo(f"advisor: {name}: {lapse.name} is left out: {lapse.reason}", err=True)
    return case


def content_of(path: Path, name: str = "") -> bytes:
    """The bytes of a file, called `name` if it cannot be read. Raises `UsageError`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {name or str(path)!r}: {error.strerror}") from error


def case_path(name: str) -> Path:
    """The file that a case's name means. Raises `UsageError` with the closest name where there is none."""
    path = Path(name)
    if path.exists():
        return path
    folder = shipped_scenarios()
    for candidate in (folder / name, folder / f"{name}.yaml"):
        if candidate.is_file():
            return candidate
    from advisor.interview.records.folder import known_session, session_names

    session = known_session(name)
    if session is not None:
        return session
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*.yaml")]
    near = closest_match(name, [*names, *session_names()])
    shipped = "the shipped " if near in names else "the session "
    raise UsageError(
        f"there is no case file {name!r}" + (f"; did you mean {shipped}{near!r}?" if near else "")
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and rename it into place, so that it is there whole or not at all. Raises `UsageError`."""
    with written_aside(path) as file:
        file.write(content)


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes its place when all is written; whatever goes wrong, it is not there in part.

    Raises `UsageError` where it cannot be written.
    """
    import tempfile

    try:
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"cannot write {str(path)!r}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        mask = os.umask(0)
        os.umask(mask)
        Path(aside).chmod(0o666 & ~mask)
        Path(aside).replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {str(path)!r}: {error.strerror}") from error
    finally:
        Path(aside).unlink(missing_ok=True)


def echo_text(text: str) -> None:
    """Print a result to standard output as UTF-8, whatever the terminal says it can show."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
