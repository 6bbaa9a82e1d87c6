"""`advisor kb mutate`: which faults in the rules no scenario would notice."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import FINDINGS, echo_text, guarded, kb_option, open_kb, write_whole
from advisor.cli.kb.shared import kb_folder_of, places_of, root_of
from advisor.errors import UsageError, closest_match


@click.command("mutate")
@click.argument("places", metavar="[SCENARIOS]...", nargs=-1, type=click.Path(path_type=Path))
@kb_option
@click.option(
    "--rule", "rules", metavar="ID", multiple=True, help="Only faults of this rule; may be given again."
)
@click.option("--decision", metavar="ID", help="Only faults of this decision's rules.")
@click.option(
    "--save", metavar="DIR", type=click.Path(path_type=Path), help="Save scenarios that notice what survived."
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

    A change is listed with whether a case would show it. Status 1 when there are such.
    """
    from advisor.authoring.mutation import Mutation, killing_drafts
    from advisor.authoring.scenario_text import scenario_text
    from advisor.authoring.scenarios import read_scenarios, scenario_files
    from advisor.model.case import Case

    kb = open_kb(kb_folder)
    for name in rules:
        if name not in kb.rules:
            raise UsageError(f"there is no rule {name!r}; did you mean {closest_match(name, kb.rules)!r}?")
    if decision is not None and decision not in kb.decisions:
        raise UsageError(f"there is no decision {decision!r}; there are {', '.join(kb.decisions)}")
    chosen = places_of(places, kb_folder_of(None, kb_folder))
    read = read_scenarios(kb, scenario_files(chosen), root_of(chosen))
    mutation = Mutation(kb, [case for _, case in read if isinstance(case, Case)])
    wanted = [*rules, *(r.id for r in kb.rules_of(decision))] if decision else list(rules)
    tried = mutation.mutants(wanted)
    survivors = list(mutation.survivors(tried))
    real = [s for s in survivors if s.choices is not None]
    for survivor in survivors:
        says = "a case would show it" if survivor.choices is not None else (
            "makes no difference" if survivor.proved else "no case was found that shows it"
        )  # fmt: skip
        echo_text(f"{survivor.mutant.rule_id}  {survivor.mutant.what}  ({says})\n")
    if save is not None:
        for name, draft in killing_drafts(mutation, real):
            target = save / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, scenario_text(kb, draft).encode())
            click.echo(f"saved {target.as_posix()}", err=True)
    same = sum(s.choices is None and s.proved for s in survivors)
    open_ = len(survivors) - len(real) - same
    echo_text(
        f"{len(tried)} changes: {len(tried) - len(survivors)} noticed, {len(real)} not noticed, "
        f"{same} that make no difference{f', {open_} undecided' if open_ else ''}\n"
    )
    return FINDINGS if real else 0
