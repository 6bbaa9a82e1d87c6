"""A terminal, a pipe or a file in; a console for a conversation out: plain lines, no colour, no moving of the cursor."""

from __future__ import annotations

import shutil
import sys

import click

from advisor.interview.dialogue import EndOfInput
from advisor.render.interview_text import fitted

WIDEST = 100
"""Longer lines are hard to read, however wide the window is."""


class LineConsole:
    """Standard input and output, a line at a time. What is read from a pipe is shown, so that the output can be followed."""

    def __init__(self) -> None:
        self._terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._first = True

    def say(self, text: str) -> None:
        """Show a text, wrapped to the window as it is now."""
        width = min(shutil.get_terminal_size().columns, WIDEST)
        click.echo(fitted(text, width - 1))

    def ask(self, prompt: str) -> str:
        """Read a line. Raises `EndOfInput`."""
        if self._terminal:
            try:
                return input(f"{prompt} > ")
            except EOFError as error:
                raise EndOfInput from error
        click.echo(f"{prompt} > ", nl=False)
        line = sys.stdin.readline()
        if not line:
            click.echo()
            raise EndOfInput
        text = line.rstrip("\r\n")
        click.echo(text)
        return text


class NoConsole:
    """For --no-input: says everything and is asked nothing."""

    def say(self, text: str) -> None:
        """Show a text."""
        LineConsole().say(text)

    def ask(self, prompt: str) -> str:
        """There is nobody to ask."""
        raise EndOfInput
