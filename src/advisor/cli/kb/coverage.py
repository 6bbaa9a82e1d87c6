"""`advisor kb coverage`: what the scenarios touch and what they leave out."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import FINDINGS, echo_text, guarded, kb_option, open_kb, write_whole
from advisor.cli.kb.shared import kb_folder_of, places_of, root_of


@click.command("coverage")
@click.argument("places", metavar="[SCENARIOS]...", nargs=-1, type=click.Path(path_type=Path))
@kb_option
@click.option("--decision", metavar="ID", help="Count only what belongs to this decision.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100),
    help="End with status 1 where any kind is covered less, in percent.",
)
@click.option(
    "--missing",
    "shown",
    default=5,
    show_default=True,
    help="How many missing things of each kind are listed.",
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a page with everything that is missing.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, everything that is missing included.")
@guarded
def command(
    places: tuple[Path, ...],
    kb_folder: Path | None,
    decision: str | None,
    threshold: float | None,
    shown: int,
    html: Path | None,
    as_json: bool,
) -> int:
    """Say which rules, conditions, thresholds, options, answers and statements no scenario touches."""
    from advisor.authoring.scenarios.coverage import coverage
    from advisor.authoring.scenarios.run import read_scenarios, scenario_files
    from advisor.model.case import Case
    from advisor.render.authoring.coverage import coverage_html, coverage_json, coverage_text

    kb = open_kb(kb_folder)
    if decision is not None:
        kb.known_decisions([decision])
    chosen = places_of(places, kb_folder_of(None, kb_folder))
    read = read_scenarios(kb, scenario_files(chosen), root_of(chosen))
    found = coverage(kb, [case for _, case in read if isinstance(case, Case)], decision)
    if html is not None:
        write_whole(html, coverage_html(found, f"What the scenarios of {kb.name} touch").encode())
    echo_text(coverage_json(found) if as_json else coverage_text(found, shown))
    return FINDINGS if threshold is not None and found.below(threshold) else 0
