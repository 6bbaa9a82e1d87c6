"""`advisor kb mutate`: which faults in the rules no scenario would notice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.common import FINDINGS, echo_text, guarded, kb_option, open_kb, write_whole
from advisor.cli.kb.shared import kb_folder_of, places_of, root_of
from advisor.errors import UsageError, closest_match

if TYPE_CHECKING:
    from advisor.authoring.mutation.unnoticed import Mutation, Survivor


@click.command("mutate")
@click.argument("places", metavar="[SCENARIOS]...", nargs=-1, type=click.Path(path_type=Path))
@kb_option
@click.option(
    "--rule", "rules", metavar="ID", multiple=True, help="Only faults of this rule; may be given again."
)
@click.option("--decision", metavar="ID", help="Only faults of this decision's rules.")
@click.option(
    "--save",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Save scenarios that notice them to regression/ in this folder.",
)
@guarded
def command(
    places: tuple[Path, ...],
    kb_folder: Path | None,
    rules: tuple[str, ...],
    decision: str | None,
    save: Path | None,
) -> int:
    """Change each rule in one thing at a time, and list the changes that no scenario notices.

    A change is listed with whether a case would show it, or why none can. Status 1 when a case would. --save writes
    a few cases that show them all, to regression/ in DIR.
    """
    from advisor.authoring.mutation.shown import Same
    from advisor.authoring.mutation.unnoticed import Mutation
    from advisor.authoring.scenarios.run import read_scenarios, scenario_files
    from advisor.model.case import Case

    kb = open_kb(kb_folder)
    for name in rules:
        if name not in kb.rules:
            raise UsageError(f"there is no rule {name!r}", closest=closest_match(name, kb.rules))
    if decision is not None:
        kb.known_decisions([decision])
    chosen = places_of(places, kb_folder_of(None, kb_folder))
    read = read_scenarios(kb, scenario_files(chosen), root_of(chosen))
    wanted = [*rules, *(r.id for r in kb.rules_of(decision))] if decision else list(rules)
    mutation = Mutation(kb, [case for _, case in read if isinstance(case, Case)], wanted)
    survivors = list(mutation.survivors())
    same = [s.shown for s in survivors if isinstance(s.shown, Same)]
    for survivor in survivors:
        says = survivor.shown.says if isinstance(survivor.shown, Same) else "a case would show it"
        echo_text(f"{survivor.mutant.rule_id}  {survivor.mutant.what}  ({says})\n")
    if save is not None:
        _save(mutation, survivors, save / "regression")
    real = len(survivors) - len(same)
    undecided = sum(not s.proved for s in same)
    echo_text(
        f"{len(mutation.mutants)} changes: {len(mutation.mutants) - len(survivors)} noticed, {real} not noticed, "
        f"{len(same) - undecided} that make no difference{f', {undecided} undecided' if undecided else ''}\n"
    )
    if real and save is None:
        click.echo("--save DIR writes a few scenarios that notice them all", err=True)
    return FINDINGS if real else 0


def _save(mutation: Mutation, survivors: Sequence[Survivor], folder: Path) -> None:
    """Write cases that show the changes to a folder, each under a name that is free."""
    from advisor.authoring.mutation.noticing import noticing
    from advisor.authoring.scenarios.text import scenario_text

    for about, draft in noticing(mutation, survivors):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, about)
        write_whole(target, scenario_text(mutation.kb, draft).encode())
        click.echo(f"saved {target.as_posix()}", err=True)


def _free_name(folder: Path, about: str) -> Path:
    """The first file of a numbered row that is not there yet."""
    return next(p for n in count(1) if not (p := folder / f"{about}-{n:02d}.yaml").exists())
