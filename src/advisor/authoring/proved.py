"""A knowledge base with settings in; findings about all its possible answers out, each proved, with a case to show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from advisor.authoring.answers import AllAnswers
from advisor.authoring.domination import Lead
from advisor.authoring.space import Choice
from advisor.compiler.program import DecisionProgram, OptionProgram
from advisor.errors import Problem, Severity, SourceRef
from advisor.model.options import Decision, Policy
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs
from advisor.proof.emit import rail
from advisor.proof.solve import GaveUpError


@dataclass(frozen=True, slots=True)
class Proved:
    """Something proved of all answers: the problem, what it is about, and choices that show it (none for 'never')."""

    problem: Problem
    about: str
    detail: str = ""
    choices: Sequence[Choice] = ()
    decision: str = ""
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Proofs:
    """The findings about one knowledge base under one profile; `inexact` gathers what could not be proved."""

    answers: AllAnswers
    inexact: list[str] = field(default_factory=list)

    def all(self) -> Iterator[Proved]:
        """Every finding: of rules, of concepts, of options and of decisions."""
        live = []
        for rule in self._compiled():
            if self._find([self._gate(rule)]) is None:
                message = f"the rule {rule.id} can never hold, whatever is answered"
                yield _proved(
                    "KB311", message, rule.where, rule.id, "look for conditions that exclude each other"
                )
            else:
                live.append(rule)
                yield from self._always(rule)
        yield from self._superfluous(live)
        yield from self._contradictions(live)
        yield from self._never_effective(live)
        yield from self._never_asked()
        for decision in self.answers.kb.decisions.values():
            yield from self._decision(decision, self.answers.program.decisions[decision.id])

    def _compiled(self) -> list[Rule]:
        return [r for r in self.answers.kb.rules.values() if r.id in self.answers.program.rules]

    def _gate(self, rule: Rule) -> int:
        return self.answers.program.rules[rule.id].gate

    def _find(self, wanted: Sequence[int], unwanted: Sequence[int] = ()) -> Sequence[Choice] | None:
        try:
            return self.answers.find(wanted, unwanted)
        except GaveUpError:
            gates = [self.answers.program.gates[g].name for g in (*wanted, *unwanted)]
            self.inexact.append(f"whether {' and '.join(gates)} can hold together was too hard to prove")
            return ()

    def _ask(self, what: str, wanted: Sequence[str], unwanted: Sequence[str] = ()) -> Sequence[Choice] | None:
        try:
            return self.answers.prover.find(wanted, unwanted, whole=True)
        except GaveUpError:
            self.inexact.append(f"{what} was too hard to prove")
            return ()

    def _always(self, rule: Rule) -> Iterator[Proved]:
        if rule.conditions and self._find([], [self._gate(rule)]) is None:
            message = f"the rule {rule.id} holds whatever is answered"
            yield _proved(
                "KB315", message, rule.where, rule.id, "its conditions exclude nothing; leave them out"
            )

    def _superfluous(self, rules: Iterable[Rule]) -> Iterator[Proved]:
        """Rules that hold only where others with the same effect hold too."""
        for group in _same_effect(rules):
            kept = list(group)
            for rule in reversed(group):
                others = [r for r in kept if r is not rule]
                if not others or self._find([self._gate(rule)], [self._gate(r) for r in others]) is not None:
                    continue
                kept.remove(rule)
                single = [r for r in others if self._find([self._gate(rule)], [self._gate(r)]) is None]
                by = " and ".join(r.id for r in (single[:1] or others))
                message = f"the rule {rule.id} adds nothing: wherever it holds, {by} has the same effect"
                yield _proved(
                    "KB312", message, rule.where, rule.id, "remove it, or make its conditions differ", by
                )

    def _contradictions(self, rules: Iterable[Rule]) -> Iterator[Proved]:
        """Rules that give a concept two values at once."""
        concluding = [(r, r.conclusion) for r in rules if isinstance(r.conclusion, Concludes)]
        for (one, a), (two, b) in combinations(concluding, 2):
            if a.concept != b.concept or a.value == b.value:
                continue
            choices = self._find([self._gate(one), self._gate(two)])
            if choices:
                message = f"{one.id} and {two.id} contradict each other: {a.concept} would be {a.value} and {b.value}"
                hint = "make their conditions exclude each other"
                yield Proved(
                    Problem("KB313", message, two.where, hint, severity=Severity.ERROR),
                    two.id, one.id, choices, two.decision,
                )  # fmt: skip

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
                    yield _proved(
                        "KB314", message, rule.where, rule.id, "its conditions and a rule-out overlap", option
                    )

    def _never_asked(self) -> Iterator[Proved]:
        kb = self.answers.kb
        answered = {
            kb.attributes[a].question
            for p in self.answers.space.parts
            for c in p.choices
            for a in c.said
            if a in kb.attributes
        }
        for question in kb.questions.values():
            read = any(
                a.question == question.id and a.id in self.answers.space.part_of
                for a in kb.attributes.values()
            )
            if question.asked_when is not None and read and question.id not in answered:
                message = f"the question {question.id!r} is never asked"
                yield _proved("KB310", message, question.where, question.id, "its asked-when can never hold")

    def _decision(self, decision: Decision, program: DecisionProgram) -> Iterator[Proved]:
        applies = [] if program.applies is None else [rail(program.applies, 0, holds=True)]
        if applies and self._ask(f"whether {decision.id} can apply", applies) is None:
            message = f"the decision {decision.id!r} never applies"
            yield _proved("KB325", message, decision.where, decision.id, "its applies-when can never hold")
            return
        yield from self._options(decision, program)
        yield from self._gap(decision, program, applies)
        yield from self._overlaps(decision, program)

    def _options(self, decision: Decision, program: DecisionProgram) -> Iterator[Proved]:
        lead = Lead(self.answers.program, self.answers.space, program.options)
        for option in program.options:
            where = self.answers.kb.options[option.key].where
            rival = _always_level(program, option, lead)
            never = rival is not None and lead.most(option.key, rival.key) < 0
            if never or self._ask(f"whether {option.key} can be recommended", [_atom("rec", option)]) is None:
                message = f"the option {option.key} can never be recommended"
                hint = (
                    "no rule meets it" if not option.meets and not option.partly else "no answers lead to it"
                )
                if program.policy is Policy.WEIGHTED:
                    hint = f"{rival.key} is ahead of it whatever is answered" if rival else hint
                yield _proved("KB321", message, where, option.key, hint)
                continue
            alone = rival is None and self._ask(
                f"whether {option.key} can be recommended alone", [_atom("sole", option)]
            )
            if alone is None or rival is not None:
                ahead = f": {rival.key} is never behind it" if rival else ""
                message = f"the option {option.key} can never be recommended alone{ahead}"
                yield _proved("KB322", message, where, option.key, "another option always holds with it")

    def _gap(self, decision: Decision, program: DecisionProgram, applies: Sequence[str]) -> Iterator[Proved]:
        """Answers on which nothing is recommended though the decision applies and, under weights, something counts."""
        wanted = [f"none(0,{decision.id})", *applies]
        if program.policy is Policy.WEIGHTED:
            # Something counts, so only where every option is ruled out is there none.
            if not all(option.out for option in program.options):
                return
            wanted = [
                *applies,
                f"on(0,{decision.id})",
                *(_atom("out", option) for option in program.options),
            ]
        choices = self._ask(f"whether {decision.id} has a gap", wanted)
        if choices:
            message = f"there are answers on which {decision.id} recommends nothing"
            hint = "write a rule for them, or accept the gap if the source is silent"
            problem = Problem("KB323", message, decision.where, hint, severity=Severity.WARNING)
            yield Proved(problem, decision.id, "", choices, decision.id)

    def _overlaps(self, decision: Decision, program: DecisionProgram) -> Iterator[Proved]:
        for one, two in combinations(program.options, 2):
            what = f"whether {one.key} and {two.key} can be level"
            choices = self._ask(what, [_atom("rec", one), _atom("rec", two)])
            if choices:
                a, b = (o.key.split(".")[-1] for o in (one, two))
                message = f"there are answers on which {decision.id} recommends {a} and {b} alike"
                hint = (
                    "let something speak for one of them, or accept that the source does not tell them apart"
                )
                problem = Problem("KB324", message, decision.where, hint, severity=Severity.WARNING)
                yield Proved(problem, decision.id, f"{a} {b}", choices, decision.id, (one.key, two.key))


def _always_level(program: DecisionProgram, option: OptionProgram, lead: Lead) -> OptionProgram | None:
    """Under weights, a rival that cannot be ruled out and that the option can never get ahead of."""
    if program.policy is not Policy.WEIGHTED:
        return None
    rivals = (r for r in program.options if r is not option and not r.out)
    return next((r for r in rivals if lead.most(option.key, r.key) <= 0), None)


def _atom(predicate: str, option: OptionProgram) -> str:
    return f"{predicate}(0,{option.key})"


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


def _proved(code: str, message: str, where: SourceRef, about: str, hint: str, detail: str = "") -> Proved:
    severity = Severity.NOTE if code == "KB315" else Severity.WARNING
    return Proved(Problem(code, message, where, hint, severity=severity), about, detail)
