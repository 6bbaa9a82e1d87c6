"""The `advisor` command: its subcommands by name, loaded only when one of them runs, so that --help stays quick."""

from __future__ import annotations

import importlib

import click

from advisor import __version__

# Where each command lives, and its one line for --help, so that listing them imports none of them.
COMMANDS = {
    "batch": ("advisor.cli.batch", "Settle many cases, one result a row."),
    "compare": ("advisor.cli.compare", "Show where two sessions or cases differ, and whether it matters."),
    "consult": ("advisor.cli.consult", "Ask questions, then recommend; every answer is saved."),
    "demo": ("advisor.cli.demo", "Play a consultation that came with the program."),
    "explain": ("advisor.cli.explain", "Say why, why not, and what would change."),
    "kb": ("advisor.cli.kb", "Check, test and look into a knowledge base."),
    "recommend": ("advisor.cli.recommend", "Recommend for a case, with reasons and what is still open."),
    "report": ("advisor.cli.report", "Write the governance paper: Markdown, HTML, Word, PDF or JSON."),
    "sessions": ("advisor.cli.sessions", "List your sessions."),
    "trace": ("advisor.cli.trace", "Show or draw every rule that fired."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands for --help without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; a mistyped one is answered with the closest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from advisor.errors import closest_match

            near = closest_match(args[0], COMMANDS)
            if near:
                raise click.UsageError(f"{error.message} Did you mean {near!r}?", ctx) from error
            raise


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="advisor %(version)s")
def main() -> None:
    """Recommend how to commission a service, from written guidance, and show every step of the way."""
