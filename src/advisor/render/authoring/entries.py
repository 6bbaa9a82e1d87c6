"""One thing of a knowledge base, or a list of them, in; text for a terminal out."""

from __future__ import annotations

from collections.abc import Sequence

Sections = Sequence[tuple[str, Sequence[str]]]


def entry_text(kind: str, name: str, label: str, where: str, sections: Sections) -> str:
    """Its kind and id, its label, where it stands, and each section with its lines."""
    lines = [f"{kind} {name}", f"    {label}", f"    {where}"]
    for heading, members in sections:
        lines += [heading, *(f"    {member}" for member in members)]
    return "\n".join(lines) + "\n"


def listing_text(rows: Sequence[tuple[str, str]]) -> str:
    """Ids with their labels, in two columns."""
    width = min(max((len(name) for name, _ in rows), default=0), 40)
    return "".join(f"{name:<{width}}  {label}\n" for name, label in rows)
