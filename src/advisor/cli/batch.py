"""`advisor batch CASES -o FILE`: many cases in, one result a row out; rows that cannot be used are named and kept out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

import click

from advisor.cli.common import UNDECIDED, guarded, kb_option, open_case, open_kb, written_aside
from advisor.errors import CaseError, UsageError
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.quantities import counted

if TYPE_CHECKING:
    from advisor.batch.results import Layout, Result
    from advisor.batch.writers import Writer
    from advisor.reader.batches.files import BatchFile
    from advisor.reader.batches.rows import BadRow

FINDINGS = 1
_SHOWN_IN_FULL = 50
_JSON_LINES = {".csv": False, ".jsonl": True, ".ndjson": True}


@click.command("batch")
@click.argument("cases", metavar="CASES.{csv,jsonl}")
@click.option(
    "-o", "--output", metavar="FILE.{csv,jsonl}", help="Where the results go; standard output without it."
)
@click.option(
    "--common", metavar="CASE", help="A case file with what all rows share: profile, settings, answers."
)
@click.option("--strict", is_flag=True, help="Stop at the first row that cannot be used, and write nothing.")
@kb_option
@guarded
def command(cases: str, output: str | None, common: str | None, strict: bool, kb_folder: Path | None) -> int:
    """Settle every row of CASES and write one result for each.

    CASES is CSV with a column `id` and one for each question (`question.item` for ratings and applies, `;` between
    several values), or JSON Lines with a whole case a line, or a register of the rows of a table, which gives one result
    for each group. - is standard input. Exit status 1 if rows were kept out, else 3 if some result is undecided.
    """
    from advisor.batch import Batch
    from advisor.reader.batches.files import open_batch

    as_lines = _format(output, "write")
    kb = open_kb(kb_folder)
    shared = open_case(common, kb) if common else None
    with _opened(cases) as (stream, size):
        name = "<standard input>" if cases == "-" else cases
        file = open_batch(name, stream, kb, json_lines=_format(cases, "read"))
        writer = _writer(_layout(kb, file, shared), file.fields is None if as_lines is None else as_lines)
        tally = _Tally(name, strict=strict)
        with _sink(output) as sink, _progress(size) as moved:
            sink.write(writer.head())
            results = tally.counted(Batch(kb, shared).settle(file.chunks), lambda: moved(stream.tell()))
            for line in writer.lines(results):
                sink.write(line)
    tally.report(file.ignored)
    return FINDINGS if tally.bad else UNDECIDED if tally.undecided else 0


def _format(name: str | None, purpose: str) -> bool | None:
    """Whether a file holds JSON Lines, by its ending; None where there is no file."""
    if name in (None, "-"):
        return None
    ending = Path(str(name)).suffix.lower()
    if ending not in _JSON_LINES:
        raise UsageError(f"cannot {purpose} {name!r}: a batch is a .csv or a .jsonl file")
    return _JSON_LINES[ending]


def _layout(kb: KnowledgeBase, file: BatchFile, shared: Case | None) -> Layout:
    """The columns of the results: the decisions that the file can touch at all."""
    from advisor.batch.results import Layout

    if shared is not None and shared.decisions is not None:
        decisions = set(shared.decisions)
    elif file.fields is None:
        decisions = set(kb.decisions)
    else:
        asked = {question for question, _ in file.fields} | set(shared.answers if shared else ())
        decisions = {kb.questions[question].decision for question in asked}
    return Layout(kb, decisions, groups=file.fields is None)


def _writer(layout: Layout, json_lines: bool) -> Writer:
    from advisor.batch.writers import CsvWriter, JsonLinesWriter

    return JsonLinesWriter(layout) if json_lines else CsvWriter(layout)


@contextmanager
def _opened(name: str) -> Iterator[tuple[BinaryIO, int]]:
    """The file of cases, and its size. What comes through a pipe is kept in a file, so that memory stays flat."""
    if name == "-":
        with TemporaryFile() as kept:
            while chunk := sys.stdin.buffer.read(1 << 20):
                kept.write(chunk)
            size = kept.tell()
            kept.seek(0)
            yield kept, size
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below, outside the reach of this error
    except OSError as error:
        raise UsageError(f"cannot read {name!r}: {error.strerror}") from error
    with stream:
        yield stream, os.fstat(stream.fileno()).st_size


@contextmanager
def _sink(output: str | None) -> Iterator[BinaryIO]:
    if output in (None, "-"):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with written_aside(Path(str(output))) as file:
            yield file


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal that can show one; what is given is told how many bytes have been read."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    with click.progressbar(length=size, label="settling", file=sys.stderr) as bar:
        yield lambda position: bar.update(position - bar.pos)


class _Tally:
    """Counts what became of the rows, and names those that are kept out as they come."""

    def __init__(self, name: str, *, strict: bool) -> None:
        self._name = name
        self._strict = strict
        self._outcomes: dict[str, Counter[str]] = {}
        self.settled = self.bad = self.undecided = 0

    def counted(self, results: Iterator[Result | BadRow], moved: Callable[[], None]) -> Iterator[Result]:
        """The results alone; a bad row stops everything with a `CaseError` if the batch is strict."""
        from advisor.batch import Result

        for number, result in enumerate(results):
            if number % 1024 == 0:
                moved()
            if isinstance(result, Result):
                self.settled += 1
                self.undecided += result.undecided
                for decision, decided in result.decisions.items():
                    self._outcomes.setdefault(decision, Counter())[decided.outcome.value] += 1
                yield result
            else:
                self._name_bad(result)

    def _name_bad(self, row: BadRow) -> None:
        self.bad += 1
        if self._strict:
            raise CaseError(row.problems)
        named = f" ({row.id})" if row.id else ""
        head = f"{self._name}: row {row.number}{named} is kept out"
        if self.bad <= _SHOWN_IN_FULL:
            lines = [f"    {line}" for problem in row.problems for line in problem.lines()]
            click.echo("\n".join([head, *lines]), err=True)
        else:
            click.echo(f"{head}: {row.problems[0].lines()[0]}", err=True)

    def report(self, ignored: tuple[str, ...]) -> None:
        """The summary, on standard error."""
        out = f", {self.bad:,} kept out" if self.bad else ""
        lines = [f"{counted(self.settled, 'row')} settled{out}"]
        for decision, outcomes in self._outcomes.items():
            said = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(outcomes.items()))
            lines.append(f"    {decision}: {said}")
        if ignored:
            lines.append(f"    columns that were not used: {', '.join(ignored)}")
        click.echo("\n".join(lines), err=True)
