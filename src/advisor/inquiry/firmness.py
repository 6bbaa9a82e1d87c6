"""One part of a settled case in; how firm its result is out: the range of every answer and tool default, and what turns it.

Ranges are exact: a number is tried in every stretch that the rules tell apart, outwards from what it is now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.decide import Outcome
from advisor.explanation.decision import DecisionExplanation
from advisor.explanation.firmness import Firmness, Grade, Range, at_limit, close
from advisor.explanation.other_answers import (
    FEW,
    firm_sentence,
    fragile_sentence,
    open_sentence,
    other_weights,
    with_exceptions,
)
from advisor.explanation.proof import Step, StepKind
from advisor.explanation.sentences import outcome_words
from advisor.inquiry.answer_ranges import AnswerRanges
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.setting_ranges import SettingRanges
from advisor.inquiry.settled_anew import settle_anew
from advisor.model.conditions import SettingRef


def firmness(inquirer: Inquirer, decision: str, group: str | None, *, anew: bool = False) -> Firmness:
    """How firm the result of a decision is, for one group of its table or for the whole.

    What turns it by an answer is settled once more by the rules. What does by a setting is so if asked for (`anew`), since
    the rules have to be compiled for each.
    """
    part = inquirer.part(decision, group)
    ranges = AnswerRanges(inquirer, decision, group)
    answers, unknown = ranges.given(), ranges.unknown()
    settings = tuple(SettingRanges(inquirer, decision, group).all())
    if anew:
        settle_anew(inquirer, decision, group, settings)
    weights = tuple(_weights(part))
    grade, sentence = _grade(inquirer, part, answers, settings, unknown, weights)
    return Firmness(grade, Step(sentence, StepKind.POLICY, decision), answers, settings, unknown, weights)


def _weights(part: DecisionExplanation) -> Iterator[Step]:
    """Other weightings under which something else is recommended."""
    verdict = part.verdict
    for alternative in verdict.alternatives:
        if alternative.recommended != verdict.recommended and verdict.outcome is not Outcome.UNDECIDED:
            labels = [part.options[key].label for key in alternative.recommended]
            outcome = Outcome.NONE if not labels else Outcome.ONE if len(labels) == 1 else Outcome.SEVERAL
            sentence = other_weights(alternative.weights, outcome_words(outcome, labels))
            yield Step(sentence, StepKind.POLICY, part.decision)


def _grade(
    inquirer: Inquirer,
    part: DecisionExplanation,
    answers: Sequence[Range],
    settings: Sequence[Range],
    unknown: Sequence[Range],
    weights: Sequence[Step],
) -> tuple[Grade, str]:
    """A word and a line: fragile where a given number or the weighting turns it, else firm but for what else does."""
    if part.verdict.outcome is Outcome.UNDECIDED:
        return Grade.OPEN, open_sentence(_missing(inquirer, part, unknown))
    near = [r.label for r in close(answers)]
    assumed, limits = (
        [part.wording.setting_named(SettingRef.named(r.name)) for r in which]
        for which in (close(settings), at_limit(settings))
    )
    missing = [r.label for r in unknown]
    if near or weights:
        return Grade.FRAGILE, fragile_sentence(near, weights=bool(weights), settings=assumed, limits=limits)
    if assumed or limits or missing:
        return Grade.EXCEPT, with_exceptions(assumed, limits, missing)
    return Grade.FIRM, firm_sentence([a.weights for a in part.verdict.alternatives if a.differs])


def _missing(inquirer: Inquirer, part: DecisionExplanation, unknown: Sequence[Range]) -> list[str]:
    """What a result waits for: the very items where each alone would turn it and they are few, else the questions."""
    alone = {r.name.partition(".")[0] for r in unknown}
    if alone.issuperset(part.open_questions) and len(unknown) <= FEW:
        return [r.label for r in unknown]
    return [part.wording.fill(inquirer.kb.questions[q].label) for q in part.open_questions]
