"""What one decision is settled from, as values: what stays the same from case to case, and one case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from advisor.compiler.cone import Cone, cone_of
from advisor.compiler.program import DecisionProgram, Program
from advisor.decide.joint import Joint
from advisor.decide.standing import Truths
from advisor.evaluation.rails import Rails, single
from advisor.evaluation.regions import regions
from advisor.facts import Facts, FactValue
from advisor.lazily import Lazily
from advisor.model.conditions import Truth
from advisor.model.questions import Attribute


# Without slots, so that what is asked of one situation again and again is worked out once.
@dataclass(frozen=True)
class Situation:
    """A decision of a program with the known facts and the truth of each gate by number.

    `choices` are for each attribute one value for every answer that the rules could tell apart.
    """

    program: Program
    decision: DecisionProgram
    choices: Mapping[str, Sequence[FactValue]]
    facts: Facts
    truths: Truths
    joint: Joint = field(compare=False, repr=False)

    @cached_property
    def rails(self) -> Rails:
        """What is known, as the rails of one case."""
        return single(self.truths)

    def decided(self, decision: DecisionProgram) -> Situation:
        """The same case, decided otherwise by the same gates: what was worked out of these alone stays known."""
        other = replace(self, decision=decision)
        other.__dict__.update(rails=self.rails, waiting=self.waiting)
        return other

    @cached_property
    def waiting(self) -> Sequence[frozenset[str]]:
        """For each gate the unknown attributes on which it waits: none where its truth is known."""
        nothing = frozenset[str]()
        unknown = Truth.UNKNOWN
        found: list[frozenset[str]] = []
        # Inputs have smaller numbers, so one pass from the bottom has what is below each gate.
        for gate, truth in zip(self.program.gates, self.truths, strict=True):
            if truth is not unknown:
                found.append(nothing)
            elif gate.literal is not None:
                found.append(frozenset((gate.literal.attribute,)))
            else:
                found.append(nothing.union(*[found[edge.gate] for edge in gate.inputs]))
        return found


@dataclass(frozen=True, slots=True)
class Docket:
    """One decision made ready to be settled for many cases: the gates that it hangs on, and what there is to try."""

    cone: Cone
    decision: DecisionProgram
    choices: Mapping[str, Sequence[FactValue]]
    joint: Joint = field(compare=False, repr=False)

    def situation(self, facts: Facts, truths: Truths) -> Situation:
        """A case; `truths` are those of the whole program's gates."""
        return Situation(
            self.cone.program, self.decision, self.choices, facts, self.cone.of(truths), self.joint
        )

    def decided(self, decision: DecisionProgram) -> Docket:
        """The same gates, decided otherwise."""
        program = replace(self.cone.program, decisions={decision.id: decision})
        return replace(self, cone=replace(self.cone, program=program), decision=decision)


def docket(
    program: Program, decision: str, attributes: Mapping[str, Attribute], also: Iterable[int] = ()
) -> Docket:
    """Make a decision of a program ready, with gates that are wanted besides."""
    cone = cone_of(program, decision, also)
    # Only of what is unknown in some case are the choices ever asked for.
    choices = Lazily(cone.program.attributes, lambda name: regions(cone.program, attributes[name]))
    return Docket(cone, cone.program.decisions[decision], choices, Joint(cone.program, choices))
