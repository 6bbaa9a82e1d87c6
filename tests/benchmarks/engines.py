"""The engines of ours, plain Python and experta as it comes: each takes a rule base and answers cases, all in one form."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Any, ClassVar

from advisor.batch.settle import DecisionSettler
from advisor.compiler import compile_program
from advisor.compiler.cone import cone_of
from advisor.decide import docket
from advisor.evaluation import evaluate
from advisor.evaluation.columns import column, numbers
from advisor.evaluation.policies import settle
from advisor.facts import Column
from advisor.inference import Inference, Run
from advisor.model.conditions import Truth
from tests.benchmarks.rule_base import (
    Answered,
    Answers,
    Either,
    Has,
    Part,
    RuleBase,
    Test,
    answered,
    knowledge_base,
)

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "ge": operator.ge,
    "lt": operator.lt,
    "in": lambda value, values: value in values,
}


class Engine(ABC):
    """An engine loaded with a rule base. `most` is the largest rule base that it is worth waiting for."""

    name: ClassVar[str]
    most: ClassVar[int] = 12_000
    left_out: ClassVar[str] = ""
    """Why it takes no more."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.load()

    @abstractmethod
    def load(self) -> None:
        """Take the rules in."""

    @abstractmethod
    def case(self, answers: Answers) -> Answered:
        """One case from the beginning."""

    def begin(self, answers: Answers) -> None:
        """Begin a consultation."""
        self.now = dict(answers)
        self.case(answers)

    def add(self, question: str, value: str | int) -> Answered:
        """Change one answer of the consultation. An engine that cannot starts again."""
        self.now[question] = value
        return self.case(self.now)

    def cases(self, many: Sequence[Answers]) -> list[frozenset[str]]:
        """The winners of many cases."""
        return [self.case(answers).winners for answers in many]


class OursInference(Engine):
    """Inference on experta with a matcher and a strategy of our own, with its trace."""

    name = "advisor: inference"

    def load(self) -> None:
        self.kb = knowledge_base(self.base)
        self.program = compile_program(self.kb, self.kb.settings_for("plain"), ("models",))
        self.inference = Inference(self.kb, self.program)
        self.concepts = [
            (name, gate) for (name, value), gate in self.program.values.items() if value == "yes"
        ]
        decision = self.program.decisions["models"]
        self.points = [
            (o.key.split(".")[1], c.gate, int(-c.weight if c.against else c.weight))
            for o in decision.options
            for c in o.contributions
        ]
        self.out = [(o.key.split(".")[1], gate) for o in decision.options for gate in o.out]

    def case(self, answers: Answers) -> Answered:
        # Another case is another set of facts: what both share stays, the rest goes or comes.
        return self._result(answers)

    def begin(self, answers: Answers) -> None:
        self.now = dict(answers)
        self._result(self.now)

    def add(self, question: str, value: str | int) -> Answered:
        self.now[question] = value
        return self._result(self.now)

    def _run(self, answers: Answers) -> Run:
        return self.inference.result(facts_of(answers))

    def _result(self, answers: Answers) -> Answered:
        truths = self._run(answers).truths
        return answered(
            self.base,
            [name for name, gate in self.concepts if truths[gate] is Truth.TRUE],
            [(model, weight) for model, gate, weight in self.points if truths[gate] is Truth.TRUE],
            [model for model, gate in self.out if truths[gate] is Truth.TRUE],
        )


class OursWithTrace(OursInference):
    """The same with every firing and the standing of every rule read off after each answer, as for an explanation."""

    name = "advisor: inference, trace read"
    most = 1_200
    left_out = "tens of thousands of firings, which nobody reads"

    def _run(self, answers: Answers) -> Run:
        run = super()._run(answers)
        list(run.trace.firings)
        list(run.trace.rules.values())
        return run


def facts_of(answers: Answers) -> dict[str, str | Fraction]:
    """Answers as given facts; numbers are fractions."""
    return {q: Fraction(v) if isinstance(v, int) else v for q, v in answers.items()}


class OursEvaluation(Engine):
    """Bit-parallel evaluation: three-valued, results decoded to the winners of every case."""

    name = "advisor: evaluation"

    def load(self) -> None:
        self.kb = knowledge_base(self.base)
        program = compile_program(self.kb, self.kb.settings_for("plain"), ("models",))
        self.program = cone_of(program, "models").program
        self.whole = program

    def columns(self, many: Sequence[Answers]) -> dict[str, Column]:
        """Cases, each a mapping, as columns: values that no test tells apart are one, as in a batch."""
        names = [question.id for question in self.base.questions]
        try:
            by_question: Iterable[Sequence[str | int | None]] = zip(
                *map(itemgetter(*names), many), strict=True
            )
            return {name: self._column(name, said) for name, said in zip(names, by_question, strict=True)}
        except KeyError:
            # Somebody has not answered everything.
            return {name: self._column(name, [answers.get(name) for answers in many]) for name in names}

    def _column(self, name: str, said: Sequence[str | int | None]) -> Column:
        tests = [self.whole.gates[gate].literal for gate in self.whole.attributes.get(name, ())]
        alike: dict[tuple[bool, ...], int] = {}
        stands: list[str | Fraction | None] = [None]
        code_of: dict[str | int | None, int] = {None: 0}
        for value in dict.fromkeys(said):
            if value is not None:
                fact = Fraction(value) if isinstance(value, int) else value
                key = tuple(test is not None and test.holds(fact) for test in tests)
                if key not in alike:
                    alike[key] = len(stands)
                    stands.append(fact)
                code_of[value] = alike[key]
        return column(bytes(map(code_of.__getitem__, said)), stands)

    def cases(self, many: Sequence[Answers]) -> list[frozenset[str]]:
        """The winners of every case: evaluated together, then decoded."""
        decision = self.program.decisions["models"]
        settled = settle(decision, evaluate(self.program, self.columns(many), len(many)))
        winners: list[frozenset[str]] = [frozenset()] * len(many)
        for key, cases in settled.recommended.items():
            alone = frozenset([key.split(".")[1]])
            for case in numbers(cases, len(many)):
                winners[case] = winners[case] | alone if winners[case] else alone
        return winners

    def case(self, answers: Answers) -> Answered:
        rails = evaluate(self.whole, self.columns([answers]), 1)
        decision = self.whole.decisions["models"]
        return answered(
            self.base,
            [
                name
                for (name, value), gate in self.whole.values.items()
                if value == "yes" and rails.surely[gate]
            ],
            [
                (o.key.split(".")[1], int(-c.weight if c.against else c.weight))
                for o in decision.options
                for c in o.contributions
                if rails.surely[c.gate]
            ],
            [o.key.split(".")[1] for o in decision.options if any(rails.surely[gate] for gate in o.out)],
        )


class OursBatch(OursEvaluation):
    """What `advisor batch` does with rows that have unknown answers: statuses, outcome and what is still open."""

    name = "advisor: batch with unknowns"

    def load(self) -> None:
        super().load()
        self.settler = DecisionSettler(docket(self.whole, "models", self.kb.attributes))

    def outcomes(self, many: Sequence[Answers]) -> list[str]:
        """The outcome of every case."""
        found = self.settler.settle(self.columns(many), len(many), (1 << len(many)) - 1)
        return [found[case].conclusion.outcome.value for case in range(len(many))]


class PlainPython(Engine):
    """Closures over plain dictionaries: what the rules would be if somebody had written them by hand."""

    name = "plain Python"

    def load(self) -> None:
        self.rules = [
            ([_closure(part) for part in rule.parts], rule.concept, rule.model, rule.weight)
            for rule in sorted(self.base.rules, key=lambda rule: rule.layer)
        ]

    def case(self, answers: Answers) -> Answered:
        concepts: set[str] = set()
        points: list[tuple[str, int]] = []
        out: set[str] = set()
        for parts, concept, model, weight in self.rules:
            if all(part(answers, concepts) for part in parts):
                if concept:
                    concepts.add(concept)
                elif weight:
                    points.append((model, weight))
                else:
                    out.add(model)
        return answered(self.base, concepts, points, out)


def _closure(part: Part) -> Callable[[Answers, set[str]], bool]:
    match part:
        case Has(concept, negated):
            return lambda _, concepts: (concept in concepts) is not negated
        case Either(tests):
            inner = [_closure(test) for test in tests]
            return lambda answers, concepts: any(test(answers, concepts) for test in inner)
        case Test(question, name, operand):
            compare = COMPARE[name]
            return lambda answers, _: compare(answers[question], operand)


class ExpertaAsItComes(Engine):
    """experta 1.9.4 with its own network and strategy. It keeps nothing true by itself, so a change starts again."""

    name = "experta as it comes"
    most = 1_200
    left_out = "no answer to one case within minutes"

    def load(self) -> None:
        from advisor.inference.adapter import experta

        self.answer = type("Answer", (experta.Fact,), {})
        self.concept: Any = type("Concept", (experta.Fact,), {})
        self.points: Any = type("Points", (experta.Fact,), {})
        self.exclude: Any = type("Exclude", (experta.Fact,), {})
        predicates: dict[tuple[str, Any], Any] = {}
        body: dict[str, Any] = {}
        for number, rule in enumerate(self.base.rules):
            patterns = [self._pattern(experta, part, predicates) for part in rule.parts]
            salience = (9 - rule.layer) * 1_000_000 - number
            body[rule.id] = experta.Rule(*patterns, salience=salience)(self._action(rule.id, rule))
        self.engine = type("Engine", (experta.KnowledgeEngine,), body)()

    def _action(self, name: str, rule: Any) -> Any:
        if rule.concept:

            def act(engine: Any) -> None:
                engine.declare(self.concept(rule.concept))

        elif rule.weight:

            def act(engine: Any) -> None:
                engine.declare(self.points(model=rule.model, weight=rule.weight, rule=rule.id))

        else:

            def act(engine: Any) -> None:
                engine.declare(self.exclude(rule.model))

        act.__name__ = name
        return act

    def _pattern(self, experta: Any, part: Part, predicates: dict[tuple[str, Any], Any]) -> Any:
        match part:
            case Has(concept, negated):
                pattern = self.concept(concept)
                return experta.NOT(pattern) if negated else pattern
            case Either(tests):
                return experta.OR(*(self._pattern(experta, test, predicates) for test in tests))
            case Test(question, "eq", operand):
                return self.answer(**{question: experta.L(operand)})
            case Test(question, name, operand):
                key = (name, operand)
                if key not in predicates:
                    compare = COMPARE[name]
                    predicates[key] = experta.P(lambda value, c=compare, o=operand: c(value, o))
                return self.answer(**{question: predicates[key]})

    def case(self, answers: Answers) -> Answered:
        self.engine.reset()
        self.engine.declare(*(self.answer(**{q: v}) for q, v in answers.items()))
        self.engine.run()
        facts: list[Any] = list(self.engine.facts.values())
        return answered(
            self.base,
            {fact[0] for fact in facts if type(fact) is self.concept},
            [(fact["model"], fact["weight"]) for fact in facts if type(fact) is self.points],
            {fact[0] for fact in facts if type(fact) is self.exclude},
        )
