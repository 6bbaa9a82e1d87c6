"""What a scenario expects and what came out in; every difference out. And the other way: what came out as an expectation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from advisor.decide import Interval
from advisor.explanation import DecisionExplanation
from advisor.model.case import Expectation
from advisor.model.conditions import Truth
from advisor.model.findings import Difference
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_id

HOLDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}


def differences(
    kb: KnowledgeBase, where: str, path: tuple[str, ...], expected: Expectation, found: DecisionExplanation
) -> Iterator[Difference]:
    """Everything that came out otherwise; `path` leads to the expectation in its file."""
    got = expectation_of(found, full=True)

    def unless_equal(what: str, key: tuple[str, ...], wanted: str, came: str) -> Iterator[Difference]:
        if wanted != came:
            yield Difference(f"{where}{what}", wanted or "nothing", came or "nothing", (*path, *key))

    yield from unless_equal(" outcome", ("outcome",), expected.outcome, got["outcome"])
    if expected.recommended is not None:
        wanted = ", ".join(expected.recommended)
        yield from unless_equal(" recommended", ("recommended",), wanted, ", ".join(got["recommended"]))
    for option, status in sorted(expected.options.items()):
        yield from unless_equal(f".{option}", ("options", option), status, got["options"][option])
    if expected.undecided_because is not None:
        wanted = ", ".join(sorted(expected.undecided_because))
        came = ", ".join(sorted(found.open_questions))
        yield from unless_equal(" undecided_because", ("undecided_because",), wanted, came)
    for name, rung in (("described", expected.described), ("ceiling", expected.ceiling)):
        if rung is not None and name in got:
            yield from unless_equal(f" {name}", (name,), rung, got[name])
    for key, sums in (("for", expected.in_favour), ("against", expected.against)):
        for option, bounds in sorted(sums.items()):
            yield from unless_equal(f" {key} {option}", (key, option), sum_text(*bounds), got[key][option])
    for rule, holds in sorted(expected.rules.items()):
        standing = found.trace.rules.get(rule)
        came = HOLDS[standing.truth] if standing is not None else "no"
        yield from unless_equal(f" rule {rule}", ("rules", rule), holds, came)
    yield from _missing_notes(where, expected, found)
    yield from _by_group(kb, where, path, expected, found)


def _missing_notes(where: str, expected: Expectation, found: DecisionExplanation) -> Iterator[Difference]:
    for part in expected.notes:
        if not any(part in note.text for note in found.notes):
            came = "\n".join(note.text for note in found.notes) or "no notes"
            yield Difference(f"{where} notes", part, came)


def _by_group(
    kb: KnowledgeBase, where: str, path: tuple[str, ...], expected: Expectation, found: DecisionExplanation
) -> Iterator[Difference]:
    for group, inner in sorted(expected.by_group.items()):
        if group in found.groups:
            inner_path = (*path, group_key(kb, found.decision), group)
            yield from differences(kb, f"{where} for {group}", inner_path, inner, found.groups[group])
        else:
            yield Difference(f"{where} for {group}", inner.outcome, "no such group")


def group_key(kb: KnowledgeBase, decision: str) -> str:
    """The key under which a decision's results for each group of its table stand, such as `by_provider`."""
    group = kb.decisions[decision].per_group
    columns = kb.questions[group.table].columns if group else None
    return f"by_{columns.group}" if columns else "by_group"


def expectation_of(found: DecisionExplanation, *, full: bool = False) -> dict[str, Any]:
    """What came out, in the shape of an expectation; `full` with everything that can be expected but notes and rules."""
    verdict = found.verdict
    expected: dict[str, Any] = {
        "outcome": str(verdict.outcome),
        "recommended": [option_id(key) for key in verdict.recommended],
    }
    if full or verdict.open_attributes:
        expected["undecided_because"] = sorted(found.open_questions)
    if full:
        expected["options"] = {option_id(key): str(o.status) for key, o in verdict.options.items()}
        expected["for"] = {option_id(key): _sum(o.in_favour) for key, o in verdict.options.items()}
        expected["against"] = {option_id(key): _sum(o.against) for key, o in verdict.options.items()}
    for name, rungs in (("described", verdict.described), ("ceiling", verdict.ceiling)):
        if rungs is not None:
            expected[name] = _rungs(rungs)
    if found.groups and len(found.groups) > 1:
        key = group_key(found.wording.kb, found.decision)
        expected[key] = {g: expectation_of(inner, full=full) for g, inner in found.groups.items()}
    return expected


def _sum(interval: Interval) -> str:
    return sum_text(interval.low, interval.high)


def sum_text(low: Fraction, high: Fraction) -> str:
    """A sum as it is written in an expectation: one number, or the least and the most."""
    return str(low) if low == high else f"[{low}, {high}]"


def _rungs(rungs: tuple[str | None, str | None]) -> str:
    low, high = ("none" if rung is None else option_id(rung) for rung in rungs)
    return low if low == high else f"{low} to {high}"
