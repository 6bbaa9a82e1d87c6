"""Given facts in; the truth of every gate and a trace out. Answers may come, change and go; what rested on them goes too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from advisor.compiler.program import Program, RuleGates, edge_truth
from advisor.errors import InferenceError
from advisor.facts import Facts
from advisor.inference.adapter import Given, Holds, KnowledgeEngine
from advisor.inference.matcher import IndexedMatcher
from advisor.inference.productions import experta_rules, productions
from advisor.inference.strategy import TotalOrder
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.trace import ConditionStanding, DerivedFact, Fact, Firing, GivenFact, RuleStanding, Trace


@dataclass(frozen=True, slots=True)
class Run:
    """The state after the rules have run: the truth of each gate by number, and the trace."""

    truths: tuple[Truth, ...]
    trace: Trace


class _Engine(KnowledgeEngine):  # type: ignore[misc]
    """experta's engine with our matcher and order. It keeps every justification of everything that it found.

    `reasons` maps what was found (a gate and its truth) to the productions that found it, each with the facts it matched.
    """

    __matcher__ = IndexedMatcher
    __strategy__ = TotalOrder

    def __init__(self, program: Program) -> None:
        self._gates = program.gates
        self.productions = tuple(productions(program))
        self._own_rules = experta_rules(program, self.productions, _Engine._record)
        self.reasons: dict[tuple[int, bool], dict[int, tuple[Any, ...]]] = {}
        self._found: dict[tuple[int, bool], Any] = {}
        super().__init__()

    def get_rules(self) -> list[Any]:
        """The productions; experta would look for them among the attributes of the class."""
        return self._own_rules

    def _record(self, number: int, matched: dict[str, Any]) -> None:
        production = self.productions[number]
        key = (production.gate, production.truth)
        self.reasons.setdefault(key, {})[number] = tuple(matched[name] for name in sorted(matched))
        new = self.declare(
            Holds(gate=self._gates[production.gate].name, truth="true" if production.truth else "false")
        )
        # `declare` gives None for a fact that is there already: this is a second justification of the one that we hold.
        if new is not None:
            self._found[key] = new

    def withdraw_lapsed(self) -> None:
        """Take away what rested only on activations that are gone, and what rested on that, until nothing more goes."""
        while self.strategy.lapsed:
            number = self.strategy.lapsed.pop().rule.number
            production = self.productions[number]
            key = (production.gate, production.truth)
            reasons = self.reasons.get(key, {})
            reasons.pop(number, None)
            if not reasons and key in self._found:
                self.retract(self._found.pop(key))


class Inference:
    """One consultation's working memory. Set and withdraw facts; `result` runs what is due and says what is known.

    Serves one thread. After an `InferenceError` it is of no further use.
    """

    def __init__(self, kb: KnowledgeBase, program: Program) -> None:
        self._kb = kb
        self._program = program
        self._engine = _Engine(program)
        self._engine.reset()
        self._given: dict[str, Any] = {}

    def update(self, facts: Facts) -> None:
        """Make the given facts exactly these: what changed is withdrawn and declared, the rest stays as it is."""
        with _wrapping_errors(self._engine):
            for attribute in [a for a, fact in self._given.items() if facts.get(a) != fact["value"]]:
                self._engine.retract(self._given.pop(attribute))
                self._engine.withdraw_lapsed()
            for attribute, value in facts.items():
                # What no rule tests would only fill the working memory.
                if attribute not in self._given and attribute in self._program.attributes:
                    self._given[attribute] = self._engine.declare(Given(attribute=attribute, value=value))
            self._engine.run()

    def result(self, facts: Facts) -> Run:
        """Update to `facts`, run, and read off the truth of every gate and the trace."""
        self.update(facts)
        truths = self._truths(facts)
        standings = {rule: self._standing(gates, truths) for rule, gates in self._program.rules.items()}
        named = {gate.name: truth for gate, truth in zip(self._program.gates, truths, strict=True)}
        return Run(truths, Trace(dict(facts), self._firings(), standings, named))

    def _truths(self, facts: Facts) -> tuple[Truth, ...]:
        truths = []
        for number, gate in enumerate(self._program.gates):
            if gate.literal is not None:
                value = facts.get(gate.literal.attribute)
                truth = (
                    Truth.UNKNOWN
                    if value is None
                    else Truth.TRUE
                    if gate.literal.holds(value)
                    else Truth.FALSE
                )
            elif self._engine.reasons.get((number, True)):
                truth = Truth.TRUE
            elif self._engine.reasons.get((number, False)):
                truth = Truth.FALSE
            else:
                truth = Truth.UNKNOWN
            truths.append(truth)
        return tuple(truths)

    def _standing(self, gates: RuleGates, truths: tuple[Truth, ...]) -> RuleStanding:
        rule = self._kb.rules[gates.rule]
        conditions = tuple(
            ConditionStanding(condition, edge_truth(edge, truths), self._waits_for(edge.gate, truths))
            for condition, edge in zip(rule.conditions, gates.conditions, strict=True)
        )
        graded = [truths[gate] for gate, _ in gates.grades]
        degree: Fraction | None = None
        if Truth.TRUE in graded:
            truth, degree = Truth.TRUE, gates.grades[graded.index(Truth.TRUE)][1]
        elif Truth.UNKNOWN in graded:
            truth = Truth.UNKNOWN
        else:
            truth, degree = Truth.FALSE, Fraction(0)
        waits = sorted({a for gate, _ in gates.grades for a in self._waits_for(gate, truths)})
        return RuleStanding(gates.rule, truth, degree, conditions, tuple(waits), gates.settings)

    def _waits_for(self, gate: int, truths: tuple[Truth, ...]) -> tuple[str, ...]:
        """The unknown attributes below a gate that is unknown, sorted."""
        if truths[gate] is not Truth.UNKNOWN:
            return ()
        found: set[str] = set()
        pending, seen = [gate], {gate}
        while pending:
            current = self._program.gates[pending.pop()]
            if current.literal is not None:
                found.add(current.literal.attribute)
            for edge in current.inputs:
                if truths[edge.gate] is Truth.UNKNOWN and edge.gate not in seen:
                    seen.add(edge.gate)
                    pending.append(edge.gate)
        return tuple(sorted(found))

    def _firings(self) -> tuple[Firing, ...]:
        """Every firing, numbered by stratum and production, whatever the order in which the answers came."""
        ordered = sorted(
            (self._program.gates[gate].stratum, number, gate, truth, matched)
            for (gate, truth), reasons in self._engine.reasons.items()
            for number, matched in ((n, tuple(self._fact(f) for f in facts)) for n, facts in reasons.items())
        )
        seen: set[tuple[int, bool]] = set()
        firings = []
        for position, (stratum, number, gate, truth, matched) in enumerate(ordered, start=1):
            name = self._program.gates[gate].name
            rule = name.split("@")[0]
            firings.append(
                Firing(
                    position,
                    self._engine.productions[number].name,
                    rule if rule in self._program.rules else "",
                    stratum,
                    tuple(fact for fact in matched if fact is not None),
                    DerivedFact(name, truth),
                    (gate, truth) not in seen,
                )
            )
            seen.add((gate, truth))
        return tuple(firings)

    def _fact(self, fact: Any) -> Fact | None:
        if isinstance(fact, Given):
            return GivenFact(fact["attribute"], fact["value"])
        return DerivedFact(fact["gate"], fact["truth"] == "true") if isinstance(fact, Holds) else None


@contextmanager
def _wrapping_errors(engine: _Engine) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise InferenceError(f"the rules could not be run: {error}") from error
    finally:
        # A right-hand side that raises leaves experta believing that it still runs.
        engine.running = False


def infer(kb: KnowledgeBase, program: Program, facts: Facts) -> Run:
    """Run the rules once on the given facts. Raises `InferenceError`, from its cause, if the engine fails."""
    return Inference(kb, program).result(facts)
