"""What is proved of all answers, against every answer tried one by one on small random knowledge bases."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.checks.proofs import Proofs
from advisor.consultation import Consultant
from advisor.decide import Outcome
from advisor.model.case import Case
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import Concludes
from tests.small_kb import knowledge

QUESTIONS = """
n: {kind: number, min: 0, max: 9, whole: yes, label: n, ask: n, help: h, matters: m, where: w}
"""
CONCEPTS = "c: {label: c, values: {x: x, y: y}}"


def random_kb(seed: int) -> KnowledgeBase:
    source = random.Random(seed)

    def test() -> str:
        return source.choice(["p: yes", "p: no", "q: yes", "q: no", "r: yes", "r: no",
                              f"n: at least {source.randrange(10)}", f"n: less than {source.randrange(1, 10)}"])  # fmt: skip

    lines = []
    for k in range(9):
        conclusion = source.choice(
            ["concludes: {c: x}", "concludes: {c: y}", "meets: a", "meets: b", "partly-meets: a", "rules-out: a",
             "supports: b", "counts-against: a"]
        )  # fmt: skip
        tests = dict(t.split(": ") for t in (test() for _ in range(source.choice([1, 2, 2, 3]))))
        if "concludes" not in conclusion and source.random() < 0.4:
            tests["c"] = source.choice(["x", "y", "not x"])
        when = ", ".join(f"{a}: {words}" for a, words in tests.items())
        lines.append(f"R-{k}0: {{{conclusion}, when: {{{when}}}, basis: tool, because: it does}}")
    return knowledge(rules="\n".join(lines), questions=QUESTIONS, concepts=CONCEPTS)


def every_case(kb: KnowledgeBase) -> list[tuple[dict[str, Truth], Outcome, tuple[str, ...]]]:
    """For every complete case the truth of each rule, the outcome and the recommendation, by the engine itself."""
    consultant = Consultant(kb, kb.settings_for("p", {}), ("d",))
    found = []
    asked = [q for q in ("p", "q", "r", "n") if q in kb.questions]
    values: list[tuple[str | Fraction, ...]] = [("yes", "no")] * 3 + [tuple(kb_number(i) for i in range(10))]
    for answers in product(*values[: len(asked)]):
        case = Case("", "", "p", {}, ("d",), dict(zip(asked, answers, strict=True)), {}, {})
        result = consultant.settle(case)["d"]
        truths = {rule: standing.truth for rule, standing in result.trace.rules.items()}
        found.append((truths, result.verdict.outcome, result.verdict.recommended))
    return found


def kb_number(value: int) -> Fraction:

    return Fraction(value)


@pytest.mark.parametrize("seed", range(12))
def test_findings_are_those_of_full_enumeration(seed: int) -> None:
    kb = random_kb(seed)
    proofs = Proofs(AllAnswers.of(kb, kb.settings_for("p", {})))
    said = {
        (p.problem.code, p.about, p.detail if p.problem.code in ("KB313", "KB324") else "")
        for p in proofs.all()
    }
    assert not proofs.inexact
    cases = every_case(kb)
    holds = {
        r: {i for i, (truths, _, _) in enumerate(cases) if truths.get(r) is Truth.TRUE} for r in kb.rules
    }
    compiled = set(cases[0][0])
    dead = {r for r in compiled if not holds[r]}
    assert {a for code, a, _ in said if code == "KB311"} == dead
    assert {a for code, a, _ in said if code == "KB315"} == {
        r for r in compiled if len(holds[r]) == len(cases)
    }
    concluding = [
        (r, c) for r in kb.rules if isinstance(c := kb.rules[r].conclusion, Concludes) and r in compiled
    ]
    clashes = {
        (b, a)
        for a, x in concluding
        for b, y in concluding
        if a < b and x.value != y.value and holds[a] & holds[b]
    }
    assert {(about, detail) for code, about, detail in said if code == "KB313"} == clashes
    reached = {key for _, _, keys in cases for key in keys}
    assert {a for code, a, _ in said if code == "KB321"} == {"d.a", "d.b"} - reached
    assert any(code == "KB323" for code, _, _ in said) == any(o is Outcome.NONE for _, o, _ in cases)
    assert any(code == "KB324" for code, _, _ in said) == any(len(keys) == 2 for _, _, keys in cases)
    for rule in (a for code, a, _ in said if code == "KB312"):
        same = [r for r in compiled - dead - {rule} if kb.rules[r].conclusion == kb.rules[rule].conclusion]
        assert holds[rule] <= set().union(*(holds[r] for r in same))
