"""A finished interview in; its end out: how many questions were enough, all answers, the recommendation on one screen."""

from __future__ import annotations

from advisor.decide import Outcome
from advisor.interview.dialogue.commands import Replies
from advisor.interview.interview import Interview
from advisor.model.questions import Question
from advisor.render.text.brief import result_text


def closing_text(interview: Interview, replies: Replies) -> str:
    """The whole end of an interview."""
    result = result_text(interview.explanation())
    return "\n".join(["", enough(interview), "", replies.review(), "", result])


def enough(interview: Interview) -> str:
    """How many questions were enough, and what could still change the result."""
    agenda = interview.agenda()
    given, total = len(interview.given()), interview.total()
    if agenda.undecided:
        return _left_open(
            interview, f"{given} of {total} questions are answered, and no other can settle it."
        )
    several = any(p.verdict.outcome is Outcome.SEVERAL for o in agenda.outlooks for p in o.parts)
    weigh = [q for o in agenda.outlooks for q in o.optional] if several else []
    sentence = f"{given} of {total} questions were enough; no other answer can change this"
    return f"{sentence}, except what you prefer ({', '.join(weigh)})." if weigh else f"{sentence}."


def _left_open(interview: Interview, first: str) -> str:
    lines = [first, "The result hangs on what is not known:"]
    open_questions = [q for d in interview.explanation().decisions.values() for q in d.open_questions]
    open_questions += [
        q
        for d in interview.explanation().decisions.values()
        for g in d.groups.values()
        for q in g.open_questions
    ]
    for question in dict.fromkeys(open_questions):
        known = interview.kb.questions[question]
        lines.append(f"  - {_sentence(known, interview)} ({question})")
    return "\n".join(lines)


def _sentence(question: Question, interview: Interview) -> str:
    fill = interview.wording().fill
    return fill(question.ask) + (f" Where to find it: {fill(question.find)}" if question.find else "")
