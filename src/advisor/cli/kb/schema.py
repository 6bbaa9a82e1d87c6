"""`advisor kb schema`: a JSON Schema for editors."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.authoring.writing.schema import FILES
from advisor.cli.common import echo_text, guarded, kb_option, open_kb, write_whole
from advisor.render.json.encoded import json_text


@click.command("schema")
@click.argument("kind", metavar="[KIND]", required=False, type=click.Choice(FILES))
@kb_option
@click.option(
    "--words", is_flag=True, help="List the knowledge base's own words too, so that editors complete them."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@guarded
def command(kind: str | None, kb_folder: Path | None, words: bool, output: Path | None) -> int:
    """Write the JSON Schema of a knowledge base's files, or of one KIND of file, such as rules."""
    from advisor.authoring.writing.schema import schema, schema_of

    kb = open_kb(kb_folder) if words else None
    found = schema(kb) if kind is None else schema_of(kind, kb)
    text = json_text(found)
    if output is None:
        echo_text(text)
    else:
        write_whole(output, text.encode())
    return 0
