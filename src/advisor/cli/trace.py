"""`advisor trace CASE`: every rule with what it matched and found, as text, or written and drawn to a file."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import UNDECIDED, echo_text, guarded, kb_option, open_case, open_kb, write_whole
from advisor.errors import RendererUnavailable
from advisor.explanation.tracing import CaseTrace


@click.command("trace")
@click.argument("case_name", metavar="CASE")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE; its ending says how: .txt, .json, .dot, .svg or .png.",
)
@kb_option
@guarded
def command(case_name: str, output: str | None, kb_folder: Path | None) -> int:
    """Show the rules' trace for CASE: what was given, which rules fired or failed and on what, and what came of it."""
    from advisor.consultation import consult
    from advisor.explanation.tracing import Selection, case_trace, select
    from advisor.render.trace_file import trace_bytes, trace_form

    form = trace_form(output) if output else "txt"
    kb = open_kb(kb_folder)
    explanation = consult(kb, open_case(case_name, kb))
    trace = select(case_trace(explanation), Selection())
    if output is None:
        echo_text(trace_bytes(trace, form).decode())
    else:
        write_trace(trace, Path(output), form)
        click.echo(output)
    return UNDECIDED if explanation.undecided else 0


def write_trace(trace: CaseTrace, path: Path, form: str) -> None:
    """Write the trace in a form. Where no picture can be drawn here, its DOT text is written beside it instead."""
    from advisor.render.trace_file import trace_bytes

    try:
        content = trace_bytes(trace, form)
    except RendererUnavailable as error:
        beside = path.with_suffix(".dot")
        write_whole(beside, trace_bytes(trace, "dot"))
        raise RendererUnavailable(f"{error}\n    The same picture as DOT text is in {beside}") from error
    write_whole(path, content)
