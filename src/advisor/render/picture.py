"""DOT text in, a picture's bytes out, drawn by a `dot` program that came with the installation or stands on the PATH."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from advisor.errors import RendererUnavailable

EMBEDDED = "graphviz-pure"
DOTS_PER_INCH = 144
FONT = re.compile(rb'font-family="Helvetica,sans-Serif"([^>]*?)font-size="([\d.]+)"')
WIDE = b"Verdana, 'DejaVu Sans', sans-serif"
NARROWER = 0.86
"""So much narrower is Helvetica than these, the widest of the common sans serifs."""
MOST_INCHES = 75
"""A picture of dots is made smaller beyond this: every rule of five decisions would take a gigabyte to draw."""


def draw(dot_text: str, picture_format: str) -> bytes:
    """Draw DOT text as `svg` or `png`.

    Raises `RendererUnavailable` where there is no program to draw with, or where it does not take the text.
    """
    program = renderer(_embedded(), shutil.which("dot"))
    command = [str(program), f"-T{picture_format}", f"-Gdpi={DOTS_PER_INCH}"]
    if picture_format == "png":
        command.append(f"-Gsize={MOST_INCHES},{MOST_INCHES}")
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
    return FONT.sub(_with_room, done.stdout) if picture_format == "svg" else done.stdout


def _with_room(found: re.Match[bytes]) -> bytes:
    """The font of a text in an SVG: boxes are measured for Helvetica, which a reader may not have. So wide ones are
    named that most have, and made smaller; where those are missing too, others are narrower and fit as well.
    """
    return b'font-family="%s"%sfont-size="%.2f"' % (WIDE, found[1], float(found[2]) * NARROWER)


def renderer(embedded: Iterable[Path], system: str | None) -> Path:
    """The program that draws: the first embedded one that is there, else the system's.

    Raises `RendererUnavailable`, which names what to install.
    """
    for candidate in embedded:
        if candidate.is_file():
            return candidate
    if system is not None:
        return Path(system)
    raise RendererUnavailable(
        f"there is no program here that draws pictures: install it with 'pip install {EMBEDDED}', "
        "or install Graphviz so that 'dot' is on the PATH; a file that ends in .dot needs neither"
    )


def _embedded() -> Iterator[Path]:
    """Where the renderer in a wheel may be: among the scripts, else where its installation says that it is."""
    suffix = ".exe" if sys.platform == "win32" else ""
    yield Path(sysconfig.get_path("scripts")) / f"{EMBEDDED}{suffix}"
    try:
        files = metadata.distribution(EMBEDDED).files or []
    except metadata.PackageNotFoundError:
        return
    for file in files:
        if file.stem == EMBEDDED and file.suffix in ("", ".exe"):
            yield Path(str(file.locate()))
