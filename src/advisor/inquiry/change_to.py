"""A settled case and an option in; every smallest set of changed answers that makes it the recommendation, replayed, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from advisor.decide import Conclusion, Outcome, Verdict
from advisor.errors import InferenceError, UsageError, closest_match
from advisor.explanation.asked import as_answered, asked_label
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.other_answers import (
    already_recommended,
    as_long_as,
    cannot_be_recommended,
    could_be_recommended,
    never_ahead,
    never_asked,
    never_holds,
)
from advisor.explanation.parts import parts_about
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.sentences import listed
from advisor.explanation.wording import Wording
from advisor.inquiry.apply import with_changes
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result
from advisor.inquiry.ways_told import Way, is_known, way_told
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_decision
from advisor.proof.answers import State
from advisor.proof.changes import ChangedAnswer, Changes, SmallestChanges


def change_to(inquirer: Inquirer, key: str, fixed: Iterable[str] = ()) -> tuple[ChangeTo, ...]:
    """What makes an option the recommendation, for each part of its decision that may recommend it.

    Answers named in `fixed` (a question, or an item of one) stay as they are; an unknown name raises `UsageError`.
    """
    held = [_known_name(inquirer, name) for name in fixed]
    decision = option_decision(key)
    found = parts_about(inquirer.explanation.decisions[decision], key)
    return tuple(change_part(inquirer, key, group, held) for group in found)


def _known_name(inquirer: Inquirer, name: str) -> str:
    names = {*inquirer.kb.questions, *(a.id for a in inquirer.kb.attributes.values() if a.question)}
    if name not in names:
        raise UsageError(f"there is no question {name!r} to keep fixed", closest=closest_match(name, names))
    return name


def change_part(inquirer: Inquirer, key: str, group: str | None, fixed: Sequence[str] = ()) -> ChangeTo:
    """What makes an option the recommendation in one part of its decision. Names in `fixed` must be known ones."""
    decision = option_decision(key)
    part = inquirer.part(decision, group)
    label, wording = part.options[key].label, part.wording
    if is_sole(part.verdict, key):
        head = Step(already_recommended(label), StepKind.POLICY, key)
        return ChangeTo(key, label, group, head, ())
    solver = inquirer.changes(decision, group, fixed)
    found = solver.smallest(key)
    if found is None and key not in part.verdict.recommended:
        beside = solver.smallest(key, alone=False)
        if beside is not None:
            never = _impossible(solver, key, label, wording, beside=True)
            return _changes(inquirer, key, group, beside, alone_never=never)
    if found is not None:
        return _changes(inquirer, key, group, found)
    head = _impossible(solver, key, label, wording, beside=key in part.verdict.recommended)
    return ChangeTo(key, label, group, head, ())


def is_sole(verdict: Verdict | Conclusion, key: str) -> bool:
    """Whether an option is the recommendation, and the only one."""
    return verdict.outcome is Outcome.ONE and verdict.recommended == (key,)


def _changes(
    inquirer: Inquirer, key: str, group: str | None, found: SmallestChanges, alone_never: Step | None = None
) -> ChangeTo:
    decision = option_decision(key)
    part = inquirer.part(decision, group)
    ways = _in_order(inquirer.kb, decision, _merged(_nearest(inquirer, found.sets)))
    told = ways[: inquirer.most_told]
    tried = [changed for way in told for changed in way.tried]
    cases = (with_changes(inquirer.kb, inquirer.case, changed) for changed in tried)
    fits = []
    for changed, result in zip(tried, inquirer.replay(cases, decision, group), strict=True):
        if not (is_sole(result, key) if alone_never is None else key in result.recommended):
            names = listed(c.name for c in changed)
            raise InferenceError(
                f"the solver and the rules do not agree on {key} when {names} change; please report this"
            )
        fits.append(key in Result.of(result).partly)
    in_part = iter(fits)
    sets = tuple(
        tuple(way_told(inquirer, part.wording, way, tuple(islice(in_part, len(way.tried))))) for way in told
    )
    label = part.options[key].label
    given = [sum(not is_known(inquirer, part.wording, c) for c in way.changes) for way in ways]
    sentence = could_be_recommended(label, len(ways[0].changes), given, alone=alone_never is None)
    head = Step(sentence, StepKind.POLICY, key, because=() if alone_never is None else (alone_never,))
    more, beside = not found.complete, alone_never is not None
    return ChangeTo(key, label, group, head, sets, len(ways), more=more, beside=beside)


def _in_order(kb: KnowledgeBase, decision: str, ways: Iterable[Way]) -> list[Way]:
    """Sets of changes, and the changes of each, as a decision asks; what only other decisions ask comes last."""
    asked = {q.id: n for n, q in enumerate(kb.questions_of(decision))}

    def place(change: ChangedAnswer) -> tuple[int, str, int]:
        return asked.get(change.question, len(asked)), change.name, change.state.row or 0

    ordered = (replace(way, changes=tuple(sorted(way.changes, key=place))) for way in ways)
    return sorted(ordered, key=lambda way: [place(c) for c in way.changes])


def _nearest(
    inquirer: Inquirer, sets: Sequence[tuple[ChangedAnswer, ...]]
) -> list[tuple[ChangedAnswer, ...]]:
    """One set for each choice of answers and words; of numbers the nearest."""
    kept: dict[tuple[object, ...], tuple[list[Fraction], tuple[ChangedAnswer, ...]]] = {}
    # The same few changes stand in many sets.
    one_by_one = {id(c): c for changed in sets for c in changed}
    choices = {
        key: (c.name, c.state.row, c.state.values if c.state.number is None else ())
        for key, c in one_by_one.items()
    }
    distances = {key: inquirer.distance(c) for key, c in one_by_one.items()}
    for changed in sets:
        place = tuple([choices[id(c)] for c in changed])
        distance = [distances[id(c)] for c in changed]
        if place not in kept or distance < kept[place][0]:
            kept[place] = distance, changed
    return [changed for _, changed in kept.values()]


def _merged(sets: Sequence[tuple[ChangedAnswer, ...]]) -> list[Way]:
    """Sets that differ in the word for one answer alone, as one way with all those words."""
    ways = [Way(changed, (changed,)) for changed in sets]
    for position in range(len(sets[0])):
        together: dict[tuple[object, ...], Way] = {}
        for way in ways:
            c = way.changes[position]
            others = tuple(_said(o) if n != position else o.name for n, o in enumerate(way.changes))
            alike = (*others, c.state.row, c.state.number)
            first = together.get(alike)
            if first is not None and c.state.values:
                f = first.changes[position]
                facts, values = f.state.facts, (*f.state.values, *c.state.values)
                merged = ChangedAnswer(f.name, f.question, State(facts, values))
                changes = (*first.changes[:position], merged, *first.changes[position + 1 :])
                together[alike] = Way(changes, (*first.tried, *way.tried))
            else:
                together.setdefault(alike, way)
        ways = list(together.values())
    return ways


def _said(change: ChangedAnswer) -> tuple[object, ...]:
    state = change.state
    return change.name, state.values, state.number, state.row


def _impossible(solver: Changes, key: str, label: str, wording: Wording, *, beside: bool) -> Step:
    """Why no change makes an option the (only) recommendation, as the solver proved it."""
    found = solver.obstacles(key)
    labels = {key: wording.fill(wording.kb.options[key].label) for key in found.rivals}
    because = [as_answered(name, wording) for name in (*found.fixed, *found.figures, *found.unknown)]
    because += [Step(label, StepKind.POLICY, key) for key, label in labels.items()]
    if found.fixed or found.figures or found.unknown:
        fixed = [f"“{asked_label(name, wording)}”" for name in found.fixed]
        figures = [f"“{wording.label(name)}” is {wording.said_now(name)}" for name in found.figures]
        unknown = [wording.label(name) for name in found.unknown]
        why = as_long_as(fixed, figures, unknown, table=not {*solver.answers.tables} <= {*found.fixed})
    elif found.unasked:
        why = never_asked()
    elif found.never_holds:
        why = never_holds()
    else:
        why = never_ahead([*labels.values()])
    sentence = cannot_be_recommended(label, why, beside=beside)
    return Step(sentence, StepKind.POLICY, key, because=tuple(because))
