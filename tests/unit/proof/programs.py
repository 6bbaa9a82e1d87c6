"""Small random programs, drawn as values: circuits over a few attributes, with one decision settled by each policy."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from advisor.compiler.program import (
    Contribution,
    DecisionProgram,
    Edge,
    Gate,
    GateKind,
    Literal,
    OptionProgram,
    Program,
    literals_by_attribute,
)
from advisor.model.conditions import Operator
from advisor.model.options import Policy

VALUES = {"a": ("p", "q", "r"), "b": ("p", "q"), "c": ("yes", "no"), "n": tuple(map(Fraction, (1, 2, 3, 4)))}
DECISION = "choice"
WEIGHTS = (Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 3))


@st.composite
def literals(draw: st.DrawFn) -> Literal:
    """A test on one of the attributes."""
    attribute = draw(st.sampled_from(sorted(VALUES)))
    if attribute == "n":
        operator = draw(st.sampled_from([Operator.AT_LEAST, Operator.LESS_THAN, Operator.EXACTLY]))
        return Literal("n", operator, (Fraction(draw(st.integers(2, 4))),))
    chosen = draw(st.sets(st.sampled_from(VALUES[attribute]), min_size=1, max_size=2))
    return Literal(attribute, Operator.IS, tuple(sorted(chosen)))


@st.composite
def programs(draw: st.DrawFn, policies: tuple[Policy, ...] = tuple(Policy), most_gates: int = 10) -> Program:
    """An acyclic circuit and one decision over it."""
    gates: list[Gate] = [
        Gate(f"l{k}", GateKind.LITERAL, (), literal, 0)
        for k, literal in enumerate(draw(st.lists(literals(), min_size=3, max_size=8, unique=True)))
    ]
    for k in range(draw(st.integers(0, most_gates))):
        numbers = draw(st.lists(st.integers(0, len(gates) - 1), max_size=3, unique=True))
        inputs = tuple(Edge(number, draw(st.booleans())) for number in numbers)
        stratum = 1 + max((gates[e.gate].stratum for e in inputs), default=-1)
        gates.append(
            Gate(f"g{k}", draw(st.sampled_from([GateKind.ALL, GateKind.ANY])), inputs, None, stratum)
        )
    decision = draw(decisions(len(gates), policies))
    return Program(tuple(gates), {}, {}, {DECISION: decision}, literals_by_attribute(gates))


@st.composite
def decisions(draw: st.DrawFn, gates: int, policies: tuple[Policy, ...]) -> DecisionProgram:
    """A decision with two to four options whose parts are gates of the circuit."""
    some = st.lists(st.integers(0, gates - 1), max_size=2, unique=True).map(tuple)
    options = []
    for k in range(draw(st.integers(2, 4))):
        contributions = tuple(
            Contribution(
                f"R-{k}{j}", gate, draw(st.sampled_from(WEIGHTS)), draw(st.booleans()), "", Fraction(1), False
            )
            for j, gate in enumerate(draw(some))
        )
        options.append(
            OptionProgram(f"{DECISION}.o{k}", draw(some), draw(some), draw(some), contributions, 0)
        )
    applies = draw(st.none() | st.builds(Edge, st.integers(0, gates - 1), st.booleans()))
    return DecisionProgram(DECISION, draw(st.sampled_from(policies)), tuple(options), applies, (), ())
