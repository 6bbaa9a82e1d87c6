"""Scenarios in; which faults in the rules something that they expect would notice, out. All scenarios are tried at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.authoring.mutation.faults import Effect, Faults
from advisor.authoring.mutation.mutants import Mutant
from advisor.authoring.mutation.observing import Aspect, Key, Seen, apart, observe
from advisor.compiler.cone import gates_below, roots
from advisor.consultation import decisions_of
from advisor.evaluation.rails import evaluate
from advisor.facts import Column, FactValue, given_facts
from advisor.model.case import Case, Expectation, Table
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import option_decision
from advisor.model.rules import Advises


@dataclass(frozen=True, slots=True)
class View:
    """A scenario as the rules see it, for the whole or for one group, and what it expects there."""

    facts: Mapping[str, FactValue]
    watched: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Views:
    """Scenarios that have the same settings."""

    settings: Mapping[str, SettingValue]
    views: list[View]


def views_of(kb: KnowledgeBase, cases: Iterable[Case]) -> list[Views]:
    """The scenarios as the rules see them, together where they have the same settings; the most first."""
    groups: dict[str, Views] = {}
    for case in cases:
        settings = kb.settings_for(case.profile, case.settings)
        key = repr(sorted(settings.items(), key=lambda kv: kv[0]))
        together = groups.setdefault(key, Views(settings, []))
        together.views.extend(_views(kb, case, settings))
    return sorted((g for g in groups.values() if g.views), key=lambda g: -len(g.views))


def _views(kb: KnowledgeBase, case: Case, settings: Mapping[str, SettingValue]) -> Iterator[View]:
    tables = [a for a in case.answers.values() if isinstance(a, Table)]
    settled = decisions_of(kb, case)
    for group in (None, *(g for table in tables for g in table.groups())):
        watched: set[Key] = set()
        for decision, expected in case.expect.items():
            own = expected if group is None else expected.by_group.get(group)
            if own is not None and decision in settled:
                split = group is None and any(len(table.groups()) > 1 for table in tables)
                watched.update(_watched(kb, decision, own, settled, split=split))
        if watched:
            yield View(given_facts(kb, case.answers, settings, group=group).facts, frozenset(watched))


def _watched(
    kb: KnowledgeBase, decision: str, expected: Expectation, settled: tuple[str, ...], *, split: bool
) -> Iterator[Key]:
    """What an expectation would notice. Which note is shown is known by the rule that says it.

    Where a table has several groups (`split`), their results bear on the outcome of the whole, so that is not watched.
    """
    if expected.outcome != "undecided":
        if not split:
            yield Aspect.OUTCOME, decision
        if expected.recommended is not None:
            yield from ((Aspect.RECOMMENDED, f"{decision}.{o}") for o in kb.decisions[decision].options)
    yield from ((Aspect.STATUS, f"{decision}.{o}") for o in expected.options)
    yield from ((Aspect.FOR, f"{decision}.{o}") for o in expected.in_favour)
    yield from ((Aspect.AGAINST, f"{decision}.{o}") for o in expected.against)
    if expected.described is not None:
        yield Aspect.DESCRIBED, decision
    if expected.ceiling is not None:
        yield Aspect.CEILING, decision
    for rule in kb.rules.values():
        conclusion = rule.conclusion
        if isinstance(conclusion, Advises):
            # A note is there only where every decision that it speaks of is settled.
            known = conclusion.decisions <= set(settled)
            if known and (rule.id in expected.rules or any(p in rule.because for p in expected.notes)):
                yield Aspect.RULE, rule.id
        elif rule.id in expected.rules:
            yield Aspect.RULE, rule.id


class Watch:
    """Scenarios under the same settings, as columns, with what is seen of them before any fault."""

    def __init__(self, faults: Faults, views: list[View]) -> None:
        self._faults = faults
        self._watching: dict[Key, int] = {}
        for position, view in enumerate(views):
            for key in view.watched:
                self._watching[key] = self._watching.get(key, 0) | 1 << position
        self._decisions = [
            d
            for d in faults.program.decisions.values()
            if any(
                option_decision(name) == d.id for aspect, name in self._watching if aspect is not Aspect.RULE
            )
        ]
        self._rails = evaluate(faults.program, columns_of_views(views), len(views))
        self._cones = {d.id: frozenset(gates_below(faults.unchanged, roots(d))) for d in self._decisions}
        self._before = {d.id: self._seen(d.id, None) for d in self._decisions}

    def notices(self, mutant: Mutant) -> bool:
        """Whether something that a scenario expects comes out otherwise; so too where the knowledge base is refused."""
        if self._faults.goes_round(mutant):
            return True
        effect = self._faults.effect(mutant, self._rails)
        return self._rules_differ(effect) or self._results_differ(effect)

    def _rules_differ(self, effect: Effect) -> bool:
        for rule in {self._faults.rule_at[g] for g in effect.changed & self._faults.rule_at.keys()}:
            watching = self._watching.get((Aspect.RULE, rule), 0)
            gates = self._faults.program.rules[rule].standing
            if watching and watching & apart(self._rails.some(gates), effect.rails.some(gates)):
                return True
        return False

    def _results_differ(self, effect: Effect) -> bool:
        for decision in self._decisions:
            if decision.id not in effect.decisions and not effect.changed & self._cones[decision.id]:
                continue
            after = self._seen(decision.id, effect)
            differing = self._before[decision.id].differing(after)
            if any(cases & self._watching.get(key, 0) for key, cases in differing.items()):
                return True
        return False

    def _seen(self, decision: str, effect: Effect | None) -> Seen:
        program = self._faults.unchanged
        if effect is None:
            return observe(program, program.decisions[decision], self._rails, self._faults.factor)
        own = effect.decisions.get(decision, program.decisions[decision])
        return observe(effect.program, own, effect.rails, self._faults.factor)


def columns_of_views(views: Iterable[View]) -> dict[str, Column]:
    """What each case knows of each attribute."""
    found: dict[str, dict[FactValue, int]] = {}
    for position, view in enumerate(views):
        for attribute, value in view.facts.items():
            by_value = found.setdefault(attribute, {})
            by_value[value] = by_value.get(value, 0) | 1 << position
    return {a: Column(by_value) for a, by_value in found.items()}
