"""experta made importable, with nothing left changed behind; what the rest of this package uses of it comes from here.

experta 1.9.4 pins frozendict 1.2, which looks for `collections.Mapping`; that name is lent to it for the length
of one import.
experta also calls `logging.basicConfig()` when it is imported; the handler that this adds is taken away again.
"""

from __future__ import annotations

import collections
import collections.abc
import logging
from collections.abc import Iterable
from typing import Any


def _import_experta() -> Any:
    lend = not hasattr(collections, "Mapping")
    handlers = list(logging.root.handlers)
    if lend:
        collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
    try:
        import frozendict  # noqa: F401
    finally:
        if lend:
            del collections.Mapping  # type: ignore[attr-defined]
    try:
        import experta
        import experta.abstract
        import experta.activation
    finally:
        for handler in [h for h in logging.root.handlers if h not in handlers]:
            logging.root.removeHandler(handler)
    return experta


experta: Any = _import_experta()

KnowledgeEngine: Any = experta.KnowledgeEngine
InitialFact: Any = experta.InitialFact
ExpertaFact: Any = experta.Fact
Predicate: Any = experta.P
LiteralConstraint: Any = experta.L
Matcher: Any = experta.abstract.Matcher
Strategy: Any = experta.abstract.Strategy
FieldConstraint: Any = experta.fieldconstraint.FieldConstraint


class _PlainFact(ExpertaFact):  # type: ignore[misc]
    """A fact whose fields the compiler has made sure of: nothing is left for experta to freeze, validate or look for.

    Two facts are the same only if they are one object.
    """

    __hash__ = object.__hash__
    # A plain attribute, in place of a property that keeps it among the fields.
    __factid__: int | None = None

    def __init__(self, **fields: Any) -> None:
        dict.__init__(self, **fields)

    def __eq__(self, other: object) -> bool:
        return self is other

    def validate(self) -> None:
        """Nothing to validate: there are no declared fields."""


class Given(_PlainFact):
    """An answer or measure: `attribute`, `value`. As a pattern, the value is a predicate."""


class Holds(_PlainFact):
    """A gate whose truth is known: `gate`, `truth` ("true" or "false")."""


class ProductionRule(experta.Rule):  # type: ignore[misc]
    """A rule as experta has it, with its number; firing it tells the engine so, and nothing else.

    experta would take a function for each rule and look at its signature, which is most of what loading would cost.
    """

    number: int

    def __call__(self, engine: Any) -> None:
        """Fire. No pattern has a name, so that the facts that it matched are not handed over with every firing."""
        engine.record(self.number)


def production_rule(number: int, name: str, patterns: Iterable[Any], salience: int) -> ProductionRule:
    """A rule that is activated when every pattern has a fact."""
    made = ProductionRule(*patterns, salience=salience)
    made.number = number
    made.__name__ = name
    return made


class Activation(experta.activation.Activation):  # type: ignore[misc]
    """A rule with the facts that match its patterns, in their order; `key` is its place on the agenda."""

    def __init__(
        self, rule: Any, facts: tuple[Any, ...], context: dict[str, Any], numbers: tuple[int, ...]
    ) -> None:
        self.rule = rule
        self.facts = facts
        self.context = context
        self.numbers = numbers
        self.key = None
