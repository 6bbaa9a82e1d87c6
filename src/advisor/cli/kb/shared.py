"""What the `kb` commands share: which knowledge base and which scenarios are meant."""

from __future__ import annotations

from pathlib import Path

from advisor.cli.common import existing_folder
from advisor.errors import UsageError, closest_match
from advisor.shipped import shipped_kb, shipped_scenarios


def kb_folder_of(folder: Path | None, kb_folder: Path | None) -> Path:
    """The folder named in one way or the other, or the shipped one. Raises `UsageError` where there is none."""
    return existing_folder(folder or kb_folder or shipped_kb())


def scenarios_of(kb_folder: Path) -> Path:
    """The scenarios that belong to a knowledge base: in `scenarios/` beside its folder, or the shipped ones."""
    if kb_folder.resolve() == shipped_kb().resolve():
        return shipped_scenarios()
    return kb_folder.resolve().parent / "scenarios"


def places_of(places: tuple[Path, ...], kb_folder: Path) -> list[Path]:
    """The scenarios named, or those that belong to the knowledge base. Raises `UsageError` for what is not there."""
    own = scenarios_of(kb_folder)
    if not places and not own.is_dir():
        raise UsageError(f"there are no scenarios in {str(own)!r}; name files or folders of them")
    return [_place(place, own) for place in places] or [own]


def _place(place: Path, own: Path) -> Path:
    for candidate in (place, own / place, own / f"{place}.yaml"):
        if candidate.exists():
            return candidate
    known = [p.relative_to(own).with_suffix("").as_posix() for p in own.rglob("*")]
    near = closest_match(place.with_suffix("").as_posix(), known)
    raise UsageError(f"there is no file or folder {str(place)!r}", closest=near)


def root_of(places: list[Path]) -> Path:
    """The folder from which scenarios are named."""
    return places[0] if len(places) == 1 and places[0].is_dir() else Path.cwd()
