"""`advisor kb …`: what a rule author uses to check and test a knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import guarded, kb_option, open_kb
from advisor.errors import UsageError
from advisor.shipped import shipped_kb, shipped_scenarios

FINDINGS = 1


@click.group("kb")
def command() -> None:
    """Check, test and look into a knowledge base."""


@command.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@kb_option
@guarded
def check(folder: Path | None, kb_folder: Path | None) -> int:
    """Read and compile the knowledge base in DIR, and report every problem with its place."""
    from advisor.authoring.check import check_folder

    chosen = folder or kb_folder or shipped_kb()
    if not chosen.is_dir():
        raise UsageError(f"there is no folder {str(chosen)!r}")
    report = check_folder(chosen)
    for problem in report.problems:
        click.echo("\n".join(problem.lines()))
    click.echo(report.summary)
    return FINDINGS if report.failed else 0


@command.command("test")
@click.argument("places", metavar="[SCENARIOS]...", nargs=-1, type=click.Path(path_type=Path))
@kb_option
@guarded
def test(places: tuple[Path, ...], kb_folder: Path | None) -> int:
    """Run scenarios (files or folders; the shipped ones by default) and report what differs from what they expect."""
    from advisor.authoring.scenarios import run_scenarios, scenario_files

    kb = open_kb(kb_folder)
    chosen = [_place(place) for place in places] or [shipped_scenarios()]
    files = scenario_files(chosen)
    if not files:
        raise UsageError("there are no scenarios there; name files or folders of YAML")
    root = chosen[0] if len(chosen) == 1 and chosen[0].is_dir() else Path.cwd()
    failed = passed = 0
    for result in run_scenarios(kb, files, root):
        if result.passed:
            passed += 1
            continue
        failed += 1
        click.echo(f"FAILED {result.name}: {result.title}".rstrip(": "))
        for problem in result.problems:
            click.echo("\n".join(f"    {line}" for line in problem.lines()))
        for difference in result.differences:
            click.echo(
                f"    {difference.where}\n        expected {difference.expected}\n        got      {difference.got}"
            )
    click.echo(f"{passed} passed, {failed} failed")
    return FINDINGS if failed else 0


def _place(place: Path) -> Path:
    if place.exists():
        return place
    shipped = shipped_scenarios() / place
    if shipped.exists():
        return shipped
    raise UsageError(f"there is no file or folder {str(place)!r}")
