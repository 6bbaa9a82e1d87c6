"""`advisor kb suggest-scenarios DIR`: a small set of cases that holds every rule and every pair of answers."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import guarded, kb_option, open_kb, write_whole


@click.command("suggest-scenarios")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@kb_option
@click.option(
    "--decision", "decisions", metavar="ID", multiple=True, help="Only for this decision; may be given again."
)
@guarded
def command(folder: Path, kb_folder: Path | None, decisions: tuple[str, ...]) -> int:
    """Write scenarios to DIR that between them hold every rule and every pair of answers.

    What each expects is what comes out now: read it before you keep it.
    """
    from advisor.authoring.scenarios.suggestions import suggested
    from advisor.authoring.scenarios.text import scenario_text

    kb = open_kb(kb_folder)
    kb.known_decisions(decisions)
    count = 0
    for decision in decisions or tuple(kb.decisions):
        for name, draft in suggested(kb, decision):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, scenario_text(kb, draft).encode())
            count += 1
    click.echo(f"wrote {count} scenarios to {folder.as_posix()}")
    return 0
