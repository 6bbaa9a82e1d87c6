"""`advisor kb show`: one thing with everything tied to it; lists; the statement table, the map and the handbook."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import echo_text, guarded, kb_option, open_kb, write_whole
from advisor.cli.kb.shared import kb_folder_of, scenarios_of
from advisor.errors import UsageError
from advisor.model.knowledge import KnowledgeBase


@click.command("show")
@click.argument("name", metavar="[ID]", required=False)
@kb_option
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@click.option(
    "--map",
    "as_map",
    is_flag=True,
    help="Draw the map: questions, concepts, options. FILE is .dot, .svg or .png.",
)
@click.option("--handbook", is_flag=True, help="The whole knowledge base to read. FILE is .md or .html.")
@guarded
def command(
    name: str | None, kb_folder: Path | None, output: Path | None, as_map: bool, handbook: bool
) -> int:
    """Show ID (a rule, option, question, concept, measure, setting, statement or decision) with everything tied to it.

    ID may also be a kind, such as questions or rules, for a list of them. With --map, ID may be a decision. Without ID: what
    the knowledge base holds.
    """
    kb = open_kb(kb_folder)
    if as_map:
        content = _map(kb, name, output)
    elif handbook:
        content = _handbook(kb, output)
    elif name == "statements" and output is not None:
        from advisor.authoring.lookup.statement_table import statement_table
        from advisor.authoring.scenarios.run import read_scenarios, scenario_files
        from advisor.model.case import Case

        folder = scenarios_of(kb_folder_of(None, kb_folder))
        read = read_scenarios(kb, scenario_files([folder]) if folder.is_dir() else [], folder)
        content = statement_table(kb, [case for _, case in read if isinstance(case, Case)]).encode()
    else:
        content = _entry(kb, name).encode()
    if output is None:
        echo_text(content.decode())
    else:
        write_whole(output, content)
    return 0


def _entry(kb: KnowledgeBase, name: str | None) -> str:
    from advisor.authoring.lookup.entries import KINDS, entry, listing
    from advisor.render.authoring.entries import entry_text, listing_text

    if name is None:
        return f"{kb.title}\n\n" + "".join(f"{len(getattr(kb, kind)):>5}  {kind}\n" for kind in KINDS)
    if name in KINDS:
        return listing_text(listing(kb, name))
    found = entry(kb, name)
    return entry_text(found.kind, found.id, found.label, found.where, found.sections)


def _map(kb: KnowledgeBase, name: str | None, output: Path | None) -> bytes:
    from advisor.render.authoring.kb_map import map_dot
    from advisor.render.picture import draw

    dot = map_dot(kb, kb.known_decisions((name,)) if name is not None else ())
    form = output.suffix.removeprefix(".").lower() if output else "dot"
    if form not in ("dot", "svg", "png"):
        raise UsageError(f"a map is written as .dot, .svg or .png, not {output.suffix if output else ''!r}")
    return dot.encode() if form == "dot" else draw(dot, form)


def _handbook(kb: KnowledgeBase, output: Path | None) -> bytes:
    from advisor.authoring.lookup.handbook import handbook

    text = handbook(kb)
    form = output.suffix.removeprefix(".").lower() if output else "md"
    if form not in ("md", "html"):
        raise UsageError(f"a handbook is written as .md or .html, not {output.suffix if output else ''!r}")
    if form == "html":
        from advisor.render.plain_page import plain_page

        text = plain_page(kb.title, text)
    return text.encode()
