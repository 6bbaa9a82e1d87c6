"""A knowledge base and its scenarios in; what they touch out: rules, conditions, thresholds, questions, options, statements.

It reads the same traces that explanations rest on, so it counts what was truly tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from advisor.authoring.lookup.as_written import condition_text
from advisor.authoring.scenarios.criteria import deciding_tests, truth_of
from advisor.authoring.scenarios.run import Runner
from advisor.consultation import Consultant
from advisor.decide import Outcome
from advisor.explanation import Finding
from advisor.facts import setting_number
from advisor.model.case import Case, Table, Unknown
from advisor.model.conditions import Criterion, Operator, SettingRef, Truth
from advisor.model.coverage import Coverage, Covered
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Domain, QuestionKind


@dataclass(slots=True)
class Seen:
    """What was seen so far."""

    fired: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    decisive: set[tuple[str, int, Truth]] = field(default_factory=set)
    thresholds: set[tuple[str, str, str]] = field(default_factory=set)
    recommended: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)


def coverage(kb: KnowledgeBase, cases: Iterable[Case], decision: str | None = None) -> Coverage:
    """Run every case and gather what it touches, of one decision or of all."""
    runner, seen, count = Runner(kb), Seen(), 0
    for case in cases:
        count += 1
        consultant = runner.consultant(case)
        _answers(kb, case, seen)
        for settled, found in consultant.settle(case).items():
            seen.settled.add(settled)
            for part in (found, *found.groups.values()):
                _part(kb, consultant, part, seen)
    return Coverage(count, tuple(_kinds(kb if decision is None else _part_of(kb, decision), seen)))


def _part_of(kb: KnowledgeBase, decision: str) -> KnowledgeBase:
    """The knowledge base with the rules, options and questions of one decision alone, and the statements that they cite."""
    rules = {r.id: r for r in kb.rules_of(decision)}
    options = {o.key: o for o in kb.options_of(decision)}
    questions = {q.id: q for q in kb.questions_of(decision)}
    cited = {s for r in rules.values() for s in r.statements} | set(kb.decisions[decision].always)
    cited |= {p.statement for o in options.values() for p in o.points}
    statements = {s: statement for s, statement in kb.statements.items() if s in cited}
    return replace(
        kb,
        rules=rules,
        options=options,
        questions=questions,
        statements=statements,
        decisions={decision: kb.decisions[decision]},
    )


def _answers(kb: KnowledgeBase, case: Case, seen: Seen) -> None:
    for question_id, answer in case.answers.items():
        if isinstance(answer, Unknown):
            continue
        question = kb.questions[question_id]
        if isinstance(answer, Table):
            seen.answered.add(question_id)
        elif isinstance(answer, frozenset):
            seen.answered |= {f"{question_id}: {v}" for v in answer or ("none",)}
        elif question.kind in (QuestionKind.RATINGS, QuestionKind.APPLIES):
            assert isinstance(answer, dict)
            known = {k: v for k, v in answer.items() if not isinstance(v, Unknown)}
            seen.answered |= {f"{question_id}.{item}: {value}" for item, value in known.items()}
        else:
            seen.answered |= {question_id, f"{question_id}: {answer}"}


def _part(kb: KnowledgeBase, consultant: Consultant, found: Finding, seen: Seen) -> None:
    verdict, trace = found.verdict, found.trace
    if verdict.outcome not in (Outcome.UNDECIDED, Outcome.NOT_APPLICABLE):
        seen.recommended |= set(verdict.recommended)
        seen.refused |= set(verdict.options) - set(verdict.recommended)
    for rule_id, standing in trace.rules.items():
        if standing.truth is Truth.TRUE:
            seen.fired.add(rule_id)
        elif standing.truth is Truth.FALSE:
            seen.failed.add(rule_id)
        rule = kb.rules[rule_id]
        truths = [truth_of(t, kb, consultant.settings, trace) for t in rule.tests]
        for place in deciding_tests(rule.conditions, truths):
            seen.decisive.add((rule_id, place, truths[place]))
        for test in rule.tests:
            bound, value = _bound(consultant, test), trace.given.get(test.attribute)
            if bound is not None and isinstance(value, Fraction):
                side = "below" if value < bound else "above" if value > bound else "at"
                seen.thresholds.add((test.attribute, test.words, side))


def _bound(consultant: Consultant, test: Criterion) -> Fraction | None:
    """The number that a test compares with; None for a test on words."""
    operand = test.operands[0]
    if test.operator is Operator.IS or isinstance(operand, str):
        return None
    return setting_number(operand, consultant.settings) if isinstance(operand, SettingRef) else operand


def _kinds(kb: KnowledgeBase, seen: Seen) -> Iterable[Covered]:
    rules = tuple(kb.rules)
    yield _covered("rules", "rules that held in a scenario", rules, seen.fired)
    yield _covered(
        "refusals",
        "rules that failed in a scenario",
        [r for r in rules if kb.rules[r].conditions],
        seen.failed,
    )
    tests = [
        (r.id, place, f"{r.id}  {condition_text(test)}")
        for r in kb.rules.values()
        for place, test in enumerate(r.tests)
    ]
    both = [
        (f"{text}  {'true' if truth is Truth.TRUE else 'false'}", (rule, place, truth) in seen.decisive)
        for rule, place, text in tests
        for truth in (Truth.TRUE, Truth.FALSE)
    ]
    what = "conditions seen to decide their rule, true and false (MC/DC)"
    yield Covered("conditions", what, len(both), tuple(text for text, held in both if not held))
    yield _thresholds(kb, seen)
    options = tuple(kb.options)
    yield _covered("recommended", "options recommended in a scenario", options, seen.recommended)
    yield _covered("refused", "options refused in a scenario", options, seen.refused)
    yield _values(kb, seen)
    yield _statements(kb, seen)


def _covered(name: str, what: str, everything: Iterable[str], touched: set[str]) -> Covered:
    listed = list(everything)
    return Covered(name, what, len(listed), tuple(x for x in listed if x not in touched))


def _thresholds(kb: KnowledgeBase, seen: Seen) -> Covered:
    """Each comparison with a number, at it and on both sides of it as far as the attribute has values there."""
    wanted = []
    compared = {
        (t.attribute, t.words)
        for r in kb.rules.values() for t in r.tests
        if t.operator is not Operator.IS and kb.attributes[t.attribute].domain is Domain.NUMBER
    }  # fmt: skip
    for attribute, words in sorted(compared):
        known = kb.attributes[attribute]
        last = words.split()[-1]
        for side in ("below", "at", "above"):
            if known.scale and ((side == "above" and last == "3") or (side == "below" and last == "0")):
                continue
            if side == "below" and known.minimum is not None and last == str(known.minimum):
                continue
            wanted.append((attribute, words, side))
    missing = tuple(f"{a}: {w}, {s}" for a, w, s in wanted if (a, w, s) not in seen.thresholds)
    return Covered("thresholds", "thresholds tried below, at and above", len(wanted), missing)


def _values(kb: KnowledgeBase, seen: Seen) -> Covered:
    """Each answer of each question: its values, or for numbers and tables any at all."""
    wanted: list[str] = []
    for q in kb.questions.values():
        match q.kind:
            case QuestionKind.YES_NO:
                wanted += [f"{q.id}: yes", f"{q.id}: no"]
            case QuestionKind.CHOICE | QuestionKind.MULTI:
                wanted += [f"{q.id}: {v}" for v in q.values]
            case QuestionKind.SCALE:
                wanted += [f"{q.id}: {v}" for v in range(4)]
            case QuestionKind.RATINGS:
                wanted += [f"{q.id}.{item}: {v}" for item in q.items for v in range(4)]
            case QuestionKind.APPLIES:
                wanted += [f"{q.id}.{item}: {v}" for item in q.items for v in ("yes", "partly", "no")]
            case _:
                wanted.append(q.id)
    return _covered("answers", "answers given in a scenario", wanted, seen.answered)


def _statements(kb: KnowledgeBase, seen: Seen) -> Covered:
    """A statement is touched by a rule that held, an option that was recommended, or a decision that always shows it."""
    touched = {s for r in seen.fired & kb.rules.keys() for s in kb.rules[r].statements}
    touched |= {p.statement for key in seen.recommended & kb.options.keys() for p in kb.options[key].points}
    touched |= {s for d in seen.settled & kb.decisions.keys() for s in kb.decisions[d].always}
    return _covered("statements", "statements on which a result rested", kb.statements, touched)
