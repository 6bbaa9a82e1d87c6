"""`advisor report CASE`: the governance paper in any format, its blanks, and the check that a paper can be made again."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor import __version__
from advisor.cli.common import UNDECIDED, echo_text, guarded, kb_option, open_case, open_kb, write_whole
from advisor.cli.completion import CASES
from advisor.cli.outside import signed_answers, with_givers
from advisor.errors import UsageError
from advisor.model.blanks import Blanks
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.quantities import counted

if TYPE_CHECKING:
    from advisor.render.paper.context import Context

FINDINGS = 1
MOST_SHOWN = 20


@click.command("report")
@click.argument("case_name", metavar="[CASE]", required=False, shell_complete=CASES)
@click.argument("more", metavar="[FILE]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="FILE",
    multiple=True,
    help="Write to FILE: .md, .html, .docx, .pdf or .json. May be given again.",
)
@click.option(
    "--date",
    "day",
    metavar="YYYY-MM-DD",
    default="",
    help="The paper's date; else the case's own, else none.",
)
@click.option("--blanks", metavar="FILE.yaml", help="What people filled in.")
@click.option(
    "--blank-form", metavar="FILE.yaml", help="Write a form with every blank of this paper, to be filled in."
)
@click.option("--template", metavar="FILE.docx", help="A house document whose styles the Word paper takes.")
@click.option("--verify", metavar="PAPER.json", help="Run a paper again and say what differs.")
@kb_option
@guarded
def command(
    case_name: str | None,
    more: tuple[str, ...],
    outputs: tuple[str, ...],
    kb_folder: Path | None,
    **options: str | None,
) -> int:
    """Write the governance paper for CASE. Without -o it is printed as Markdown.

    Further FILEs are written like those of -o, so that -o paper.{md,docx} does what it says.
    """
    if options["verify"] is not None:
        if case_name is not None or outputs:
            raise UsageError("--verify takes everything from the paper; give no case and no output with it")
        return _verify(options["verify"], kb_folder)
    if case_name is None:
        raise UsageError("name a case, or give --verify with a paper")
    from advisor.render.formats.file import paper_form

    forms = {name: paper_form(name) for name in (*outputs, *more)}
    house = None if options["template"] is None else _bytes_of(options["template"])
    if options["blank_form"] is not None:
        _keep_what_was_filled_in(options["blank_form"], options["blanks"])
    kb = open_kb(kb_folder)
    blanks = with_givers(_read_blanks(options["blanks"], kb), signed_answers(case_name))
    context = _context(kb, open_case(case_name, kb), blanks, _day(options["day"]))
    _tell_unasked(context, options["blanks"])
    _write(context, forms, house)
    if options["blank_form"] is not None:
        _write_form(context, options["blank_form"])
    elif not forms:
        _print(context)
    return UNDECIDED if context.explanation.undecided else 0


def _context(kb: KnowledgeBase, case: Case, blanks: Blanks, day: str) -> Context:
    from advisor.inquiry.inquirer import Inquirer
    from advisor.inquiry.report import paper_context

    return paper_context(Inquirer(kb, case), blanks, day, __version__)


def _keep_what_was_filled_in(form: str, blanks: str | None) -> None:
    """Raise `UsageError` where the form would be written over a file whose contents it has not been given."""
    if Path(form).exists() and (blanks in (None, "-") or not Path(form).samefile(str(blanks))):
        raise UsageError(
            f"{form!r} is there already, and may hold what people filled in; give it with --blanks too, so that all of it "
            "is kept, or name another file"
        )


def _tell_unasked(context: Context, name: str | None) -> None:
    """Say on standard error what was filled in and does not stand in this paper."""
    from advisor.render.paper.blanks_yaml import unasked

    found = unasked(context) if name is not None else ()
    if found:
        what = "1 entry is" if len(found) == 1 else f"{len(found)} entries are"
        click.echo(f"{name}: {what} left out, because this paper does not ask: {', '.join(found)}", err=True)


def _write(context: Context, forms: dict[str, str], house: bytes | None) -> None:
    from advisor.render.formats.file import paper_bytes
    from advisor.render.paper.build import build_paper

    if not forms:
        return
    paper = build_paper(context)
    # Every format is made before any file is written, so that a missing library leaves nothing half done.
    made = {name: paper_bytes(context, paper, form, house) for name, form in forms.items()}
    for name, content in made.items():
        write_whole(Path(name), content)
        click.echo(name)


def _write_form(context: Context, name: str) -> None:
    from advisor.render.paper.blanks_yaml import blanks_yaml

    write_whole(Path(name), blanks_yaml(context).encode())
    click.echo(name)


def _print(context: Context) -> None:
    from advisor.render.formats.markdown import paper_markdown
    from advisor.render.paper.build import build_paper

    echo_text(paper_markdown(build_paper(context)))


def _day(text: str | None) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise UsageError(f"{text!r} is not a date; write year, month and day: 2026-11-22") from None


def _read_blanks(name: str | None, kb: KnowledgeBase) -> Blanks:
    from advisor.reader.cases.paper_blanks import read_blanks

    return Blanks() if name is None else read_blanks(name, _bytes_of(name), kb)


def _bytes_of(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {name!r}: {error.strerror}") from error


def _verify(name: str, kb_folder: Path | None) -> int:
    """Run the case of a paper again with its blanks and date, and print what differs."""
    from advisor.render.formats.as_json import differences, paper_value
    from advisor.render.paper.build import build_paper

    was = _paper_of(name)
    kb = open_kb(kb_folder)
    from advisor.reader import read_case
    from advisor.reader.cases.paper_blanks import read_blanks

    case = read_case(f"{name} (input.case)", _json_bytes(was["input"]["case"]), kb)
    blanks = read_blanks(f"{name} (blanks)", _json_bytes(was["blanks"]), kb) if was["blanks"] else Blanks()
    context = _context(kb, case, blanks, _day(was["date"]))
    found = list(differences(was, json.loads(json.dumps(paper_value(context, build_paper(context))))))
    if not found:
        click.echo(f"{name}: confirmed. The same input gives the same paper.")
        return 0
    click.echo(f"{name}: {counted(len(found), 'place')} differ{'s' if len(found) == 1 else ''}")
    for difference in found[:MOST_SHOWN]:
        click.echo(f"{difference.place}\n    was {difference.was}\n    now {difference.now}")
    if len(found) > MOST_SHOWN:
        click.echo(f"and {len(found) - MOST_SHOWN} more")
    return FINDINGS


def _paper_of(name: str) -> dict[str, Any]:
    from advisor.render.formats.as_json import FORMAT

    try:
        value = json.loads(_bytes_of(name))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name!r} is not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise UsageError(
            f"{name!r} is not a paper that this program can verify: it does not say format {FORMAT!r}"
        )
    shaped = isinstance(value.get("input"), dict) and isinstance(value["input"].get("case"), dict)
    if not shaped or not isinstance(value.get("blanks"), dict) or not isinstance(value.get("date"), str):
        raise UsageError(f"{name!r} is not a whole paper: its input, blanks or date is missing")
    return value


def _json_bytes(value: Any) -> bytes:
    # JSON is YAML too, so what a paper holds is read and checked by the same reader as any case file.
    return json.dumps(value, ensure_ascii=True).encode()
