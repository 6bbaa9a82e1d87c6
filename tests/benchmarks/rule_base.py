"""Generated rule bases as plain values that any engine can be given, and the same as a knowledge base of ours.

Answers lead to concepts, those to further concepts, and those to points for and against models, or to their exclusion.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from advisor.errors import SourceRef
from advisor.model.conditions import AnyOf, Condition, Criterion, Not, Operator
from advisor.model.knowledge import KnowledgeBase, Profile, Setting, SettingKind
from advisor.model.options import Decision, Option, Policy
from advisor.model.questions import Concept, Question, QuestionKind
from advisor.model.rules import Basis, Concludes, Conclusion, Rule, RulesOut, Weighs
from advisor.reader.knowledge.attributes import attributes_of

Answers = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: with values, or a whole number from 0 to 100."""

    id: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """A test on an answer: `eq`, `ne`, `in` (values), `ge` or `lt` (a number)."""

    question: str
    operator: str
    operand: str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """A concept holds, or with `negated` does not."""

    concept: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """Any of some tests."""

    tests: tuple[Test, ...]


Part = Test | Has | Either


@dataclass(frozen=True, slots=True)
class BaseRule:
    """All parts must hold; then a concept holds, a model has points, or a model is excluded (`weight` 0)."""

    id: str
    layer: int
    parts: tuple[Part, ...]
    concept: str = ""
    model: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class RuleBase:
    """Questions, models and rules; concepts are those that some rule concludes."""

    questions: tuple[Asked, ...]
    models: tuple[str, ...]
    rules: tuple[BaseRule, ...]

    def concepts(self) -> tuple[str, ...]:
        """Every concept that a rule concludes, each after those that it may rest on."""
        in_order = sorted((r for r in self.rules if r.concept), key=lambda r: r.layer)
        return tuple(dict.fromkeys(rule.concept for rule in in_order))


@dataclass(frozen=True, slots=True)
class Answered:
    """What an engine found: the concepts that hold, each model's points, and the models with the most."""

    concepts: frozenset[str]
    points: tuple[tuple[str, int], ...]
    winners: frozenset[str]


def answered(
    base: RuleBase, concepts: Iterable[str], points: Iterable[tuple[str, int]], out: Iterable[str]
) -> Answered:
    """What was found, from the concepts, the points of every rule that fired, and the models excluded.

    Every model that is not excluded competes as soon as any points at all are given; one without points has none.
    """
    given = list(points)
    excluded = set(out)
    sums = {model: 0 for model in base.models if model not in excluded}
    for model, weight in given:
        if model in sums:
            sums[model] += weight
    most = max(sums.values(), default=0)
    winners = frozenset(model for model, total in sums.items() if total == most) if given else frozenset()
    return Answered(frozenset(concepts), tuple(sorted(sums.items())), winners)


def generate(count: int, seed: int = 7) -> RuleBase:
    """A rule base of so many rules over 25 questions; the same seed gives the same rules."""
    return _Generator(count, random.Random(seed)).base()


class _Generator:
    def __init__(self, count: int, rnd: random.Random) -> None:
        self.rnd = rnd
        self.count = count
        values = [tuple("abcde"[: 3 + n % 3]) for n in range(10)] + [("yes", "no")] * 8 + [()] * 7
        self.questions = tuple(Asked(f"q{n:02d}", v) for n, v in enumerate(values))

    def base(self) -> RuleBase:
        rnd, count = self.rnd, self.count
        first, second, outs = int(count * 0.375), int(count * 0.25), max(1, int(count * 0.08))
        low = [f"c{n:04d}" for n in range(max(2, first // 2))]
        high = [f"d{n:04d}" for n in range(max(2, second // 2))]
        models = tuple(f"m{n:04d}" for n in range(max(3, count // 10)))
        both, of_low, of_both = [*low, *high], frozenset(low), frozenset([*low, *high])
        unused = both.copy()
        rnd.shuffle(unused)
        self.unused = dict.fromkeys(unused)
        rules: list[BaseRule] = []

        def add(layer: int, parts: list[Part], concept: str = "", model: str = "", weight: int = 0) -> None:
            rules.append(
                BaseRule(f"R{len(rules):05d}", layer, tuple(dict.fromkeys(parts)), concept, model, weight)
            )

        for n in range(first):
            add(1, self._tests(rnd.choice((1, 2, 2, 3))), low[n % len(low)])
        for n in range(second):
            parts = self._has(low, of_low, rnd.choice((1, 2, 2, 3)))
            add(2, [*parts, *(self._tests(1) if rnd.random() < 0.4 else [])], high[n % len(high)])
        for n in range(count - first - second - outs):
            parts = self._has(both, of_both, rnd.choice((1, 2, 2)))
            more = self._tests(1) if rnd.random() < 0.3 else []
            weight = rnd.choice((-3, -2, -1, 1, 2, 3, 4, 5))
            add(3, [*parts, *more], model=models[n % len(models)], weight=weight)
        for _ in range(outs):
            parts = [*self._has(both, of_both, 1, 0.1), *self._tests(rnd.choice((1, 2)))]
            add(3, parts, model=rnd.choice(models))
        return RuleBase(self.questions, models, tuple(rules))

    def _test(self, question: Asked) -> Test:
        rnd = self.rnd
        if not question.values:
            return Test(question.id, rnd.choice(("ge", "lt")), rnd.randrange(10, 91, 5))
        if len(question.values) > 2 and rnd.random() < 0.3:
            return Test(question.id, "in", tuple(sorted(rnd.sample(question.values, 2))))
        return Test(question.id, "ne" if rnd.random() < 0.2 else "eq", rnd.choice(question.values))

    def _tests(self, count: int) -> list[Part]:
        used = self.rnd.sample(self.questions, count + 2)
        parts: list[Part] = []
        for n in range(count):
            if self.rnd.random() < 0.2:
                parts.append(Either((self._test(used[n]), self._test(used[n + 1]))))
            else:
                parts.append(self._test(used[n]))
        return parts

    def _has(
        self, concepts: list[str], allowed: frozenset[str], count: int, negated: float = 0.25
    ) -> list[Part]:
        """Tests on concepts, on those first that no rule has tested yet, so that every rule bears on the result."""
        waiting = list(islice((concept for concept in self.unused if concept in allowed), count))
        more = [c for c in self.rnd.sample(concepts, min(count, len(concepts))) if c not in waiting]
        chosen = [*waiting, *more][:count]
        for concept in chosen:
            self.unused.pop(concept, None)
        return [Has(concept, self.rnd.random() < negated) for concept in chosen]


def draw_cases(base: RuleBase, count: int, seed: int = 1) -> list[dict[str, str | int]]:
    """So many cases with every question answered."""
    rnd = random.Random(seed)
    return [
        {q.id: rnd.choice(q.values) if q.values else rnd.randint(0, 100) for q in base.questions}
        for _ in range(count)
    ]


NOWHERE = SourceRef("generated")
WEIGHTS = {str(weight): Fraction(weight) for weight in range(1, 6)}


def knowledge_base(base: RuleBase) -> KnowledgeBase:
    """The same rules as a knowledge base: the models are options of one weighted decision."""
    questions = {q.id: _question(q) for q in base.questions}
    concepts = {c: Concept(c, "models", c, {"yes": "yes"}, NOWHERE) for c in base.concepts()}
    options = {f"models.{m}": Option(m, "models", m, "", "", None, (), NOWHERE) for m in base.models}
    decision = Decision(
        "models",
        "models",
        "",
        "",
        Policy.WEIGHTED,
        base.models,
        tuple(questions),
        (),
        None,
        "",
        None,
        {},
        NOWHERE,
    )
    weights = Setting("importance-weights", SettingKind.NUMBERS, WEIGHTS, "", "tool default", "", (), NOWHERE)
    known = frozenset(concepts)
    rules = {
        r.id: Rule(
            r.id,
            "models",
            _conclusion(r),
            tuple(_condition(p, known) for p in r.parts),
            Basis.TOOL,
            r.id,
            (),
            NOWHERE,
        )
        for r in base.rules
    }
    return KnowledgeBase(
        name="generated", version="1", title="generated", sha256="", decisions={"models": decision},
        questions=questions, measures={}, concepts=concepts, options=options, rules=rules,
        settings={"importance-weights": weights}, profiles={"plain": Profile("plain", "plain", "", {}, {}, (), NOWHERE)},
        default_profile="plain", sources={}, statements={}, not_covered={},
        attributes=attributes_of(questions.values(), (), concepts.values(), options.values()),
    )  # fmt: skip


def _question(asked: Asked) -> Question:
    kind = QuestionKind.CHOICE if asked.values else QuestionKind.NUMBER
    low, high = (None, None) if asked.values else (Fraction(0), Fraction(100))
    values = {value: value for value in asked.values}
    return Question(
        asked.id, "models", kind, asked.id, "", "", "", "", "", "", values, {}, low, high, not asked.values, "",
        None, None, False, (), NOWHERE,
    )  # fmt: skip


def _conclusion(rule: BaseRule) -> Conclusion:
    if rule.concept:
        return Concludes(rule.concept, "yes")
    key = f"models.{rule.model}"
    if not rule.weight:
        return RulesOut(key, above=False, decision="models")
    return Weighs(key, rule.weight < 0, str(abs(rule.weight)), ())


OPERATORS = {"ge": Operator.AT_LEAST, "lt": Operator.LESS_THAN}


def _condition(part: Part, known: frozenset[str]) -> Condition:
    match part:
        case Has(concept, negated):
            test = Criterion(concept, Operator.IS, ("yes",), False, "", NOWHERE)
            return Not(test) if negated else test
        case Either(tests):
            return AnyOf(tuple(_condition(test, known) for test in tests))
        case Test(question, operator, operand) if isinstance(operand, int):
            return Criterion(question, OPERATORS[operator], (Fraction(operand),), False, "", NOWHERE)
        case Test(question, operator, operand):
            values = (operand,) if isinstance(operand, str) else operand
            assert isinstance(values, tuple)
            return Criterion(question, Operator.IS, values, operator == "ne", "", NOWHERE)
