"""A terminal, a pipe or a file in; a console for a conversation out: plain lines, no colour, no moving of the cursor."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from io import TextIOWrapper

import click

from advisor.interview.dialogue.console import EndOfInput
from advisor.render.text.lines import fitted

WIDEST = 100
"""Longer lines are hard to read, however wide the window is."""
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z~]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Keys that a plain line cannot hold, and what would move the cursor if it were printed again."""


class LineConsole:
    """Standard input and output, a line at a time. What is read from a pipe is shown, so that the output can be followed."""

    def __init__(self) -> None:
        for stream in (sys.stdin, sys.stdout):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        self._terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._editor = Editor() if self._terminal and os.environ.get("TERM", "dumb") != "dumb" else None

    def say(self, text: str) -> None:
        """Show a text, wrapped to the window as it is now."""
        width = min(shutil.get_terminal_size().columns, WIDEST)
        click.echo(fitted((_CONTROLS.sub("", line) for line in text.split("\n")), width - 1), nl=False)

    def ask(self, prompt: str, words: Iterable[str]) -> str:
        """Read a line. Raises `EndOfInput`."""
        if self._editor is not None:
            self._editor.offer(words)
        if self._terminal:
            try:
                return _CONTROLS.sub("", input(f"{prompt} > "))
            except EOFError as error:
                click.echo()
                raise EndOfInput from error
        click.echo(f"{prompt} > ", nl=False)
        line = sys.stdin.readline()
        if not line:
            click.echo()
            raise EndOfInput
        text = _CONTROLS.sub("", line.removeprefix("\ufeff").rstrip("\r\n"))
        click.echo(text)
        return text


class Editor:
    """The line editor of the system, where there is one: arrows edit the line, Tab completes a word."""

    def __init__(self) -> None:
        self._words: tuple[str, ...] = ()
        try:
            import readline
        except ImportError:
            # Windows has its own editing of lines in the console.
            return
        readline.set_completer(self._complete)
        readline.set_completer_delims("")
        readline.parse_and_bind(
            "bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete"
        )
        # Several rows pasted from a spreadsheet are several lines, not one.
        readline.parse_and_bind("set enable-bracketed-paste off")

    def offer(self, words: Iterable[str]) -> None:
        """What Tab completes from now on."""
        self._words = tuple(dict.fromkeys(words))

    def _complete(self, typed: str, position: int) -> str | None:
        found = [word for word in self._words if word.startswith(typed.casefold()) and not word.isdigit()]
        return found[position] if position < len(found) else None


class NoConsole:
    """For --no-input: says everything and is asked nothing."""

    def __init__(self) -> None:
        self._line = LineConsole()

    def say(self, text: str) -> None:
        """Show a text."""
        self._line.say(text)

    def ask(self, prompt: str, words: Iterable[str]) -> str:
        """There is nobody to ask."""
        raise EndOfInput
