"""Shapes and texts in, SVG elements out: the few that charts need, with every text escaped and wrapped by its width."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass

WIDTH = 640
"""Every picture is so many units wide. On A4 a unit is about 0.26 mm, so that text of 13 units prints at 9.5 pt."""
NARROW = 340
"""The width of a picture that is drawn for a phone."""

SIZE = 13
LINE = 17
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture. None means anything that a shape or a word does not say too."""

    ink: str
    quiet: str
    line: str
    bar: str
    other: str
    tint: str
    paper: str


PRINT = Palette("#1D1D1D", "#4A4A4A", "#6F777B", "#005EB8", "#7C2855", "#E8F1F8", "#FFFFFF")
SCREEN = Palette(
    "var(--ink)", "var(--quiet)", "var(--line)", "var(--bar)", "var(--other)", "var(--tint)", "var(--paper)"
)


def picture(size: tuple[float, float], body: str, title: str, title_id: str) -> str:
    """A whole SVG picture of a width and height; `title` says in words what it shows."""
    width, height = map(num, size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{title_id}">'
        f'<title id="{title_id}">{html.escape(title)}</title>{body}</svg>'
    )


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(x: float, y: float, words: str, colour: str, *, anchor: str = "start", bold: bool = False) -> str:
    """One line of text with its baseline at y."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{num(x)}" y="{num(y)}" font-family="{FONT}" font-size="{SIZE}"{weight} fill="{colour}" '
        f'text-anchor="{anchor}">{html.escape(words)}</text>'
    )


def rect(left: float, top: float, size: tuple[float, float], fill: str, extra: str = "") -> str:
    """A rectangle of a width and height; `extra` are further attributes."""
    width, height = size
    place = f'x="{num(left)}" y="{num(top)}" width="{num(max(width, 0))}" height="{num(height)}"'
    return f'<rect {place} fill="{fill}"{extra}/>'


def path(commands: tuple[str | float, ...], stroke: str, extra: str = "") -> str:
    """A line along the letters and coordinates of an SVG path."""
    points = " ".join(part if isinstance(part, str) else num(part) for part in commands)
    return f'<path d="{points}" fill="none" stroke="{stroke}" stroke-width="1.5"{extra}/>'


def arrow_head(x: float, y: float, back: tuple[float, float], colour: str) -> str:
    """A small triangle whose tip is at x, y and which points away from `back`, a step such as (-1, 0)."""
    along, aside = 7, 4
    base = [
        (x + back[0] * along + s * back[1] * aside, y + back[1] * along + s * back[0] * aside)
        for s in (1, -1)
    ]
    points = " ".join(f"{num(a)},{num(b)}" for a, b in ((x, y), *base))
    return f'<polygon points="{points}" fill="{colour}"/>'


def wrapped(words: str, width: float, *, bold: bool = False) -> list[str]:
    """The words in lines no wider than `width` units; a word that is wider alone is broken."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        for piece in _pieces(word, width, bold=bold):
            trial = f"{line} {piece}" if line else piece
            if line and measured(trial, bold=bold) > width:
                lines.append(line)
                line = piece
            else:
                line = trial
    return [*lines, line] if line else lines or [""]


def _pieces(word: str, width: float, *, bold: bool) -> list[str]:
    if measured(word, bold=bold) <= width:
        return [word]
    pieces, piece = [], ""
    for character in word:
        if piece and measured(piece + character, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def measured(words: str, *, bold: bool = False) -> float:
    """How wide a line is at most, in units: by classes of characters, with room for sans serifs wider than Arial."""
    return sum(map(_width, words)) * SIZE * (1.12 if bold else 1.04)


def _width(character: str) -> float:
    if character in "iljtfrI.,:;'!|()[]/ -":
        return 0.38
    if character in "mwMW@%#&+<=>^~…":
        return 0.96
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character.isupper():
        return 0.76
    return 0.6
