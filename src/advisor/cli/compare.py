"""`advisor compare A B`: where two people's answers differ, and whether it matters."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import echo_text, guarded, kb_option, open_case, open_kb
from advisor.cli.completion import CASES


@click.command("compare")
@click.argument("left", metavar="A", shell_complete=CASES)
@click.argument("right", metavar="B", shell_complete=CASES)
@kb_option
@guarded
def command(left: str, right: str, kb_folder: Path | None) -> int:
    """Compare the answers of A and B, two sessions or cases: where they differ, and whether it matters to a result."""
    from advisor.interview.comparison import compare
    from advisor.render.text.comparison import comparison_text

    kb = open_kb(kb_folder)
    found = compare(kb, open_case(left, kb), open_case(right, kb))
    if not found.parts:
        echo_text("No answer belongs to any decision, so there is nothing to compare.\n")
        return 0
    names = (left, right) if left != right else ("the first", "the second")
    echo_text(comparison_text(found, names))
    return 0
