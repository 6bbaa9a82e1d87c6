"""`advisor explain CASE`: why, why not, what if and what would change it, or without a flag the whole explanation."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.check_trace import check_option, check_trace
from advisor.cli.common import UNDECIDED, echo_text, guarded, kb_option, open_case, open_kb
from advisor.cli.completion import CASES, CHANGES, CONCLUSIONS, OPTIONS, QUESTIONS
from advisor.errors import UsageError


@click.command("explain")
@click.argument("case_name", metavar="CASE", shell_complete=CASES)
@click.option(
    "--why",
    metavar="CONCLUSION",
    multiple=True,
    shell_complete=CONCLUSIONS,
    help="Why an option, a concept, a figure, an answer or a rule is as it is, as a proof.",
)
@click.option(
    "--why-not",
    metavar="OPTION",
    multiple=True,
    shell_complete=OPTIONS,
    help="Why an option is not recommended.",
)
@click.option(
    "--rather-than",
    metavar="OPTION",
    default="",
    shell_complete=OPTIONS,
    help="With --why: show only what separates it from this option.",
)
@click.option(
    "--what-if",
    metavar="Q=V",
    multiple=True,
    shell_complete=CHANGES,
    help="What changed answers would change (together).",
)
@click.option(
    "--change-to",
    metavar="OPTION",
    multiple=True,
    shell_complete=OPTIONS,
    help="The fewest changed answers that would recommend it.",
)
@click.option(
    "--fix",
    metavar="Q",
    multiple=True,
    shell_complete=QUESTIONS,
    help="With --change-to: an answer that stays as it is.",
)
@click.option("--how-firm", is_flag=True, help="Over which ranges the result stands, and what turns it.")
@click.option(
    "--depth", type=click.IntRange(min=1), metavar="N", help="Show proofs only this many levels deep."
)
@check_option
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
@kb_option
@guarded
def command(
    case_name: str,
    kb_folder: Path | None,
    depth: int | None,
    kept: str | None,
    rather_than: str,
    *,
    as_json: bool,
    **asked: tuple[str, ...],
) -> int:
    """Explain the recommendation for CASE: a case file, a session file, a shipped scenario's name, or - for standard input.

    OPTION is an option's id, with its decision in front where several decisions have it: decision.option. CONCLUSION is
    that, a concept, a figure, a question (or an item of one) or a rule. Q=V is a question and an answer, such as colour=red,
    worries.cost=2 for an item or "bills.North.Corner shop=45m" for a row; a tool default can be changed in the same way.
    """
    from advisor.explanation.counterfactual import MOST_TOLD
    from advisor.inquiry.explain import Questions, account
    from advisor.inquiry.inquirer import Inquirer

    if kept is not None and (depth or rather_than or any(asked.values())):
        raise UsageError(
            "--check confirms every step of a trace, so nothing else is asked with it but --json"
        )
    kb = open_kb(kb_folder)
    case = open_case(case_name, kb)
    if kept is not None:
        return check_trace(kb, case, kept, as_json=as_json)
    inquirer = Inquirer(kb, case, most_told=None if as_json else MOST_TOLD)
    questions = Questions(
        conclusions=asked["why"],
        why_not=asked["why_not"],
        rather_than=rather_than,
        how_firm=bool(asked["how_firm"]),
        changes=asked["what_if"],
        change_to=asked["change_to"],
        fixed=asked["fix"],
    )
    answered = account(inquirer, questions)
    if as_json:
        from advisor.render.json.explanation import account_json

        echo_text(account_json(answered, depth))
    else:
        from advisor.render.text.explain import account_text

        echo_text(account_text(answered, depth))
    return UNDECIDED if inquirer.explanation.undecided else 0
