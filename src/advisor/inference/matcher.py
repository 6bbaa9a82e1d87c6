"""Changed facts in; activations that came and went out: experta's matching, through its `__matcher__` hook, by an index.

Takes rules whose left-hand side is a plain conjunction of patterns on single facts, which is all that the compiler makes.
Building costs one pass over the rules, and a changed fact touches only the patterns that name its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

Values = tuple[tuple[type, Any], ...]


class _Node:
    """One pattern, with the facts that match it now and every place of a rule where it stands."""

    __slots__ = ("facts", "pattern", "predicates", "uses")

    def __init__(self, pattern: Any, predicates: tuple[tuple[str, Callable[[Any], bool]], ...]) -> None:
        self.pattern = pattern
        self.predicates = predicates
        self.uses: list[tuple[int, int]] = []
        self.facts: dict[int, Any] = {}

    def admits(self, fact: Any) -> bool:
        """Whether a fact whose literal fields match passes every predicate."""
        return all(name in fact and test(fact[name]) for name, test in self.predicates)


class IndexedMatcher(Matcher):  # type: ignore[misc]
    """Keeps, for each pattern, the facts that match it now; a rule all of whose patterns have one is activated."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self._rules: list[Any] = engine.get_rules()
        self._nodes: list[list[_Node]] = []
        # For each rule the places of the patterns that have a name, under which what they match reaches it.
        self._binds: list[list[tuple[str, int]]] = []
        # For each kind of fact, the sets of fields that patterns name, and for their values the nodes.
        self._index: dict[type, dict[tuple[str, ...], dict[Values, list[_Node]]]] = {}
        known: dict[int, _Node] = {}
        for number, rule in enumerate(self._rules):
            patterns = tuple(rule) or (InitialFact(),)
            # What cannot be matched is refused here, before anything is asked of it.
            nodes = [known.get(id(pattern)) or self._node(pattern, known) for pattern in patterns]
            self._binds.append([(p.__bind__, place) for place, p in enumerate(patterns) if p.__bind__])
            for position, node in enumerate(nodes):
                node.uses.append((number, position))
            self._nodes.append(nodes)
        self.reset()

    def _node(self, pattern: Any, known: dict[int, _Node]) -> _Node:
        """Make the node of a pattern, which keeps it alive: rules that share the object share the node."""
        literals, predicates = _constraints(pattern)
        node = _Node(pattern, predicates)
        names = tuple(name for name, _ in literals)
        values = tuple((type(value), value) for _, value in literals)
        self._index.setdefault(type(pattern), {}).setdefault(names, {}).setdefault(values, []).append(node)
        known[id(pattern)] = node
        return node

    def reset(self) -> None:
        """Forget every fact, as the engine's own reset asks."""
        for nodes in self._nodes:
            for node in nodes:
                node.facts.clear()
        self._lacking = [len(nodes) for nodes in self._nodes]
        self._matched: dict[int, list[_Node]] = {}
        self._live: list[dict[tuple[int, ...], Any]] = [{} for _ in self._nodes]

    def changes(
        self, adding: Iterable[Any] | None = None, deleting: Iterable[Any] | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Take facts away and put facts in; return the activations that this adds and removes."""
        added: list[Any] = []
        removed: list[Any] = []
        for fact in deleting or ():
            self._take(fact, removed)
        for fact in adding or ():
            self._put(fact, added)
        return added, removed

    def matched(self, rule: int) -> tuple[Any, ...]:
        """The facts that a rule matches, in the order of its patterns, where it can match in one way alone."""
        (activation,) = self._live[rule].values()
        facts: tuple[Any, ...] = activation.facts
        return facts

    def _matching(self, fact: Any) -> list[_Node]:
        found: list[_Node] = []
        for names, by_value in self._index.get(type(fact), {}).items():
            if all(name in fact for name in names):
                # `1` and `True` are told apart by their types, as experta does not.
                values = tuple([(type(fact[name]), fact[name]) for name in names])
                found += [node for node in by_value.get(values, ()) if node.admits(fact)]
        return found

    def _put(self, fact: Any, added: list[Any]) -> None:
        number = fact.__factid__
        lacking = self._lacking
        nodes = self._matched[number] = self._matching(fact)
        for node in nodes:
            node.facts[number] = fact
            if len(node.facts) == 1:
                for rule, _ in node.uses:
                    lacking[rule] -= 1
        for node in nodes:
            for rule, position in node.uses:
                if not lacking[rule]:
                    self._activate(rule, position, number, added)

    def _activate(self, rule: int, position: int, number: int, added: list[Any]) -> None:
        """Add every way of matching a rule with the new fact at a position, but for those that are there already."""
        live = self._live[rule]
        nodes = self._nodes[rule]
        for numbers in _ways(nodes, position, number):
            if numbers not in live:
                facts = tuple([node.facts[n] for node, n in zip(nodes, numbers, strict=True)])
                context = {bind: facts[place] for bind, place in self._binds[rule]}
                live[numbers] = Activation(self._rules[rule], facts, context, numbers)
                added.append(live[numbers])

    def _take(self, fact: Any, removed: list[Any]) -> None:
        number = fact.__factid__
        for node in self._matched.pop(number, ()):
            del node.facts[number]
            for rule, position in node.uses:
                if not node.facts:
                    self._lacking[rule] += 1
                live = self._live[rule]
                if live:
                    gone = [numbers for numbers in live if numbers[position] == number]
                    removed += [live.pop(numbers) for numbers in gone]


def _ways(nodes: list[_Node], position: int, number: int) -> Iterable[tuple[int, ...]]:
    """Every way of matching the nodes by facts, with this fact at the position. Most rules have one node alone."""
    if len(nodes) == 1:
        return ((number,),)
    return product(*[node.facts if i != position else (number,) for i, node in enumerate(nodes)])


def _constraints(
    pattern: Any,
) -> tuple[tuple[tuple[str, Any], ...], tuple[tuple[str, Callable[[Any], bool]], ...]]:
    """The literal fields of a pattern, sorted, and its predicates. Raises `TypeError` for anything else."""
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
    return tuple(sorted(literals, key=lambda field: str(field[0]))), tuple(predicates)
