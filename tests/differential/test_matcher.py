"""Our matcher against experta's own network: the same rules, the same facts coming and going, the same activations.

Only plain conjunctions are drawn, which is all that ours takes; tests/unit/inference/test_faults.py has what it refuses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.inference.adapter import ExpertaFact, KnowledgeEngine, experta
from advisor.inference.matcher import IndexedMatcher


class A(ExpertaFact):  # type: ignore[misc]
    """One kind of fact."""


class B(ExpertaFact):  # type: ignore[misc]
    """Another, which must not be taken for the first."""


KINDS = (A, B)
FIELDS = ("x", "y")
Test = tuple[str, str, int]
fields = st.tuples(st.sampled_from(FIELDS), st.sampled_from(("is", "at least")), st.integers(0, 2))
patterns = st.tuples(st.integers(0, 1), st.lists(fields, min_size=1, max_size=2, unique_by=lambda f: f[0]))
# A pattern stands once in a rule: of one that stands twice experta's network loses pairs of different facts, now and then.
sides = st.lists(patterns, min_size=1, max_size=3, unique_by=lambda one: (one[0], frozenset(one[1])))
rules = st.lists(sides, min_size=1, max_size=6)
facts = st.tuples(st.integers(0, 1), st.tuples(st.integers(0, 2), st.integers(0, 2)))
steps = st.lists(st.one_of(facts, st.integers(0, 30)), max_size=25)


def pattern(kind: int, tests: Sequence[Test]) -> Any:
    made = {
        name: value if how == "is" else experta.P(lambda v, low=value: v >= low) for name, how, value in tests
    }
    return KINDS[kind](**made)


def engine(matcher: type, left_hand_sides: Sequence[Sequence[tuple[int, Sequence[Test]]]]) -> Any:
    """An engine with this matcher and a rule for each left-hand side, numbered."""
    made = []
    for number, side in enumerate(left_hand_sides):

        def act(engine: Any) -> None:
            """Nothing: what is compared is what would fire."""

        # The network makes rules anew from their conditions; what they do, and its name, stays.
        act.__name__ = str(number)
        made.append(experta.Rule(*(pattern(*one) for one in side))(act))
    body = {"__matcher__": matcher, "get_rules": lambda self: made}
    found = type("Engine", (KnowledgeEngine,), body)()
    found.live = Counter()
    return found


def change(of: Any, adding: Sequence[Any], deleting: Sequence[Any]) -> set[Any]:
    """The activations that are there after a change: the rule's number and the numbers of the facts."""
    added, removed = of.matcher.changes(adding=adding, deleting=deleting)
    of.live.update(named(activation) for activation in added)
    of.live.subtract(named(activation) for activation in removed)
    assert min(of.live.values(), default=0) >= 0, "something was taken away that was not there"
    return set(+of.live)


def named(activation: Any) -> tuple[str, tuple[int, ...]]:
    return activation.rule.__name__, tuple(sorted({fact["__factid__"] for fact in activation.facts}))


@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rules, steps)
def test_the_same_activations_are_there_after_every_change(left_hand_sides, changes):
    ours = engine(IndexedMatcher, left_hand_sides)
    theirs = engine(experta.matchers.ReteMatcher, left_hand_sides)
    # What each engine was told, by what it says: an engine is told the same thing once.
    present: dict[Any, tuple[Any, Any]] = {}
    for number, step in enumerate(changes):
        if isinstance(step, int):
            if not present:
                continue
            gone = present.pop(list(present)[step % len(present)])
            left, right = change(ours, [], [gone[0]]), change(theirs, [], [gone[1]])
        else:
            if step in present:
                continue
            kind, values = step
            pair = tuple(KINDS[kind](**dict(zip(FIELDS, values, strict=True))) for _ in range(2))
            for fact in pair:
                fact.__factid__ = number
            present[step] = pair[0], pair[1]
            left, right = change(ours, [pair[0]], []), change(theirs, [pair[1]], [])
        # One fact in two places of a rule is one fact there for them, and two places filled for us.
        assert left == right
