"""A folder of YAML in, a checked `KnowledgeBase` out, or a `KnowledgeBaseError` with every problem found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from advisor.errors import KnowledgeBaseError, Problem, Severity, SourceRef, closest_match
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.fields import one_of
from advisor.reader.knowledge.assemble import Files, assemble
from advisor.reader.yaml.nodes import Report
from advisor.reader.yaml.source import read_yaml

TOP_FILES = ("kb.yaml", "paper.yaml", "sources.yaml")
FOLDER_FILES = (
    "decision.yaml",
    "questions.yaml",
    "measures.yaml",
    "concepts.yaml",
    "options.yaml",
    "rules.yaml",
)
_NEEDED = frozenset({"kb.yaml", "sources.yaml"})
_FIRST_REFERENCE = "KB200"
"""From this code on, problems speak of what one file says of another."""
_SPOKEN_OF_BY_NONE = ("rules.yaml", "paper.yaml")
"""Files that define nothing which another file names."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A knowledge base as far as it could be read, with every problem found; `knowledge` is None if there are errors."""

    knowledge: KnowledgeBase | None
    problems: tuple[Problem, ...]


def read_knowledge_base(folder: Path) -> KnowledgeBase:
    """Read and check the knowledge base in `folder`. Raises `KnowledgeBaseError` with all its errors at once."""
    reading = examine(folder)
    if reading.knowledge is None:
        raise KnowledgeBaseError(p for p in reading.problems if p.severity is Severity.ERROR)
    return reading.knowledge


def examine(folder: Path) -> Reading:
    """Read and check as `read_knowledge_base` does, and return the problems instead of raising them."""
    problems: list[Problem] = []
    files, unreadable = _read_files(folder, problems.append)
    knowledge = assemble(files, problems.append) if "kb.yaml" in files else None
    defining = {name for name in unreadable if PurePosixPath(name).name not in _SPOKEN_OF_BY_NONE}
    if defining or not files.keys() >= _NEEDED:
        # What an unreadable file would have defined is missing everywhere: to report that as well would only hide the cause.
        problems = [p for p in problems if p.code < _FIRST_REFERENCE and not _said_to_miss(p, unreadable)]
    problems.sort(key=Problem.sort_key)
    failed = any(p.severity is Severity.ERROR for p in problems)
    return Reading(None if failed else knowledge, tuple(problems))


def _said_to_miss(problem: Problem, unreadable: Collection[str]) -> bool:
    """Whether it says that there is no such file, of one that is there and could not be read."""
    return problem.where is not None and problem.where.file in unreadable and "there is no" in problem.message


def _read_files(folder: Path, report: Report) -> tuple[Files, frozenset[str]]:
    """Every file that can be read, by its name within the folder, and the names of those that cannot."""
    names = list(_yaml_files(folder))
    if PurePosixPath("kb.yaml") not in names:
        hint = "name the folder that holds kb.yaml"
        report(Problem("KB005", "there is no kb.yaml in this folder", SourceRef("kb.yaml"), hint))
        return {}, frozenset()
    files = {}
    unreadable = set()
    for path in names:
        name = path.as_posix()
        if _expected(path, report):
            try:
                root = read_yaml(name, (folder / path).read_bytes(), report)
            except OSError as error:
                report(Problem("KB005", f"the file cannot be read: {error.strerror}", SourceRef(name)))
                root = None
            if root is not None:
                files[name] = root
            else:
                unreadable.add(name)
    return files, frozenset(unreadable)


def _yaml_files(folder: Path) -> Iterator[PurePosixPath]:
    """The names of all YAML files below the folder, sorted; what is hidden belongs to other programs."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix in (".yaml", ".yml"))
    for path in sorted(PurePosixPath(path.as_posix()) for path in found):
        if not any(part.startswith(".") for part in path.parts):
            yield path


def _expected(path: PurePosixPath, report: Report) -> bool:
    """Whether anything reads a file of this name; reports one that nothing reads, so that a misspelt name is not silent."""
    known = TOP_FILES if len(path.parts) == 1 else FOLDER_FILES
    in_place = path.suffix == ".yaml" and len(path.parts) <= 2
    if in_place and (path.name in known or path.parts[0] == "profiles"):
        return True
    if path.name in FOLDER_FILES:
        hint = "it must lie in the folder of a decision, neither above nor below it"
        report(Problem("KB213", f"nothing reads {path.name!r} here", SourceRef(path.as_posix()), hint))
    else:
        closest = closest_match(path.name, known)
        message, where = f"nothing reads the file {path.name!r}", SourceRef(path.as_posix())
        report(Problem("KB213", message, where, one_of(known), closest))
    return False
