"""A derived fact and the trace in; the tree of reasons that found it out, every justification kept, one sentence a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from advisor.explanation.sentences import has_state
from advisor.explanation.weights import weight_words
from advisor.explanation.wording import Wording
from advisor.trace import DerivedFact, Fact, Firing, GivenFact, Trace


class StepKind(StrEnum):
    """How a step is known: it was answered (or worked out from an answer), a rule found it, a rule is known not to apply,
    the decision's policy settled it; or a condition falls short, bars an option or waits for an answer, or an answer would
    have to change.
    """

    ANSWER = "answer"
    RULE = "rule"
    FAILED = "failed"
    POLICY = "policy"
    SHORT = "short"
    BARS = "bars"
    OPEN = "open"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proof: a sentence, what kind of step it is, on whose authority, and the steps that it rests on.

    `place` is the rule's file and line, `settings` the tool's thresholds that it read, `weighs` says what a point
    counts and for which option, `alternative` is true for a further
    justification of what an earlier step has shown already.
    """

    sentence: str
    kind: StepKind
    name: str
    basis: str = ""
    statements: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    place: str = ""
    weighs: str = ""
    alternative: bool = False
    because: tuple[Step, ...] = ()

    def walk(self) -> Iterator[Step]:
        """This step and every step below it."""
        yield self
        for step in self.because:
            yield from step.walk()


def proof_of(fact: DerivedFact, trace: Trace, wording: Wording) -> tuple[Step, ...]:
    """Every justification of a fact, as steps; empty where the trace has none."""
    return tuple(dict.fromkeys(_justified(fact, trace, wording)))


def _justified(fact: DerivedFact, trace: Trace, wording: Wording) -> Iterator[Step]:
    for firing in trace.of_fact(fact):
        below = tuple(_below(firing, trace, wording))
        if firing.rule and fact.holds:
            yield _rule_step(firing, below, trace, wording)
        else:
            yield from below


def _below(firing: Firing, trace: Trace, wording: Wording) -> Iterator[Step]:
    seen: set[Step] = set()
    for fact in firing.matched:
        for step in _steps_for(fact, trace, wording):
            if step not in seen:
                seen.add(step)
                yield step


def _steps_for(fact: Fact, trace: Trace, wording: Wording) -> Iterator[Step]:
    match fact:
        case GivenFact(attribute):
            yield Step(
                has_state(wording.label(attribute), wording.state(attribute)), StepKind.ANSWER, attribute
            )
        case DerivedFact(name, holds):
            rule = name.split("@")[0]
            if not holds and rule in wording.kb.rules:
                reasons = tuple(
                    step for firing in trace.of_fact(fact)[:1] for step in _below(firing, trace, wording)
                )
                label = f"the rule {rule} does not apply"
                yield Step(label, StepKind.FAILED, rule, because=reasons)
            else:
                yield from _justified(fact, trace, wording)


def _rule_step(firing: Firing, below: tuple[Step, ...], trace: Trace, wording: Wording) -> Step:
    """The step of a rule. The grade of an `as-much-as` rests on the rule's own conditions: both are one step."""
    rule = wording.kb.rules[firing.rule]
    own = tuple(
        inner
        for step in below
        for inner in (step.because if (step.kind, step.name) == (StepKind.RULE, rule.id) else (step,))
    )
    return Step(
        sentence=wording.fill(rule.because),
        kind=StepKind.RULE,
        name=rule.id,
        basis=str(rule.basis),
        statements=rule.statements,
        settings=trace.rules[rule.id].settings,
        place=f"{rule.where.file}:{rule.where.line}",
        weighs=weight_words(rule, trace.rules[rule.id].degree, wording),
        alternative=not firing.first,
        because=own,
    )
