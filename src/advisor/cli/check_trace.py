"""`advisor explain CASE --check [TRACE.json]`: a trace replayed against the knowledge base, and what of it is not so."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import FINDINGS, content_of, echo_text
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase

check_option = click.option(
    "--check",
    "kept",
    metavar="[TRACE.json]",
    is_flag=False,
    flag_value="",
    help="Replay the trace (the one in TRACE.json, as `advisor trace -o` wrote it) and confirm each step.",
)
"""With no file, the trace of the run itself is replayed."""


def check_trace(kb: KnowledgeBase, case: Case, file_name: str, *, as_json: bool) -> int:
    """Replay a case's trace, the one in a file where it is named, and say which steps are not confirmed."""
    from advisor.inquiry.verify import read_trace, verify_trace

    kept = read_trace(file_name, content_of(Path(file_name))) if file_name else None
    check = verify_trace(kb, case, kept)
    if as_json:
        from advisor.render.json.explanation import check_json

        echo_text(check_json(kb, check.steps, check.of, [(f.run, f.step, f.what) for f in check.faults]))
        return FINDINGS if check.faults else 0
    for fault in check.faults:
        click.echo(f"NOT CONFIRMED {fault}")
    shown = f"{check.steps} steps" if check.steps == check.of else f"{check.steps} of the {check.of} steps"
    if check.faults:
        count = len(check.faults)
        click.echo(
            f"{shown} replayed; {count} {'thing is' if count == 1 else 'things are'} not as the rules give it."
        )
        return FINDINGS
    click.echo(f"{shown} replayed and confirmed; knowledge base {kb.name} {kb.version}, sha256 {kb.sha256}.")
    return 0
