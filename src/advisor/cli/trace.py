"""`advisor trace CASE`: every rule with what it matched and found, as text, or written and drawn to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from advisor.cli.common import UNDECIDED, echo_text, guarded, kb_option, open_case, open_kb, write_whole
from advisor.cli.completion import CASES
from advisor.errors import RendererUnavailable, UsageError

if TYPE_CHECKING:
    from advisor.explanation.tracing import CaseTrace
    from advisor.inquiry.selection import Wanted


class Filters(TypedDict):
    """The flags that say what to show."""

    fired: bool
    failed: bool
    unknown: bool
    options: tuple[str, ...]
    decisions: tuple[str, ...]
    rules: tuple[str, ...]
    group: str | None
    decisive: bool
    everything: bool


@click.command("trace")
@click.argument("case_name", metavar="CASE", shell_complete=CASES)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE; its ending says how: .txt, .json, .dot, .svg, .png, or .prov.json for W3C PROV.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the trace as JSON.")
@click.option("--decisive", is_flag=True, help="Only what the result rests on.")
@click.option("--fired", is_flag=True, help="Only rules that fired.")
@click.option("--failed", is_flag=True, help="Only rules that are known not to apply.")
@click.option("--unknown", is_flag=True, help="Only rules that wait for an answer.")
@click.option("--option", "options", metavar="OPTION", multiple=True, help="Only what an option rests on.")
@click.option("--decision", "decisions", metavar="DECISION", multiple=True, help="Only one decision.")
@click.option(
    "--rule", "rules", metavar="ID", multiple=True, help="Only a rule, what it rests on and leads to."
)
@click.option("--group", metavar="NAME", help="Only one group of the table.")
@click.option("--against", metavar="CASE", help="Show both cases' traces as one, with what differs marked.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Every rule, also those that did not fire and changed nothing by it.",
)
@kb_option
@guarded
def command(
    case_name: str,
    output: str | None,
    against: str | None,
    kb_folder: Path | None,
    *,
    as_json: bool,
    **filters: Unpack[Filters],
) -> int:
    """Show the rules' trace for CASE: what was given, which rules fired or failed and on what, and what came of it.

    OPTION is an option's id, with its decision in front where several decisions have it: decision.option.
    """
    from advisor.consultation import consult
    from advisor.explanation.tracing import case_trace, merged, select
    from advisor.inquiry.selection import selection_of
    from advisor.render.trace.file import RECORDS, trace_bytes, trace_form

    if as_json and output is not None:
        raise UsageError("--json prints to the terminal; with -o the file's ending says how to write it")
    form = trace_form(output) if output is not None else "json" if as_json else "txt"
    if against is not None and form == "prov.json":
        raise UsageError(
            "PROV records one trace; write each case's own, or compare them as .txt, .json or a picture"
        )
    kb = open_kb(kb_folder)
    explanation = consult(kb, open_case(case_name, kb))
    if form in RECORDS and not any(filters.values()):
        # A record that is kept holds everything, so that it can be checked; what people look at shows what matters.
        filters["everything"] = True
    trace, selection = case_trace(explanation), selection_of(explanation, wanted(filters))
    if against is None:
        trace = select(trace, selection)
    else:
        trace = merged(trace, case_trace(consult(kb, open_case(against, kb))), selection)
    if output is None:
        echo_text(trace_bytes(trace, form).decode())
    else:
        write_trace(trace, Path(output), form)
        click.echo(output)
    return UNDECIDED if explanation.undecided else 0


def wanted(filters: Filters) -> Wanted:
    """What the flags ask for."""
    from advisor.inquiry.selection import Wanted
    from advisor.model.conditions import Truth

    standings = {
        Truth.TRUE: filters["fired"],
        Truth.FALSE: filters["failed"],
        Truth.UNKNOWN: filters["unknown"],
    }
    return Wanted(
        filters["options"],
        filters["decisions"],
        filters["rules"],
        filters["group"],
        frozenset(truth for truth, asked in standings.items() if asked),
        filters["decisive"],
        filters["everything"],
    )


def write_trace(trace: CaseTrace, path: Path, form: str) -> None:
    """Write the trace in a form. Where no picture can be drawn here, its DOT text is written beside it instead."""
    from advisor.render.trace.file import trace_bytes

    try:
        content = trace_bytes(trace, form)
    except RendererUnavailable as error:
        beside = path.with_suffix(".dot")
        write_whole(beside, trace_bytes(trace, "dot"))
        raise RendererUnavailable(f"{error}\n    The same picture as DOT text is in {beside}") from error
    write_whole(path, content)
