"""Statuses and outcomes in; the words for them out, the same in every text and paper."""

from __future__ import annotations

from advisor.decide import Outcome, Status
from advisor.explanation import DecisionExplanation
from advisor.explanation.wording import STATUS_WORDS
from advisor.model.options import Policy


def standing_words(decision: DecisionExplanation, option: str) -> str:
    """Where an option stands. Of one whose condition surely fails, only whether it is ruled out as well is open."""
    status = decision.options[option].status
    if status is Status.UNKNOWN and decision.surely_fails(option):
        return "does not hold (may be ruled out as well)"
    return STATUS_WORDS[status]


def nothing_counted(decision: DecisionExplanation) -> bool:
    """Whether a decision that adds points up has none to add, so that no option comes out ahead."""
    return decision.wording.kb.decisions[decision.decision].policy is Policy.WEIGHTED and not any(
        weight.counts for option in decision.options.values() for weight in option.weights
    )


def outcome_sentence(decision: DecisionExplanation, *, ids: bool = True) -> str:
    """The outcome in one sentence; with the options' ids where the reader may have to type them."""
    labels = [f"{o.label} ({o.option.id})" if ids else o.label for o in decision.recommended()]
    match decision.verdict.outcome:
        case Outcome.ONE:
            partly = decision.recommended()[0].status is Status.PARTLY_MET
            return f"Recommended{', though its condition holds only in part' if partly else ''}: {labels[0]}."
        case Outcome.SEVERAL:
            return f"Several options hold, and nothing that was said separates them: {'; '.join(labels)}."
        case Outcome.NONE:
            why = (
                "Nothing counts for or against any option" if nothing_counted(decision) else "No option fits"
            )
            return f"{why}: nothing is recommended."
        case Outcome.NOT_APPLICABLE:
            return (
                "See the result for each below."
                if decision.verdict.see_groups
                else "This decision does not arise."
            )
        case Outcome.UNDECIDED:
            so_far = (
                f" Whatever the open answers are, this is among the best: {'; '.join(labels)}."
                if labels
                else ""
            )
            return f"Undecided: an answer that is not known can still change the result.{so_far}"
