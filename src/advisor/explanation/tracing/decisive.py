"""A run's events and a verdict in; the ids of the events that the result rests on out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.decide import Outcome, Status, Verdict
from advisor.explanation.tracing.events import Event, EventKind, Link, Parent, ancestors
from advisor.model.conditions import Truth
from advisor.model.options import Policy

CONDITIONS = frozenset({Link.CONDITION, Link.PART_CONDITION, Link.RULE_OUT})
WEIGHTS = frozenset({Link.POINT_FOR, Link.POINT_AGAINST})


def decisive(events: Mapping[str, Event], verdict: Verdict, policy: Policy) -> frozenset[str]:
    """The outcome, what it is chosen from where that matters, the rules that settled it and all that those rest on.

    For a recommendation: the proof of each recommended option, the ceiling of a ladder where it came down, and
    the points that counted where options were weighed against each other. Where nothing fits: every option, and each
    rule that would have made one fit, with what it fails on. Undecided: the open answers, and the rules about options that
    wait for them.
    """
    outcome = f"outcome:{verdict.decision}"
    roots: set[str]
    options = {key: events[f"option:{key}"] for key in verdict.options}
    match verdict.outcome:
        case Outcome.ONE | Outcome.SEVERAL:
            roots = _recommended(events, options, verdict, policy)
        case Outcome.NONE:
            roots = {option.id for option in options.values()}
            roots |= _rules(events, options.values(), CONDITIONS - {Link.RULE_OUT}, Truth.FALSE)
        case Outcome.UNDECIDED:
            roots = _open(events, options, verdict)
        case Outcome.NOT_APPLICABLE:
            links = (p for p in events[outcome].parents if p.link is Link.PRECONDITION)
            roots = {parent.id for parent in links}
    # What settles an option is chosen above; the rest of what is said of it does not make the result.
    below = ancestors((e for e in events.values() if e.kind is not EventKind.OPTION), roots)
    return below | roots | {outcome}


def _recommended(
    events: Mapping[str, Event], options: Mapping[str, Event], verdict: Verdict, policy: Policy
) -> set[str]:
    chosen = {key: options[key] for key in verdict.recommended}
    roots = {event.id for event in chosen.values()}
    match policy:
        case Policy.CONDITIONS:
            best = {verdict.options[key].status for key in chosen}
            rivals = {key: options[key] for key, option in verdict.options.items() if option.status in best}
            roots |= _rules(events, chosen.values(), {_link_of(best)}, Truth.TRUE)
            if len(rivals) > 1:
                roots |= {event.id for event in rivals.values()}
                roots |= _rules(events, rivals.values(), WEIGHTS | {_link_of(best)}, Truth.TRUE)
        case Policy.LADDER:
            roots |= _rungs(events, options, verdict)
        case Policy.WEIGHTED:
            standing = {
                key for key, option in verdict.options.items() if option.status is not Status.RULED_OUT
            }
            roots |= {options[key].id for key in standing}
            roots |= _rules(events, chosen.values(), WEIGHTS, Truth.TRUE)
    return roots


def _link_of(statuses: Iterable[Status]) -> Link:
    return Link.CONDITION if Status.MET in statuses else Link.PART_CONDITION


def _rungs(events: Mapping[str, Event], options: Mapping[str, Event], verdict: Verdict) -> set[str]:
    """The rung described, and what closed the rung above the ceiling where the ceiling lies below it."""
    roots: set[str] = set()
    described = verdict.described[0] if verdict.described else None
    if described is not None:
        roots |= {options[described].id} | _rules(events, [options[described]], {Link.CONDITION}, Truth.TRUE)
    if described not in verdict.recommended:
        rungs = list(verdict.options)
        closed = options[rungs[rungs.index(verdict.recommended[0]) + 1]]
        roots |= _rules(events, [closed], {Link.RULE_OUT}, Truth.TRUE)
    return roots


def _open(events: Mapping[str, Event], options: Mapping[str, Event], verdict: Verdict) -> set[str]:
    """The options that are still open or sure, with the rules about them that hold or wait for an answer that matters."""
    waiting = {f"given:{attribute}" for attribute in verdict.open_attributes}
    contending = [
        options[key]
        for key, o in verdict.options.items()
        if o.status in (Status.UNKNOWN, Status.MET, Status.PARTLY_MET)
    ]
    roots = waiting & set(events) | {option.id for option in contending}
    roots |= _rules(events, contending, {Link.CONDITION, Link.PART_CONDITION}, Truth.TRUE)
    for parent in _parents(contending, CONDITIONS | WEIGHTS):
        rule = events[parent.id]
        if rule.truth is Truth.UNKNOWN and waiting & {p.id for p in rule.parents}:
            roots.add(rule.id)
    return roots


def _rules(
    events: Mapping[str, Event], options: Iterable[Event], links: Iterable[Link], truth: Truth
) -> set[str]:
    return {p.id for p in _parents(options, links) if events[p.id].truth is truth}


def _parents(options: Iterable[Event], links: Iterable[Link]) -> list[Parent]:
    wanted = frozenset(links)
    return [parent for option in options for parent in option.parents if parent.link in wanted]
