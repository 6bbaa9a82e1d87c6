"""Given facts in; the truth of every gate and a trace out. Answers may come, change and go; what rested on them goes too.

Many cases may be run at once: a fact then stands for all the cases in which it holds, as under the labels of de Kleer's
assumption-based truth maintenance (1986), and a rule finds something in those cases that all its facts have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from advisor.compiler.program import Program
from advisor.errors import InferenceError
from advisor.facts import Column, Facts, FactValue
from advisor.inference.adapter import Given, Holds, InitialFact, KnowledgeEngine
from advisor.inference.matcher import IndexedMatcher
from advisor.inference.productions import Production, experta_rules, productions
from advisor.inference.reading import Firings, NamedTruths, Standings
from advisor.inference.strategy import TotalOrder
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase
from advisor.trace import Trace

EVERY = -1
"""Every case, however many there are, as one integer of cases."""


@dataclass(frozen=True, slots=True)
class Run:
    """The state after the rules have run: the truth of each gate by number, and the trace."""

    truths: tuple[Truth, ...]
    trace: Trace


class _Engine(KnowledgeEngine):  # type: ignore[misc]
    """experta's engine with our matcher and order. It keeps every justification of everything that it found.

    `fired` are the productions that fired and still stand. `known` has for each gate the cases in which it is known not to
    hold, and those in which it is known to: all of them or none while nothing is `parted`.
    """

    __matcher__ = IndexedMatcher
    __strategy__ = TotalOrder

    def __init__(self, program: Program) -> None:
        self._gates = program.gates
        self.productions = tuple(productions(program))
        self._own_rules = experta_rules(program, self.productions)
        self.fired: set[int] = set()
        self._support: dict[tuple[int, bool], int] = {}
        # What no rule tests would only fill the working memory: its truth is kept, and no fact is declared for it.
        self._tested = {(edge.gate, edge.positive) for p in self.productions for edge in p.needs}
        self._found: dict[tuple[int, bool], Any] = {}
        self.known = ([0] * len(program.gates), [0] * len(program.gates))
        self.parted = False
        super().__init__()

    def get_rules(self) -> list[Any]:
        """The productions; experta would look for them among the attributes of the class."""
        return self._own_rules

    def reset(self, **given: Any) -> None:
        """Begin anew. No fact is ever declared twice, so facts are told apart as objects, not by their fields."""
        super().reset(**given)
        # Of facts that are equal experta keeps one, and would take each apart for that when it comes and when it goes.
        self.facts._get_fact_id = id  # noqa: SLF001

    def get_deffacts(self) -> list[Callable[[], Iterable[Any]]]:
        """The fact that is there from the beginning, for productions that need nothing."""
        return [_initial]

    def record(self, number: int) -> None:
        """Take note of a production that fires, and declare what it found, for rules that test it, unless it is known.

        Those rules are of higher strata: when they fire, it is known in which cases it holds.
        """
        production = self.productions[number]
        cases = self._in_common(production) if self.parted else EVERY
        if not cases:
            return
        key = (production.gate, production.truth)
        self.known[production.truth][production.gate] |= cases
        self.fired.add(number)
        self._support[key] = self._support.get(key, 0) + 1
        if self._support[key] == 1 and key in self._tested:
            gate = self._gates[production.gate]
            # The engine's own `declare` would look for what these facts never hold; the agenda follows as the run goes on.
            self._found[key] = self.facts.declare(
                Holds(gate=gate.name, truth="true" if production.truth else "false")
            )

    def standing(self) -> dict[int, tuple[Any, ...]]:
        """The productions that fired and still stand, each with the facts that it matched: no gate has two of one truth."""
        return {number: self.matcher.matched(number) for number in self.fired}

    def _in_common(self, production: Production) -> int:
        """The cases in which everything holds that a production needs."""
        cases = EVERY
        for edge in production.needs:
            cases &= self.known[edge.positive][edge.gate]
        return cases

    def withdraw(self, facts: Sequence[Any]) -> None:
        """Take facts away, then what rested on them alone, and what rested on that, until nothing more goes."""
        while facts:
            for fact in facts:
                self.facts.retract(fact)
            # The engine's own `retract` would look at the agenda anew after every single fact.
            self.strategy.update_agenda(self.agenda, *self.get_activations())
            facts = self._unsupported()

    def _unsupported(self) -> list[Any]:
        """The facts that rested on activations that are gone, and on nothing else; their gates are not known any more."""
        found = []
        for activation in self.strategy.take_lapsed():
            number = activation.rule.number
            if number not in self.fired:
                # Its facts never held in one and the same case.
                continue
            self.fired.remove(number)
            production = self.productions[number]
            key = (production.gate, production.truth)
            self._support[key] -= 1
            if not self._support[key]:
                self.known[production.truth][production.gate] = 0
                if key in self._tested:
                    found.append(self._found.pop(key))
        return found


def _initial() -> Iterator[Any]:
    yield InitialFact()


class Inference:
    """One consultation's working memory. Set and withdraw facts; `result` runs what is due and says what is known.

    Serves one thread. After an `InferenceError` it is of no further use.
    """

    def __init__(self, kb: KnowledgeBase, program: Program) -> None:
        self._kb = kb
        self._program = program
        self._numbers = {gate.name: number for number, gate in enumerate(program.gates)}
        self._engine = _Engine(program)
        self._engine.reset()
        self._given: dict[str, Any] = {}

    def update(self, facts: Facts) -> None:
        """Make the given facts exactly these: what changed is withdrawn and declared, the rest stays as it is.

        Raises `InferenceError`, from its cause, if the engine fails.
        """
        self._set(facts)

    def _set(self, facts: Mapping[str, FactValue | Column]) -> None:
        engine = self._engine
        with _wrapping_errors(engine):
            # Whatever holds in some cases only rests on a value that is parted: once all of these are gone, so is that.
            gone = [a for a, fact in self._given.items() if _other(fact["value"], facts.get(a))]
            engine.withdraw([self._given.pop(attribute) for attribute in gone])
            for attribute in gone:
                self._test(attribute, None)
            engine.parted = any(isinstance(value, Column) for value in facts.values())
            for attribute, value in facts.items():
                # What no rule tests would only fill the working memory.
                if attribute not in self._given and attribute in self._program.attributes:
                    self._given[attribute] = engine.facts.declare(Given(attribute=attribute, value=value))
                    self._test(attribute, value)
            engine.run()

    def _test(self, attribute: str, value: FactValue | Column | None) -> None:
        """Keep what is known of the literals that test an attribute; patterns test it for themselves."""
        failing, holding = self._engine.known
        for number in self._program.attributes[attribute]:
            literal = self._program.gates[number].literal
            assert literal is not None
            if isinstance(value, Column):
                passing, known = value.passing(literal.holds)
            else:
                known = 0 if value is None else EVERY
                passing = known if value is not None and literal.holds(value) else 0
            holding[number], failing[number] = passing, known & ~passing

    def truths(self, facts: Facts) -> tuple[Truth, ...]:
        """Update to `facts`, run, and read off the truth of every gate."""
        self.update(facts)
        true, false, unknown = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
        return tuple(
            [true if h else false if f else unknown for f, h in zip(*self._engine.known, strict=True)]
        )

    def side_by_side(self, columns: Mapping[str, Column], width: int) -> tuple[Sequence[int], Sequence[int]]:
        """Run so many cases at once. For each gate the cases in which it is known not to hold, and to hold."""
        everyone = (1 << width) - 1
        self._set({a: _alike(column, everyone) for a, column in columns.items()})
        failing, holding = ([cases & everyone for cases in known] for known in self._engine.known)
        return failing, holding

    def result(self, facts: Facts) -> Run:
        """The same with the trace."""
        truths = self.truths(facts)
        engine = self._engine
        firings = Firings(self._program, engine.productions, engine.standing())
        standings = Standings(self._kb, self._program, truths)
        return Run(truths, Trace(dict(facts), firings, standings, NamedTruths(self._numbers, truths)))


def _other(value: FactValue | Column, wanted: FactValue | Column | None) -> bool:
    """Whether a given value has to go. A parted one always has to, so that nothing of the cases before is left."""
    return isinstance(value, Column) or value != wanted


def _alike(column: Column, everyone: int) -> FactValue | Column:
    """A value that all the cases have, or the column where they differ."""
    return next((value for value, cases in column.cases.items() if cases == everyone), column)


@contextmanager
def _wrapping_errors(engine: _Engine) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise InferenceError(f"the rules could not be run: {error}") from error
    finally:
        # A right-hand side that raises leaves experta believing that it still runs.
        engine.running = False
