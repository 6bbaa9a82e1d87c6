"""Columns of facts in; one decision settled for every case out. Cases that look alike to the policy are settled once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from advisor.decide import Docket, Situation, bounds
from advisor.decide.conclude import Conclusion, OptionTruths, conclude
from advisor.evaluation.columns import spread
from advisor.evaluation.lanes import Completer, Prospect
from advisor.evaluation.policies import settle
from advisor.evaluation.rails import Rails, evaluate
from advisor.evaluation.waiting import relevant_unknowns
from advisor.facts import Column, FactValue
from advisor.model.conditions import Truth
from advisor.model.options import Policy

_MOST_REMEMBERED = 1 << 15
_TRUTHS = {("1", "1"): Truth.TRUE, ("0", "1"): Truth.UNKNOWN, ("0", "0"): Truth.FALSE}
Pattern: TypeAlias = tuple[str, ...]
Known: TypeAlias = "tuple[tuple[str, FactValue], ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Settlement:
    """One case settled, with the unknown attributes that can still change the result.

    Cases that look alike share one, and it equals itself alone.
    """

    conclusion: Conclusion
    open_attributes: tuple[str, ...]


class DecisionSettler:
    """Settles one decision for any number of cases."""

    def __init__(self, ready: Docket) -> None:
        self.program = ready.cone.program
        self._decision = ready.decision
        self._choices = ready.choices
        self._joint = ready.joint
        self._completer = Completer(self.program, self._decision, self._choices)
        self._alike: dict[tuple[Pattern, Prospect], Settlement] = {}
        self._known: dict[Known, Prospect] = {}

    def settle(self, columns: Mapping[str, Column], width: int, wanted: int) -> dict[int, Settlement]:
        """Settle the wanted cases; `columns` are the given facts of all of them, by attribute."""
        return self.settle_known(columns, evaluate(self.program, columns, width), wanted)

    def settle_known(self, columns: Mapping[str, Column], rails: Rails, wanted: int) -> dict[int, Settlement]:
        """The same where it is known what holds in each case."""
        width = rails.width
        waiting = {name: spread(c, width) for name, c in self._waiting(rails, wanted).items()}
        patterns = list(zip(*self._rows(rails), strict=True)) or [()] * width
        prospects = dict(enumerate(self._ahead(rails)))
        unknown = {
            case: names
            for case, known in enumerate(zip(*waiting.values(), strict=True))
            if "1" in known
            and (names := tuple(n for n, bit in zip(waiting, known, strict=True) if bit == "1"))
        }
        completed = self._completer.complete(columns, width, unknown)
        found = {}
        for case, asked_for in enumerate(spread(wanted, width)):
            if asked_for == "0":
                continue
            prospect = completed[case] if case in completed else prospects[case]
            if prospect is None:
                prospect = self._bounded(columns, rails, case, unknown[case])
            found[case] = self._conclude(patterns[case], prospect)
        return found

    def _waiting(self, rails: Rails, wanted: int) -> dict[str, int]:
        """For each attribute the wanted cases whose result may hang on it, without those where none is unknown."""
        if self._decision.applies is not None and self._decision.policy is not Policy.WEIGHTED:
            # Where it surely does not apply, nothing else can change that.
            wanted &= rails.edge(self._decision.applies)[1]
        found = relevant_unknowns(self.program, self._decision, rails)
        return {name: cases & wanted for name, cases in found.items() if cases & wanted}

    def _rows(self, rails: Rails) -> Iterator[str]:
        """Whether each option is met, met in part and ruled out, surely and possibly: a text a question, a letter a case."""
        for option in self._decision.options:
            for gates in (option.meets, option.partly, option.out):
                for cases in rails.some(gates):
                    yield spread(cases, rails.width)

    def _ahead(self, rails: Rails) -> Iterator[Prospect]:
        """What each case comes to if nothing that matters is unknown in it."""
        settled = settle(self._decision, rails)
        masks = (settled.applies, *settled.leading.values())
        known: dict[Pattern, Prospect] = {}
        for bits in zip(*(spread(cases, rails.width) for cases in masks), strict=True):
            if bits not in known:
                leading = int("".join(bits[:0:-1]), 2)
                known[bits] = Prospect(bits[0] == "1", leading, leading, True, ())
            yield known[bits]

    def _conclude(self, pattern: Pattern, prospect: Prospect) -> Settlement:
        key = (pattern, prospect)
        if key not in self._alike:
            if len(self._alike) >= _MOST_REMEMBERED:
                self._alike.clear()
            pairs = zip(pattern[::2], pattern[1::2], strict=True)
            truths = [_TRUTHS[pair] for pair in pairs]
            options = [OptionTruths(*truths[i : i + 3]) for i in range(0, len(truths), 3)]
            self._alike[key] = Settlement(conclude(self._decision, options, prospect), prospect.decisive)
        return self._alike[key]

    def _bounded(
        self, columns: Mapping[str, Column], rails: Rails, case: int, unknown: tuple[str, ...]
    ) -> Prospect:
        """What a case comes to that has more unknown answers than can be tried, as where one case is settled."""
        facts = {
            name: value
            for name in self.program.attributes
            for value, cases in (columns[name].cases.items() if name in columns else ())
            if cases >> case & 1
        }
        key = tuple(facts.items())
        if key not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            truths = tuple(rails.truth(gate, case) for gate in range(len(self.program.gates)))
            situation = Situation(self.program, self._decision, self._choices, facts, truths, self._joint)
            self._known[key] = bounds(situation, unknown)
        return self._known[key]
