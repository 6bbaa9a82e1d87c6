"""Two versions of a knowledge base compared in; text for a terminal, or JSON, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.model.comparison import KbComparison, OutcomeChange
from advisor.model.findings import ABOUT_EXAMPLES
from advisor.model.options import option_id
from advisor.quantities import counted
from advisor.render.json.encoded import json_text

_LEAST_SHARE = 0.001
"""The smallest share that is printed as a percentage."""


def kb_comparison_text(compared: KbComparison) -> str:
    """What changed in the files, which outcomes change with it, and which cases come out differently."""
    return "\n".join(_lines(compared)) + "\n"


def _lines(compared: KbComparison) -> Iterator[str]:
    yield f"{compared.old} → {compared.new}"
    yield f"{counted(len(compared.changes), 'change')} in what is written"
    yield from (f"    {c.kind} {c.id}  {c.what}" for c in compared.changes)
    if not compared.outcomes:
        yield (
            "no outcome changes, whatever is answered"
            if not compared.inexact
            else "no change of outcome was found"
        )
    for change in compared.outcomes:
        yield f"{change.decision}: {recommended_text(change.before)} → {recommended_text(change.after)}"
        yield f"    {_count(change)}"
        if change.witness is not None:
            yield f"    for example: {change.witness.shows}"
    if any(change.witness is not None for change in compared.outcomes):
        yield ABOUT_EXAMPLES
    for case in compared.cases:
        yield f"{case.name}  {case.decision}: {case.before} → {case.after}".rstrip()
    yield from (f"not exact: {reason}" for reason in compared.inexact)
    kinds, results = counted(len(compared.outcomes), "kind"), counted(len(compared.cases), "result")
    yield f"{kinds} of changed outcome; {results} of given cases changed"


def recommended_text(keys: Iterable[str]) -> str:
    """What is recommended, by the options' ids."""
    return ", ".join(option_id(key) for key in keys) or "nothing"


def _count(change: OutcomeChange) -> str:
    if change.count is not None:
        share = change.count / change.of
        said = f"{share:.1%}" if share >= _LEAST_SHARE else f"less than {_LEAST_SHARE:.1%}"
        return f"{said} of the ways to answer ({change.count:,} of {change.of:,})"
    if change.share is None:
        return f"at least 1 of {change.of:,} ways to answer (not counted)"
    part = f"about {change.share:.1%}" if change.share else "fewer than 1 in 4,000"
    return f"{part} of {change.of:.3g} ways to answer (too many to count; cases drawn at random)"


def kb_comparison_json(compared: KbComparison) -> str:
    """The same as JSON."""
    document = {
        "old": compared.old,
        "new": compared.new,
        "changes": [{"kind": c.kind, "id": c.id, "what": c.what} for c in compared.changes],
        "outcomes": [
            {
                "decision": c.decision,
                "before": list(c.before),
                "after": list(c.after),
                "count": c.count,
                "of": c.of,
                "share_of_drawn": c.share,
                "witness": c.witness.shows if c.witness else None,
            }
            for c in compared.outcomes
        ],
        "cases": [
            {"name": c.name, "decision": c.decision, "before": c.before, "after": c.after}
            for c in compared.cases
        ],
        "not_exact": list(compared.inexact),
    }
    return json_text(document)
