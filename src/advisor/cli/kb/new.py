"""`advisor kb new`: a stub of a decision, option, question or rule, with its scenario and its citation."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from advisor.authoring.writing.scaffold import CONCLUSIONS, Stubs
from advisor.cli.common import guarded, kb_option, open_kb, write_whole
from advisor.cli.kb.shared import kb_folder_of
from advisor.errors import KnowledgeBaseError, UsageError
from advisor.model.knowledge import KnowledgeBase


@click.group("new")
def command() -> None:
    """Add a stub to a knowledge base, with its scenario and a place for its citation. Nothing that is there is changed."""


@command.command("decision")
@click.argument("name", metavar="ID")
@click.option(
    "--source", required=True, metavar="ID", help="The source that it comes from; a new one gets a stub too."
)
@kb_option
@guarded
def decision(name: str, source: str, kb_folder: Path | None) -> int:
    """Add a decision with two options, one question and a rule for each option."""
    return _write(kb_folder, _stubs(kb_folder).decision(name, source))


@command.command("option")
@click.argument("name", metavar="DECISION.OPTION")
@kb_option
@guarded
def option(name: str, kb_folder: Path | None) -> int:
    """Add an option to a decision."""
    own, dot, bare = name.partition(".")
    if not dot:
        raise UsageError(f"write the option as decision.option, not {name!r}")
    return _write(kb_folder, _stubs(kb_folder).option(own, bare))


@command.command("question")
@click.argument("own", metavar="DECISION")
@click.argument("name", metavar="ID")
@click.option(
    "--value",
    "values",
    metavar="ID",
    multiple=True,
    help="A value of a choice; give two or more. Without: yes or no.",
)
@kb_option
@guarded
def question(own: str, name: str, values: tuple[str, ...], kb_folder: Path | None) -> int:
    """Add a question to a decision."""
    from advisor.authoring.scenarios.of_rule import open_scenario

    files = _stubs(kb_folder).question(own, name, values)
    return _write(kb_folder, {**files, **open_scenario(_tried(kb_folder, files), own, name)})


@command.command("rule")
@click.argument("own", metavar="DECISION")
@click.argument("kind", metavar="CONCLUSION", type=click.Choice(CONCLUSIONS))
@click.argument("about", metavar="WHAT")
@click.option(
    "--when",
    "tests",
    metavar="'ATTRIBUTE: TEST'",
    multiple=True,
    required=True,
    help="A condition; may be given again.",
)
@click.option(
    "--statement",
    "statements",
    metavar="ID",
    multiple=True,
    help="A statement that it rests on; may be given again. Without: a place for one.",
)
@kb_option
@guarded
def rule(
    own: str,
    kind: str,
    about: str,
    tests: tuple[str, ...],
    statements: tuple[str, ...],
    kb_folder: Path | None,
) -> int:
    """Add a rule: advisor kb new rule DECISION supports OPTION --when 'question: yes'."""
    from advisor.authoring.scenarios.of_rule import rule_scenario

    pairs = []
    for test in tests:
        attribute, colon, words = test.partition(":")
        if not colon:
            raise UsageError(f"write a condition as 'attribute: test', not {test!r}")
        pairs.append((attribute.strip(), words.strip()))
    name, files = _stubs(kb_folder).rule(own, (kind, about), pairs, statements)
    scenario = rule_scenario(_tried(kb_folder, files), name)
    status = _write(kb_folder, {**files, **(scenario or {})})
    if scenario is None:
        reason = "it can never hold as it stands, or nothing reads yet what it concludes"
        click.echo(f"{name} has no scenario: {reason}; see: advisor kb check")
    return status


def _tried(kb_folder: Path | None, files: dict[str, str]) -> KnowledgeBase:
    """The knowledge base as it would be, from a copy. Raises `KnowledgeBaseError`, said to be of lines not yet written."""
    folder = kb_folder_of(None, kb_folder).resolve()
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside) / folder.name
        shutil.copytree(folder, copy)
        for name, text in files.items():
            path = Path(aside) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        try:
            return open_kb(copy)
        except KnowledgeBaseError:
            click.echo("This would not be read; the lines are those that would be added:", err=True)
            raise


def _stubs(kb_folder: Path | None) -> Stubs:
    folder = kb_folder_of(None, kb_folder)
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }
    return Stubs(open_kb(kb_folder), files, folder.resolve().name)


def _seen_from_here(path: Path) -> str:
    """A path as one would type it, where it lies below the folder that one is in."""
    here = Path.cwd().resolve()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _write(kb_folder: Path | None, files: dict[str, str]) -> int:
    """Write the files beside and within the knowledge base's folder, and say which."""
    root = kb_folder_of(None, kb_folder).resolve().parent
    fresh = [name for name in files if name.startswith("scenarios/") and (root / name).exists()]
    if fresh:
        raise UsageError(f"there is a file {fresh[0]!r} already; nothing was written")
    said = []
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        said.append(f"{'changed' if path.exists() else 'wrote'} {_seen_from_here(path)}")
        write_whole(path, text.encode())
    # Only now, because whoever reads along may have gone, and then nothing would be written after the first line.
    click.echo("\n".join(said))
    return 0
