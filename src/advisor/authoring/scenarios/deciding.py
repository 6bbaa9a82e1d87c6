"""A scenario's differences and its trace in; the rules and conditions that decided them out, in a few lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from advisor.explanation import DecisionExplanation
from advisor.explanation.sentences import interval_words
from advisor.explanation.weights import Weight
from advisor.model.case import Expectation
from advisor.model.conditions import Criterion, Truth, criteria_in
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Policy
from advisor.model.rules import Advises, Meets, Rule, RulesOut, bears_on
from advisor.quantities import MINUS, number_text
from advisor.trace import ConditionStanding, RuleStanding

_HOLDS = {"met", "partly-met"}


def deciding(kb: KnowledgeBase, expected: Expectation, found: DecisionExplanation) -> Iterator[str]:
    """For each option that stands otherwise than expected: the rule that made it so, or the one that nearly held.

    Where points are weighed: what each option that could be ahead comes to, and of which rules.
    """
    wanted = _wanted(expected, found)
    weighed = kb.decisions[found.decision].policy is Policy.WEIGHTED
    if weighed:
        yield from _balances(found, wanted)
    for key, status in wanted.items():
        got = str(found.verdict.options[key].status)
        if status == got:
            continue
        rules = _rules_about(kb, key)
        if got == "ruled-out" or status == "ruled-out":
            yield from _about(
                found, key, [r for r in rules if isinstance(r.conclusion, RulesOut)], held=got == "ruled-out"
            )
        elif not weighed:
            meeting = [r for r in rules if isinstance(r.conclusion, Meets)]
            yield from _about(found, key, meeting, held=got in _HOLDS)
    for part in expected.notes:
        if not any(part in note.text for note in found.notes):
            speaking = [
                r
                for r in kb.rules.values()
                if isinstance(r.conclusion, Advises) and r.id in found.trace.rules
            ]
            yield from _about(
                found, f"the note {part!r}", [r for r in speaking if part in r.because], held=False
            )
    if found.open_questions and expected.outcome != "undecided":
        yield f"still open: {', '.join(found.open_questions)}"


def _balances(found: DecisionExplanation, wanted: Collection[str]) -> Iterator[str]:
    """The options that are not where they were expected, and those that may come up to them."""
    options = found.verdict.options
    least = min((options[key].net.low for key in wanted), default=None)
    for key, option in options.items():
        if least is not None and (key in wanted or option.net.high >= least):
            counting = [_point(w) for w in found.options[key].weights if w.counts or w.amount is None]
            yield f"{key}: net {interval_words(option.net)}, of {', '.join(counting) or 'no rule'}"


def _point(weight: Weight) -> str:
    sign = MINUS if weight.against else "+"
    if weight.amount is None:
        return f"{weight.rule} ({sign}{number_text(weight.at_most)} at most, not known)"
    return f"{weight.rule} ({sign}{number_text(weight.amount)})"


def _wanted(expected: Expectation, found: DecisionExplanation) -> dict[str, str]:
    """The status that each option should have: as said, or as the recommendation implies."""
    decision = found.decision
    wanted = {f"{decision}.{option}": status for option, status in expected.options.items()}
    got = set(found.verdict.recommended)
    for option in expected.recommended or ():
        if f"{decision}.{option}" not in got:
            wanted.setdefault(f"{decision}.{option}", "met")
    if expected.recommended is not None:
        for key in got - {f"{decision}.{o}" for o in expected.recommended}:
            wanted.setdefault(key, "not-met")
    return dict(sorted(wanted.items()))


def _rules_about(kb: KnowledgeBase, key: str) -> list[Rule]:
    return [rule for rule in kb.rules.values() if bears_on(rule.conclusion, key)]


def _about(found: DecisionExplanation, what: str, rules: Sequence[Rule], *, held: bool) -> Iterator[str]:
    """The rules that hold, or the one that fails by the fewest conditions."""
    standing = [(r, found.trace.rules[r.id]) for r in rules if r.id in found.trace.rules]
    if held:
        for rule, s in standing:
            if s.truth is Truth.TRUE:
                yield f"{what}: {rule.id} holds ({rule.where}), because {_all(s)}"
        return
    failing = [(sum(c.truth is not Truth.TRUE for c in s.conditions), r.id, r, s) for r, s in standing]
    if not failing:
        yield f"{what}: no rule says so"
        return
    _, _, rule, nearest = min(failing, key=lambda item: item[:2])
    if nearest.truth is Truth.TRUE:
        yield f"{what}: {rule.id} holds ({rule.where}), but something else is ahead of it"
        return
    missing = "; ".join(_condition(found, c) for c in nearest.conditions if c.truth is not Truth.TRUE)
    yield f"{what}: nearest is {rule.id} ({rule.where}), which fails on {missing}"


def _all(standing: RuleStanding) -> str:
    said = [" and ".join(_words(t) for t in criteria_in(c.condition)) for c in standing.conditions]
    return "; ".join(said) or "it has no conditions"


def _condition(found: DecisionExplanation, standing: ConditionStanding) -> str:
    tests = criteria_in(standing.condition)
    values = {t.attribute: found.trace.given.get(t.attribute) for t in tests}
    known = ", ".join(f"{a} is {_value(v)}" for a, v in sorted(values.items()) if v is not None)
    said = " or ".join(_words(t) for t in tests)
    if standing.truth is Truth.UNKNOWN:
        return f"{said} (not known)"
    return f"{said} ({known})" if known else said


def _value(value: str | Fraction) -> str:
    return number_text(value) if isinstance(value, Fraction) else value


def _words(test: Criterion) -> str:
    return f"{test.attribute}: {test.words}"
