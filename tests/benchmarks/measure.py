"""Measurements side by side: each has its turn in every round, so what disturbs one disturbs all; medians and ratios."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any


def processor_time(work: Callable[[], Any]) -> float:
    """The processor time that one call takes, in seconds."""
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def interleaved(work: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median of the processor time of each, over so many rounds in which each has its turn."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, call in work.items():
            found[name].append(processor_time(call))
    return {name: median(times) for name, times in found.items()}


def quantile(times: Sequence[float], part: float) -> float:
    """The smallest time that at least this part of them does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns lined up."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return "\n".join(
        [line(head), "|" + "|".join("-" * (width + 2) for width in widths) + "|", *map(line, rows)]
    )


def milliseconds(seconds: float | None) -> str:
    """A time for a table; a dash where there is none."""
    if seconds is None:
        return "–"
    shown = seconds * 1000
    return f"{shown:,.0f}" if shown >= 100 else f"{shown:.1f}" if shown >= 10 else f"{shown:.3g}"


def ratio(value: float | None) -> str:
    """How many times as much."""
    return "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
