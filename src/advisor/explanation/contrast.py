"""What separates two options, as values: only what tells them apart, and how little of the answers is enough to do so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.other_answers import rather_than, separating_points
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.sentences import interval_words
from advisor.explanation.why import weights_for
from advisor.explanation.why_not import why_not


@dataclass(frozen=True, slots=True)
class Contrast:
    """Why one option rather than another, in one part of a decision.

    `lacks` are the smallest sets of conditions that the rival fails, `points` what weighs for one of the two alone.
    Where the option that was asked about is not recommended and the other is, they change places, and `turned` says so.
    `enough` rests on answers which together keep the rival from being recommended, whatever else is answered, and of
    which none could be left out. `change` is what would turn it round.
    """

    option: str
    rival: str
    group: str | None
    head: Step
    lacks: tuple[tuple[Step, ...], ...]
    points: tuple[Step, ...]
    enough: Step | None
    change: ChangeTo
    turned: bool = False


def contrast_head(part: DecisionExplanation, option: str, rival: str, *, turned: bool) -> Step:
    """The sentence that says how the two stand to each other."""
    verdict = part.verdict
    both = (part.options[option], part.options[rival])
    nets = tuple(interval_words(verdict.options[key].net) for key in (option, rival))
    sentence = rather_than(
        (both[0].label, both[1].label),
        (option in verdict.recommended, rival in verdict.recommended),
        (both[0].status, both[1].status),
        nets if nets[0] != nets[1] else None,
        turned=turned,
    )
    return Step(sentence, StepKind.POLICY, option)


def what_rival_lacks(part: DecisionExplanation, option: str, rival: str) -> tuple[tuple[Step, ...], ...]:
    """The smallest sets of conditions that the rival fails, without those that the option fails as well."""
    if rival in part.verdict.recommended:
        return ()
    own = set() if option in part.verdict.recommended else {s for c in why_not(part, option).sets for s in c}
    sets = (tuple(step for step in conditions if step not in own) for conditions in why_not(part, rival).sets)
    return tuple(dict.fromkeys(conditions for conditions in sets if conditions))


def separating(part: DecisionExplanation, option: str, rival: str) -> Iterator[Step]:
    """The points that count for or against the two, by the answers that they rest on, where they come to a difference."""
    gains: dict[tuple[str, ...], list[tuple[str, Step]]] = {}
    for key in (option, rival):
        for step in weights_for(part, key):
            names = tuple(sorted({below.name for below in step.walk() if below.kind is StepKind.ANSWER}))
            gains.setdefault(names, []).append((key, step))
    weights = chain.from_iterable(part.options[key].weights for key in (option, rival))
    amount = {w.rule: (w.amount or 0) * (-1 if w.against else 1) for w in weights}
    for names, steps in sorted(gains.items()):
        sums = {key: sum(amount[s.name] for k, s in steps if k == key) for key in (option, rival)}
        if sums[option] != sums[rival]:
            because = tuple(dict.fromkeys(step for _, step in steps))
            labels = [part.wording.label(name) + ": " + part.wording.state(name) for name in names]
            sentence = separating_points(
                labels, (part.options[option].label, sums[option]), (part.options[rival].label, sums[rival])
            )
            yield Step(sentence, StepKind.POLICY, option, because=because)
