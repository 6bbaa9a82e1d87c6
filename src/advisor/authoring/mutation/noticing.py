"""Faults that no scenario notices in; a few scenarios that between them notice all that can be noticed, out.

Answers that show one fault are put together with answers that show others, as long as they agree; so a case serves many.
What is not answered stays unknown, and what a case expects is no more than the faults need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from advisor.authoring.all_answers.space import Choice, Space, answers_of
from advisor.authoring.mutation.observing import Aspect, Key
from advisor.authoring.mutation.shown import Showing
from advisor.authoring.mutation.unnoticed import Mutation, Survivor
from advisor.authoring.scenarios.expectations import HOLDS, expectation_of, group_key
from advisor.authoring.scenarios.text import Draft
from advisor.decide import OptionVerdict
from advisor.explanation import DecisionExplanation
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_decision, option_id
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs

_OF_OPTIONS = {Aspect.STATUS: "options", Aspect.FOR: "for", Aspect.AGAINST: "against"}
_SHOWS = "regression: what came out when this was written; read it against the rules before you keep it"


@dataclass(slots=True)
class Gathered:
    """A case in the making: a choice for some parts, by number, and what to expect of it."""

    choices: dict[int, int] = field(default_factory=dict)
    keys: set[Key] = field(default_factory=set)


def noticing(mutation: Mutation, survivors: Iterable[Survivor]) -> Iterator[tuple[str, Draft]]:
    """A few scenarios that notice every survivor which some answers show; each with the decision that it is about."""
    kb, space = mutation.kb, mutation.shower.space
    together: dict[tuple[str, ...], list[Showing]] = {}
    for survivor in survivors:
        if isinstance(survivor.shown, Showing):
            named = decisions_about(kb, survivor.shown.key)
            together.setdefault(named, []).append(survivor.shown)
    for named, showings in sorted(together.items()):
        for case in _gather(space, showings):
            chosen = [space.parts[n].choices[which] for n, which in sorted(case.choices.items())]
            draft = _draft(mutation, chosen, case.keys)
            yield (named[0] if len(named) == 1 else "across"), draft


def decisions_about(kb: KnowledgeBase, key: Key) -> tuple[str, ...]:
    """The decisions that have to be settled for something to be seen; those that a note speaks of are all needed."""
    aspect, name = key
    named = _decisions_of(kb, kb.rules[name]) if aspect is Aspect.RULE else {option_decision(name)}
    return tuple(d for d in kb.decisions if d in named)


def _decisions_of(kb: KnowledgeBase, rule: Rule) -> set[str]:
    match rule.conclusion:
        case Meets(option) | Weighs(option):
            return {option_decision(option)}
        case RulesOut(decision=decision):
            return {decision}
        case Concludes(concept):
            return {kb.concepts[concept].decision}
        case Advises():
            return set(rule.conclusion.decisions)


def _gather(space: Space, showings: Iterable[Showing]) -> list[Gathered]:
    """The fewest cases that putting answers together one after another comes to: those that leave least room first."""
    plain = {
        n: sum(1 << i for i, c in enumerate(part.choices) if c.group is None and c.whole)
        for n, part in enumerate(space.parts)
        if any(c.group is not None or not c.whole for c in part.choices)
    }
    cases: list[Gathered] = []
    for showing in sorted(showings, key=lambda s: s.room):
        for case in cases:
            picked = showing.pick(case.choices, plain)
            if picked is not None:
                break
        else:
            case = Gathered()
            cases.append(case)
            picked = showing.pick({}, plain)
            assert picked is not None, showing.key
        case.choices.update(picked)
        case.keys.add(showing.key)
    return cases


def _draft(mutation: Mutation, chosen: list[Choice], keys: set[Key]) -> Draft:
    kb = mutation.kb
    given = answers_of(kb, chosen)
    named = {d for key in keys for d in decisions_about(kb, key)}
    decisions = tuple(d for d in kb.decisions if d in named)
    case = Case("", "", kb.default_profile, {}, decisions, given, {}, {})
    explained = mutation.consultant(decisions).explain(case).decisions
    group = next((c.group for c in chosen if c.group is not None), None)
    expect = {d: _expected(kb, explained[d], _about(kb, keys, d), group) for d in decisions}
    rules = sorted({name for aspect, name in keys if aspect is Aspect.RULE})
    options = sorted({name for aspect, name in keys if aspect is not Aspect.RULE})
    return Draft(f"Regression on {_listed(rules + options)}", _SHOWS, given, expect)


def _about(kb: KnowledgeBase, keys: Iterable[Key], decision: str) -> list[Key]:
    """The keys that are expected of a decision: those of several are expected of the first."""
    return sorted(key for key in keys if decisions_about(kb, key)[0] == decision)


def _expected(
    kb: KnowledgeBase, found: DecisionExplanation, keys: Iterable[Key], group: str | None
) -> dict[str, Any]:
    """What came out, as far as the keys need it; of the group in view, where one is."""
    if group is not None and group in found.groups:
        inner = _expected(kb, found.groups[group], keys, None)
        return {"outcome": str(found.verdict.outcome), group_key(kb, found.decision): {group: inner}}
    came = expectation_of(found)
    expected: dict[str, Any] = {"outcome": came["outcome"], "recommended": came["recommended"]}
    for aspect, name in keys:
        if aspect is Aspect.RULE:
            standing = found.trace.rules.get(name)
            holds = HOLDS[standing.truth] if standing is not None else "no"
            expected.setdefault("rules", {})[name] = holds
        elif aspect in _OF_OPTIONS:
            option = option_id(name)
            expected.setdefault(_OF_OPTIONS[aspect], {})[option] = _of_option(
                found.verdict.options[name], aspect
            )
    return expected


def _of_option(verdict: OptionVerdict, aspect: Aspect) -> str | list[str]:
    """An option's status, or what its points come to: one number, or the least and the most."""
    if aspect is Aspect.STATUS:
        return str(verdict.status)
    sums = verdict.in_favour if aspect is Aspect.FOR else verdict.against
    return str(sums.low) if sums.certain else [str(sums.low), str(sums.high)]


def _listed(names: list[str]) -> str:
    return ", ".join(names) if len(names) < 5 else f"{', '.join(names[:3])} and {len(names) - 3} more"
