"""Changed facts in; activations that came and went out: experta's matching, through its `__matcher__` hook, by an index.

Takes rules whose left-hand side is a plain conjunction of patterns on single facts, which is all that the compiler makes.
Building costs one pass over the rules, and a changed fact touches only the patterns that name one of its values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from advisor.inference.adapter import (
    Activation,
    ExpertaFact,
    FieldConstraint,
    InitialFact,
    LiteralConstraint,
    Matcher,
    Predicate,
)

Key = tuple[type, str, type, Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """One pattern of one rule."""

    rule: int
    position: int
    literals: tuple[tuple[str, Any], ...]
    predicates: tuple[tuple[str, Callable[[Any], bool]], ...]

    def admits(self, fact: Any) -> bool:
        """Whether a fact of the right class passes every constraint. `1` and `True` are told apart, as experta does not."""
        return all(
            name in fact and type(fact[name]) is type(v) and fact[name] == v for name, v in self.literals
        ) and all(name in fact and test(fact[name]) for name, test in self.predicates)


class IndexedMatcher(Matcher):  # type: ignore[misc]
    """Keeps, for each pattern, the facts that match it now; a rule all of whose patterns have one is activated."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self._rules: list[Any] = engine.get_rules()
        self._binds: list[tuple[str, ...]] = []
        self._index: dict[Key, list[_Slot]] = defaultdict(list)
        self._unkeyed: dict[type, list[_Slot]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            self._add(number, rule)
        self.reset()

    def _add(self, number: int, rule: Any) -> None:
        patterns = tuple(rule) or (InitialFact(),)
        slots = [_slot(number, position, pattern) for position, pattern in enumerate(patterns)]
        self._binds.append(tuple(p.__bind__ or f"p{i}" for i, p in enumerate(patterns)))
        for slot, pattern in zip(slots, patterns, strict=True):
            if slot.literals:
                name, value = slot.literals[0]
                self._index[type(pattern), name, type(value), value].append(slot)
            else:
                self._unkeyed[type(pattern)].append(slot)

    def reset(self) -> None:
        """Forget every fact, as the engine's own reset asks."""
        self._matches: list[list[dict[int, Any]]] = [[{} for _ in binds] for binds in self._binds]
        self._live: list[dict[tuple[int, ...], Any]] = [{} for _ in self._binds]

    def changes(
        self, adding: Iterable[Any] | None = None, deleting: Iterable[Any] | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Take facts away and put facts in; return the activations that this adds and removes, in the order of the rules."""
        removed = [act for fact in deleting or () for act in self._take(fact)]
        added = [act for fact in adding or () for act in self._put(fact)]
        return added, removed

    def _slots(self, fact: Any) -> Iterator[_Slot]:
        kind = type(fact)
        for name, value in fact.items():
            for slot in self._index.get((kind, name, type(value), value), ()):
                if slot.admits(fact):
                    yield slot
        for slot in self._unkeyed.get(kind, ()):
            if slot.admits(fact):
                yield slot

    def _put(self, fact: Any) -> Iterator[Any]:
        number = fact["__factid__"]
        for slot in self._slots(fact):
            matches = self._matches[slot.rule]
            matches[slot.position][number] = fact
            if all(matches):
                choices = [m.values() if i != slot.position else (fact,) for i, m in enumerate(matches)]
                for facts in product(*choices):
                    key = tuple(f["__factid__"] for f in facts)
                    if key not in self._live[slot.rule]:
                        context = dict(zip(self._binds[slot.rule], facts, strict=True))
                        activation = Activation(self._rules[slot.rule], facts, context)
                        self._live[slot.rule][key] = activation
                        yield activation

    def _take(self, fact: Any) -> Iterator[Any]:
        number = fact["__factid__"]
        for slot in self._slots(fact):
            self._matches[slot.rule][slot.position].pop(number, None)
            live = self._live[slot.rule]
            for key in [k for k in live if k[slot.position] == number]:
                yield live.pop(key)


def _slot(rule: int, position: int, pattern: Any) -> _Slot:
    if not isinstance(pattern, ExpertaFact):
        raise TypeError(f"only plain fact patterns can be matched, not {type(pattern).__name__}")
    literals, predicates = [], []
    for name, value in pattern.items():
        if ExpertaFact.is_special(name):
            continue
        if isinstance(value, Predicate):
            predicates.append((name, value.match))
        elif isinstance(value, LiteralConstraint):
            literals.append((name, value.value))
        elif isinstance(value, FieldConstraint):
            raise TypeError(f"only literals and predicates can be matched, not {type(value).__name__}")
        else:
            literals.append((name, value))
    return _Slot(rule, position, tuple(literals), tuple(predicates))
