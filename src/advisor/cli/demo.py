"""`advisor demo`: plays a session that came with the program, at the pace at which somebody would type and read."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click

from advisor.cli.common import guarded, open_kb
from advisor.cli.console import LineConsole
from advisor.errors import UsageError, closest_match

KEY_SECONDS = 0.06
WORDS_A_SECOND = 4.5
LONGEST_PAUSE = 8.0


@click.command("demo")
@click.argument("name", required=False)
@click.option(
    "--speed", type=click.FloatRange(min=0), default=1.0, help="2 is twice as fast; 0 does not wait at all."
)
@guarded
def command(name: str | None, speed: float) -> int:
    """Play the session NAME that came with the program (the first by default). Nothing is kept of it."""
    from advisor.cli.outside import outside
    from advisor.interview.dialogue.conversation import Dialogue
    from advisor.interview.interview import Interview
    from advisor.interview.records.log import SessionLog, read_session
    from advisor.interview.records.script import typed_lines
    from advisor.interview.what_next.next_question import Wishes

    files = demo_files()
    chosen = name or next(iter(files), "")
    if chosen not in files:
        raise UsageError(
            f"there is no demo {chosen!r}; there are {', '.join(files)}", closest=closest_match(chosen, files)
        )
    reading = read_session(chosen, files[chosen].read_bytes())
    console = PlayedConsole(typed_lines(reading.records), speed)
    console.say(
        f"This plays the session {chosen}, which came with the program. Nothing is kept. Ctrl-C stops it."
    )
    kb = open_kb(None)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(SessionLog.create(Path(folder) / f"{chosen}.session", reading.opened)) as log,
    ):
        Dialogue(Interview(kb, log, Wishes(), dict), console, outside(kb)).run()
    return 0


def demo_files() -> dict[str, Path]:
    """The sessions that came with the program, by name."""
    from advisor.interview.records.folder import ENDING
    from advisor.shipped import shipped_scenarios

    return {path.stem: path for path in sorted((shipped_scenarios() / "sessions").glob(f"*{ENDING}"))}


class PlayedConsole:
    """A console at which the lines of a script are typed."""

    def __init__(self, lines: Iterable[str], speed: float) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._console = LineConsole()
        self._speed = speed
        self._unread = 0

    def say(self, text: str) -> None:
        """Show a text; it takes time to read."""
        self._console.say(text)
        self._unread += len(text.split())

    def ask(self, prompt: str, words: Iterable[str]) -> str:
        """Type the next line of the script. Raises `EndOfInput` after the last."""
        from advisor.interview.dialogue.console import EndOfInput

        click.echo(f"{prompt} > ", nl=False)
        line = next(self._lines, None)
        if line is None:
            click.echo()
            raise EndOfInput
        self._wait(min(self._unread / WORDS_A_SECOND, LONGEST_PAUSE))
        self._unread = 0
        for key in line:
            click.echo(key, nl=False)
            self._wait(KEY_SECONDS)
        click.echo()
        return line

    def _wait(self, seconds: float) -> None:
        if self._speed:
            time.sleep(seconds / self._speed)
