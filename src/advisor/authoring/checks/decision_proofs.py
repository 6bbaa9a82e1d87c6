"""All answers to one decision in; options that never come out of it, gaps and overlaps out.

Cases drawn at random show most of what can be; the rest is asked of the solver, which finds a case or proves that there is
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, islice

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.all_answers.domination import Lead
from advisor.authoring.all_answers.prover import Prover
from advisor.authoring.all_answers.space import Choice
from advisor.authoring.checks.proved import Proved, never
from advisor.compiler.program import Edge, OptionProgram
from advisor.errors import Problem, Severity
from advisor.evaluation.bits import few_numbers, some_and_several
from advisor.model.options import Decision, Policy, option_id
from advisor.proof.emit import World, rail
from advisor.proof.levels import MANY
from advisor.proof.solve import GaveUpError

LOOKED_AT, SHOWN = 256, 8
"""Of so many cases that show something so many are kept, because the engine may leave one of them open."""
Cases = Sequence[Sequence[Choice]]


class DecisionProofs:
    """The findings about one decision under one profile; `inexact` gathers what could not be proved."""

    def __init__(self, answers: AllAnswers, decision: Decision, inexact: list[str]) -> None:
        self._answers = answers
        self._decision = decision
        self._program = answers.program.decisions[decision.id]
        self._inexact = inexact
        self._tried = answers.tried
        self._recommended = self._tried.recommended(decision.id)
        _, self._several = some_and_several(self._recommended.values())

    @cached_property
    def _prover(self) -> Prover:
        return self._answers.prover_of(self._decision.id)

    def all(self) -> Iterator[Proved]:
        """Every finding about the decision and its options."""
        decision = self._decision
        what = f"whether {decision.id} can apply"
        if self._applies and not self._shown(what, self._applying, self._applies, whole=None):
            message = f"the decision {decision.id!r} never applies"
            yield never("KB325", message, decision.where, decision.id, "its applies-when can never hold")
            return
        yield from self._options()
        yield from self._gap()
        yield from self._overlaps()

    @cached_property
    def _applies(self) -> list[str]:
        applies = self._program.applies
        return [] if applies is None else [rail(applies, World(), holds=True)]

    @cached_property
    def _applying(self) -> int:
        """The drawn cases to which the decision applies."""
        rails, applies = self._tried.rails, self._program.applies
        return rails.everyone if applies is None else rails.edge(applies)[0]

    def _shown(self, what: str, cases: int, wanted: Sequence[str], *, whole: bool | None = True) -> Cases:
        """Cases that show something: of those that were drawn, or one that the solver finds. None is a proof."""
        cases &= self._tried.rails.everyone if whole is None else self._tried.whole
        if cases:
            # The more a case says, the less is left open in it.
            fullest = sorted(islice(few_numbers(cases), LOOKED_AT), key=lambda n: -self._tried.said(n))
            return [self._tried.choices(n) for n in fullest[:SHOWN]]
        try:
            found = self._prover.find(wanted, whole=whole)
        except GaveUpError:
            self._inexact.append(f"{what} was too hard to prove")
            return [()]
        return [] if found is None else [found]

    def _options(self) -> Iterator[Proved]:
        for option in self._program.options:
            where = self._answers.kb.options[option.key].where
            rival = self._always_level(option)
            behind = rival is not None and self._lead.most(option.key, rival.key) < 0
            if behind or not self._can_be(option, "rec", self._recommended[option.key]):
                if not behind and self._stays_open(option):
                    what = f"whether {option.key} can be recommended"
                    self._inexact.append(f"{what} hangs on questions that are not asked, and was not proved")
                    continue
                yield never(
                    "KB321", f"the option {option.key} can never be recommended", where, option.key,
                    self._why_never(option, rival),
                )  # fmt: skip
                continue
            alone = self._recommended[option.key] & ~self._several
            if rival is not None or not self._can_be(option, "sole", alone):
                ahead = f": {rival.key} is never behind it" if rival else ""
                message = f"the option {option.key} can never be recommended alone{ahead}"
                yield never("KB322", message, where, option.key, "another option always holds with it")

    def _can_be(self, option: OptionProgram, atom: str, drawn: int) -> bool:
        """Whether an option can be recommended, or be so alone, in any part of the result."""
        what = f"whether {option.key} can be recommended{' alone' * (atom == 'sole')}"
        return bool(self._shown(what, drawn, [_atom(atom, option)], whole=None))

    def _stays_open(self, option: OptionProgram) -> bool:
        """Whether what speaks for an option can stay unknown in a complete case, because something is not asked."""
        gates = {*option.meets, *option.partly, *(c.gate for c in option.contributions if not c.against)}
        edges = [(Edge(gate), holds) for gate in sorted(gates) for holds in (True, False)]
        prover = Prover(self._answers.space, (self._answers.program,), edges=edges)
        rails = [
            [rail(Edge(gate), World(), holds=holds) for holds in (True, False)] for gate in sorted(gates)
        ]
        return any(prover.find((), both) is not None for both in rails)

    def _why_never(self, option: OptionProgram, rival: OptionProgram | None) -> str:
        if rival is not None:
            return f"{rival.key} is ahead of it whatever is answered"
        weighted = self._program.policy is Policy.WEIGHTED
        return "no answers lead to it" if option.meets or option.partly or weighted else "no rule meets it"

    @cached_property
    def _lead(self) -> Lead:
        return Lead(self._answers.program, self._answers.space, self._program.options)

    def _always_level(self, option: OptionProgram) -> OptionProgram | None:
        """Under weights, a rival that cannot be ruled out and that the option can never get ahead of.

        Of many options the solver knows as much by itself, and where cases show the option alone there is none.
        """
        if self._program.policy is not Policy.WEIGHTED or len(self._program.options) >= MANY:
            return None
        if self._recommended[option.key] & ~self._several:
            return None
        rivals = (r for r in self._program.options if r is not option and not r.out)
        return next((r for r in rivals if self._lead.most(option.key, r.key) <= 0), None)

    def _gap(self) -> Iterator[Proved]:
        """Answers on which nothing is recommended though the decision applies and, under weights, something counts."""
        decision, program, rails = self._decision, self._program, self._tried.rails
        wanted = [f"none(0,{decision.id})", *self._applies]
        cases = self._applying
        for having in self._recommended.values():
            cases &= ~having
        if program.policy is Policy.WEIGHTED:
            # Something counts, so only where every option is ruled out is there none.
            if not all(option.out for option in program.options):
                return
            wanted += [f"on(0,{decision.id})", *(_atom("out", option) for option in program.options)]
            cases &= rails.some([c.gate for o in program.options for c in o.contributions])[0]
        shown = self._shown(f"whether {decision.id} has a gap", cases, wanted)
        if shown and shown != [()]:
            message = f"there are answers on which {decision.id} recommends nothing"
            hint = "write a rule for them, or accept the gap if the source is silent"
            problem = Problem("KB323", message, decision.where, hint, severity=Severity.WARNING)
            yield Proved(problem, decision.id, "", shown, decision.id)

    def _overlaps(self) -> Iterator[Proved]:
        if self._program.policy is Policy.LADDER:
            return  # A ladder has one lowest of the two heights, whatever is answered.
        if len(self._program.options) >= MANY:
            yield from self._some_overlap()
            return
        for one, two in combinations(self._program.options, 2):
            cases = self._recommended[one.key] & self._recommended[two.key]
            wanted = [_atom("rec", one), _atom("rec", two)]
            shown = self._shown(f"whether {one.key} and {two.key} can be level", cases, wanted)
            if shown and shown != [()]:
                a, b = (option_id(o.key) for o in (one, two))
                yield self._overlap(f"{a} and {b} alike", f"{a} {b}", shown, (one.key, two.key))

    def _some_overlap(self) -> Iterator[Proved]:
        """Of many options it is said once that some can be level, and not of every two that they can."""
        cases = self._several
        wanted = [f"several(0,{self._decision.id})"]
        shown = self._shown(f"whether options of {self._decision.id} can be level", cases, wanted)
        if shown and shown != [()]:
            yield self._overlap("several options alike", "", shown, ())

    def _overlap(self, which: str, detail: str, shown: Cases, options: tuple[str, ...]) -> Proved:
        decision = self._decision
        message = f"there are answers on which {decision.id} recommends {which}"
        hint = "let something speak for one of them, or accept that the source does not tell them apart"
        problem = Problem("KB324", message, decision.where, hint, severity=Severity.WARNING)
        return Proved(problem, decision.id, detail, shown, decision.id, options)


def _atom(predicate: str, option: OptionProgram) -> str:
    return f"{predicate}(0,{option.key})"
