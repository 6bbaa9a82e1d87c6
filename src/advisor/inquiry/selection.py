"""What a person asked to see of a trace in, by names as typed; the selection out. Unknown names are refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.errors import UsageError, closest_match
from advisor.explanation import CaseExplanation
from advisor.explanation.tracing import Selection
from advisor.inquiry.names import option_in
from advisor.model.conditions import Truth


@dataclass(frozen=True, slots=True)
class Wanted:
    """The names that were typed, and which rules are wanted by how they stand."""

    options: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    group: str | None = None
    truths: frozenset[Truth] = frozenset()
    decisive: bool = False
    everything: bool = False


def selection_of(explanation: CaseExplanation, wanted: Wanted) -> Selection:
    """The selection that is meant. Raises `UsageError` for names that this case does not have, with the closest."""
    groups = {name for decision in explanation.decisions.values() for name in decision.groups}
    rules = {rule for decision in explanation.decisions.values() for rule in decision.trace.rules}
    return Selection(
        wanted.truths,
        tuple(option_in(explanation, text) for text in wanted.options),
        tuple(_known("decision", text, explanation.decisions) for text in wanted.decisions),
        tuple(_known("rule", text.upper(), rules) for text in wanted.rules),
        None if wanted.group is None else _known("group", wanted.group, groups),
        wanted.decisive,
        wanted.everything,
    )


def _known(what: str, text: str, known: Iterable[str]) -> str:
    """The name itself where this case has it."""
    names = sorted(known)
    if text in names:
        return text
    lower = {name.lower(): name for name in names}
    near = lower.get(closest_match(text, lower), "")
    shown = (
        f"it has: {', '.join(names[:12])}{' and more' if len(names) > 12 else ''}" if names else "it has none"
    )
    raise UsageError(f"this case has no {what} {text!r}", shown, near)
