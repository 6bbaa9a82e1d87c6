"""`advisor kb test`: scenarios run, what differs and what decided it, and expectations rewritten for review."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from advisor.cli.common import FINDINGS, echo_text, guarded, kb_option, open_kb, write_whole
from advisor.cli.kb.shared import kb_folder_of, places_of, root_of
from advisor.errors import UsageError
from advisor.model.findings import ScenarioResult


@click.command("test")
@click.argument("places", metavar="[SCENARIOS]...", nargs=-1, type=click.Path(path_type=Path))
@kb_option
@click.option(
    "-k", "words", metavar="WORDS", help="Only scenarios whose name, title or `shows` has these words."
)
@click.option("--decision", metavar="ID", help="Only scenarios that expect something of this decision.")
@click.option(
    "--update", is_flag=True, help="Rewrite what is expected to what came out; then read the difference."
)
@click.option("--junit", metavar="FILE", type=click.Path(path_type=Path), help="Write a JUnit report.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How results are written.",
)
@guarded
def command(
    places: tuple[Path, ...],
    kb_folder: Path | None,
    words: str | None,
    decision: str | None,
    update: bool,
    junit: Path | None,
    form: str,
) -> int:
    """Run scenarios (files or folders; by default those beside the knowledge base) and report what differs."""
    from advisor.authoring.scenarios.run import scenario_files
    from advisor.authoring.scenarios.side_by_side import Selection, run_selected
    from advisor.render.authoring.junit import junit_xml
    from advisor.render.authoring.scenarios import results_github, results_json, results_text

    folder = kb_folder_of(None, kb_folder)
    kb = open_kb(kb_folder)
    chosen = places_of(places, folder)
    if decision is not None:
        kb.known_decisions([decision])
    files = scenario_files(chosen)
    if not files:
        raise UsageError("there are no scenarios there; name files or folders of YAML")
    selection = Selection(words or "", decision or "")
    ran = run_selected(kb, files, root_of(chosen), selection)
    if not ran:
        raise UsageError("no scenario is like that; leave out -k or --decision to run them all")
    if update and _update(ran):
        ran = run_selected(kb, files, root_of(chosen), selection)
    results = [result for _, result in ran]
    if junit is not None:
        write_whole(junit, junit_xml(results).encode())
    render = {"text": results_text, "json": results_json, "github": results_github}[form]
    echo_text(render(results))
    return FINDINGS if any(not r.passed for r in results) else 0


def _update(ran: Iterable[tuple[Path, ScenarioResult]]) -> bool:
    """Rewrite what can be, and say of each file what is expected now. Whether there was anything to rewrite."""
    from advisor.authoring.scenarios.update import updated

    any_changed = False
    for path, result in ran:
        content = updated(path.read_text(encoding="utf-8"), result)
        if content is not None:
            write_whole(path, content.encode())
            any_changed = True
            click.echo(f"updated {result.name}", err=True)
            for difference in result.differences:
                click.echo(f"    {difference.where}: {difference.expected} → {difference.got}", err=True)
    return any_changed
