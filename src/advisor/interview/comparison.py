"""Two cases in; where their answers differ, and for each difference whether it matters on its own, out."""

from __future__ import annotations

from dataclasses import replace

from advisor.consultation import Consultant, decisions_of
from advisor.explanation import CaseExplanation
from advisor.explanation.comparison import compare_cases
from advisor.explanation.side_by_side import Comparison, Difference
from advisor.model.case import UNKNOWN, Answer, Case
from advisor.model.knowledge import KnowledgeBase


def compare(kb: KnowledgeBase, left: Case, right: Case) -> Comparison:
    """Compare two cases on every decision that either is about."""
    wanted = {*decisions_of(kb, left), *decisions_of(kb, right)}
    decisions = tuple(d for d in kb.decisions if d in wanted)
    mine, theirs = (kb.settings_for(case.profile, case.settings) for case in (left, right))
    first, second = Consultant(kb, mine, decisions), Consultant(kb, theirs, decisions)
    settled, other = first.explain(left), second.explain(right)
    differences = []
    for question in sorted({q.id for d in decisions for q in kb.questions_of(d)}):
        pair = left.answers.get(question, UNKNOWN), right.answers.get(question, UNKNOWN)
        if pair[0] != pair[1]:
            matters = _changes(first, settled, question, pair[1]) or _changes(
                second, other, question, pair[0]
            )
            differences.append(Difference(question, *pair, matters))
    return Comparison(
        settled,
        other,
        compare_cases(settled, other),
        tuple(differences),
        tuple(setting for setting in sorted(mine) if mine[setting] != theirs[setting]),
    )


def _changes(consultant: Consultant, settled: CaseExplanation, question: str, answer: Answer) -> bool:
    """Whether another answer to one question would change the result of a settled case."""
    answers = dict(sorted({**settled.case.answers, question: answer}.items()))
    after = consultant.explain(replace(settled.case, answers=answers))
    return not all(part.same_result for part in compare_cases(settled, after))
