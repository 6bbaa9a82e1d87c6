"""DOT text in, a picture's bytes out, drawn by a `dot` program that came with the installation or stands on the PATH."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

from advisor.errors import RendererUnavailable

EMBEDDED = "graphviz-pure"
FORMATS = ("svg", "png")
DOTS_PER_INCH = 144


def draw(dot_text: str, picture_format: str) -> bytes:
    """Draw DOT text as `svg` or `png`.

    Raises `RendererUnavailable` where there is no program to draw with, or where it does not take the text.
    """
    program = renderer()
    command = [str(program), f"-T{picture_format}", f"-Gdpi={DOTS_PER_INCH}"]
    try:
        done = subprocess.run(command, input=dot_text.encode(), capture_output=True, check=False)
    except OSError as error:
        raise RendererUnavailable(
            f"the renderer {program.name} cannot be started: {error.strerror}"
        ) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RendererUnavailable(
            f"the renderer {program.name} failed: {said[-1] if said else 'it gave no reason'}"
        )
    # With status 0, standard error holds guesses at the width of a character; the picture is right all the same.
    return done.stdout


def renderer() -> Path:
    """The program that draws. Raises `RendererUnavailable`, which names what to install."""
    suffix = ".exe" if sys.platform == "win32" else ""
    candidates = [Path(sysconfig.get_path("scripts")) / f"{EMBEDDED}{suffix}", *_installed_files()]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    system = shutil.which("dot")
    if system:
        return Path(system)
    raise RendererUnavailable(
        f"there is no program here that draws pictures: install it with 'pip install {EMBEDDED}', "
        "or install Graphviz so that 'dot' is on the PATH; a file that ends in .dot needs neither"
    )


def _installed_files() -> list[Path]:
    """Where the installed distribution says its program is: an installation may keep its scripts in another folder."""
    try:
        files = metadata.distribution(EMBEDDED).files or []
    except metadata.PackageNotFoundError:
        return []
    return [
        Path(str(file.locate())) for file in files if file.stem == EMBEDDED and file.suffix in ("", ".exe")
    ]
