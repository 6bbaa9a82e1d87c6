"""`advisor kb check`: every finding about a knowledge base, as text, JSON, SARIF or annotations."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import FINDINGS, echo_text, guarded, kb_option, write_whole
from advisor.cli.kb.shared import kb_folder_of
from advisor.errors import Severity, UsageError
from advisor.model.findings import Inspection


@click.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@kb_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How findings are written.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead.")
@click.option(
    "--fail-on",
    type=click.Choice([*map(str, Severity), "never"]),
    default="error",
    show_default=True,
    help="End with status 1 from this severity on.",
)
@click.option("--quick", is_flag=True, help="Leave out what has to be proved of all answers.")
@click.option("--accepted", is_flag=True, help="List accepted findings with their reasons as well.")
@click.option(
    "--save",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Save the example of each finding as a scenario.",
)
@guarded
def command(
    folder: Path | None,
    kb_folder: Path | None,
    form: str,
    output: Path | None,
    fail_on: str,
    quick: bool,
    accepted: bool,
    save: Path | None,
) -> int:
    """Check the knowledge base in DIR and prove of all possible answers what can be proved.

    It reports rules that never fire or add nothing, contradictions, options that are never recommended, gaps and overlaps,
    each with a case that nothing can be left out of, and what is unused, uncited or hard to read. `advisor kb explain CODE`
    says more of each.
    """
    from advisor.authoring.checks.check import Thoroughness, check_folder

    chosen = kb_folder_of(folder, kb_folder)
    found = check_folder(chosen, Thoroughness(proofs=not quick, witnesses=save is not None))
    text = _told(found, form, chosen, accepted=accepted)
    if output is None:
        echo_text(text)
    else:
        write_whole(output, text.encode())
    if save is not None:
        _save(found, chosen, save)
    return FINDINGS if fail_on != "never" and found.at_least(Severity(fail_on)) else 0


def _told(found: Inspection, form: str, folder: Path, *, accepted: bool) -> str:
    """The findings in the form asked for."""
    from advisor.authoring.checks.codes import title_of
    from advisor.render.authoring.findings_json import findings_github, findings_json, findings_sarif
    from advisor.render.authoring.findings_text import findings_text

    match form:
        case "text":
            return findings_text(found, accepted=accepted)
        case "json":
            return findings_json(found)
        case "sarif":
            return findings_sarif(found, _root(folder), title_of)
        case _:
            return findings_github(found, _root(folder))


def _save(found: Inspection, folder: Path, scenarios: Path) -> None:
    """Write the example of each finding to a folder. Raises `UsageError` where there is no such folder."""
    from advisor.authoring.scenarios.saving import save_witnesses
    from advisor.reader import read_knowledge_base

    if not scenarios.is_dir():
        raise UsageError(f"there is no folder {str(scenarios)!r}")
    for path, content in save_witnesses(read_knowledge_base(folder), found.findings, scenarios):
        write_whole(path, content)
        click.echo(f"saved {path}", err=True)


def _root(folder: Path) -> str:
    """What is put before a file's name so that it is found from here."""
    here = Path.cwd()
    resolved = folder.resolve()
    shown = resolved.relative_to(here) if resolved.is_relative_to(here) else folder
    return "" if str(shown) == "." else f"{shown.as_posix()}/"
