"""`advisor sessions`: the sessions that go by name, the latest first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from advisor.cli.common import guarded
from advisor.errors import SessionError
from advisor.quantities import counted


@click.command("sessions")
@guarded
def command() -> int:
    """List your sessions, with what each is about, how many answers it has, and when it was last changed."""
    from advisor.interview.records.folder import session_folder, session_names

    folder = session_folder()
    files = [folder / f"{name}.session" for name in session_names()]
    if not files:
        click.echo(f"There are no sessions in {folder}. Start one with: advisor consult")
        return 0
    # The clock of the files is what was asked for here.
    for file in sorted(files, key=lambda path: (-path.stat().st_mtime, path.name)):
        click.echo(_line(file))
    click.echo("Go on with one by: advisor consult --session NAME")
    return 0


def _line(file: Path) -> str:
    from advisor.interview.records.log import in_use, read_session

    changed = datetime.fromtimestamp(file.stat().st_mtime).astimezone().strftime("%Y-%m-%d %H:%M")
    try:
        session = read_session(file.name, file.read_bytes()).session
    except SessionError as error:
        return f"{file.stem}: {error}; changed {changed}"
    people = sorted({entry.by for entry in session.answers.values()} - {""})
    parts = [
        f"{file.stem}: {', '.join(session.decisions)}",
        counted(len(session.answers), "answer") + (f" by {', '.join(people)}" if people else ""),
        f"changed {changed}",
    ]
    return "; ".join(parts) + ("; open in another window or process" if in_use(file) else "")
