"""The fonts that come with the program in; which characters they have, and a text with the others as code points, out."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

FAMILIES = ("Liberation Sans", "DejaVu Sans")
FILES = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf")


def font_folder() -> Path:
    """Where the fonts lie."""
    return Path(str(resources.files("advisor.render").joinpath("fonts")))


def printed(text: str) -> str:
    """The text with every character that no font of ours has written as its code point: [U+4E2D]."""
    known = covered()
    if all(ord(character) in known for character in text):
        return text
    return "".join(_printed(character, known) for character in text)


def _printed(character: str, known: frozenset[int]) -> str:
    if ord(character) in known:
        return character
    # Marks of direction and joiners have no shape of their own, and would otherwise turn what stands after them.
    if unicodedata.category(character) == "Cf":
        return ""
    return f"[U+{ord(character):04X}]"


@cache
def covered() -> frozenset[int]:
    """The code points for which the regular fonts have a shape."""
    found = (code for name in FILES for code in _code_points((font_folder() / name).read_bytes()))
    return frozenset(found) - set(range(0x2028, 0x202F)) - set(range(0x2066, 0x206A))


def _code_points(font: bytes) -> Iterator[int]:
    """The code points in a TrueType font's table `cmap`, read from its Unicode subtables of formats 4 and 12."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    for n in range(subtables):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * n)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if platform in (0, 3) and kind == 4:
            yield from _segments(font, start + offset)
        elif platform in (0, 3) and kind == 12:
            yield from _ranges(font, start + offset)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * double)
    places = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", font, places)
    for n in range(count):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = (code + deltas[n]) & 0xFFFF
            if offsets[n]:
                (glyph,) = struct.unpack_from(
                    ">H", font, places + 2 * n + offsets[n] + 2 * (code - starts[n])
                )
            if glyph:
                yield code


def _ranges(font: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", font, at + 12)
    for n in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * n)
        yield from range(first if glyph else first + 1, last + 1)
