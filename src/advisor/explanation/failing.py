"""What does not hold and the trace in; the sets of conditions that fail out, each with what is so and what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from advisor.explanation.proof import Step, StepKind
from advisor.explanation.requirements import Need, Requirements, Way, meeting_rules, options_out, passes
from advisor.explanation.sentences import listed
from advisor.explanation.wording import Wording
from advisor.measures import WITHOUT_TABLE
from advisor.model.conditions import Condition, Criterion, Operator, SettingRef, Truth, opposite
from advisor.model.questions import SCALE_WORDS
from advisor.model.rules import Meets, Rule
from advisor.trace import Trace

Sets = tuple[tuple[Step, ...], ...]
"""Sets of conditions of which any one, put right, is enough."""


def failing_option(option: str, trace: Trace, wording: Wording) -> Sets:
    """The smallest sets for an option to hold."""
    return smallest_sets(*ways_to_hold(option, trace, wording))


def ways_to_hold(
    option: str, trace: Trace, wording: Wording
) -> tuple[Sequence[Way], Wording, Mapping[Need, str]]:
    """The ways for an option to hold, by one rule that would meet it and with all that rules it out put right.

    Beside them the wording, and of each test that rules it out what is needed where that is more than that it fails.
    """
    requirements = Requirements(trace, wording)
    rules = [wording.kb.rules[r] for r in trace.rules]
    meeting = [way for r in fullest_rules(option, trace, wording) for way in requirements.of_rule(r)]
    barring = [
        requirements.of_rule(rule, wanted=False)
        for rule in rules
        if option in options_out(rule, wording) and trace.rules[rule.id].truth is not Truth.FALSE
    ]
    ways = requirements.together([*([meeting] if meeting else []), *barring])
    asked = {need for way in meeting for need in way.missing}
    barred = {need for bars in barring for way in bars for need in way.missing} - asked
    return _mindful(ways, wording), wording, {need: _spared(need, option, rules, wording) for need in barred}


def failing_condition(condition: Condition, rule: Rule, trace: Trace, wording: Wording) -> Sets:
    """Every set for a condition of a rule to hold, those that ask for least first."""
    ways = _mindful(Requirements(trace, wording).of_condition(condition, rule), wording)
    return _told(sorted(ways, key=lambda way: len(way.missing)), wording, {})


def smallest_sets(ways: Sequence[Way], wording: Wording, barred: Mapping[Need, str] | None = None) -> Sets:
    """Of ways to make something hold, those that ask for least, each as the steps that fail now.

    `barred` are tests that rule an option out, each with what is needed where that is more than that it fails.
    """
    ways = _mindful(ways, wording)
    fewest = min((len(way.missing) for way in ways), default=0)
    return _told([way for way in ways if len(way.missing) == fewest], wording, barred or {})


def _told(ways: Iterable[Way], wording: Wording, barred: Mapping[Need, str]) -> Sets:
    """Ways in words, each as the steps that fail now; none that asks for what another one does, and for more."""
    found: list[tuple[frozenset[str], tuple[Step, ...]]] = []
    for way in ways:
        steps = sorted((_step(need, barred.get(need), wording) for need in way.missing), key=_order)
        asks = frozenset(step.sentence for step in steps)
        if asks and not any(less <= asks for less, _ in found):
            found = [other for other in found if not asks < other[0]]
            found.append((asks, tuple(_once(steps))))
    return tuple(steps for _, steps in found)


def _once(steps: Sequence[Step]) -> Iterable[Step]:
    """What two rules ask for in the same words, once."""
    found: dict[str, Step] = {}
    for step in steps:
        found.setdefault(step.sentence, step)
    return found.values()


def _mindful(ways: Sequence[Way], wording: Wording) -> Sequence[Way]:
    """The ways without those that ask for less to be known than is; all of them where there are no others."""
    return [way for way in ways if not _forgets(way, wording)] or ways


def _forgets(way: Way, wording: Wording) -> bool:
    """Whether a way asks for less to be known than is: rules for stated answers have such guards, which nobody can meet."""
    measures = wording.kb.measures
    return any(
        need.criterion.attribute in measures
        and measures[need.criterion.attribute].function in WITHOUT_TABLE
        and wording.facts.get(need.criterion.attribute) == "yes"
        for need in way.missing
    )


def fullest_rules(option: str, trace: Trace, wording: Wording) -> list[Rule]:
    """The rules that meet the option wholly, or in part where none does so wholly."""
    rules = meeting_rules(option, trace, wording)
    return [r for r in rules if isinstance(r.conclusion, Meets) and not r.conclusion.partly] or rules


def _spared(need: Need, option: str, rules: Sequence[Rule], wording: Wording) -> str:
    """What has to be answered so that one step of a scale rules an option out no more, in words; empty for any other test.

    Several rules may each rule out by one step of the scale: not to be at one of them is not enough.
    """
    name = need.criterion.attribute
    if not wording.kb.attributes[name].scale or need.criterion.operator is not Operator.EXACTLY:
        return ""
    alone = [r.conditions[0] for r in rules if len(r.conditions) == 1 and option in options_out(r, wording)]
    tests = [c for c in alone if isinstance(c, Criterion) and c.attribute == name]
    steps = [Fraction(step) for step in range(len(SCALE_WORDS))]
    free = [step for step in steps if not any(passes(test, step, wording) for test in tests)]
    return listed((wording.value_text(name, step) for step in free), "or") if tests else ""


def _order(step: Step) -> tuple[str, str]:
    return step.place, step.sentence


def _step(need: Need, bars: str | None, wording: Wording) -> Step:
    """One condition that fails: on an answer or figure, on a rule-out (`bars` may say what is needed), or on an unknown."""
    rule = wording.kb.rules[need.rule]
    condition = need.criterion if need.wanted else opposite(need.criterion)
    known = need.criterion.attribute in wording.facts
    return Step(
        wording.shortfall(condition, bars or ""),
        StepKind.OPEN if not known else StepKind.SHORT if bars is None else StepKind.BARS,
        need.criterion.attribute,
        basis=str(rule.basis),
        statements=rule.statements,
        settings=tuple(o.setting for o in need.criterion.operands if isinstance(o, SettingRef)),
        place=f"{rule.where.file}:{rule.where.line}",
    )
