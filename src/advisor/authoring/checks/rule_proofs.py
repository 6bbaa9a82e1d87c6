"""All answers to a knowledge base in; what its rules can never do out: hold, add something, agree, take effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from advisor.authoring.all_answers.answers import AllAnswers, holds
from advisor.authoring.all_answers.prover import Prover
from advisor.authoring.all_answers.space import Choice
from advisor.authoring.checks.proved import Proved, never
from advisor.errors import Problem, Severity
from advisor.model.options import Policy
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs
from advisor.proof.solve import GaveUpError


class RuleProofs:
    """The findings about rules under one profile; `inexact` gathers what could not be proved."""

    def __init__(self, answers: AllAnswers, inexact: list[str]) -> None:
        self.answers = answers
        self.inexact = inexact
        self._rules = [r for r in answers.kb.rules.values() if r.id in answers.program.rules]
        self._provers: dict[tuple[int, ...], Prover] = {}

    def all(self) -> Iterator[Proved]:
        """Every finding about a rule or a pair of rules."""
        live = []
        for rule in self._rules:
            if self._find([self._gate(rule)]) is None:
                message = f"the rule {rule.id} can never hold, whatever is answered"
                yield never(
                    "KB311", message, rule.where, rule.id, "look for conditions that exclude each other"
                )
                continue
            live.append(rule)
            if rule.conditions and self._find([], [self._gate(rule)]) is None:
                message = f"the rule {rule.id} holds whatever is answered"
                hint = "its conditions exclude nothing; leave them out"
                yield never("KB315", message, rule.where, rule.id, hint)
        yield from self._superfluous(live)
        yield from self._counted_twice(live)
        yield from self._contradictions(live)
        yield from self._never_effective(live)

    def _gate(self, rule: Rule) -> int:
        return self.answers.program.rules[rule.id].gate

    def _find(
        self, wanted: Sequence[int], unwanted: Sequence[int] = (), among: Sequence[int] = ()
    ) -> Sequence[Choice] | None:
        """Choices that show it; None is a proof. `among` are the gates of all questions that are asked with this one."""
        if (case := self.answers.tried.find(wanted, unwanted)) is not None:
            return self.answers.tried.choices(case)
        gates = tuple(sorted({*wanted, *unwanted, *among}))
        if gates not in self._provers:
            self._provers[gates] = Prover.on(self.answers.space, self.answers.program, gates)
        try:
            return self._provers[gates].find([holds(g) for g in wanted], [holds(g) for g in unwanted])
        except GaveUpError:
            names = [self.answers.program.gates[g].name for g in (*wanted, *unwanted)]
            self.inexact.append(f"whether {' and '.join(names)} can hold together was too hard to prove")
            return ()

    def _superfluous(self, rules: Iterable[Rule]) -> Iterator[Proved]:
        """Rules that hold only where others with the same effect hold too."""
        for group in _same_effect(rules):
            kept = list(group)
            among = [self._gate(rule) for rule in group]
            for rule in reversed(group):
                others = [r for r in kept if r is not rule]
                own, rest = [self._gate(rule)], [self._gate(r) for r in others]
                if not others or self._find(own, rest, among) is not None:
                    continue
                kept.remove(rule)
                single = [r for r in others if self._find(own, [self._gate(r)], among) is None]
                by = " and ".join(r.id for r in (single[:1] or others))
                message = f"the rule {rule.id} adds nothing: wherever it holds, {by} has the same effect"
                hint = "remove it, or make its conditions differ"
                yield never("KB312", message, rule.where, rule.id, hint, by)

    def _counted_twice(self, rules: Iterable[Rule]) -> Iterator[Proved]:
        """Rules that give an option points for the same statement in the same cases, as a copy does."""
        groups: dict[object, list[Rule]] = {}
        for rule in rules:
            if isinstance(points := rule.conclusion, Weighs):
                groups.setdefault((points.option, points.against, points.degrees), []).append(rule)
        for one, two in (pair for group in groups.values() for pair in combinations(group, 2)):
            cited = sorted({*one.statements} & {*two.statements})
            if cited and self._same_cases(self._gate(one), self._gate(two)):
                message = (
                    f"the rule {two.id} counts again what {one.id} counts: the same points, in the same cases"
                )
                hint = f"remove it, or make its conditions differ; both cite {cited[0]}"
                yield never("KB317", message, two.where, two.id, hint, one.id)

    def _same_cases(self, one: int, two: int) -> bool:
        among = (one, two)
        return self._find([one], [two], among) is None and self._find([two], [one], among) is None

    def _contradictions(self, rules: Iterable[Rule]) -> Iterator[Proved]:
        """Rules that give a concept two values at once."""
        concluding: dict[str, list[tuple[Rule, str]]] = {}
        for rule in rules:
            if isinstance(rule.conclusion, Concludes):
                concluding.setdefault(rule.conclusion.concept, []).append((rule, rule.conclusion.value))
        for concept, values in concluding.items():
            among = [self._gate(rule) for rule, _ in values]
            for (one, a), (two, b) in combinations(values, 2):
                both = [self._gate(one), self._gate(two)]
                choices = self._find(both, (), among) if a != b else None
                if choices:
                    message = f"{one.id} and {two.id} contradict each other: {concept} would be {a} and {b}"
                    hint = "make their conditions exclude each other"
                    problem = Problem("KB313", message, two.where, hint, severity=Severity.ERROR)
                    yield Proved(problem, two.id, one.id, (choices,), two.decision)

    def _never_effective(self, rules: Iterable[Rule]) -> Iterator[Proved]:
        """Rules that meet an option only where it is ruled out."""
        program = self.answers.program
        out = {
            o.key: o.out
            for d in program.decisions.values()
            if d.policy is Policy.CONDITIONS
            for o in d.options
        }
        for rule in rules:
            if isinstance(rule.conclusion, Meets) and out.get(rule.conclusion.option):
                option = rule.conclusion.option
                if self._find([self._gate(rule)], out[option]) is None:
                    message = f"the rule {rule.id} comes to nothing: wherever it holds, {option} is ruled out"
                    hint = "its conditions and a rule-out overlap"
                    yield never("KB314", message, rule.where, rule.id, hint, option)


def _same_effect(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Rules grouped by what they conclude; those that add up or only speak are left out."""
    groups: dict[object, list[Rule]] = {}
    for rule in rules:
        match rule.conclusion:
            case Concludes() | Meets() | RulesOut():
                groups.setdefault(rule.conclusion, []).append(rule)
            case Weighs() | Advises():
                pass
    return [group for group in groups.values() if len(group) > 1]
