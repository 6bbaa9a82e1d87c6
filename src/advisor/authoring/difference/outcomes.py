"""Two versions of a knowledge base in; for which answers an outcome changes, from what to what and how often, out.

The cases of each kind are counted exactly where that can be done (`sweep`). Where too many would have to be told apart, the
solver finds every kind, and cases drawn at random say about how often it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from advisor.authoring.all_answers.prover import Prover
from advisor.authoring.all_answers.space import Choice
from advisor.authoring.difference.drawn_changes import DrawnChanges
from advisor.authoring.difference.showing_change import ShowingChange
from advisor.authoring.difference.sweep import TooManyError, count_changes
from advisor.authoring.difference.versions import Pair, read_otherwise
from advisor.model.comparison import OutcomeChange
from advisor.model.knowledge import KnowledgeBase
from advisor.proof.rules import If
from advisor.proof.solve import GaveUpError
from advisor.render.authoring.comparison import recommended_text

MOST_KINDS = 200

Found = tuple[OutcomeChange, Sequence[Sequence[Choice]]]
"""A change without its smallest case, and cases to show it."""


def outcome_changes(pair: Pair, inexact: list[str]) -> Iterator[OutcomeChange]:
    """Every kind of change of every decision, the commonest first; `inexact` gathers what is not exact."""
    inexact += _read_otherwise(pair)
    for decision in pair.decisions:
        found = list(_shown(pair, decision, _kinds(pair, decision, inexact), inexact))
        yield from sorted(found, key=lambda c: (-(c.count or 0), -(c.share or 0), c.before, c.after))


def first_change(
    old: KnowledgeBase, new: KnowledgeBase, profile: str, inexact: list[str]
) -> OutcomeChange | None:
    """One change of outcome with a smallest case, uncounted. None is a proof that there is none, but for what is inexact.

    Most changes show in one of a few thousand cases without a table, which are soon drawn; the others are looked for.
    """
    without_tables = Pair.of(old, new, profile, tables=False)
    change = _first(
        _shown(without_tables, d, DrawnChanges(without_tables, d).all(), []) for d in without_tables.decisions
    )
    if change is None:
        pair = Pair.of(old, new, profile)
        inexact += _read_otherwise(pair)
        drawn = (_shown(pair, d, DrawnChanges(pair, d).all(), []) for d in pair.decisions)
        change = _first(drawn) or _first(
            _shown(pair, d, _kinds(pair, d, inexact), inexact) for d in pair.decisions
        )
    return None if change is None else replace(change, count=None, share=None)


def _read_otherwise(pair: Pair) -> list[str]:
    reads = "what is compared takes answers as the new version does, which reads"
    return [f"{reads} {name} otherwise than the old" for name in read_otherwise(pair)]


def _first(changes: Iterable[Iterator[OutcomeChange]]) -> OutcomeChange | None:
    return next(chain.from_iterable(changes), None)


def _shown(pair: Pair, decision: str, kinds: Iterator[Found], inexact: list[str]) -> Iterator[OutcomeChange]:
    """The changes with a smallest case each, as the engine settles it in both versions."""
    showing = ShowingChange(pair, decision)
    for change, cases in kinds:
        witness = showing.smallest(change.before, change.after, cases)
        if witness is None:
            inexact.append(
                f"{decision}: by its rules some cases go from {recommended_text(change.before)} to "
                f"{recommended_text(change.after)}, but "
                "none was found that leaves nothing open because a question is not asked"
            )
        else:
            yield replace(change, witness=witness)


def _kinds(pair: Pair, decision: str, inexact: list[str]) -> Iterator[Found]:
    """Every kind of change, counted, or at least found."""
    try:
        counted = count_changes(pair.programs, decision, pair.space)
    except TooManyError:
        yield from _by_solver(pair, decision, inexact)
        return
    for (before, after), kind in sorted(counted.kinds.items()):
        yield OutcomeChange(decision, before, after, kind.count, counted.of, None, None), kind.cases


def _by_solver(pair: Pair, decision: str, inexact: list[str]) -> Iterator[Found]:
    """Every kind of change: those of the drawn cases, then each that the solver finds besides, until there is no other."""
    drawn = DrawnChanges(pair, decision)
    prover = Prover(pair.space, pair.programs, (decision,))
    options = tuple(dict.fromkeys(o.key for p in pair.programs for o in p.decisions[decision].options))
    differ = f"differ({decision})"
    prover.add(If(differ, (f"rec({w},{o})",), (f"rec({1 - w},{o})",)) for o in options for w in (0, 1))
    known: list[str] = []

    def excluded(change: OutcomeChange) -> None:
        known.append(f"kind({decision},{len(known)})")
        states = [(w, o, o in side) for w, side in ((0, change.before), (1, change.after)) for o in options]
        body = tuple(f"rec({w},{o})" for w, o, holds in states if holds)
        absent = tuple(f"rec({w},{o})" for w, o, holds in states if not holds)
        prover.add([If(known[-1], body, absent)])

    for change, cases in drawn.all():
        excluded(change)
        yield change, cases
    while len(known) < MOST_KINDS:
        try:
            choices = prover.find([differ], known)
        except GaveUpError:
            inexact.append(f"whether {decision} has further kinds of change was too hard to prove")
            return
        if choices is None:
            return
        change = drawn.kind_of(choices)
        excluded(change)
        yield change, [drawn.bearing(choices)]
    inexact.append(f"{decision} has more than {MOST_KINDS} kinds of change; the rest are not listed")
