"""A group of commands by name in; one that imports a command only when it is needed out, so that --help stays quick."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from advisor.errors import closest_match


class LazyGroup(click.Group):
    """A group whose commands are imported when they are first needed.

    `commands_at` maps a command's name to the module that holds it as `command`, and to its one line for --help.
    """

    def __init__(self, *args: Any, commands_at: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, sorted."""
        return sorted(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in self._commands_at:
            return None
        module = importlib.import_module(self._commands_at[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands for --help without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._commands_at[name][1]) for name in sorted(self._commands_at)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; a mistyped one is answered with the closest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = closest_match(args[0], self._commands_at)
            if near:
                raise click.UsageError(f"{error.message} Did you mean {near!r}?", ctx) from error
            raise
