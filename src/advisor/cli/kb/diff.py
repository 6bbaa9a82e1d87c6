"""`advisor kb diff OLD NEW`: two versions compared by meaning; status 1 when outcomes change."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from advisor.cli.common import FINDINGS, content_of, echo_text, guarded, open_kb
from advisor.cli.kb.shared import scenarios_of
from advisor.errors import UsageError
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.shipped import shipped_kb


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--path",
    "inside",
    metavar="DIR",
    default="kb",
    show_default=True,
    help="Where the knowledge base lies in a git revision.",
)
@click.option(
    "--sessions",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Saved sessions or cases to try as well.",
)
@click.option(
    "--profile",
    "profiles",
    metavar="ID",
    multiple=True,
    help="Compare under this profile; may be given again.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is written."
)
@click.option(
    "--first",
    is_flag=True,
    help="Stop at the first outcome that changes; nothing is counted, which is quick.",
)
@guarded
def command(
    old: str,
    new: str,
    inside: str,
    sessions: Path | None,
    profiles: tuple[str, ...],
    form: str,
    first: bool,
) -> int:
    """Say for which answers an outcome changes between OLD and NEW, how many, from what to what, with examples.

    OLD and NEW are folders or git revisions. Scenarios beside NEW are tried in both. Status 1 when an outcome changes.
    """
    from advisor.authoring.difference.compare import compare
    from advisor.render.authoring.comparison import kb_comparison_json, kb_comparison_text

    with tempfile.TemporaryDirectory() as aside:
        folders = [_folder(name, inside, Path(aside) / side) for name, side in ((old, "old"), (new, "new"))]
        versions = [open_kb(folder) for folder in folders]
        own = scenarios_of(folders[1])
        if not own.is_dir():
            own = scenarios_of(shipped_kb()) if versions[1].name == open_kb(None).name else own
        cases = [*_cases(own), *(_cases(sessions) if sessions else ())]
        compared = compare(versions[0], versions[1], cases, profiles, first=first)
    echo_text(kb_comparison_json(compared) if form == "json" else kb_comparison_text(compared))
    return FINDINGS if compared.differs else 0


def _folder(name: str, inside: str, aside: Path) -> Path:
    """The folder of a version: the one named, or a git revision's, unpacked aside."""
    if Path(name).is_dir():
        return Path(name)
    git = ["git", "archive", "--format=tar", name, "--", inside]
    try:
        packed = subprocess.run(git, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(
            f"there is no folder {name!r}, and git cannot be started: {error.strerror}"
        ) from error
    if packed.returncode:
        said = packed.stderr.decode(errors="replace").strip()
        raise UsageError(f"{name!r} is neither a folder nor a git revision with {inside!r} in it: {said}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(aside, filter="data")
    return aside / inside


def _cases(folder: Path) -> Iterator[tuple[str, _Reader]]:
    if not folder.is_dir():
        return
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        yield path.relative_to(folder).as_posix(), _Reader(path)


class _Reader:
    """Reads one case file or session as each version takes it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, kb: KnowledgeBase) -> Case:
        from advisor.interview.records.log import read_session
        from advisor.interview.records.session import case_of, is_session
        from advisor.reader import read_case

        content = content_of(self._path)
        if is_session(content):
            return case_of(read_session(self._path.name, content).session, kb, self._path.name)[0]
        return read_case(self._path.name, content, kb)
