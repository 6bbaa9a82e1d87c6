"""`advisor explain CASE`: why, why not, what if and what would change it, or without a flag the whole explanation."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.common import (
    FINDINGS,
    UNDECIDED,
    content_of,
    echo_text,
    guarded,
    kb_option,
    open_case,
    open_kb,
)
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase


@click.command("explain")
@click.argument("case_name", metavar="CASE")
@click.option(
    "--why", "why", metavar="OPTION", multiple=True, help="Why an option is recommended, as a proof."
)
@click.option(
    "--why-not", "why_not", metavar="OPTION", multiple=True, help="Why an option is not recommended."
)
@click.option(
    "--what-if", "what_if", metavar="Q=V", multiple=True, help="What changed answers would change (together)."
)
@click.option(
    "--depth", type=click.IntRange(min=1), metavar="N", help="Show proofs only this many levels deep."
)
@click.option(
    "--check",
    "kept",
    metavar="[TRACE.json]",
    is_flag=False,
    flag_value="",
    help="Replay the trace (the one in TRACE.json, as `advisor trace -o` wrote it) and confirm each step.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
@kb_option
@guarded
def command(
    case_name: str,
    kb_folder: Path | None,
    depth: int | None,
    kept: str | None,
    *,
    as_json: bool,
    **asked: tuple[str, ...],
) -> int:
    """Explain the recommendation for CASE: a case file, a session file, a shipped scenario's name, or - for standard input.

    OPTION is an option's id, with its decision in front where several decisions have it: delivery.lead-provider. Q=V is a
    question and an answer, such as place=conurbation, barriers.trust=2 or "contracts.Northtown CCG.City Hospital=45m"; a
    tool default can be changed in the same way.
    """
    from advisor.consultation import consult
    from advisor.inquiry.explain import account

    kb = open_kb(kb_folder)
    if kept is not None:
        return check_trace(kb, open_case(case_name, kb), kept)
    explanation = consult(kb, open_case(case_name, kb))
    answered = account(explanation, [*asked["why"], *asked["why_not"]], asked["what_if"])
    if as_json:
        from advisor.render.explain_json import account_json

        echo_text(account_json(answered, depth))
    else:
        from advisor.render.explain_text import account_text

        echo_text(account_text(answered, depth))
    return UNDECIDED if explanation.undecided else 0


def check_trace(kb: KnowledgeBase, case: Case, file_name: str) -> int:
    """Replay a case's trace, the one in a file where it is named, and say which steps are not confirmed."""
    from advisor.inquiry.verify import read_trace, verify_trace

    kept = read_trace(file_name, content_of(Path(file_name))) if file_name else None
    check = verify_trace(kb, case, kept)
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
