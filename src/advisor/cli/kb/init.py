"""`advisor kb init DIR`: a whole new knowledge base with one decision, its scenarios and schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import guarded, write_whole
from advisor.errors import UsageError


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="my-knowledge", show_default=True, help="The knowledge base's id.")
@click.option("--title", default="My knowledge base", show_default=True, help="Its title.")
@click.option("--decision", default="choice", show_default=True, help="The id of its first decision.")
@guarded
def command(folder: Path, name: str, title: str, decision: str) -> int:
    """Write a new knowledge base to DIR/kb and its scenarios to DIR/scenarios. It can be consulted at once."""
    from advisor.authoring.writing.new_kb import new_knowledge_base

    if (folder / "kb.yaml").exists():
        hint = "name a folder outside it; what begins there has a folder kb of its own"
        raise UsageError(f"{str(folder)!r} is a knowledge base itself; nothing was written", hint)
    if (folder / "kb").exists():
        raise UsageError(f"there is a knowledge base in {str(folder / 'kb')!r} already; nothing was written")
    files = new_knowledge_base(name, title, decision)
    for path, text in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text.encode())
    # Only now, because whoever reads along may have gone, and then nothing would be written after the first line.
    click.echo("\n".join(f"wrote {(folder / path).as_posix()}" for path in sorted(files)))
    return 0
