"""What is proved of all answers, against every case tried, over random knowledge bases of all policies, tables included."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.checks import decision_proofs
from advisor.authoring.checks.proofs import Proofs
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import Rails, evaluate
from advisor.model.options import Policy
from advisor.model.rules import Advises, Concludes, Meets, Weighs
from advisor.proof import policies
from tests.differential.random_kb import Sizes, draw_kb

MOST_TRIED = 40_000
Finding = tuple[str, str, str]


class Every:
    """Every case of a space, and what comes of them."""

    def __init__(self, answers: AllAnswers) -> None:
        numbers = range(len(answers.space.parts))
        columns, self.width = answers.space.columns(numbers)
        self.answers = answers
        self.rails: Rails = evaluate(answers.program, columns, self.width)
        self.whole = self.rails.everyone
        for n, choices in enumerate(product(*(part.choices for part in reversed(answers.space.parts)))):
            if not all(choice.whole for choice in choices):
                self.whole &= ~(1 << n)

    def findings(self) -> Iterator[Finding]:
        """What there is to find. Of rules that make each other superfluous, which is named is not said."""
        program, kb = self.answers.program, self.answers.kb
        holds = {r: self.rails.surely[gates.gate] for r, gates in program.rules.items()}
        for r, cases in holds.items():
            if not cases:
                yield "KB311", r, ""
            elif cases == self.rails.everyone and kb.rules[r].conditions:
                yield "KB315", r, ""
            conclusion = kb.rules[r].conclusion
            if isinstance(conclusion, Meets) and cases:
                decision = program.decisions[conclusion.option.split(".")[0]]
                option = next(o for o in decision.options if o.key == conclusion.option)
                out, _ = self.rails.some(option.out)
                if decision.policy is Policy.CONDITIONS and option.out and not cases & ~out:
                    yield "KB314", r, conclusion.option
        for one, two in combinations([r for r in kb.rules if r in holds], 2):
            a, b = (kb.rules[r].conclusion for r in (one, two))
            alike = isinstance(a, Concludes) and isinstance(b, Concludes) and a.concept == b.concept
            if alike and a != b and holds[one] & holds[two]:
                yield "KB313", two, one
        for name in program.decisions:
            yield from self._of(name)

    def _of(self, name: str) -> Iterator[Finding]:
        decision = self.answers.program.decisions[name]
        settled = settle(decision, self.rails)
        if not settled.applies:
            yield "KB325", name, ""
            return
        once = several = 0
        for cases in settled.recommended.values():
            several |= once & cases
            once |= cases
        for key, cases in settled.recommended.items():
            if not cases:
                yield "KB321", key, ""
            elif not cases & ~several:
                yield "KB322", key, ""
        nothing = settled.applies & ~once & self.whole
        if decision.policy is Policy.WEIGHTED:
            nothing &= self.rails.some([c.gate for o in decision.options for c in o.contributions])[0]
        if nothing:
            yield "KB323", name, ""
        for one, two in combinations(settled.recommended, 2):
            if settled.recommended[one] & settled.recommended[two] & self.whole:
                yield "KB324", name, f"{one.split('.')[1]} {two.split('.')[1]}"

    def superfluous(self, rule: str) -> bool:
        """Whether others with the same effect hold wherever a rule does."""
        program, rules = self.answers.program, self.answers.kb.rules
        others = 0
        for other, gates in program.rules.items():
            if other != rule and rules[other].conclusion == rules[rule].conclusion:
                others |= self.rails.surely[gates.gate]
        speaks = isinstance(rules[rule].conclusion, Weighs | Advises)
        return not speaks and not self.rails.surely[program.rules[rule].gate] & ~others


@pytest.mark.parametrize("drawn", [True, False], ids=["cases drawn first", "the solver alone"])
@pytest.mark.parametrize("levels", [False, True], ids=["two by two", "by levels"])
@pytest.mark.parametrize("seed", [*range(10), 17, 41])
def test_findings_are_those_of_trying_every_case(
    seed: int, levels: bool, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if levels:
        monkeypatch.setattr(policies, "MANY", 2)
    if not drawn:
        monkeypatch.setattr("advisor.authoring.all_answers.answers.TRIED", 1)
    kb = draw_kb(random.Random(seed), Sizes(questions=4, concepts=2, rules=12, tables=seed % 3 == 0))
    answers = AllAnswers.of(kb, kb.settings_for("plain", {}))
    if answers.space.size(range(len(answers.space.parts))) > MOST_TRIED:
        pytest.skip("too many cases to try")
    every = Every(answers)
    proofs = Proofs(answers)
    said = [(p.problem.code, p.about, p.detail) for p in proofs.all() if p.problem.code != "KB310"]
    unproved = {reason.split()[1] for reason in proofs.inexact}
    expected = {f for f in every.findings() if f[1] not in unproved}
    assert {f for f in said if f[0] != "KB312"} == expected
    assert all(every.superfluous(rule) for code, rule, _ in said if code == "KB312")


def test_of_many_options_one_overlap_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "MANY", 2)
    monkeypatch.setattr(decision_proofs, "MANY", 2)
    found = 0
    for seed in range(20):
        kb = draw_kb(random.Random(seed), Sizes(questions=4, concepts=2, rules=12, tables=False))
        answers = AllAnswers.of(kb, kb.settings_for("plain", {}))
        said = {(p.about, p.detail) for p in Proofs(answers).all() if p.problem.code == "KB324"}
        expected = {(about, "") for code, about, _ in Every(answers).findings() if code == "KB324"}
        assert said == expected
        found += len(said)
    assert found > 2
