"""experta made importable, with nothing left changed behind; what the rest of this package uses of it comes from here.

experta 1.9.4 pins frozendict 1.2, which looks for `collections.Mapping`; that name is lent to it for the
length of one import.
experta also calls `logging.basicConfig()` when it is imported; the handler that this adds is taken away again.
"""

from __future__ import annotations

import collections
import collections.abc
import logging
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
Rule: Any = experta.Rule
InitialFact: Any = experta.InitialFact
ExpertaFact: Any = experta.Fact
Predicate: Any = experta.P
LiteralConstraint: Any = experta.L
Matcher: Any = experta.abstract.Matcher
Strategy: Any = experta.abstract.Strategy
Activation: Any = experta.activation.Activation
FieldConstraint: Any = experta.fieldconstraint.FieldConstraint


class Given(ExpertaFact):  # type: ignore[misc]
    """An answer or measure: `attribute`, `value`."""


class Holds(ExpertaFact):  # type: ignore[misc]
    """A gate whose truth is known: `gate`, `truth` ("true" or "false")."""
