"""`advisor recommend CASE`: the reasoning with no questions; a recommendation, its reasons and what is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from advisor.cli.common import UNDECIDED, echo_text, guarded, kb_option, open_case, open_kb
from advisor.cli.completion import CASES
from advisor.errors import UsageError
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase


@click.command("recommend")
@click.argument("case_name", metavar="CASE", shell_complete=CASES)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--contracts",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="Take the contracts from a spreadsheet's CSV.",
)
@click.option("--picture", metavar="FILE", help="Draw the trace too: FILE ends in .svg, .png or .dot.")
@kb_option
@guarded
def command(
    case_name: str, as_json: bool, contracts: Path | None, picture: str | None, kb_folder: Path | None
) -> int:
    """Recommend for CASE: a case file, a session file, a shipped scenario's name, or - for standard input."""
    from advisor.consultation import consult

    form = picture_form(picture) if picture else ""
    kb = open_kb(kb_folder)
    case = open_case(case_name, kb)
    if contracts is not None:
        case = with_contracts(kb, case, contracts)
    explanation = consult(kb, case)
    if as_json:
        from advisor.render.json.result import result_json

        echo_text(result_json(explanation))
    else:
        from advisor.render.text.recommendation import recommendation_text

        echo_text(recommendation_text(explanation))
    if picture:
        from advisor.cli.trace import write_trace
        from advisor.explanation.tracing import Selection, case_trace, select

        write_trace(select(case_trace(explanation), Selection()), Path(picture), form)
        click.echo(f"\nThe trace is drawn in {picture}", err=as_json)
    return UNDECIDED if explanation.undecided else 0


def picture_form(file_name: str) -> str:
    """The form of a picture by the name of its file. Raises `UsageError` for one that is no picture."""
    from advisor.render.trace.file import PICTURES, trace_form

    form = trace_form(file_name)
    if form not in PICTURES | {"dot"}:
        raise UsageError(f"{file_name!r} is no picture: its name ends in .svg, .png or .dot")
    return form


def with_contracts(kb: KnowledgeBase, case: Case, file: Path) -> Case:
    """The case with its table read from a CSV file. Raises `CaseError` with row and column of every fault."""
    from advisor.reader import read_contracts

    tables = kb.table_questions()
    if not tables:
        raise UsageError("this knowledge base has no question that takes a table")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {str(file)!r}: {error.strerror}") from error
    answers = {**case.answers, tables[0].id: read_contracts(file.name, content, tables[0])}
    return replace(case, answers=dict(sorted(answers.items())))
