"""The `advisor` command: its subcommands by name, loaded only when one of them runs, so that --help stays quick."""

from __future__ import annotations

import gc

import click

from advisor import __version__
from advisor.cli.lazy import LazyGroup

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


NEW_OBJECTS = 50_000
"""After so many a command looks for garbage. It keeps what it makes to its end: after every 700, none is found and it takes
time.
"""


@click.group(cls=LazyGroup, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="advisor %(version)s")
def main() -> None:
    """Recommend one of several options, from written guidance, and show every step of the way."""
    gc.set_threshold(NEW_OBJECTS)
