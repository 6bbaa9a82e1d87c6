"""A decision in; the picture that its policy calls for out: a ladder with its table, or bars for and against."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decide import Interval
from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import interval_words
from advisor.model.options import Policy
from advisor.render.paper.context import Context
from advisor.render.paper.document import Balance, Balances, Block, Figure, Ladder, Rung, Table
from advisor.render.paper.spans import inline


def policy_figure(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """A ladder, or the balance of each option, as a picture; the figures stand in the table before it or after."""
    match context.kb.decisions[decision.decision].policy:
        case Policy.LADDER:
            yield from _ladder(decision)
        case Policy.WEIGHTED:
            yield _balances(context, decision)
        case Policy.CONDITIONS:
            pass


def _balances(context: Context, decision: DecisionExplanation) -> Figure:
    rows = tuple(
        Balance(
            decision.options[key].label,
            _ends(found.in_favour),
            _ends(found.against),
            (interval_words(found.in_favour), interval_words(found.against)),
        )
        for key, found in decision.verdict.options.items()
    )
    said = "; ".join(f"{r.label}: for {r.figures[0]}, against {r.figures[1]}" for r in rows)
    return Figure(
        f"What speaks for and against: {context.label(decision)}",
        "Bars to the right show what speaks for each option, bars to the left what speaks against it. "
        f"{said}.",
        Balances(rows),
    )


def _ends(interval: Interval) -> tuple[float, float]:
    return float(interval.low), float(interval.high)


def _marks(key: str, ends: tuple[str | None, str | None], known: str, open_yet: str) -> Iterator[str]:
    """What marks a rung: that it is the one, or that it is the lowest or the highest that the one may be."""
    if ends[0] == ends[1]:
        yield from [known] if key == ends[0] else []
    elif key in ends:
        yield f"{open_yet} {'at least' if key == ends[0] else 'at most'} this"


def _ladder(decision: DecisionExplanation) -> Iterator[Block]:
    verdict = decision.verdict
    described, ceiling = verdict.described or (None, None), verdict.ceiling or (None, None)
    keys = list(decision.options)
    least, top = (keys.index(end) if end in keys else -1 for end in ceiling)
    rungs = []
    for place, (key, option) in enumerate(decision.options.items()):
        notes = [
            *_marks(key, described, "described by the answers", "the answers describe"),
            *_marks(key, ceiling, "highest allowed", "the highest allowed is"),
        ]
        if key in verdict.recommended:
            notes.append("recommended")
        rungs.append(Rung(option.label, tuple(notes), place <= top, key in verdict.recommended))
    said = "; ".join(f"{r.label}: {', '.join(r.notes)}" for r in rungs if r.notes) or "no level is described"
    yield Figure(
        "The ladder, with the level that the answers describe and the highest allowed",
        f"A ladder of {len(rungs)} levels, lowest at the bottom. {said}.",
        Ladder(tuple(rungs)),
    )
    rows = tuple(
        (
            inline(f"{n}. {r.label}"),
            inline("Yes" if n <= least + 1 else "Not known" if r.allowed else "No"),
            inline("; ".join(r.notes).capitalize() or "–"),
        )
        for n, r in enumerate(rungs, start=1)
    )
    yield Table("The ladder, from the lowest level up", ("Level", "Allowed", "Marked as"), rows, (50, 15, 35))
