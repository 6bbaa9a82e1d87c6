"""Other rule engines, each given the same rules in its own words. They are for benchmarks alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from tests.benchmarks.engines import COMPARE, Engine
from tests.benchmarks.rule_base import Answered, Answers, BaseRule, Either, Has, Part, Test, answered

_OPERATORS = {"eq": "==", "ne": "!=", "ge": ">=", "lt": "<"}


class Clips(Engine):
    """CLIPS through clipspy, with its own truth maintenance (`logical`)."""

    name = "clipspy"
    _FOUND = """(progn (bind ?text "")
        (do-for-all-facts ((?f concept points exclude)) TRUE
            (bind ?text (str-cat ?text (fact-relation ?f) " " (implode$ ?f:implied) " ")))
        ?text)"""
    """What was found as one text: facts as Python objects stay with CLIPS for good, and each reset is slower for them."""

    def load(self) -> None:
        import clips

        self.variables = 0
        self.environment = clips.Environment()
        for rule in self.base.rules:
            patterns = " ".join(self._pattern(part) for part in rule.parts)
            salience = (9 - rule.layer) * 1000
            declared = f"(declare (salience {salience}))"
            self.environment.build(
                f"(defrule {rule.id} {declared} (logical {patterns}) => (assert {self._found(rule)}))"
            )

    def _found(self, rule: BaseRule) -> str:
        if rule.concept:
            return f"(concept {rule.concept})"
        return f"(points {rule.model} {rule.id} {rule.weight})" if rule.weight else f"(exclude {rule.model})"

    def _pattern(self, part: Part) -> str:
        match part:
            case Has(concept, negated):
                return f"(not (concept {concept}))" if negated else f"(concept {concept})"
            case Either(tests):
                return f"(or {' '.join(self._pattern(test) for test in tests)})"
            case Test(question, "eq", operand):
                return f"({question} {operand})"
            case Test(question, "ne", operand):
                return f"({question} ~{operand})"
            case Test(question, "in", operand):
                assert isinstance(operand, tuple)
                return f"({question} {'|'.join(operand)})"
            case Test(question, name, operand):
                self.variables += 1
                variable = f"?x{self.variables}"
                return f"({question} {variable}&:({_OPERATORS[name]} {variable} {operand}))"

    def case(self, answers: Answers) -> Answered:
        self.environment.reset()
        stated = " ".join(f"({q} {v})" for q, v in answers.items())
        self.environment.eval(f"(progn (assert {stated}) TRUE)")
        self.environment.run()
        return self._result()

    def add(self, question: str, value: str | int) -> Answered:
        self.environment.eval(
            f"(progn (do-for-fact ((?f {question})) TRUE (retract ?f)) (assert ({question} {value})) TRUE)"
        )
        self.environment.run()
        return self._result()

    def _result(self) -> Answered:
        words = iter(str(self.environment.eval(self._FOUND)).split())
        concepts, points, out = [], [], []
        for kind in words:
            match kind:
                case "concept":
                    concepts.append(next(words))
                case "points":
                    model, _, weight = next(words), next(words), int(next(words))
                    points.append((model, weight))
                case _:
                    out.append(next(words))
        return answered(self.base, concepts, points, out)


class Zen(Engine):
    """zen-engine: a decision graph with one node of expressions for each layer."""

    name = "zen-engine"

    def load(self) -> None:
        import zen

        self.known = set(self.base.concepts())
        self.last = [rule for rule in self.base.rules if rule.layer == 3]
        nodes: list[dict[str, Any]] = [_node("in", "inputNode")]
        for layer in (1, 2):
            by_concept: dict[str, list[str]] = defaultdict(list)
            for rule in self.base.rules:
                if rule.layer == layer:
                    by_concept[rule.concept].append(f"({self._all(rule)})")
            nodes.append(
                _expressions(f"layer{layer}", [(c, " or ".join(either)) for c, either in by_concept.items()])
            )
        nodes += [
            _expressions("layer3", [(rule.id, self._all(rule)) for rule in self.last]),
            _node("out", "outputNode"),
        ]
        names = [node["id"] for node in nodes]
        edges = [
            {"id": f"e{n}", "sourceId": a, "targetId": b, "type": "edge"}
            for n, (a, b) in enumerate(pairwise(names))
        ]
        graph = {"nodes": nodes, "edges": edges}
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": {"kb": graph}}})
        self.decision = self.engine.create_decision(json.dumps(graph))

    def _all(self, rule: BaseRule) -> str:
        return " and ".join(self._expression(part) for part in rule.parts)

    def _expression(self, part: Part) -> str:
        match part:
            case Has(concept, negated):
                inner = concept if concept in self.known else "false"
                return f"not ({inner})" if negated else inner
            case Either(tests):
                return "(" + " or ".join(self._expression(test) for test in tests) + ")"
            case Test(question, "in", operand):
                assert isinstance(operand, tuple)
                return f"({question} in [{', '.join(map(repr, operand))}])"
            case Test(question, name, operand):
                return f"({question} {_OPERATORS[name]} {operand!r})"

    def _answered(self, found: dict[str, Any]) -> Answered:
        fired = [rule for rule in self.last if found[rule.id]]
        return answered(
            self.base,
            (concept for concept in self.known if found[concept]),
            ((rule.model, rule.weight) for rule in fired if rule.weight),
            (rule.model for rule in fired if not rule.weight),
        )

    def case(self, answers: Answers) -> Answered:
        return self._answered(self.decision.evaluate(dict(answers))["result"])

    def cases(self, many: Sequence[Answers]) -> list[frozenset[str]]:
        """Its own batch."""
        results = self.engine.evaluate_batch([{"key": "kb", "context": dict(answers)} for answers in many])
        return [self._answered(result["data"]["result"]).winners for result in results]


def _node(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}, **more}


def _expressions(name: str, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    content = {
        "expressions": [{"id": f"{name}-{n}", "key": key, "value": value} for n, (key, value) in enumerate(pairs)],
        "passThrough": True, "inputField": None, "outputPath": None, "executionMode": "single",
    }  # fmt: skip
    return _node(name, "expressionNode", content=content)


class Clingo(Engine):
    """clingo, multi-shot: grounded once, each test is an external atom that is set for each case."""

    name = "clingo"

    def load(self) -> None:
        import clingo

        self.tests: dict[Test, int] = {}
        lines = [line for rule in self.base.rules for line in self._rule(rule)]
        lines.append(f"#external t(0..{len(self.tests) - 1}).")
        self.control = clingo.Control(["--warn=none"])
        self.control.add("base", [], "\n".join(lines))
        self.control.ground([("base", [])])
        self.atoms = [
            (clingo.Function("t", [clingo.Number(n)]), test.question, COMPARE[test.operator], test.operand)
            for test, n in self.tests.items()
        ]
        self.set: list[bool | None] = [None] * len(self.atoms)

    def _rule(self, rule: BaseRule) -> list[str]:
        more: list[str] = []
        body = ", ".join(self._literal(part, rule, more) for part in rule.parts)
        if rule.concept:
            head = f"c({rule.concept})"
        elif rule.weight:
            head = f"s({rule.model},{rule.id.lower()},{rule.weight})"
        else:
            head = f"x({rule.model})"
        return [f"{head} :- {body}.", *more]

    def _literal(self, part: Part, rule: BaseRule, more: list[str]) -> str:
        match part:
            case Has(concept, negated):
                return f"not c({concept})" if negated else f"c({concept})"
            case Either(tests):
                name = f"either({rule.id.lower()},{len(more)})"
                more.extend(f"{name} :- {self._literal(test, rule, more)}." for test in tests)
                return name
            case Test():
                return f"t({self.tests.setdefault(part, len(self.tests))})"

    def case(self, answers: Answers) -> Answered:
        for n, (atom, question, compare, operand) in enumerate(self.atoms):
            truth = compare(answers[question], operand)
            if self.set[n] is not truth:
                self.control.assign_external(atom, truth)
                self.set[n] = truth
        found: list[Any] = []
        self.control.solve(on_model=lambda model: found.extend(model.symbols(atoms=True)))
        by_name: dict[str, list[Any]] = defaultdict(list)
        for symbol in found:
            by_name[symbol.name].append(symbol.arguments)
        return answered(
            self.base,
            (arguments[0].name for arguments in by_name["c"]),
            ((arguments[0].name, arguments[2].number) for arguments in by_name["s"]),
            (arguments[0].name for arguments in by_name["x"]),
        )


class Durable(Engine):
    """durable_rules: a ruleset, a phase for each layer. It refuses rule bases much beyond a hundred rules."""

    name = "durable_rules"
    most = 120
    left_out = "it could not create the ruleset, error code 108; from about 500 rules on"
    _made = 0

    def load(self) -> None:
        import durable.engine
        import durable.lang

        Durable._made += 1
        self.ruleset = f"rules{Durable._made}"
        self.lang, self.errors = durable.lang, durable.engine
        self.found: dict[str, dict[str, BaseRule]] = defaultdict(dict)
        self.session = 0
        with self.lang.ruleset(self.ruleset):
            for rule in self.base.rules:
                for alternatives in _combinations(rule.parts):
                    self.lang.when_all(*self._antecedents(rule, alternatives))(self._action(rule))

    def _antecedents(self, rule: BaseRule, parts: Sequence[Has | Test]) -> list[Any]:
        c, m = self.lang.c, self.lang.m
        found = [c.phase << (m.phase == rule.layer)]
        by_question: dict[str, list[Test]] = defaultdict(list)
        for n, part in enumerate(parts):
            match part:
                case Has(concept, True):
                    found.append(self.lang.none(m.concept == concept))
                case Has(concept):
                    found.append(getattr(c, f"has{n}") << (m.concept == concept))
                case Test(question):
                    # One fact cannot serve two patterns of a rule, so the tests on a question stand together.
                    by_question[question].append(part)
        for n, (question, tests) in enumerate(by_question.items()):
            expression = m.question == question
            for test in tests:
                expression = expression & self._test(test)
            found.append(getattr(c, f"answer{n}") << expression)
        return found

    def _test(self, test: Test) -> Any:
        value = self.lang.m.value
        if not isinstance(test.operand, tuple):
            return COMPARE[test.operator](value, test.operand)
        either = value == test.operand[0]
        for operand in test.operand[1:]:
            either = either | (value == operand)
        return either

    def _action(self, rule: BaseRule) -> Any:
        def act(c: Any) -> None:
            self.found[c.s.sid][rule.id] = rule
            if rule.concept:
                self._assert(lambda: c.assert_fact({"concept": rule.concept}))

        return act

    def _assert(self, declare: Any) -> None:
        """It raises where a fact is there already, and where no rule waits for it."""
        with suppress(self.errors.MessageObservedException, self.errors.MessageNotHandledException):
            declare()

    def case(self, answers: Answers) -> Answered:
        self.session += 1
        sid = str(self.session)
        facts: list[dict[str, Any]] = [{"question": q, "value": v} for q, v in answers.items()]
        for fact in [*facts, *({"phase": phase} for phase in (1, 2, 3))]:
            self._assert(lambda fact=fact: self.lang.assert_fact(self.ruleset, {**fact, "sid": sid}))
        fired = list(self.found.pop(sid, {}).values())
        self.lang.delete_state(self.ruleset, sid)
        return answered(
            self.base,
            (rule.concept for rule in fired if rule.concept),
            ((rule.model, rule.weight) for rule in fired if rule.weight),
            (rule.model for rule in fired if not rule.concept and not rule.weight),
        )


def _combinations(parts: Sequence[Part]) -> list[list[Has | Test]]:
    """Every way of choosing one test of each `Either`."""
    found: list[list[Has | Test]] = [[]]
    for part in parts:
        choices = part.tests if isinstance(part, Either) else (part,)
        found = [[*before, choice] for before in found for choice in choices]
    return found
