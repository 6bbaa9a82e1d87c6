"""Random knowledge bases and random answers to them, as model objects: every kind of question, condition and conclusion.

What is drawn hangs on a `random.Random` and a few sizes, so hypothesis can make a failing one smaller by its sizes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.errors import SourceRef
from advisor.model.case import UNKNOWN, Answer, Row, Table, Unknown
from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not, Operand, Operator, SettingRef
from advisor.model.knowledge import KnowledgeBase, Profile, Setting, SettingKind
from advisor.model.options import Decision, Option, PerGroup, Policy
from advisor.model.questions import (
    APPLIES_WORDS,
    MEASURE_DOMAINS,
    Attribute,
    Columns,
    Concept,
    Domain,
    Measure,
    Question,
    QuestionKind,
)
from advisor.model.rules import (
    Advice,
    Advises,
    Basis,
    Concludes,
    Conclusion,
    Degree,
    Meets,
    Rule,
    RulesOut,
    Weighs,
)
from advisor.reader.knowledge.attributes import attributes_of

NOWHERE = SourceRef("drawn")
COMPARISONS = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN, Operator.EXACTLY)
THRESHOLDS = tuple(Fraction(n, 2) for n in range(9))
SETTINGS = {"a-limit": Fraction(2), "b-limit": Fraction(5, 2)}
WEIGHTS = {"high": Fraction(3), "medium": Fraction(3, 2), "low": Fraction(1)}
DEGREES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is of everything."""

    questions: int = 6
    concepts: int = 4
    rules: int = 18
    depth: int = 2
    tables: bool = True


def draw_kb(rnd: random.Random, sizes: Sizes) -> KnowledgeBase:
    """A random knowledge base: two decisions, questions of all kinds, concepts in strata, rules of all kinds."""
    return _Drawing(rnd, sizes).kb()


class _Drawing:
    def __init__(self, rnd: random.Random, sizes: Sizes) -> None:
        self.rnd = rnd
        self.sizes = sizes
        self.questions: dict[str, Question] = {}
        self.measures: dict[str, Measure] = {}

    def kb(self) -> KnowledgeBase:
        rnd = self.rnd
        for number in range(self.sizes.questions):
            self._question(f"q{number}", rnd.choice(("d0", "d1")))
        if self.sizes.tables and rnd.random() < 0.5:
            self._table()
        concepts = {
            f"c{n}": Concept(f"c{n}", "d0", f"c{n}", {v: v for v in "xyz"[: rnd.choice((1, 2, 3))]}, NOWHERE)
            for n in range(self.sizes.concepts)
        }
        options = {}
        for decision in ("d0", "d1"):
            for n in range(rnd.choice((1, 2, 3, 4))):
                option = Option(f"o{n}", decision, f"o{n}", "", "", None, (), NOWHERE)
                options[option.key] = option
        attributes = attributes_of(
            self.questions.values(), self.measures.values(), concepts.values(), options.values()
        )
        self.given = [a for a in attributes.values() if not a.derived and a.domain is not Domain.SET]
        self._asked_when(attributes)
        decisions = {d: self._decision(d, options) for d in ("d0", "d1")}
        rules = self._rules(concepts, options, decisions)
        settings = {
            key: Setting(key, SettingKind.NUMBER, value, key, "tool default", "", (), NOWHERE)
            for key, value in SETTINGS.items()
        }
        settings["importance-weights"] = Setting(
            "importance-weights", SettingKind.NUMBERS, WEIGHTS, "", "tool default", "", (), NOWHERE
        )
        first = next(o.id for o in options.values() if o.decision == "d0")
        settings["a-ceiling"] = Setting(
            "a-ceiling", SettingKind.OPTIONS, {"top": first}, "", "tool default", "", (), NOWHERE
        )
        return KnowledgeBase(
            name="drawn", version="1", title="drawn", sha256="", decisions=decisions,
            questions=dict(sorted(self.questions.items())), measures=dict(sorted(self.measures.items())),
            concepts=concepts, options=dict(sorted(options.items())), rules=rules, settings=settings,
            profiles={"plain": Profile("plain", "plain", "", {}, {}, (), NOWHERE)}, default_profile="plain",
            sources={}, statements={}, not_covered={}, attributes=attributes,
        )  # fmt: skip

    def _question(self, identifier: str, decision: str) -> None:
        kinds = [k for k in QuestionKind if k is not QuestionKind.TABLE]
        self.questions[identifier] = self._plain(identifier, decision, self.rnd.choice(kinds))

    def _plain(self, identifier: str, decision: str, kind: QuestionKind) -> Question:
        rnd = self.rnd
        several = {v: v for v in ("a", "b", "c")[: rnd.choice((2, 3))]}
        number = kind is QuestionKind.NUMBER
        return Question(
            id=identifier, decision=decision, kind=kind, label=identifier, ask="", help="", matters="", find="",
            example="", topic="",
            values=several if kind in (QuestionKind.CHOICE, QuestionKind.MULTI) else {},
            items=several if kind in (QuestionKind.RATINGS, QuestionKind.APPLIES) else {},
            minimum=Fraction(rnd.choice((0, 1))) if number and rnd.random() < 0.7 else None,
            maximum=Fraction(rnd.choice((3, 4))) if number and rnd.random() < 0.5 else None,
            whole=number and rnd.random() < 0.5, unit="", columns=None, asked_when=None,
            preference=kind in (QuestionKind.RATINGS, QuestionKind.SCALE) and rnd.random() < 0.4,
            statements=(), where=NOWHERE,
        )  # fmt: skip

    def _table(self) -> None:
        plain = self._plain("deals", "d0", QuestionKind.TABLE)
        self.questions["deals"] = replace(plain, columns=Columns("buyer", "seller", "value", "share"))
        numbers = [
            q.id for q in self.questions.values() if q.kind is QuestionKind.NUMBER and not q.preference
        ]
        for function in self.rnd.sample(sorted(MEASURE_DOMAINS), 5):
            stands_in = function in ("members", "groups") and numbers and self.rnd.random() < 0.7
            otherwise = self.rnd.choice(numbers) if stands_in else ""
            view = self.rnd.choice(("group", "table"))
            self.measures[function] = Measure(
                function, "d0", function, "deals", view, function, otherwise, "", NOWHERE
            )

    def _asked_when(self, attributes: dict[str, Attribute]) -> None:
        """Some questions are asked only if what earlier ones say, or a measure, allows."""
        for number, question in enumerate(list(self.questions.values())):
            earlier = {f"q{n}" for n in range(number)}
            readable = [
                a
                for a in self.given
                if a.question in earlier or (a.id in self.measures and question.id != "deals")
            ]
            if readable and self.rnd.random() < 0.25 and question.kind is not QuestionKind.TABLE:
                test = self._criterion(self.rnd.choice(readable))
                condition: Condition = test if self.rnd.random() < 0.7 else Not(test)
                self.questions[question.id] = replace(question, asked_when=condition)

    def _decision(self, identifier: str, options: dict[str, Option]) -> Decision:
        rnd = self.rnd
        own = tuple(q.id for q in self.questions.values() if q.decision == identifier)
        names = tuple(o.id for o in options.values() if o.decision == identifier)
        groups = "deals" in self.questions and identifier == "d0" and rnd.random() < 0.7
        applies = self._criterion(rnd.choice(self.given)) if rnd.random() < 0.25 else None
        return Decision(
            identifier, identifier, "", "", rnd.choice(list(Policy)), names, own, (), applies, "",
            PerGroup("deals", names[:1]) if groups else None, {}, NOWHERE,
        )  # fmt: skip

    def _rules(
        self, concepts: dict[str, Concept], options: dict[str, Option], decisions: dict[str, Decision]
    ) -> dict[str, Rule]:
        """Rules that never form a circle: a concept reads those before it, options of d1 may read options of d0."""
        rnd = self.rnd
        rules: dict[str, Rule] = {}
        order = list(concepts)
        for number in range(self.sizes.rules):
            key = f"R-{number:03d}"
            if order and rnd.random() < 0.35:
                at = rnd.randrange(len(order))
                concept = concepts[order[at]]
                readable = [concepts[name] for name in order[:at]]
                conclusion: Conclusion = Concludes(concept.id, rnd.choice(list(concept.values)))
                conditions = self._conditions(readable, ())
            else:
                option = rnd.choice(list(options.values()))
                standing = (
                    tuple(o for o in options.values() if o.decision == "d0")
                    if option.decision == "d1"
                    else ()
                )
                conclusion = self._about(option, decisions)
                conditions = self._conditions(list(concepts.values()), standing)
            rules[key] = Rule(key, "d0", conclusion, conditions, Basis.TOOL, key, (), NOWHERE)
        return rules

    def _about(self, option: Option, decisions: dict[str, Decision]) -> Conclusion:
        rnd = self.rnd
        policy = decisions[option.decision].policy
        draw = rnd.random()
        if draw < 0.4 and policy is not Policy.WEIGHTED:
            return Meets(option.key, policy is Policy.CONDITIONS and rnd.random() < 0.3)
        if draw < 0.55:
            ladder = policy is Policy.LADDER
            if ladder and option.decision == "d0" and rnd.random() < 0.3:
                return RulesOut(SettingRef("a-ceiling", "top"), True, option.decision)
            return RulesOut(option.key, ladder, option.decision)
        if draw < 0.95:
            degrees = tuple(self._degrees()) if rnd.random() < 0.5 else ()
            importance = rnd.choice(("", *WEIGHTS))
            return Weighs(option.key, rnd.random() < 0.4, importance, degrees)
        return Advises(rnd.choice(list(Advice)), (option.decision,))

    def _degrees(self) -> list[Degree]:
        rnd = self.rnd
        graded = [a for a in self.given if a.domain is Domain.SYMBOL or a.scale]
        chosen = rnd.sample(graded, min(len(graded), rnd.choice((1, 1, 2, 3))))
        found = []
        for attribute in sorted(chosen, key=lambda a: a.id):
            values = ("0", "1", "2", "3") if attribute.scale else tuple(attribute.values)
            worth = tuple((v, rnd.choice(DEGREES)) for v in sorted(values) if rnd.random() < 0.8)
            found.append(Degree(attribute.id, worth))
        return found

    def _conditions(self, concepts: list[Concept], options: tuple[Option, ...]) -> tuple[Condition, ...]:
        count = self.rnd.choice((0, 1, 1, 2, 2, 3))
        return tuple(self._condition(concepts, options, self.sizes.depth) for _ in range(count))

    def _condition(self, concepts: list[Concept], options: tuple[Option, ...], depth: int) -> Condition:
        rnd = self.rnd
        if depth and rnd.random() < 0.35:
            kind = rnd.choice((AllOf, AnyOf, Not))
            if kind is Not:
                return Not(self._condition(concepts, options, depth - 1))
            parts = tuple(self._condition(concepts, options, depth - 1) for _ in range(rnd.choice((1, 2, 3))))
            return AllOf(parts) if kind is AllOf else AnyOf(parts)
        if concepts and rnd.random() < 0.35:
            concept = rnd.choice(concepts)
            return self._symbol(concept.id, list(concept.values))
        if options and rnd.random() < 0.2:
            return self._symbol(rnd.choice(options).key, ["met", "partly-met", "ruled-out"])
        return self._criterion(rnd.choice(self.given)) if self.given else AllOf(())

    def _symbol(self, name: str, values: list[str]) -> Criterion:
        chosen = self.rnd.sample(values, self.rnd.choice((1, min(2, len(values)))))
        return Criterion(name, Operator.IS, tuple(sorted(chosen)), self.rnd.random() < 0.3, "", NOWHERE)

    def _criterion(self, attribute: Attribute) -> Criterion:
        if attribute.domain is Domain.SYMBOL:
            return self._symbol(attribute.id, list(attribute.values))
        operand: Operand = self.rnd.choice(THRESHOLDS)
        if self.rnd.random() < 0.2:
            operand = SettingRef(self.rnd.choice(list(SETTINGS)))
        return Criterion(
            attribute.id, self.rnd.choice(COMPARISONS), (operand,), self.rnd.random() < 0.2, "", NOWHERE
        )


def draw_answer(rnd: random.Random, question: Question) -> Answer:
    """A random answer that the question takes."""
    match question.kind:
        case QuestionKind.YES_NO:
            return rnd.choice(("yes", "no"))
        case QuestionKind.CHOICE:
            return rnd.choice(list(question.values))
        case QuestionKind.NUMBER:
            return _number(rnd, question)
        case QuestionKind.SCALE:
            return Fraction(rnd.randint(0, 3))
        case QuestionKind.TABLE:
            return _rows(rnd)
        case _:
            return _several(rnd, question)


def _several(rnd: random.Random, question: Question) -> Answer:
    match question.kind:
        case QuestionKind.MULTI:
            return frozenset(v for v in question.values if rnd.random() < 0.4)
        case QuestionKind.LIST:
            return tuple("uvwxyz"[: rnd.randint(0, 5)])
        case QuestionKind.RATINGS:
            said: tuple[str | Fraction | Unknown, ...] = (UNKNOWN, *map(Fraction, range(4)))
        case _:
            said = (UNKNOWN, *APPLIES_WORDS)
    return {item: rnd.choice(said) for item in question.items if rnd.random() < 0.8}


def _number(rnd: random.Random, question: Question) -> Fraction:
    low = Fraction(-1) if question.minimum is None else question.minimum
    high = Fraction(5) if question.maximum is None else question.maximum
    steps = [value for n in range(-8, 41) if low <= (value := Fraction(n, 4)) <= high]
    return rnd.choice([v for v in steps if v.denominator == 1 or not question.whole])


def _rows(rnd: random.Random) -> Table:
    pairs = [(member, group) for group in "PQ" for member in "ABC"]
    chosen = sorted(rnd.sample(pairs, rnd.randint(1, 4)), key=lambda pair: (pair[1], pair[0]))
    amounts = (None, Fraction(1), Fraction(2), Fraction(40))
    return Table(tuple(Row(member, group, rnd.choice(amounts), None) for member, group in chosen))


def draw_steps(rnd: random.Random, kb: KnowledgeBase, count: int) -> list[dict[str, Answer]]:
    """What has been answered after each of so many steps: answers given, changed, made unknown, taken back."""
    answers: dict[str, Answer] = {}
    states = []
    questions = list(kb.questions.values())
    for question in questions:
        if rnd.random() < 0.4:
            answers[question.id] = draw_answer(rnd, question)
    for _ in range(count):
        states.append(dict(answers))
        for question in rnd.sample(questions, min(len(questions), rnd.choice((1, 1, 2, 4)))):
            fate = rnd.random()
            if fate < 0.2:
                answers.pop(question.id, None)
            elif fate < 0.35:
                answers[question.id] = UNKNOWN
            else:
                answers[question.id] = draw_answer(rnd, question)
    return states
