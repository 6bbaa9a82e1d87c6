"""`advisor kb fix`: order, spacing and quotation marks put right; comments and meaning left alone."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from advisor.cli.common import FINDINGS, content_of, echo_text, guarded, kb_option, write_whole
from advisor.cli.kb.shared import kb_folder_of


@click.command("fix")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@kb_option
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; show what would change, and exit 1 if anything.",
)
@guarded
def command(folder: Path | None, kb_folder: Path | None, only_check: bool) -> int:
    """Put the files of a knowledge base in order: keys, blank lines, spaces, needless quotation marks.

    Nothing that is said changes; a file for which that cannot be made sure is left as it is.
    """
    from advisor.authoring.writing.fixing import fixed, is_readable

    chosen = kb_folder_of(folder, kb_folder)
    changed = 0
    for path in sorted(chosen.rglob("*.yaml")):
        content, name = content_of(path), path.relative_to(chosen).as_posix()
        if not is_readable(content):
            click.echo(f"left alone: {name} (it cannot be read; kb check says why)", err=True)
            continue
        before = content.decode("utf-8-sig")
        after = fixed(path.stem, before)
        if after == before:
            continue
        changed += 1
        if only_check:
            pair = (before.splitlines(keepends=True), after.splitlines(keepends=True))
            echo_text("".join(difflib.unified_diff(*pair, name, name)))
        else:
            write_whole(path, after.encode())
            click.echo(f"fixed {name}")
    if not changed:
        click.echo("nothing to put right", err=True)
    return FINDINGS if only_check and changed else 0
