"""A question and the answers so far in; what each of its answers would do to the result, in sentences, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from advisor.decide import Outcome, Status, Verdict
from advisor.explanation import CaseExplanation, DecisionExplanation, Wording
from advisor.explanation.conditions import Role
from advisor.interview.interview import Interview
from advisor.model.case import Answer
from advisor.model.questions import SCALE_WORDS, YES_NO_WORDS, Question, QuestionKind

FITTING = (Status.MET, Status.PARTLY_MET)
NOT_FITTING = (Status.NOT_MET, Status.RULED_OUT)
_NEEDS = {
    Role.REQUIRED: ("needs", ", or "),
    Role.IN_PART: ("holds in part with", ", or "),
    Role.RULES_OUT: ("stands while it is", ", and "),
}
"""What an option says of its rules in each role, and how several are joined: one that meets it is enough."""


def effects(interview: Interview, question: Question, wording: Wording) -> tuple[str, ...]:
    """For a question with few answers what each would do now; for the others which conditions wait for it."""
    choices = _choices(question, wording)
    if not choices:
        return tuple(_waiting(interview, question))
    now = interview.explanation()
    does: dict[str, list[str]] = {}
    for words, answer in choices.items():
        does.setdefault(_effect(now, interview.explain_with({question.id: answer})), []).append(words)
    return tuple(f"  - {' / '.join(said)}: {effect}." for effect, said in does.items())


def _choices(question: Question, wording: Wording) -> Mapping[str, Answer]:
    match question.kind:
        case QuestionKind.YES_NO:
            return {words.capitalize(): value for value, words in YES_NO_WORDS.items()}
        case QuestionKind.CHOICE:
            return {wording.fill(words): value for value, words in question.values.items()}
        case QuestionKind.SCALE:
            return {words.capitalize(): Fraction(step) for step, words in enumerate(SCALE_WORDS)}
        case _:
            return {}


def _effect(before: CaseExplanation, after: CaseExplanation) -> str:
    """What an answer would do to all decisions, in one sentence."""
    parts: list[str] = []
    for decision_id, decision in after.decisions.items():
        parts += _changes(before.decisions[decision_id], decision)
        for name, group in decision.groups.items():
            earlier = before.decisions[decision_id].groups.get(name)
            if earlier is not None and len(decision.groups) > 1:
                parts += [f"for {name}, {change}" for change in _changes(earlier, group)]
    return "; ".join(dict.fromkeys(parts)) or "settles nothing by itself"


def _changes(before: DecisionExplanation, after: DecisionExplanation) -> Iterator[str]:
    if before.verdict.outcome is Outcome.UNDECIDED and after.verdict.outcome is not Outcome.UNDECIDED:
        yield f"settles it: {_outcome(after)}"
        return
    for statuses, words in ((NOT_FITTING, "rules out"), (FITTING, "makes fit")):
        turned = _turned(before.verdict, after.verdict, statuses)
        if turned:
            yield f"{words} {', '.join(after.options[key].label for key in turned)}"


def _turned(before: Verdict, after: Verdict, statuses: Sequence[Status]) -> list[str]:
    return [
        k
        for k, o in after.options.items()
        if o.status in statuses and before.options[k].status not in statuses
    ]


def _outcome(decision: DecisionExplanation) -> str:
    labels = ", ".join(option.label for option in decision.recommended())
    match decision.verdict.outcome:
        case Outcome.ONE:
            return f"{labels} is recommended"
        case Outcome.SEVERAL:
            return f"several options hold, {labels}"
        case Outcome.NONE:
            return "no option fits"
        case Outcome.NOT_APPLICABLE:
            return "the decision does not arise"
        case Outcome.UNDECIDED:
            return "still open"


def _waiting(interview: Interview, question: Question) -> Iterator[str]:
    """What each option needs of this question, one rule at a time: two rules are two ways, and not one longer condition."""
    kb = interview.kb
    own = {a.id for a in kb.attributes.values() if a.question == question.id}
    own |= {m.id for m in kb.measures.values() if m.otherwise == question.id}
    for decision in interview.explanation().decisions.values():
        for option in decision.options.values():
            ways: dict[tuple[Role, str], dict[str, None]] = {}
            for line in option.conditions:
                if own & set(line.waits_for):
                    ways.setdefault((line.role, line.rule), {})[line.text] = None
            for role, (says, joint) in _NEEDS.items():
                needed = dict.fromkeys("; ".join(texts) for (of, _), texts in ways.items() if of is role)
                if needed:
                    yield f"  - {option.label} {says} {joint.join(needed)}."
