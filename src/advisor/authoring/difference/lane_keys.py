"""Facts about many lanes in, each an integer with one bit a lane; lanes repeated, or those alike taken together, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.evaluation.columns import spread

_PACKED = [bytes.maketrans(b"01", bytes([0, 1 << bit])) for bit in range(8)]
_UNPACKED = [bytes(b"01"[value >> bit & 1] for value in range(256)) for bit in range(8)]


def repeated(lanes: int, width: int, times: int) -> int:
    """The lanes so many times over, side by side."""
    found, have = lanes, 1
    while 2 * have <= times:
        found |= found << (width * have)
        have *= 2
    rest = width * (times - have)
    return found | (found & ((1 << rest) - 1)) << (width * have)


def merged(
    facts: Sequence[int], width: int, counts: Sequence[int], kept: int
) -> tuple[list[int], list[int], list[int]]:
    """Lanes of which the same is true become one: what is true of each, its count, and the first lane that it was.

    Lane i stands for `counts[i % len(counts)]` cases. Only the `kept` lanes are looked at.
    """
    groups = [_packed(facts[at : at + 8], width) for at in range(0, len(facts), 8)]
    number: dict[tuple[int, ...], int] = {}
    totals: list[int] = []
    first: list[int] = []
    wanted: Iterable[tuple[int, tuple[int, ...]]] = enumerate(
        zip(*groups, strict=True) if groups else ((),) * width
    )
    keep = spread(kept, width)
    for lane, key in wanted:
        if keep[lane] == "0":
            continue
        at = number.setdefault(key, len(totals))
        if at == len(totals):
            totals.append(counts[lane % len(counts)])
            first.append(lane)
        else:
            totals[at] += counts[lane % len(counts)]
    bytes_of = [bytes(group) for group in zip(*number, strict=True)]
    return [_unpacked(bytes_of[k // 8], k % 8) for k in range(len(facts))] if number else [], totals, first


def _packed(facts: Sequence[int], width: int) -> bytes:
    """One byte a lane that has a bit for each of up to eight facts."""
    together = 0
    for bit, lanes in enumerate(facts):
        together |= int.from_bytes(spread(lanes, width).encode().translate(_PACKED[bit]), "little")
    return together.to_bytes(width, "little")


def _unpacked(packed: bytes, bit: int) -> int:
    return int(packed.translate(_UNPACKED[bit])[::-1], 2)
