"""`advisor kb …`: what a rule author uses to write, check, test and compare knowledge bases. One file a command."""

from __future__ import annotations

import click

from advisor.cli.lazy import LazyGroup

# Where each command lives, and its one line for --help, so that listing them imports none of them.
COMMANDS = {
    "check": (
        "advisor.cli.kb.check",
        "Find every fault, gap and contradiction, and prove what can be proved.",
    ),
    "coverage": ("advisor.cli.kb.coverage", "Say what no scenario touches."),
    "diff": ("advisor.cli.kb.diff", "Say which outcomes change between two versions."),
    "explain": ("advisor.cli.kb.explain", "Explain the code of a finding."),
    "fix": ("advisor.cli.kb.fix", "Put order, spacing and quotation marks right."),
    "init": ("advisor.cli.kb.init", "Begin a new knowledge base."),
    "mutate": ("advisor.cli.kb.mutate", "Say which faults in the rules no scenario would notice."),
    "new": ("advisor.cli.kb.new", "Add a stub of a decision, option, question or rule."),
    "schema": ("advisor.cli.kb.schema", "Write a JSON Schema for editors."),
    "show": ("advisor.cli.kb.show", "Show one thing with everything tied to it; the map; the handbook."),
    "suggest-scenarios": (
        "advisor.cli.kb.suggest_scenarios",
        "Write a small set of cases that tries everything.",
    ),
    "test": ("advisor.cli.kb.test", "Run scenarios and report what differs from what they expect."),
}


@click.group("kb", cls=LazyGroup, commands_at=COMMANDS)
def command() -> None:
    """Write, check, test, compare and look into a knowledge base."""
